"""The nouns of an answer: comes in: sealed quotes and the facts of the search, goes out: one frozen Answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus import Letter, Paragraph, Place, SealBroken, Span


class AnswerStatus(StrEnum):
    """How a question was met."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_LETTERS = "not_in_letters"
    UNCLEAR_QUESTION = "unclear_question"
    REFUSED = "refused"


_SEAL = object()


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of one paragraph in the letter's own words; first made by `Quote.cut`; the seal checks it.

    `lead_in` is the sentence a bullet or table row hangs from and `cells` are a row's (head, value) pairs, all cut
    from the same letter; empty where there are none.
    `restated_in` names the places where another document says the same again.
    """

    text: str
    place: Place
    start: int
    end: int
    lead_in: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    restated_in: tuple[Place, ...] = ()
    _seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise SealBroken("A quote was not cut from a letter.", "Report this: no answer may be shown.")

    @staticmethod
    def cut(
        letter: Letter,
        span: Span,
        place: Place,
        paragraph: Paragraph | None = None,
        restated_in: tuple[Place, ...] = (),
    ) -> Quote:
        """Cut the words at `span` out of `letter`, with what its `paragraph` hangs from.

        Raises SealBroken where the span is empty or outside the text.
        """
        if not 0 <= span.start < span.end <= len(letter.text) or place.letter_id != letter.id:
            raise SealBroken("A quote points outside its letter.", "Report this: no answer may be shown.")
        lead_in, cells = hangs_from(letter, paragraph) if paragraph is not None else ("", ())
        return Quote(letter.slice(span), place, span.start, span.end, lead_in, cells, restated_in, _SEAL)


def hangs_from(letter: Letter, paragraph: Paragraph) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the words that `paragraph` hangs from and its (head, value) cells, both empty where it has none."""
    lead_in = letter.slice(paragraph.lead_in) if paragraph.lead_in is not None else ""
    return lead_in, tuple((letter.slice(c.head) if c.head else "", letter.slice(c.value)) for c in paragraph.cells)


@dataclass(frozen=True, slots=True)
class Statement:
    """One group of an answer: words built from metadata, never a finding, and the quotes they lead to, by number."""

    text: str
    quote_numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how many letters and which, the span of their dates, how many were left out, by which wish.

    `held_to` are the question's wishes and `left_out` counts what they leave out; `chosen` are the person's choices
    beside the question and `left_out_by_choices` counts what these leave out.
    """

    letters: int
    first: date | None
    last: date | None
    left_out: int = 0
    held_to: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    left_out_by_choices: int = 0
    letter_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a face shows. Quote numbers count from 1 in the order of `quotes`.

    `read_as` is the question as understood where that differs from what was typed (follow-ups, typos).
    `confidence` in [0, 1] is how sure the engine is that the letters answer, worked out from `signals`; both are
    measured, never shown.
    `notes` are honest edges built from metadata: age of the evidence, what no letter says, who speaks.
    """

    question: str
    status: AnswerStatus
    statements: tuple[Statement, ...]
    quotes: tuple[Quote, ...]
    near_misses: tuple[Quote, ...]
    searched: Searched
    notes: tuple[str, ...] = ()
    read_as: str | None = None
    confidence: float = 0.0
    signals: Mapping[str, float] = field(default_factory=dict)
    corpus_version: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
