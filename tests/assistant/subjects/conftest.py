"""Small hand-made letters whose subjects can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus import Kind, Letter, Paragraph, Section, Sentence, Voice

MakeLetter = Callable[..., Letter]


def make_letter(
    letter_id: str,
    day: date | None,
    *paragraphs: tuple[str, ...],
    council: str = "Leeds",
    voice: Voice = Voice.INSPECTORS,
) -> Letter:
    """Build a letter of `paragraphs`, each given as its sentences."""
    text, made = "", []
    for number, sentences in enumerate(paragraphs, start=1):
        start, spans = len(text), []
        for sentence in sentences:
            spans.append(Sentence(len(text), len(text) + len(sentence)))
            text += sentence + " "
        made.append(Paragraph(str(number), start, len(text) - 1, tuple(spans)))
        text = text[:-1] + "\n\n"
    return Letter(
        id=letter_id,
        title=f"Letter {letter_id}",
        kind=Kind.FOCUSED_VISIT if voice is Voice.INSPECTORS else Kind.COUNCIL_REPORT,
        voice=voice,
        letter_date=day,
        visit_dates=(),
        visit_number=None,
        council=council,
        inspectors=(),
        lead_inspector=None,
        addressee=None,
        source=f"{letter_id}.txt",
        text=text,
        sections=(Section("Findings", tuple(made)),),
    )


@pytest.fixture
def letter_of() -> MakeLetter:
    return make_letter


@pytest.fixture
def leeds() -> tuple[Letter, ...]:
    """Three inspectors' letters and a council report; supervision: 1, 3, none, and 1 that repeats the first."""
    first = make_letter(
        "first",
        date(2019, 1, 1),
        ("Supervision of social workers is regular across all the teams.", "Plans are clear."),
    )
    second = make_letter(
        "second",
        date(2020, 1, 1),
        ("Supervision is irregular.", "However, supervision has improved."),
        ("A supervision order was made.", "Staff value supervisory meetings."),
    )
    third = make_letter("third", date(2021, 1, 1), ("Children are seen alone.",))
    report = make_letter(
        "report", date(2019, 6, 1), ("Supervision of social workers is regular across all teams.",), voice=Voice.COUNCIL
    )
    return third, report, second, first
