"""Lines to blocks: comes in: printed lines, goes out: headings, paragraphs, bullets and table rows made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from corpus.headings import goes_on, is_heading, split_bullet, split_number, was_ended_early
from corpus.lines import Line, join_lines
from corpus.tables import Table, find_table

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_ADDRESS = re.compile(r"https?://\S+|click here to view", re.IGNORECASE)
_CAPITALS_HEADING = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*")
_WIDTH_WINDOW = 12


class Role(Enum):
    """What a block is on the page."""

    HEADING = auto()
    PROSE = auto()
    BULLET = auto()
    TABLE_HEAD = auto()
    ROW = auto()
    FRAGMENT = auto()
    ADDRESS = auto()
    SIGNATURES = auto()
    FOOTNOTE = auto()
    CONTENTS = auto()


@dataclass(slots=True)
class Block:
    """One block of the page. `lines` are joined into its text; `number` and `mark` stand before it as printed.

    `level` is a heading's rank (0 the highest), `style` its size and boldness and `table` the table it is part of,
    each where the file tells.
    """

    role: Role
    lines: list[str]
    number: str | None = None
    mark: str = ""
    new_page: bool = False
    page: int | None = None
    cells: tuple[str, ...] = ()
    heads: tuple[int | None, ...] = ()
    level: int | None = None
    style: tuple[int, bool] = (0, False)
    table: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The block as one line of text, spaces single, hyphens kept."""
        return join_lines(self.lines)


# Longer lines are whole paragraphs of a text that was never wrapped: how full they are says nothing.
_LONGEST_PRINTED_LINE = 250


def make_blocks(lines: Sequence[Line]) -> list[Block]:
    """Group `lines` into blocks in reading order; a paragraph cut by a page border comes out whole."""
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        table = find_table(lines, position)
        if table is not None:
            blocks.extend(_table_blocks(table, lines[position]))
            position += table.line_count
            continue
        _take_line(blocks, lines, position)
        position += 1
    for block in blocks:
        if block.role is Role.PROSE and _is_fragment(block):
            block.role = Role.FRAGMENT
    _mark_repeated_titles(blocks)
    return blocks


def _table_blocks(table: Table, first: Line) -> list[Block]:
    head = Block(Role.TABLE_HEAD, list(table.heads), new_page=first.new_page, page=first.page, cells=table.heads)
    rows = [Block(Role.ROW, list(row.cells), page=first.page, cells=row.cells, heads=row.heads) for row in table.rows]
    return [head, *rows]


def _take_line(blocks: list[Block], lines: Sequence[Line], position: int) -> None:
    line = lines[position]
    previous = blocks[-1] if blocks else None
    following = lines[position + 1] if position + 1 < len(lines) else None
    width = _width_near(lines, position)
    if _ADDRESS.search(line.text) and len(_ADDRESS.sub("", line.text).split()) <= 5:
        blocks.append(Block(Role.ADDRESS, [line.text], new_page=line.new_page, page=line.page))
    elif line.columns and not (split_number(line.text) or split_bullet(line.text) or _is_long(line, width)):
        blocks.append(Block(Role.SIGNATURES, [line.text], new_page=line.new_page, page=line.page))
    elif (bullet := split_bullet(line.text)) is not None:
        blocks.append(Block(Role.BULLET, [bullet[1]], mark=bullet[0], new_page=line.new_page, page=line.page))
    elif (numbered := split_number(line.text)) is not None and not _is_unfinished(previous):
        role = Role.HEADING if _is_numbered_heading(numbered[1], following, width) else Role.PROSE
        blocks.append(Block(role, [numbered[1]], numbered[0], new_page=line.new_page, page=line.page))
    elif previous is not None and _continues(previous, lines, position, width):
        previous.lines.append(line.text)
    else:
        role = Role.HEADING if is_heading(line, following, width) else Role.PROSE
        blocks.append(Block(role, [line.text], new_page=line.new_page, page=line.page))


def _is_numbered_heading(rest: str, following: Line | None, width: int) -> bool:
    if _CAPITALS_HEADING.fullmatch(rest):
        return True
    return (
        is_heading(Line(rest, 1, False), following, width) and not _SENTENCE_END.search(rest) and len(rest.split()) <= 6
    )


def _is_long(line: Line, width: int) -> bool:
    return len(line.text) > 0.8 * width and line.text[-1:].islower()


def _width_near(lines: Sequence[Line], position: int) -> int:
    """The length of a full line here: pages of one document are set in different widths."""
    near = lines[max(0, position - _WIDTH_WINDOW) : position + _WIDTH_WINDOW]
    return max(len(line.text) for line in near)


def _continues(previous: Block | None, lines: Sequence[Line], position: int, width: int) -> bool:
    """Say whether line `position` goes on with the block before it.

    An unfinished sentence goes on over blank lines and page borders if the next line begins in lower case, or
    if the line before was full. A finished sentence goes on only where its line was full and no blank line
    stands between, or where the whole stretch is printed double-spaced.
    """
    if previous is None or previous.role not in (Role.PROSE, Role.BULLET):
        return False
    line, last = lines[position], previous.lines[-1]
    if line.text.startswith(("cc ", "cc.", "cc:")) or (line.new_page and _heads_off(lines, position, width)):
        return False
    # Extracted lists often leave a blank line after the first line of an item.
    first_of_item = (previous.number is not None or previous.role is Role.BULLET) and len(previous.lines) == 1
    if _SENTENCE_END.search(last):
        if width > _LONGEST_PRINTED_LINE:
            return False
        if line.gap == 0:
            return not line.new_page and not was_ended_early(last, line.text, width, 0.88)
        spread_out = (first_of_item and previous.role is Role.PROSE) or _double_spaced(lines, position)
        return spread_out and line.gap == 1 and not was_ended_early(last, line.text, width, 0.95)
    if line.text[0].islower() or goes_on(last):
        return True
    if line.gap == 0:
        full = not was_ended_early(last, line.text, width)
        return full or previous.role is Role.BULLET or not _heads_off(lines, position, width)
    spread_out = first_of_item or line.new_page or _double_spaced(lines, position)
    return spread_out and not was_ended_early(last, line.text, width)


def _is_unfinished(previous: Block | None) -> bool:
    return (
        previous is not None and previous.role in (Role.PROSE, Role.BULLET) and not _SENTENCE_END.search(previous.text)
    )


def _heads_off(lines: Sequence[Line], position: int, width: int) -> bool:
    following = lines[position + 1] if position + 1 < len(lines) else None
    return is_heading(lines[position], following, width)


def _double_spaced(lines: Sequence[Line], position: int) -> bool:
    around = lines[max(1, position - 3) : position + 3]
    return len(around) >= 4 and all(line.gap == 1 for line in around)


def _is_fragment(block: Block) -> bool:
    """A chart's labels: several very short lines (or words without any sentence) that end nowhere."""
    if block.number is not None or _SENTENCE_END.search(block.text):
        return False
    return max(len(line) for line in block.lines) <= 25


def _mark_repeated_titles(blocks: list[Block]) -> None:
    """A short block printed twice or more is a slide title, even where it ran over two lines."""
    seen: dict[str, int] = {}
    for block in blocks:
        if block.role in (Role.PROSE, Role.HEADING) and block.number is None and not block.text.endswith("."):
            seen[block.text] = seen.get(block.text, 0) + 1
    for block in blocks:
        if block.role is Role.PROSE and seen.get(block.text, 0) > 1 and len(block.text) <= 120:
            block.role = Role.HEADING
