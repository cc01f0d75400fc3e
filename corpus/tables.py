"""Tables in extracted text: comes in: a run of short lines, goes out: rows whose cells know the heads above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.headings import goes_on
from corpus.lines import Line, join_lines

_CELL = re.compile(r"[-+−]?£?\d[\d,.]*%?|Y|N|N/A|n/a|↑|↓|–|-")
_HEAD_TOKEN = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}/\d{2,4}|\d{4}|%|[A-Z][a-z]+")
_MAX_LINE = 45
_MIN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells left to right; `heads` are indexes into the table's heads, one per cell (None: no head)."""

    cells: tuple[str, ...]
    heads: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the heads as printed, left to right, and its rows. `line_count` is how many lines it took."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    line_count: int


def find_table(lines: Sequence[Line], begin: int) -> Table | None:
    """Return the table that starts at line `begin`, or None where none starts there.

    A table is a run of short lines in which at least three rows end in cells (numbers, Y/N, arrows) under
    as many heads. The words before the first row are the heads.
    """
    end = begin
    while end < len(lines) and _may_be_in_table(lines[end]):
        end += 1
    run = list(lines[begin:end])
    while run and _cells_from(run[-1].text.split()) == len(run[-1].text.split()):
        run.pop()
    first_row = next((i for i, line in enumerate(run) if _is_labelled_row(line)), None)
    if not first_row:
        return None
    raw_rows = _read_rows(run[first_row:])
    if len(raw_rows) < _MIN_ROWS:
        return None
    heads = _read_heads(run[:first_row], max(len(cells) for cells in raw_rows))
    if heads is None:
        return None
    rows = tuple(_align(cells, raw_rows, heads) for cells in raw_rows)
    return Table(heads, rows, len(run))


def _may_be_in_table(line: Line) -> bool:
    words = line.text.split()
    if _cells_from(words) < len(words) or all(_HEAD_TOKEN.fullmatch(word) for word in words):
        return True
    sentence_end = line.text.endswith((".", ":", ";", "?")) and len(words) > 3
    return len(line.text) <= _MAX_LINE and not sentence_end and line.text[0] not in "•◼"


def _cells_from(words: Sequence[str]) -> int:
    """Return where the cells at the end of a line begin; `len(words)` where it has none.

    One number after words is no cell ("score 5"), a line of cells alone is.
    """
    begin = len(words)
    while begin > 0 and _CELL.fullmatch(words[begin - 1]):
        begin -= 1
    return begin if begin == 0 or len(words) - begin >= 2 else len(words)


def _is_labelled_row(line: Line) -> bool:
    words = line.text.split()
    return 0 < _cells_from(words) < len(words)


def _read_rows(run: Sequence[Line]) -> list[tuple[str, ...]]:
    """Read a stream of words into rows: label words, then cells, then the next label."""
    split = [
        (words[: _cells_from(words)], words[_cells_from(words) :]) for words in (line.text.split() for line in run)
    ]
    width = max(len(cells) for _, cells in split)
    rows: list[tuple[str, ...]] = []
    label: list[str] = []
    cells: list[str] = []
    for new_words, new_cells in split:
        if cells and (new_words or len(cells) + len(new_cells) > width):
            rows.append(_row(label, cells))
            label, cells = [], []
        if new_words:
            label.append(" ".join(new_words))
        cells.extend(new_cells)
    if cells:
        rows.append(_row(label, cells))
    return rows


def _row(label: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    return (join_lines(label), *cells) if label else tuple(cells)


def _read_heads(run: Sequence[Line], width: int) -> tuple[str, ...] | None:
    """Read the heads: one per block between blank lines, or the last line's words under a many-line first head."""
    blocks: list[list[str]] = []
    for line in run:
        if blocks and (line.gap == 0 or _goes_on_in(blocks[-1], line.text)):
            blocks[-1].append(line.text)
        else:
            blocks.append([line.text])
    if len(blocks) >= width:
        # What is left over belongs to the first head: the labels' column has no unit that would end it.
        surplus = len(blocks) - width
        first = [text for block in blocks[: surplus + 1] for text in block]
        return (join_lines(first), *(join_lines(block) for block in blocks[surplus + 1 :]))
    *above, last = [text for block in blocks for text in block]
    words = last.split()
    if len(words) < 2 or not all(_HEAD_TOKEN.fullmatch(word) for word in words):
        return None
    return (join_lines(above), *words) if above else tuple(words)


def _goes_on_in(block: Sequence[str], following: str) -> bool:
    """Say whether a head goes on over a blank line: an open bracket, a lower-case start, an unfinished end."""
    so_far = " ".join(block)
    is_open = so_far.count("(") > so_far.count(")") or so_far.endswith("=") or goes_on(so_far)
    return is_open or following[0].islower()


def _align(cells: tuple[str, ...], rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> Row:
    """Give each cell its head. A row with too few cells leaves out the heads whose kind of value does not fit."""
    if len(cells) >= len(heads):
        return Row(cells, tuple(range(len(heads))) + (None,) * (len(cells) - len(heads)))
    if _CELL.fullmatch(cells[0]):  # a row of totals: no label, cells stand at the left of the value columns
        return Row(cells, tuple(range(1, len(cells) + 1)))
    kinds = _column_kinds(rows, heads)
    assigned = _fit([_kind_of(cell) for cell in cells[1:]], kinds[1:])
    return Row(cells, (0, *(column + 1 for column in assigned)))


def _column_kinds(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> list[str]:
    full = [row for row in rows if len(row) == len(heads)]
    if full:
        return [_kind_of(full[0][column]) for column in range(len(heads))]
    return ["number" if head == "%" else "mark" if "/" in head else "" for head in heads]


def _kind_of(cell: str) -> str:
    if cell.endswith("%"):
        return "percent"
    if cell[-1].isdigit():
        return "number"
    return "arrow" if cell in "↑↓" else "mark"


def _fit(kinds: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Put each kind in a column, in order, so that most kinds agree; of equals, the leftmost.

    Longest-common-subsequence by dynamic programming over (cell, column).
    """
    width = len(columns)
    best: dict[tuple[int, int], tuple[int, list[int]]] = {(0, column): (0, []) for column in range(width + 1)}
    for cell in range(1, len(kinds) + 1):
        for column in range(cell, width + 1):
            agree = int(kinds[cell - 1] == columns[column - 1])
            score, path = best[(cell - 1, column - 1)]
            here = (score + agree, [*path, column - 1])
            before = best.get((cell, column - 1))
            best[(cell, column)] = before if before is not None and before[0] >= here[0] else here
    return best[(len(kinds), width)][1]
