"""Promises of keeping letters on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Cell, Judgement, Kind, Letter, Paragraph, Section, Sentence, Shape, Span, Voice
from index.letter_store import letter_from_json, letter_to_json, read_letters, write_letters

_OFFSETS = st.integers(0, 10**6)
_SPANS = st.builds(Span, _OFFSETS, _OFFSETS)
_SENTENCES = st.builds(Sentence, _OFFSETS, _OFFSETS)
_ANY_SPANS = _SPANS | _SENTENCES
_MAYBE_TEXT = st.none() | st.text(max_size=20)
_PARAGRAPHS = st.builds(
    Paragraph,
    number=_MAYBE_TEXT,
    start=_OFFSETS,
    end=_OFFSETS,
    sentences=st.lists(_SENTENCES, max_size=3).map(tuple),
    page=st.none() | st.integers(1, 500),
    shape=st.sampled_from(Shape),
    lead_in=st.none() | _ANY_SPANS,
    cells=st.lists(st.builds(Cell, st.none() | _ANY_SPANS, _ANY_SPANS), max_size=3).map(tuple),
)
_SECTIONS = st.lists(
    st.builds(Section, st.text(max_size=20), st.lists(_PARAGRAPHS, max_size=3).map(tuple)), max_size=3
).map(tuple)
_NAMES = st.lists(st.text(max_size=20), max_size=3).map(tuple)
LETTERS = st.builds(
    Letter,
    id=st.text(max_size=20),
    title=st.text(max_size=20),
    kind=st.sampled_from(Kind),
    voice=st.sampled_from(Voice),
    letter_date=st.none() | st.dates(),
    visit_dates=st.lists(st.dates(), max_size=3).map(tuple),
    visit_number=st.none() | st.integers(1, 20),
    council=_MAYBE_TEXT,
    inspectors=_NAMES,
    lead_inspector=_MAYBE_TEXT,
    addressee=_MAYBE_TEXT,
    source=st.text(max_size=20),
    text=st.text(),
    sections=_SECTIONS,
    margins=_SECTIONS,
    period=st.none() | st.tuples(st.dates(), st.dates()),
    judgements=st.lists(st.builds(Judgement, st.text(), st.text(), _ANY_SPANS), max_size=3).map(tuple),
)


@given(LETTERS)
def test_a_letter_comes_back_exactly_as_it_was_stored(letter: Letter) -> None:
    """Every field, offset and character of a letter survives being stored, on one line."""
    line = letter_to_json(letter)
    assert "\n" not in line
    assert letter_from_json(line) == letter


@given(letters=st.lists(LETTERS, max_size=4))
def test_a_file_of_letters_keeps_their_order(letters: list[Letter], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Letters are read from a file in the order they were written, whatever line ends their texts hold."""
    path = tmp_path_factory.mktemp("store") / "letters.jsonl"
    write_letters(path, letters)
    assert list(read_letters(path)) == letters


def test_a_damaged_line_is_an_error_and_not_another_letter(tmp_path: Path) -> None:
    """Half a line is refused instead of giving a letter with parts missing."""
    path = tmp_path / "letters.jsonl"
    path.write_text('{"id": "a", "title": "b"', encoding="ascii")
    with pytest.raises(ValueError, match="delimiter"):
        list(read_letters(path))
