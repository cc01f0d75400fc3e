"""Choosing evidence: comes in: ranked hits, goes out: the fewest whole sentences that answer, best first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from assistant.leaning import with_support
from assistant.restated import say_the_same, words_of
from corpus import Letter, Paragraph, Place, Shape, Span, Voice
from index import Hit

# A sentence is judged by itself and by the paragraph it stands in.
PARAGRAPH_SHARE = 0.35
# Sentences that score less than the first share of the best one are left out; a letter that has not spoken yet needs a
# better reason to, as a weak sentence of another year misleads, and must reach the second. Where a judge's verdicts are
# among the scores these part what answers from what does not, and less has to be left out by likeness.
LIKENESS_SHARES = 0.72, 0.86
JUDGED_SHARES = 0.68, 0.74
# "What did children tell inspectors?" is answered by all that they told: "They also said ..." goes on with it.
_ASKS_WHAT_WAS_SAID = re.compile(
    r"\b(?:say|said|saying|tell|told|think|thought|feel|felt|views?|complain(?:ed)?)\b", re.I
)
_GOES_ON = re.compile(r"(?:They|Others)\b")
_FILLS_A_FORM = re.compile(r"\W*(?:not applicable|none|nil|n/?a)\W*", re.I)
_PRIMARY = {Voice.INSPECTORS: 0, Voice.COUNCIL: 1, Voice.PARTNERSHIP: 1, Voice.OTHER: 2}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences `first` to `last` (from 0) of one paragraph, with the score of the best of them."""

    letter: Letter
    paragraph: Paragraph
    place: Place
    first: int
    last: int
    score: float
    restated_in: tuple[Place, ...] = ()

    @property
    def span(self) -> Span:
        """What is quoted: the sentences with those they lean on."""
        return with_support(self.letter, self.paragraph, self.first, self.last)

    @property
    def sentence_text(self) -> str:
        """The chosen sentences alone, without those they lean on."""
        sentences = self.paragraph.sentences
        return self.letter.slice(Span(sentences[self.first].start, sentences[self.last].end))

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.letter.slice(self.span)

    @property
    def text_with_heads(self) -> str:
        """The quoted words and, for a table row, the heads above its cells."""
        return " ".join([*self._heads, self.text])

    @property
    def lead_in_text(self) -> str:
        """What an item or a row stands under: its lead-in, else its heading, and its cells' heads. Prose: nothing."""
        if self.paragraph.shape is Shape.PROSE:
            return ""
        lead_in = self.paragraph.lead_in
        return " ".join([self.letter.slice(lead_in) if lead_in else self.place.section, *self._heads])

    @property
    def _heads(self) -> list[str]:
        return [self.letter.slice(cell.head) for cell in self.paragraph.cells if cell.head is not None]

    @property
    def word_count(self) -> int:
        """Words of the quote."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one answer may quote, and how strong a sentence must be beside the best one to be quoted."""

    quotes: int
    words: int
    keep_share: float = LIKENESS_SHARES[0]
    new_letter_share: float = LIKENESS_SHARES[1]

    def among(self, count: int) -> Limits:
        """Return what is left for each of `count` who share one answer."""
        return replace(self, quotes=-(-self.quotes // count), words=self.words // count)


def choose_evidence(ranked: Sequence[Evidence], limits: Limits) -> tuple[Evidence, ...]:
    """Choose from `ranked` sentences, best first, until the next one is too weak or the limits are reached.

    Of a statement made twice the primary source's is kept and the other place noted; neighbouring sentences of
    one paragraph become one quote. The best sentence is always kept, however long.
    """
    strong = [evidence for evidence in ranked if evidence.score >= limits.keep_share * ranked[0].score]
    chosen: list[Evidence] = []
    for candidate in merge_restatements(strong):
        speaks_already = any(candidate.letter is evidence.letter for evidence in chosen)
        if chosen and not speaks_already and candidate.score < limits.new_letter_share * ranked[0].score:
            continue
        joined = _join_neighbour(chosen, candidate)
        if fits(joined, limits) or not chosen:
            chosen = joined
    return tuple(chosen)


def with_all_they_said(chosen: Sequence[Evidence], question: str, limits: Limits) -> list[Evidence]:
    """Return `chosen`, each with the sentences after it that go on with what somebody said, where that is asked for.

    As far as the limits leave room.
    """
    grown = list(chosen)
    if not _ASKS_WHAT_WAS_SAID.search(question):
        return grown
    for evidence in chosen:
        sentences = evidence.paragraph.sentences
        last = evidence.last
        while last + 1 < len(sentences) and _GOES_ON.match(evidence.letter.slice(sentences[last + 1])):
            last += 1
        place = next((i for i, one in enumerate(grown) if one is evidence), None)
        if last == evidence.last or evidence.paragraph.shape is not Shape.PROSE or place is None:
            continue
        rest = [*grown[:place], *grown[place + 1 :]]
        longer = _join_neighbour(rest, replace(evidence, last=last), place)
        grown = longer if fits(longer, limits) else grown
    return grown


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


def find_paragraph(letter: Letter, start: int) -> Paragraph:
    """Return the body paragraph of `letter` that begins at `start`; raises KeyError where none does."""
    for section in letter.sections:
        place = bisect_left(section.paragraphs, start, key=attrgetter("start"))
        if place < len(section.paragraphs) and section.paragraphs[place].start == start:
            return section.paragraphs[place]
    raise KeyError(f"no paragraph of {letter.id} begins at {start}")


def _join_neighbour(chosen: Sequence[Evidence], candidate: Evidence, at: int | None = None) -> list[Evidence]:
    """Add `candidate`: within a quote of its paragraph that it overlaps or follows, else as a quote of its own.

    What counts is what is shown: the sentences with those they lean on. `chosen` is best first and stays so: a quote of
    its own stands at position `at` (None: last), a joined one where the better of its parts stood.
    """
    at = len(chosen) if at is None else at
    for position, evidence in enumerate(chosen):
        if evidence.paragraph is not candidate.paragraph:
            continue
        one, other = evidence.span, candidate.span
        # Neighbouring sentences are parted by one space.
        if one.start <= other.end + 1 and other.start <= one.end + 1:
            first, last = min(evidence.first, candidate.first), max(evidence.last, candidate.last)
            # Where only one of the sentences stands again the quote as a whole does not.
            places = tuple(place for place in evidence.restated_in if place in candidate.restated_in)
            score = max(evidence.score, candidate.score)
            joined = replace(evidence, first=first, last=last, score=score, restated_in=places)
            # Grown, it may touch another quote.
            return _join_neighbour([*chosen[:position], *chosen[position + 1 :]], joined, min(position, at))
    return [*chosen[:at], candidate, *chosen[at:]]


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


def fits(evidence: Sequence[Evidence], limits: Limits) -> bool:
    """Whether all of `evidence` is within what one answer may quote."""
    return len(evidence) <= limits.quotes and sum(one.word_count for one in evidence) <= limits.words
