"""Where gold stands: comes in: quotes and letters, goes out: the paragraph and sentences of each, by offsets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import Letter, Paragraph, Shape, Span, UserFacingError
from eval.question import GoldQuote, Question

PLAIN_FORMS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
WORD = re.compile(r"\w+")


class GoldNotFound(UserFacingError):
    """A gold quote is not in its letter."""


@dataclass(frozen=True, slots=True)
class Region:
    """Characters `start` up to `end` of one letter's text."""

    letter_id: str
    start: int
    end: int

    def holds(self, other: Region) -> bool:
        """Whether all of `other` lies in this region."""
        return self.letter_id == other.letter_id and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Region) -> bool:
        """Whether at least one character is in both."""
        return self.letter_id == other.letter_id and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """One place where a gold quote stands: its paragraph and its whole sentences."""

    paragraph: Region
    sentences: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """A question with its gold found: `gold[i]` lists the places of the i-th gold quote, mostly just one.

    A quote that its letter prints twice counts as shown from either place.
    """

    question: Question
    gold: tuple[tuple[GoldPlace, ...], ...]
    must_not: tuple[tuple[GoldPlace, ...], ...]

    @property
    def answering(self) -> frozenset[int]:
        """Numbers of the gold quotes that carry a vital point: each answers, the others answer partly."""
        return frozenset(number for point in self.question.points if point.vital for number in point.accept)


def make_answer_key(question: Question, letters: Mapping[str, Letter]) -> AnswerKey:
    """Find the gold and the forbidden quotes of `question`; raises GoldNotFound naming question and quote."""

    def find(quotes: tuple[GoldQuote, ...]) -> tuple[tuple[GoldPlace, ...], ...]:
        found = []
        for quote in quotes:
            if quote.letter not in letters:
                raise GoldNotFound(f"{question.id}: there is no letter {quote.letter!r}.", "Correct the question.")
            places = locate(quote, letters[quote.letter])
            if not places:
                message = f"{question.id}: {quote.letter} does not hold “{quote.quote}”."
                raise GoldNotFound(message, "Copy the words from the letter.")
            found.append(places)
        return tuple(found)

    return AnswerKey(question, find(question.gold), find(question.must_not))


def locate(gold: GoldQuote, letter: Letter) -> tuple[GoldPlace, ...]:
    """Return every place in `letter`, body or margins, where the words of `gold` stand; none where they do not.

    White space and the shape of apostrophes and quotation marks do not count; for table rows only words do.
    """
    paragraphs = [paragraph for _, paragraph in letter.all_paragraphs()]
    places = []
    for match in _flexible(gold.quote).finditer(letter.text.translate(PLAIN_FORMS)):
        touched = [p for p in paragraphs if p.start < match.end() and match.start() < p.end]
        sentences = [s for p in touched for s in p.sentences if s.start < match.end() and match.start() < s.end]
        if sentences:
            places.append(_place(letter, Span(touched[0].start, touched[-1].end), sentences))
    if places:
        return tuple(places)
    rows = (p for p in paragraphs if p.shape is Shape.ROW)
    return tuple(_place(letter, row, row.sentences) for row in rows if _holds_words(letter.slice(row), gold.quote))


def plain_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order, without punctuation."""
    return WORD.findall(text.translate(PLAIN_FORMS).lower())


def _flexible(quote: str) -> re.Pattern[str]:
    """Match the quote's words with any white space between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in quote.translate(PLAIN_FORMS).split()))


def _place(letter: Letter, paragraph: Span | Paragraph, sentences: Sequence[Span]) -> GoldPlace:
    return GoldPlace(
        Region(letter.id, paragraph.start, paragraph.end),
        tuple(Region(letter.id, sentence.start, sentence.end) for sentence in sentences),
    )


def _holds_words(text: str, quote: str) -> bool:
    return f" {' '.join(plain_words(quote))} " in f" {' '.join(plain_words(text))} "
