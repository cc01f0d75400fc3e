"""Promises of tables: a table that holds every word of a question answers it, whatever a reader of sentences thinks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence import Evidence
from assistant.lists import rows_of
from assistant.tables import rows_asked_for, with_rows_asked_for
from corpus import SHIPPED_LETTERS, Letter, Place, find_letter_files, read_letter

LETTERS = {letter.id: letter for letter in map(read_letter, find_letter_files([SHIPPED_LETTERS]))}
REPORT = LETTERS["bradford-partnership-annual-report-2019-20"]


def evidence(letter: Letter, start: str) -> Evidence:
    section, paragraph = next(p for p in letter.paragraphs() if letter.slice(p[1]).startswith(start))
    place = Place(letter.id, letter.title, section.heading, paragraph.number, paragraph.page)
    return Evidence(letter, paragraph, place, 0, len(paragraph.sentences) - 1, 1.0)


DISTRICT, ENGLAND = evidence(REPORT, "Bradford District CCG 11"), evidence(REPORT, "England 0.92%")
PROSE = evidence(REPORT, "Mental Health Services for Children")


@pytest.mark.parametrize(
    "topic",
    [
        "which CCG clinical commissioning groups has the longest CAMHS child and adolescent mental health service wait",
        "how long do kids wait for mental health help",
        "compare CAMHS waiting time by CCG",
    ],
)
def test_a_table_that_holds_every_word_is_shown_whole(topic: str) -> None:
    """With the row of England, which has a cell less and so stands by itself."""
    texts = [row.text for row in rows_asked_for(topic, [DISTRICT, ENGLAND, PROSE])]
    assert len(texts) == 4
    assert texts == sorted(texts, key=REPORT.text.index)


@pytest.mark.parametrize(
    ("topic", "ranked"),
    [
        ("how many weeks is the queue for groomed children", [DISTRICT, ENGLAND, PROSE]),
        ("does mental health support stop dead at 18", [DISTRICT, ENGLAND, PROSE]),
        ("is mental health getting worse for children", [DISTRICT, ENGLAND, PROSE]),
        ("compare CAMHS waiting time by CCG", [DISTRICT, PROSE]),
        ("compare CAMHS waiting time by CCG", [PROSE, PROSE, PROSE, DISTRICT, ENGLAND]),
        ("compare CAMHS waiting time by CCG", []),
        ("which", [DISTRICT, ENGLAND]),
    ],
)
def test_one_word_that_stands_elsewhere_or_one_row_alone_is_not_enough(topic: str, ranked: list[Evidence]) -> None:
    """Most questions on a table's subject ask for something that the table does not tell."""
    assert rows_asked_for(topic, ranked) == []


def test_a_row_with_a_cell_less_is_of_the_table_beside_it() -> None:
    """England has no overall score; asked from either row the table has all four."""
    assert [row.text.split()[0] for row in rows_of(ENGLAND)] == ["England", "Airedale,", "Bradford", "Bradford"]
    assert [row.text for row in rows_of(DISTRICT)] == [row.text for row in rows_of(ENGLAND)]


def test_among_sentences_a_row_brings_the_others_of_a_table_that_holds_every_word() -> None:
    """Two of four areas would leave out the one where children wait longest; who names a row is shown that row."""
    longest = with_rows_asked_for("where do kids wait longest for mental health help", [PROSE, DISTRICT, ENGLAND])
    assert [row.text for row in longest] == [PROSE.text, *(row.text for row in rows_of(ENGLAND))]
    for topic in ("mental health wait in Airedale", "does mental health support stop dead at 18"):
        assert with_rows_asked_for(topic, [PROSE, DISTRICT]) == [PROSE, DISTRICT]


def test_rows_of_two_tables_are_no_table() -> None:
    """Who came to the board and how homes were graded have nothing to do with each other."""
    board = evidence(REPORT, "WYP Y Y Y")
    assert rows_asked_for("Outstanding police", [board, evidence(REPORT, "Outstanding 0 1 1")]) == []
    assert rows_asked_for("police", [board, replace(board)]) != []
