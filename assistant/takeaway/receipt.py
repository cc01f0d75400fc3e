"""The nouns of what is taken away: comes in: nothing, goes out: a Receipt, an answer with all that vouches for it.

A receipt is complete by itself: every format (Word, CSV, Markdown, rich text, JSON) is written from one, and it can be
compared with the letters years later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.answer import AnswerStatus
from corpus import Place, UserFacingError


class RecordError(UserFacingError):
    """A receipt or feedback cannot be made, kept or found."""


@dataclass(frozen=True, slots=True)
class TakenQuote:
    """One quotation with everything a citation needs; offsets are into the letter whose digest is given.

    `letter_digest` is the SHA-256 of the letter's text when the answer was given. `link` begins with "/".
    """

    n: int
    text: str
    lead_in: str
    cells: tuple[tuple[str, str], ...]
    letter_id: str
    letter_title: str
    letter_digest: str
    letter_date: date | None
    visit_dates: tuple[date, ...]
    kind: str
    voice: str
    speaker: str
    council: str | None
    section: str
    paragraph: str | None
    page: int | None
    start: int
    end: int
    source: str
    link: str
    restated_in: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where the words stood, as a reader says it."""
        return Place(self.letter_id, self.letter_title, self.section, self.paragraph, self.page)


@dataclass(frozen=True, slots=True)
class TakenStatement:
    """One heading or sentence of the answer and the numbers of the quotations it leads to."""

    text: str
    quote_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TakenSearch:
    """What was searched; `titles` names the letters, newest first, and is empty where there are too many to list.

    `held_to` are the question's wishes, `chosen` the person's choices beside it, each with how many were left out.
    """

    letters: int
    first: date | None
    last: date | None
    left_out: int
    held_to: tuple[str, ...]
    titles: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    left_out_by_choices: int = 0


@dataclass(frozen=True, slots=True)
class Making:
    """What an answer depends on beside question and letters: index, recipe and settings, as (name, value) pairs."""

    corpus_version: str
    recipe: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer as it was given. `answered_at` is in UTC, to the second; `history` is oldest first.

    `choices` are what the person fixed beside the question, as (name, value) pairs; `text` is the plain answer.
    """

    question: str
    history: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    read_as: str | None
    status: AnswerStatus
    text: str
    statements: tuple[TakenStatement, ...]
    quotes: tuple[TakenQuote, ...]
    near_misses: tuple[TakenQuote, ...]
    notes: tuple[str, ...]
    searched: TakenSearch
    making: Making
    answered_at: datetime
    timings_ms: tuple[tuple[str, float], ...] = ()
    version: int = 1

    @property
    def can_be_taken(self) -> bool:
        """Whether it may be copied and downloaded from the page: only what quotes the letters may."""
        return bool(self.quotes) and self.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED)
