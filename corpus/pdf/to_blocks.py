"""Parcels to blocks: comes in: the grouped lines of a PDF, goes out: headings, paragraphs, bullets, rows, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from corpus.blocks import Block, Role
from corpus.grades import heads_graded_part, states_grade
from corpus.headings import goes_on, split_bullet, split_number
from corpus.lines import collapse_spaces, join_lines
from corpus.pdf.parcels import Parcel
from corpus.pdf.printed import PrintedLine
from corpus.pdf.style import PRIVATE_BULLETS, line_style, usual_size

_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_NAMES_PEOPLE = re.compile(r"(?:\w+ ){0,3}inspectors?:? [A-Z]", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")
_MAX_HEADING_WORDS, _MAX_TAGGED_HEADING_WORDS, _MAX_CELL_WORDS = 16, 30, 40
_MAX_PART_WORDS = 12
# Within one paragraph a gap of this many line pitches, after a full sentence, parts two paragraphs.
_PARTING_GAP = 1.7


def blocks_from_parcels(parcels: Sequence[Parcel]) -> list[Block]:
    """Turn parcels into blocks in reading order; whole paragraphs, rows with their cells, headings with levels."""
    blocks: list[Block] = []
    usual = usual_size(parcels)
    for row, group in groupby(parcels, key=lambda parcel: parcel.row):
        members = list(group)
        cells = (_row_cells(members) or _lone_cell(members, blocks)) if row else None
        if cells is not None:
            blocks.append(_row_block(members, cells, blocks))
            continue
        for parcel in members:
            for lines in _split_lines(parcel.lines):
                _add(blocks, parcel, lines, usual)
    _set_levels(blocks)
    return blocks


def _row_cells(members: Sequence[Parcel]) -> tuple[str, ...] | None:
    """The cells of a table row, None where the table is only there for its frame or holds whole texts."""
    cells = [list(group) for _, group in groupby(members, key=lambda parcel: parcel.cell)]
    if len(cells) < 2 or any(parcel.is_note for parcel in members):
        return None
    # A cell of several paragraphs is an address or the like, or else whole texts in a frame.
    if any(len(cell) > 1 and any(len(_text(part.lines).split()) > _MAX_PART_WORDS for part in cell) for cell in cells):
        return None
    texts = tuple(join_lines(_text(part.lines) for part in cell) for cell in cells)
    return texts if all(len(text.split()) <= _MAX_CELL_WORDS for text in texts) else None


def _lone_cell(members: Sequence[Parcel], blocks: Sequence[Block]) -> tuple[str, ...] | None:
    """The only cell with words of a row among full rows; None for what only stands in a frame."""
    text = join_lines(_text(part.lines) for part in members)
    among_rows = bool(blocks) and blocks[-1].role is Role.ROW and blocks[-1].table == _table(members)
    short = len(text.split()) <= _MAX_PART_WORDS and not _ENDED.search(text)
    return (text,) if among_rows and short and not members[0].lines[0].bold else None


def _text(lines: Sequence[PrintedLine]) -> str:
    return join_lines(collapse_spaces(line.text) for line in lines).translate(PRIVATE_BULLETS)


def _row_block(members: Sequence[Parcel], cells: tuple[str, ...], blocks: Sequence[Block]) -> Block:
    first = members[0].lines[0]
    all_bold = all(line.bold for parcel in members for line in parcel.lines)
    is_head = all_bold and not cells[0].endswith(":") and not any(states_grade(cell) for cell in cells)
    heads = _heads_over(members, len(cells), _count_heads(blocks, members))
    role = Role.TABLE_HEAD if is_head else Role.ROW
    block = Block(role, list(cells), page=first.page, cells=cells, heads=heads)
    block.table = _table(members)
    block.style = line_style(first)
    return block


def _table(members: Sequence[Parcel]) -> tuple[int, ...]:
    return members[0].table


def _count_heads(blocks: Sequence[Block], members: Sequence[Parcel]) -> int:
    """How many heads the table above has, 0 where it has none."""
    for block in reversed(blocks):
        if block.table != _table(members):
            return 0
        if block.role is Role.TABLE_HEAD:
            return len(block.cells)
    return 0


def _heads_over(members: Sequence[Parcel], width: int, heads: int) -> tuple[int | None, ...]:
    """Which head stands over each cell: a full row has all, the place of a lone cell in its row says which."""
    if width == heads:
        return tuple(range(width))
    row, cell = members[0].row, members[0].cell
    column = cell[len(row)] if width == 1 and cell[: len(row)] == row and len(cell) > len(row) else heads
    return (column,) if width == 1 and column < heads else (None,) * width


def _split_lines(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Cut a parcel's lines where its writer put several paragraphs or bullets into one."""
    pitch = _pitch(lines)
    part = [lines[0]]
    for before, line in pairwise(lines):
        text = collapse_spaces(line.text)
        gap = line.top - before.top if line.page == before.page else 0.0
        parted = pitch > 0 and gap > _PARTING_GAP * pitch and _ENDED.search(collapse_spaces(before.text))
        if split_bullet(text.translate(PRIVATE_BULLETS)) or (parted and not text[0].islower()):
            yield part
            part = []
        part.append(line)
    yield part


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """The usual distance from line to line, 0 where there is only one line."""
    gaps = sorted(b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top)
    return gaps[len(gaps) // 2] if len(gaps) > 1 else 1.25 * lines[0].size if gaps else 0.0


def _add(blocks: list[Block], parcel: Parcel, lines: Sequence[PrintedLine], usual: int) -> None:
    text = _text(lines)
    if not text:
        return
    number, mark, role = None, "", Role.PROSE
    if parcel.is_note:
        role = Role.FOOTNOTE
    elif parcel.is_contents:
        role = Role.CONTENTS
    elif (bullet := split_bullet(text)) is not None:
        (mark, text), role = bullet, Role.BULLET
    else:
        if (numbered := split_number(text)) is not None:
            number, text = numbered
        role = Role.HEADING if _is_heading(parcel, lines, text, usual) else Role.PROSE
    first = lines[0]
    block = Block(role, [text], number, mark, page=first.page)
    block.style = max(line_style(line)[0] for line in lines), all(line.bold for line in lines)
    blocks.append(block)


def _is_heading(parcel: Parcel, lines: Sequence[PrintedLine], text: str, usual: int) -> bool:
    words = len(text.split())
    if (states_grade(text) and words > 2) or _NAMES_PEOPLE.match(text):
        return False
    if any(tag in ("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title") for tag in parcel.tags):
        return words <= _MAX_TAGGED_HEADING_WORDS and not (_SENTENCE.search(text) and words > 12 and text[-1] != "?")
    larger = min(line.size for line in lines) > usual + 1
    if all(line.bold for line in lines) or larger:
        ends = text.endswith((".", ";", ",")) and words > 6 and not heads_graded_part(text)
        return words <= _MAX_TAGGED_HEADING_WORDS and not ends
    # "Quality assurance manager: Ann Lee" names a person; plain type with a colon inside is no heading.
    if (len(lines) > 1 and words > 8) or ": " in text:
        return False
    return words <= _MAX_HEADING_WORDS and text[0].isupper() and not _ENDED.search(text) and not goes_on(text)


def _set_levels(blocks: Sequence[Block]) -> None:
    """Give headings, and rows that may head a section, their levels: larger and bolder styles stand above others."""
    styles = sorted({block.style for block in blocks if block.role is Role.HEADING}, reverse=True)
    for block in blocks:
        if block.role is Role.HEADING:
            block.level = styles.index(block.style)
        elif block.role is Role.ROW:
            block.level = sum(style > block.style for style in styles)
