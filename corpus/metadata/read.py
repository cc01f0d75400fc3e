"""All that is known of one document: comes in: its parts, goes out: its metadata; what is not printed stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import find_period
from corpus.letter import Kind, Voice
from corpus.metadata.council import find_council
from corpus.metadata.kind import find_kind, voice_of
from corpus.metadata.people import find_addressee, find_people
from corpus.metadata.titles import make_title
from corpus.metadata.when import find_letter_date, find_visit_dates, find_visit_number


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document that tell of it, each as its printed lines in order.

    `front` is the letterhead or title page, `subject` the headings the body opens with, `opening` the body's first
    paragraphs, `closing` the sign-off, `team` the lines of the body that name inspectors; `text` is everything.
    """

    front: Sequence[str]
    subject: Sequence[str]
    opening: Sequence[str]
    closing: Sequence[str]
    team: Sequence[str]
    text: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything parsed from the text; unknown is `None` or empty."""

    kind: Kind
    voice: Voice
    title: str
    letter_date: date | None
    visit_dates: tuple[date, ...]
    visit_number: int | None
    council: str | None
    inspectors: tuple[str, ...]
    lead_inspector: str | None
    addressee: str | None
    period: tuple[date, date] | None


def read_metadata(parts: Parts) -> Metadata:
    """Parse the metadata of one document; nothing is guessed and nothing is taken from the file's name."""
    opening = "\n".join((*parts.subject, *parts.opening))
    kind = find_kind(parts.front, parts.subject, parts.opening, parts.text)
    voice = voice_of(kind)
    by_inspectors = voice is Voice.INSPECTORS
    letter_date = find_letter_date(parts.front) if by_inspectors else None
    visit_dates: tuple[date, ...] = (
        () if kind is Kind.PARTNERSHIP_REPORT else find_visit_dates(kind, parts.front, opening)
    )
    if letter_date is not None and visit_dates and letter_date < visit_dates[-1]:
        letter_date = None  # A slip of the pen ("2019" in January 2020): a letter cannot be older than its visit.
    period = find_period(parts.text) if kind is Kind.PARTNERSHIP_REPORT else None
    council = find_council(_titles(parts, by_inspectors), opening, parts.text)
    lead, inspectors = (
        find_people(kind, parts.front, opening, parts.closing, parts.team) if by_inspectors else (None, ())
    )
    numbered = kind in (Kind.MONITORING_VISIT, Kind.COUNCIL_REPORT)
    return Metadata(
        kind=kind,
        voice=voice,
        title=make_title(kind, council, letter_date, visit_dates, period),
        letter_date=letter_date,
        visit_dates=visit_dates,
        visit_number=find_visit_number(opening) if numbered else None,
        council=council,
        inspectors=inspectors,
        lead_inspector=lead,
        addressee=find_addressee(parts.front) if by_inspectors else None,
        period=period,
    )


def _titles(parts: Parts, by_inspectors: bool) -> tuple[str, ...]:
    """The lines that say whom the document is about: the subject first, then the title page without addresses."""
    if not by_inspectors:
        return ()
    written_as_letter = any(line.startswith("Dear ") for line in parts.front)
    return (*parts.subject, *(() if written_as_letter else parts.front))
