"""The nouns of a letter: comes in: offsets found by a reader, goes out: frozen values all else points into."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a document is."""

    MONITORING_VISIT = "monitoring_visit"
    FOCUSED_VISIT = "focused_visit"
    INSPECTION_REPORT = "inspection_report"
    JOINT_INSPECTION = "joint_inspection"
    AREA_SEND = "area_send"
    COUNCIL_REPORT = "council_report"
    PARTNERSHIP_REPORT = "partnership_report"
    OTHER = "other"


class Voice(StrEnum):
    """Who speaks in a document; findings of different voices are never mixed."""

    INSPECTORS = "inspectors"
    COUNCIL = "council"
    PARTNERSHIP = "partnership"
    OTHER = "other"


class Shape(StrEnum):
    """How a paragraph stands on the page."""

    PROSE = "prose"
    BULLET = "bullet"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a letter's text: characters `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One whole sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row with the column head above it (`None` where no head is printed)."""

    head: Span | None
    value: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, a bullet item or a table row.

    `number` is the printed number where there is one, else counted from 1 in the body; `None` only
    for the margins (letterhead, salutation, sign-off). `lead_in` is the sentence or table caption that
    a bullet or row hangs from. `page` counts from 1, `None` where the source has no pages.
    """

    number: str | None
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    page: int | None = None
    shape: Shape = Shape.PROSE
    lead_in: Span | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def heads(self) -> tuple[Span | None, ...]:
        """Return the places of the heads above a row's cells: nothing for prose and bullets."""
        return tuple(cell.head for cell in self.cells)


def of_one_table(heads: Sequence[object], others: Sequence[object]) -> bool:
    """Whether rows under `heads` and under `others` are of one table: a row with a cell less leaves a head out."""
    few, many = sorted((heads, others), key=len)
    if len(few) == len(many) or not few or not all(few):
        return tuple(few) == tuple(many)
    rest = iter(many)
    return all(head in rest for head in few)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs under it; sub-headings carry their parents: "3. NEXT STEPS > 3.1 Findings"."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One grade of an inspection report: what was judged, the grade, and where it stands in the text."""

    area: str
    grade: str
    span: Span


@dataclass(frozen=True, slots=True)
class Letter:
    """One document with its one canonical `text`; everything else points into that text by offsets.

    `margins` are the unnumbered parts (letterhead, addressee, salutation, sign-off, copy line).
    `period` is what an annual report covers. Unknown stays `None` or empty: nothing is guessed.
    """

    id: str
    title: str
    kind: Kind
    voice: Voice
    letter_date: date | None
    visit_dates: tuple[date, ...]
    visit_number: int | None
    council: str | None
    inspectors: tuple[str, ...]
    lead_inspector: str | None
    addressee: str | None
    source: str
    text: str
    sections: tuple[Section, ...]
    margins: tuple[Section, ...] = ()
    period: tuple[date, date] | None = None
    judgements: tuple[Judgement, ...] = ()

    def slice(self, span: Span | Paragraph) -> str:
        """Return the letter's own words between the offsets of `span`."""
        return self.text[span.start : span.end]

    def paragraphs(self) -> Iterator[tuple[Section, Paragraph]]:
        """Yield the numbered body paragraphs in reading order, each with its section."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield section, paragraph

    def margin_lines(self) -> Iterator[tuple[Section, Paragraph]]:
        """Yield the lines of letterhead, sign-off and other margins in the order kept, each with its section."""
        for section in self.margins:
            for line in section.paragraphs:
                yield section, line

    def all_paragraphs(self) -> Iterator[tuple[Section, Paragraph]]:
        """Yield the body's paragraphs, then those of the margins, each with its section."""
        yield from self.paragraphs()
        yield from self.margin_lines()

    def paragraph_around(self, start: int, end: int) -> tuple[Section, Paragraph] | None:
        """Return the paragraph or margin line that the words from `start` to `end` lie in, with its section."""
        return next((one for one in self.all_paragraphs() if one[1].start <= start and end <= one[1].end), None)

    def place_of(self, section: Section, paragraph: Paragraph) -> Place:
        """Return where `paragraph` of `section` stands, in a reader's terms."""
        return Place(self.id, self.title, section.heading, paragraph.number, paragraph.page)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text: the content's identity, whatever the file is called."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def sort_date(self) -> date | None:
        """The date evidence is ordered by: the letter's, else the last visit day, else the end of the period."""
        if self.letter_date is not None:
            return self.letter_date
        if self.visit_dates:
            return self.visit_dates[-1]
        return self.period[1] if self.period is not None else None


def newest_first(letters: Iterable[Letter]) -> list[Letter]:
    """Return `letters` by their sort date, newest first; undated ones last, equal dates by id."""
    return sorted(letters, key=lambda letter: (-(letter.sort_date or date.min).toordinal(), letter.id))


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand, in terms a reader understands."""

    letter_id: str
    letter_title: str
    section: str
    paragraph: str | None
    page: int | None = None

    def __str__(self) -> str:
        parts = [self.letter_title]
        if self.section:
            parts.append(self.section.rstrip(".:"))
        if self.paragraph is not None:
            parts.append(f"paragraph {self.paragraph}")
        if self.page is not None:
            parts.append(f"page {self.page}")
        return ", ".join(parts)
