"""Reading one file: lines, sentences, tables, dates and what cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import UnreadableFile, UnsupportedFormat, find_letter_files, read_letter
from corpus.blocks import Role, make_blocks
from corpus.dates import find_date, find_days, find_period, say_days
from corpus.lines import read_lines
from corpus.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plans drift. This harms children.", ["Plans drift.", "This harms children."]),
        ("A rate of 5.7 and 15.2 is high. It rose.", ["A rate of 5.7 and 15.2 is high.", "It rose."]),
        ("See (para. 4, p. 58). The role is old.", ["See (para. 4, p. 58).", "The role is old."]),
        ("They said “It is over.” Then they left.", ["They said “It is over.”", "Then they left."]),
        ("National comparison, e.g. School nursing.", ["National comparison, e.g. School nursing."]),
        ("Are services safe? Yes.", ["Are services safe?", "Yes."]),
        (
            "Between the 24th and 28th June.. There were 50 events.",
            ["Between the 24th and 28th June..", "There were 50 events."],
        ),
        ("J. Booth chairs the board.", ["J. Booth chairs the board."]),
        ("Plans drift. (Recommendation) Visits are late.", ["Plans drift. (Recommendation)", "Visits are late."]),
        ("The timeliness of checks. (Outcome 3, framework)", ["The timeliness of checks. (Outcome 3, framework)"]),
        ("Plans drift. (This is new.) It harms.", ["Plans drift.", "(This is new.)", "It harms."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Abbreviations, decimals and quotes do not cut a sentence in two."""
    assert sentences(text) == expected


@given(st.text(alphabet="ab .!?\"'”)AB1", max_size=80))
def test_sentences_lose_no_character(text: str) -> None:
    """Whatever the text, its sentences hold every character that is not white space, once and in order."""
    joined = "".join("".join(sentence.split()) for sentence in sentences(text))
    assert joined == "".join(text.split())


def test_a_page_number_in_a_sentence_is_left_out() -> None:
    """A number alone between blank lines inside a sentence is page furniture."""
    blocks = make_blocks(
        read_lines("The plan does not say who will act and this leaves\n\n\n\n3\n\nchildren at risk.\n")
    )
    assert [block.text for block in blocks] == ["The plan does not say who will act and this leaves children at risk."]


def test_hyphen_before_a_capital_is_no_word_break() -> None:
    """A dash at a line end before a capital keeps its space; before a small letter the word is whole."""
    lines = "Support from the multi-\nagency hub is good and is provided in time to children.\n"
    assert make_blocks(read_lines(lines))[0].text.startswith("Support from the multi-agency hub")


def test_three_rows_of_marks_under_heads_are_a_table() -> None:
    """Rows are recognised by their cells and get the heads above them."""
    text = "Agency 01/02/2020 03/04/2020 %\nPolice Y N 50\nHealth Y Y 100\nEducation N N 0\n"
    rows = [block for block in make_blocks(read_lines(text)) if block.role is Role.ROW]
    assert [row.cells for row in rows] == [
        ("Police", "Y", "N", "50"), ("Health", "Y", "Y", "100"), ("Education", "N", "N", "0"),
    ]  # fmt: skip
    assert rows[0].heads == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2 to 3 February 2022.", (date(2022, 2, 2), date(2022, 2, 3))),
        ("on 18 and 19 July 2023", (date(2023, 7, 18), date(2023, 7, 19))),
        ("from 30 June to 2 July 2021", (date(2021, 6, 30), date(2021, 7, 2))),
        ("on 25 February 2020", (date(2020, 2, 25),)),
        ("in spring", ()),
        ("on 31 February 2020", ()),
    ],
)
def test_visit_days(text: str, expected: tuple[date, ...]) -> None:
    """Days and ranges of days are read; a day that does not exist is none."""
    assert find_days(text) == expected


def test_dates_are_said_as_letters_say_them() -> None:
    """A range inside one month names the month once."""
    assert say_days((date(2022, 2, 2), date(2022, 2, 3))) == "2 to 3 February 2022"
    assert say_days((date(2021, 6, 30), date(2021, 7, 2))) == "30 June to 2 July 2021"
    assert find_date("1st September 2019") == date(2019, 9, 1)
    assert find_period("in 2019-20, as in 2019/20 and not 2018/19") == (date(2019, 4, 1), date(2020, 3, 31))


def test_an_unknown_suffix_says_what_to_do(tmp_path: Path) -> None:
    """A file no reader knows gives one clear line."""
    path = tmp_path / "letter.xyz"
    path.write_text("text")
    with pytest.raises(UnsupportedFormat, match=r"letter\.xyz.*cannot be read.*\.txt"):
        read_letter(path)


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"MZ\x00\x01\x02\x03" * 50])
def test_empty_and_binary_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file and a renamed program are errors, never an empty letter."""
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        read_letter(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that does not exist is named in the error."""
    with pytest.raises(UnreadableFile, match=r"gone\.txt"):
        read_letter(tmp_path / "gone.txt")


def test_windows_text_is_read(tmp_path: Path) -> None:
    """Plain text saved on Windows (another encoding, CRLF) reads as the same words."""
    path = tmp_path / "Letter 1.TXT"
    path.write_bytes("Children’s plans drift for too long in this area.\r\nThey wait.\r\n".encode("cp1252"))
    letter = read_letter(path)
    assert letter.id == "letter-1"
    assert letter.text.startswith("Children’s plans drift")


def test_folders_are_searched_without_hidden_files(tmp_path: Path) -> None:
    """A folder gives its letters in a stable order; hidden files, READMEs and other types are left alone."""
    for name in ["b.txt", "a.txt", ".hidden.txt", "README.txt", "notes.xyz"]:
        (tmp_path / name).write_text("text")
    assert [path.name for path in find_letter_files([tmp_path])] == ["a.txt", "b.txt"]


def test_paragraphs_of_one_long_line_each_stay_apart(tmp_path: Path) -> None:
    """Text saved without line breaks inside paragraphs: paragraphs of equal length are not taken for full lines."""
    words = "Social workers see children alone and write down what children say about their lives at home"
    paragraphs = [f"{words} in area {number}. {words}. {words} every week." for number in range(10, 16)]
    path = tmp_path / "letter.txt"
    path.write_text("6 January 2020\n\nDear Director\n\nFindings\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    letter = read_letter(path)
    assert [letter.slice(paragraph) for _, paragraph in letter.paragraphs()] == paragraphs
