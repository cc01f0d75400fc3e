"""Where a letter has subjects' words: comes in: a letter, goes out: its mentions, the counts and the quotes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from assistant.leaning import with_support
from assistant.restated import find_restatement, words_of
from assistant.seal import seal_quote
from assistant.subjects.matching import SubjectFinder
from assistant.subjects.results import Count, Saying
from corpus import Letter, Paragraph, Place, Section, Shape, Span

NOTHING = Count(0, 0)


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that has a subject's words: which paragraph of the body, which sentence of it, where the words are."""

    paragraph: int
    sentence: int
    words: tuple[Span, ...]


Mentions = tuple[Mention, ...]


def find_mentions(letter: Letter, finder: SubjectFinder) -> Mapping[str, Mentions]:
    """Return the mentions of each subject that the body of `letter` has words for, in reading order."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for number, (_, paragraph) in enumerate(letter.paragraphs()):
        for position, sentence in enumerate(paragraph.sentences):
            for subject, words in finder.find(letter.text, sentence).items():
                found[subject].append(Mention(number, position, words))
    return {subject: tuple(mentions) for subject, mentions in found.items()}


def count_mentions(mentions: Mentions) -> Count:
    """Count the sentences and the paragraphs of `mentions`."""
    return Count(len(mentions), len({mention.paragraph for mention in mentions})) if mentions else NOTHING


def mentioned_sentences(letter: Letter, mentions: Mentions) -> tuple[Span, ...]:
    """Return the sentences that `mentions` are in, in reading order."""
    paragraphs = [paragraph for _, paragraph in letter.paragraphs()]
    sentences = (paragraphs[mention.paragraph].sentences[mention.sentence] for mention in mentions)
    return tuple(Span(sentence.start, sentence.end) for sentence in sentences)


@dataclass(frozen=True, slots=True)
class Primary:
    """The inspectors' own sentences on a subject, as they are compared, with the place of each."""

    words: tuple[frozenset[str], ...]
    places: tuple[Place, ...]

    def repeated_by(self, sentence: str) -> Place | None:
        """Return where the inspectors say what `sentence` says, None where they do not."""
        position = find_restatement(words_of(sentence), self.words)
        return None if position is None else self.places[position]


NO_PRIMARY = Primary((), ())


def primary_sentences(found: Sequence[tuple[Letter, Mentions]]) -> Primary:
    """Gather the sentences of the inspectors' letters that other voices may repeat."""
    words, places = [], []
    for letter, mentions in found:
        body = tuple(letter.paragraphs())
        for mention in mentions:
            section, paragraph = body[mention.paragraph]
            words.append(words_of(letter.slice(paragraph.sentences[mention.sentence])))
            places.append(_place(letter, section, paragraph))
    return Primary(tuple(words), tuple(places))


def quote_mentions(letter: Letter, mentions: Mentions, primary: Primary = NO_PRIMARY) -> tuple[Saying, ...]:
    """Cut a sealed quote for each mention, with the sentences it leans on; neighbours become one quote.

    A bullet or a table row is quoted whole. Raises SealBroken where a quote would not be the letter's own words.
    """
    body = tuple(letter.paragraphs())
    merged: list[tuple[Span, list[Mention]]] = []
    for mention in mentions:
        span = _quoted_span(letter, body[mention.paragraph][1], mention.sentence)
        if merged and merged[-1][1][-1].paragraph == mention.paragraph and span.start <= merged[-1][0].end + 1:
            before, together = merged.pop()
            merged.append((Span(min(before.start, span.start), max(before.end, span.end)), [*together, mention]))
        else:
            merged.append((span, [mention]))
    return tuple(_say(letter, body[together[0].paragraph], span, together, primary) for span, together in merged)


def _say(
    letter: Letter, stands_at: tuple[Section, Paragraph], span: Span, together: Sequence[Mention], primary: Primary
) -> Saying:
    section, paragraph = stands_at
    place = _place(letter, section, paragraph)
    quote = seal_quote(Quote.cut(letter, span, place, paragraph), letter)
    sentences = (letter.slice(paragraph.sentences[mention.sentence]) for mention in together)
    repeats = dict.fromkeys(at for sentence in sentences if (at := primary.repeated_by(sentence)) is not None)
    return Saying(quote, tuple(word for mention in together for word in mention.words), tuple(repeats))


def _quoted_span(letter: Letter, paragraph: Paragraph, sentence: int) -> Span:
    if paragraph.shape is not Shape.PROSE:
        return Span(paragraph.sentences[0].start, paragraph.sentences[-1].end)
    return with_support(letter, paragraph, sentence, sentence)


def _place(letter: Letter, section: Section, paragraph: Paragraph) -> Place:
    return letter.place_of(section, paragraph)
