"""Letters on disk: comes in: a Letter, goes out: one line of JSON, and the same Letter back from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from corpus import Cell, Judgement, Kind, Letter, Paragraph, Section, Sentence, Shape, Span, Voice

# Offsets are lists of two; a Sentence that stands where any Span may is marked, so that it comes back as one.
_SENTENCE_MARK = "s"


def letter_to_json(letter: Letter) -> str:
    """Return the letter as one line of JSON (ASCII, no line breaks, keys always in the same order)."""
    return json.dumps(
        {
            "id": letter.id,
            "title": letter.title,
            "kind": letter.kind.value,
            "voice": letter.voice.value,
            "letter_date": _iso(letter.letter_date),
            "visit_dates": [day.isoformat() for day in letter.visit_dates],
            "visit_number": letter.visit_number,
            "council": letter.council,
            "inspectors": list(letter.inspectors),
            "lead_inspector": letter.lead_inspector,
            "addressee": letter.addressee,
            "source": letter.source,
            "text": letter.text,
            "sections": [_section_out(section) for section in letter.sections],
            "margins": [_section_out(section) for section in letter.margins],
            "period": [day.isoformat() for day in letter.period] if letter.period else None,
            "judgements": [[one.area, one.grade, _span_out(one.span)] for one in letter.judgements],
        },
        separators=(",", ":"),
    )


def letter_from_json(line: str) -> Letter:
    """Return the Letter that `letter_to_json` wrote; raises ValueError, KeyError or TypeError on anything else."""
    data = json.loads(line)
    period = data["period"]
    return Letter(
        id=data["id"],
        title=data["title"],
        kind=Kind(data["kind"]),
        voice=Voice(data["voice"]),
        letter_date=_day(data["letter_date"]),
        visit_dates=tuple(date.fromisoformat(day) for day in data["visit_dates"]),
        visit_number=data["visit_number"],
        council=data["council"],
        inspectors=tuple(data["inspectors"]),
        lead_inspector=data["lead_inspector"],
        addressee=data["addressee"],
        source=data["source"],
        text=data["text"],
        sections=tuple(_section_in(section) for section in data["sections"]),
        margins=tuple(_section_in(section) for section in data["margins"]),
        period=(date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
        judgements=tuple(Judgement(area, grade, _span_in(span)) for area, grade, span in data["judgements"]),
    )


def write_letters(path: Path, letters: Iterable[Letter]) -> None:
    """Write one line per letter, in the order given."""
    with path.open("w", encoding="ascii", newline="\n") as file:
        for letter in letters:
            file.write(letter_to_json(letter) + "\n")


def read_letters(path: Path) -> Iterator[Letter]:
    """Yield the letters of a file that `write_letters` made, in its order."""
    with path.open(encoding="ascii", newline="\n") as file:
        for line in file:
            yield letter_from_json(line)


def _section_out(section: Section) -> list[Any]:
    return [section.heading, [_paragraph_out(paragraph) for paragraph in section.paragraphs]]


def _section_in(data: list[Any]) -> Section:
    heading, paragraphs = data
    return Section(heading, tuple(_paragraph_in(paragraph) for paragraph in paragraphs))


def _paragraph_out(paragraph: Paragraph) -> dict[str, Any]:
    data: dict[str, Any] = {
        "number": paragraph.number,
        "at": [paragraph.start, paragraph.end],
        "sentences": [[sentence.start, sentence.end] for sentence in paragraph.sentences],
    }
    # Most paragraphs are plain prose without pages: what is not there is not written.
    if paragraph.page is not None:
        data["page"] = paragraph.page
    if paragraph.shape is not Shape.PROSE:
        data["shape"] = paragraph.shape.value
    if paragraph.lead_in is not None:
        data["lead_in"] = _span_out(paragraph.lead_in)
    if paragraph.cells:
        data["cells"] = [[cell.head and _span_out(cell.head), _span_out(cell.value)] for cell in paragraph.cells]
    return data


def _paragraph_in(data: dict[str, Any]) -> Paragraph:
    start, end = data["at"]
    lead_in = data.get("lead_in")
    return Paragraph(
        number=data["number"],
        start=start,
        end=end,
        sentences=tuple(Sentence(first, last) for first, last in data["sentences"]),
        page=data.get("page"),
        shape=Shape(data["shape"]) if "shape" in data else Shape.PROSE,
        lead_in=_span_in(lead_in) if lead_in is not None else None,
        cells=tuple(Cell(head and _span_in(head), _span_in(value)) for head, value in data.get("cells", ())),
    )


def _span_out(span: Span) -> list[int | str]:
    return [span.start, span.end, _SENTENCE_MARK] if isinstance(span, Sentence) else [span.start, span.end]


def _span_in(data: list[Any]) -> Span:
    return Sentence(data[0], data[1]) if len(data) == 3 else Span(data[0], data[1])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
