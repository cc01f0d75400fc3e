"""Blocks between processes: comes in: blocks, goes out: plain lists that JSON can carry, and the blocks back again."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.blocks import Block, Role

Wire = list[object]


def write_blocks(blocks: Iterable[Block]) -> list[Wire]:
    """Return each block of a text document as [role, lines, number, mark, cells, heads, level, table, new_page]."""
    return [
        [b.role.name, b.lines, b.number, b.mark, list(b.cells), list(b.heads), b.level, list(b.table), b.new_page]
        for b in blocks
    ]


def read_blocks(wires: object) -> list[Block]:
    """Return the blocks of `wires`; raises ValueError or TypeError where they are not well formed."""
    if not isinstance(wires, list):
        raise ValueError("blocks are a list")
    return [_read_block(wire) for wire in wires]


def _read_block(wire: Wire) -> Block:
    role, lines, number, mark, cells, heads, level, table, new_page = wire
    if not (
        isinstance(lines, list) and isinstance(cells, list) and isinstance(heads, list) and isinstance(table, list)
    ):
        raise ValueError("a block is its role, lines, number, mark, cells, heads, level and table")
    if str(role) not in Role.__members__ or not isinstance(level, int | None):
        raise ValueError("a block has a role and may have a level")
    return Block(
        Role[str(role)], [str(line) for line in lines], None if number is None else str(number), str(mark),
        cells=tuple(str(cell) for cell in cells), heads=tuple(None if h is None else int(h) for h in heads),
        level=level, table=tuple(int(step) for step in table), new_page=bool(new_page),
    )  # fmt: skip
