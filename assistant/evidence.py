"""Evidence: comes in: ranked hits, goes out: their sentences as evidence, best first, each statement once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from assistant.leaning import with_support
from assistant.restated import say_the_same, words_of
from corpus import Letter, Paragraph, Place, Shape, Span, Voice
from index import Hit

# A sentence is judged by itself and by the paragraph it stands in.
PARAGRAPH_SHARE = 0.35
_FILLS_A_FORM = re.compile(r"\W*(?:not applicable|none|nil|n/?a)\W*", re.I)
_PRIMARY = {Voice.INSPECTORS: 0, Voice.COUNCIL: 1, Voice.PARTNERSHIP: 1, Voice.OTHER: 2}


@dataclass(frozen=True)
class Evidence:
    """Sentences `first` to `last` (from 0) of one paragraph, with the score of the best of them.

    What is quoted is found once: choosing weighs it against every other piece.
    """

    letter: Letter
    paragraph: Paragraph
    place: Place
    first: int
    last: int
    score: float
    restated_in: tuple[Place, ...] = ()

    @cached_property
    def span(self) -> Span:
        """What is quoted: the sentences with those they lean on."""
        return with_support(self.letter, self.paragraph, self.first, self.last)

    @cached_property
    def sentence_text(self) -> str:
        """The chosen sentences alone, without those they lean on."""
        sentences = self.paragraph.sentences
        return self.letter.slice(Span(sentences[self.first].start, sentences[self.last].end))

    @cached_property
    def text(self) -> str:
        """The quoted words."""
        return self.letter.slice(self.span)

    @property
    def text_with_heads(self) -> str:
        """The quoted words and, for a table row, the heads above its cells."""
        return " ".join([*self._heads, self.text])

    @cached_property
    def lead_in_text(self) -> str:
        """What an item or a row stands under: its lead-in, else its heading, and its cells' heads. Prose: nothing."""
        if self.paragraph.shape is Shape.PROSE:
            return ""
        lead_in = self.paragraph.lead_in
        return " ".join([self.letter.slice(lead_in) if lead_in else self.place.section, *self._heads])

    @property
    def text_with_all_above(self) -> str:
        """The quoted words with their heading, what they hang from and their heads: all that a reader sees of them."""
        return f"{self.place.section} {self.lead_in_text} {self.text_with_heads}"

    @property
    def _heads(self) -> list[str]:
        return [self.letter.slice(cell.head) for cell in self.paragraph.cells if cell.head is not None]

    @cached_property
    def word_count(self) -> int:
        """Words of the quote."""
        return len(self.text.split())


def merge_restatements(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return `ranked` with each statement once, at its best place in the order: the primary source's words.

    Of equal voices it is the newer letter's words, and where a date is missing the better-scored.
    """
    kept: list[Evidence] = []
    made: list[list[_Said]] = []
    for candidate in ranked:
        own = _Said.by(candidate)
        # Alike to one and another to the next is no restatement: it has to say what all of them say.
        repeated = next((i for i, said in enumerate(made) if all(own.repeats(other) for other in said)), None)
        if repeated is None:
            kept.append(candidate)
            made.append([own])
        else:
            kept[repeated] = _keep_primary(kept[repeated], candidate)
            made[repeated].append(own)
    return kept


@dataclass(frozen=True, slots=True)
class _Said:
    """What two statements are compared by: of which council, under which words, in which words."""

    about: str
    lead_in: frozenset[str]
    words: frozenset[str]

    @classmethod
    def by(cls, evidence: Evidence) -> _Said:
        letter = evidence.letter
        # A letter that names no council may be about any: only its own sentences repeat it.
        about = f"council {letter.council}" if letter.council else f"letter {letter.id}"
        return cls(about, words_of(evidence.lead_in_text), words_of(evidence.sentence_text))

    def repeats(self, other: _Said) -> bool:
        # The same item under "What is strong" and under "What needs to improve" says two things.
        alike = self.about == other.about and self.lead_in == other.lead_in
        return alike and say_the_same(self.words, other.words)


def rank_sentences(hits: Sequence[Hit], letters: Mapping[str, Letter]) -> list[Evidence]:
    """Return every sentence of `hits` as evidence, best first; equal scores keep the hits' order.

    What only fills a form ("Not applicable.") is left out.
    """
    ranked = []
    for hit in hits:
        letter = letters[hit.passage.letter_id]
        paragraph = find_paragraph(letter, hit.passage.start)
        if _FILLS_A_FORM.fullmatch(letter.slice(paragraph)):
            continue
        # A bullet or a table row is quoted whole: half an item misleads.
        whole = paragraph.shape is not Shape.PROSE
        scores = [max(hit.sentence_scores)] if whole else list(hit.sentence_scores)
        for position, sentence_score in enumerate(scores):
            score = PARAGRAPH_SHARE * hit.score + (1 - PARAGRAPH_SHARE) * sentence_score
            last = len(paragraph.sentences) - 1 if whole else position
            ranked.append(Evidence(letter, paragraph, hit.passage.place, position, last, score))
    return sorted(ranked, key=lambda evidence: -evidence.score)


def hits_quotable(hits: Sequence[Hit], ranked: Sequence[Evidence]) -> tuple[Hit, ...]:
    """Return those of `hits` that some of `ranked` is a sentence of, in order."""
    places = {(evidence.letter.id, evidence.paragraph.start) for evidence in ranked}
    return tuple(hit for hit in hits if (hit.passage.letter_id, hit.passage.start) in places)


def evidence_in(hits: Sequence[Hit], ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return those of `ranked` that are sentences of one of `hits`, in order."""
    places = {(hit.passage.letter_id, hit.passage.start) for hit in hits}
    return [evidence for evidence in ranked if (evidence.letter.id, evidence.paragraph.start) in places]


def find_paragraph(letter: Letter, start: int) -> Paragraph:
    """Return the body paragraph of `letter` that begins at `start`; raises KeyError where none does."""
    for section in letter.sections:
        place = bisect_left(section.paragraphs, start, key=attrgetter("start"))
        if place < len(section.paragraphs) and section.paragraphs[place].start == start:
            return section.paragraphs[place]
    raise KeyError(f"no paragraph of {letter.id} begins at {start}")


def _keep_primary(kept: Evidence, other: Evidence) -> Evidence:
    """Of two that say the same keep the inspectors', else the newer, else the first; note where the other stands."""
    if kept.place == other.place:
        return kept
    primary, second = kept, other
    if _goes_before(other.letter, kept.letter):
        primary, second = replace(other, score=kept.score), kept
    places = dict.fromkeys((*kept.restated_in, *other.restated_in, second.place))
    return replace(primary, restated_in=tuple(place for place in places if place != primary.place))


def _goes_before(letter: Letter, other: Letter) -> bool:
    if _PRIMARY[letter.voice] != _PRIMARY[other.voice]:
        return _PRIMARY[letter.voice] < _PRIMARY[other.voice]
    return letter.sort_date is not None and other.sort_date is not None and letter.sort_date > other.sort_date
