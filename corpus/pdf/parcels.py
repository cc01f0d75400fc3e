"""Lines that belong together: comes in: printed lines, goes out: parcels, one for each paragraph or table cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.pdf.printed import PrintedLine
from corpus.pdf.structure import CELL_TAGS

_ROW, _TABLE = frozenset(["TR"]), frozenset(["Table"])
# A paragraph cut by a footnote or a page border goes on within so many parcels.
_REACH = 12
Path = tuple[int, ...]


@dataclass(slots=True)
class Parcel:
    """The lines of one paragraph as the file groups them, with its place and tags; `key` is empty if unknown."""

    key: Path
    tags: tuple[str, ...]
    lines: list[PrintedLine] = field(default_factory=list)
    row: Path = ()
    cell: Path = ()
    table: Path = ()

    @property
    def is_note(self) -> bool:
        """Whether this is a footnote."""
        return "Note" in self.tags

    @property
    def is_contents(self) -> bool:
        """Whether this is a line of the table of contents."""
        return "TOC" in self.tags or "TOCI" in self.tags


def make_parcels(lines: Iterable[PrintedLine]) -> list[Parcel]:
    """Group lines by the element they belong to, in reading order; an element cut in two comes out once."""
    parcels: list[Parcel] = []
    for line in lines:
        key = line.element
        parcel = next((p for p in parcels[-_REACH:] if key and p.key == key), None)
        if parcel is None:
            parcel = Parcel(key, line.tags)
            parcel.row, parcel.cell, parcel.table = (_path_to(line, tags) for tags in (_ROW, CELL_TAGS, _TABLE))
            parcels.append(parcel)
        parcel.lines.append(line)
    return parcels


def _path_to(line: PrintedLine, wanted: frozenset[str]) -> Path:
    positions = [i for i, tag in enumerate(line.tags) if tag in wanted]
    return line.element[: positions[-1] + 1] if positions else ()
