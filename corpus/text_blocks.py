"""Paragraphs of a text document to blocks: comes in: one paragraph as its file marks it, goes out: a block."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.blocks import Block, Role
from corpus.grades import states_grade
from corpus.headings import goes_on, split_bullet, split_number
from corpus.lines import collapse_spaces

_MAX_HEADING_WORDS, _MAX_BOLD_WORDS = 12, 30


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph with what its file says of it: heading level (1 the highest), list number or bullet, boldness."""

    text: str
    heading: int | None = None
    number: str | None = None
    bullet: bool = False
    bold: bool = False


def make_block(marked: Marked) -> Block | None:
    """Return the block of one paragraph, None where it is empty."""
    text = collapse_spaces(marked.text)
    if not text:
        return None
    if marked.heading is not None:
        numbered = split_number(text)
        number, title = numbered if numbered is not None else (marked.number, text)
        return Block(Role.HEADING, [title], number, level=marked.heading)
    if marked.bullet:
        return Block(Role.BULLET, [text], mark="•")
    if marked.number is not None:
        return Block(Role.PROSE, [text], marked.number)
    if (bullet := split_bullet(text)) is not None:
        return Block(Role.BULLET, [bullet[1]], mark=bullet[0])
    if (numbered := split_number(text)) is not None:
        return Block(Role.PROSE, [numbered[1]], numbered[0])
    # Bold text that the writer did not call a heading stands below the headings proper.
    return Block(Role.HEADING, [text], level=9) if _looks_like_heading(text, marked.bold) else Block(Role.PROSE, [text])


def _looks_like_heading(text: str, bold: bool) -> bool:
    words = len(text.split())
    if text[-1] in ".;," or goes_on(text) or not text[0].isupper() or (states_grade(text) and words > 2):
        return False
    # A date, a name or a line of an address is short as well: only bold type makes a heading.
    return bold and ":" not in text and words <= (_MAX_BOLD_WORDS if text[-1] == "?" else _MAX_HEADING_WORDS + 8)


def make_rows(rows: list[tuple[str, ...]], table: int, has_head: bool) -> list[Block]:
    """Return the blocks of a table, empty cells left out; `table` tells the tables of one document apart."""
    blocks: list[Block] = []
    heads: tuple[str, ...] = ()
    for position, row in enumerate(rows):
        cells = tuple(text for cell in row if (text := collapse_spaces(cell)))
        if not cells:
            continue
        if position == 0 and has_head and len(cells) > 1:
            heads = cells
            blocks.append(Block(Role.TABLE_HEAD, list(cells), cells=cells, table=(table,)))
        elif len(cells) == 1:
            if (block := make_block(Marked(cells[0]))) is not None:
                blocks.append(block)
        else:
            under: tuple[int | None, ...] = (None,) * len(cells)
            if len(cells) == len(heads):
                under = tuple(range(len(cells)))
            blocks.append(Block(Role.ROW, list(cells), cells=cells, heads=under, table=(table,)))
    return blocks


def is_head_row(row: tuple[str, ...], all_bold: bool) -> bool:
    """Whether the first row of a table holds its heads: marked or bold, and no grade among its cells."""
    return all_bold and not any(states_grade(collapse_spaces(cell)) for cell in row)
