"""How much a file may hold: comes in: its blocks one by one, goes out: the same, while a letter could hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.apart.refused import Refused
from corpus.blocks import Block

# The longest of 258 real reports has 250,000 characters and 700 blocks.
MAX_CHARACTERS = 1_000_000
MAX_BLOCKS = 10_000


def bound_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; raises Refused("too_much_text") where they hold far more than a letter."""
    characters = 0
    for count, block in enumerate(blocks, start=1):
        characters += sum(len(line) for line in block.lines)
        if characters > MAX_CHARACTERS or count > MAX_BLOCKS:
            raise Refused("too_much_text")
        yield block
