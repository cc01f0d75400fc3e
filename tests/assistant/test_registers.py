"""Promises of registers: who came is read from the table of who came, the bodies asked for or all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Answer
from assistant.registers import attendance
from assistant.structure import answer_structure_question
from assistant.understanding import Intent, StructureFact, understand
from corpus import SHIPPED_LETTERS, Letter, find_letter_files, read_letter

LETTERS = {letter.id: letter for letter in map(read_letter, find_letter_files([SHIPPED_LETTERS]))}
REPORT = LETTERS["bradford-partnership-annual-report-2019-20"]
ROWS = 14


@pytest.fixture(scope="module")
def real_answer() -> Answer:
    """The answer to a question that a pattern knows for one of attendance."""
    understood = understand("attendance", (), tuple(LETTERS.values()), "Bradford")
    asked = replace(
        understood, intent=Intent.STRUCTURE, structure_fact=StructureFact.ATTENDANCE, read_as="police at the board"
    )
    answer = answer_structure_question(asked, LETTERS)
    assert answer is not None
    return answer


CANCELLED = "The fourth Board meeting was cancelled due to the Covid-19 Pandemic."


def shown_for(question: str, letter: Letter = REPORT) -> list[str]:
    spans, _ = attendance(letter, question)
    return [" ".join(letter.slice(span).split()) for span in spans]


def rows(question: str) -> list[str]:
    return [text for text in shown_for(question) if text != CANCELLED]


def test_what_is_quoted_is_not_shown_above_its_rows_too(real_answer: Answer) -> None:
    """The sentence beside the register is what its rows hang from in print; said once it is enough."""
    assert [quote.text for quote in real_answer.quotes][-1] == CANCELLED
    assert not any(quote.lead_in == CANCELLED for quote in real_answer.quotes)


def test_what_is_said_beside_a_register_comes_along() -> None:
    """Whoever came to three of four meetings came to all that were held."""
    assert shown_for("were the police at each board meeting") == ["WYP Y Y Y 100", CANCELLED]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("were the police at each board meeting", ["WYP Y Y Y 100"]),
        ("did teachers bother with the board", ["Education Y N N 33"]),
        ("NSPCC attendance", ["NSPCC Y N/A N/A 100"]),
        ("how often did public health come", ["Public Health N Y N 33"]),
        ("did charities come to the board", ["VCS Y Y Y 100"]),
    ],
)
def test_the_body_asked_for_is_shown(question: str, shown: list[str]) -> None:
    """By its short form, by what that stands for or by an everyday word for it."""
    assert rows(question) == shown


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("which agency never came to the board", ["WYCRC N N N 0"]),
        ("who sent nobody to the board, not once", ["WYCRC N N N 0"]),
        ("who was not once at the board", ["WYCRC N N N 0"]),
        ("who only came to the board once", ["CAFCASS", "Education", "NSPCC", "Public Health", "YOT"]),
        ("who missed the board", ["BDCT", "CAFCASS", "Education", "Public Health", "WYCRC", "YOT"]),
        ("who was at every board", ["ANHSFT", "BTHFT", "CCG", "CSC", "NPS", "NSPCC", "VCS", "WYP"]),
    ],
)
def test_rows_are_shown_by_their_marks(question: str, shown: list[str]) -> None:
    """Who never came has N only; a body not invited any more (N/A) missed nothing."""
    found = rows(question)
    assert len(found) == len(shown)
    assert all(row.startswith(name) for row, name in zip(found, shown, strict=True))


@pytest.mark.parametrize(
    "question",
    ["who came to the board", "did health visitors come to the board", "who hasn't missed any board"],
)
def test_all_are_shown_where_none_is_named(question: str) -> None:
    """Nobody seems left out for what a row says; health visitors are not Public Health."""
    assert len(rows(question)) == ROWS


def test_other_meetings_have_no_register() -> None:
    """Neither a question about other meetings nor another table or letter gives rows."""
    assert rows("who came to strategy meetings") == []
    assert shown_for("who came to the board", LETTERS["bradford-monitoring-visit-letter-2022-03-09"]) == []
    assert not any("Outstanding" in row or "CCG 11" in row for row in rows("who came to the board"))
