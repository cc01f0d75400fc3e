"""What a PDF prints: comes in: one page's lines as plain lists, goes out: lines with their place and structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# Bounds on what a file may hold; the largest of 258 real letters has 51 pages and 0.8 MB.
MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 300
MAX_CHARACTERS = 3_000_000

Wire = list[object]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of one page as printed.

    Lengths are points, `top` and `bottom` measured from the upper edge of the page. `element` is the way to the
    line's paragraph in the document's own structure, as child numbers from the root, and `tags` are the names on
    that way ("P", "LI", "TD", ...); both are empty where the file has no structure or the line is outside it.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    element: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    continues_line: bool = False

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a printed line has text")

    def with_text(self, text: str) -> PrintedLine:
        """Return the same line with other words."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its lines in the order they were written, its height in points, and whether it has a structure."""

    number: int
    height: float
    width: float
    structured: bool
    lines: tuple[PrintedLine, ...]


def read_wire(pages: Sequence[Wire]) -> list[PrintedPage]:
    """Turn what the reading process sent into pages; raises ValueError or TypeError where it is not well formed."""
    return [_read_page(number, page) for number, page in enumerate(pages, start=1)]


def _read_page(number: int, wire: Wire) -> PrintedPage:
    width, height, structured, lines = wire
    if not isinstance(width, (int, float)) or not isinstance(height, (int, float)) or not isinstance(lines, list):
        raise ValueError("a page is its width, its height and its lines")
    read = tuple(_read_line(number, line) for line in lines)
    return PrintedPage(number, float(height), float(width), bool(structured), read)


def _read_line(page: int, wire: Wire) -> PrintedLine:
    text, box, size, bold, element, tags, continues = wire
    if not isinstance(box, list) or not isinstance(element, list) or not isinstance(tags, list):
        raise ValueError("a line is its text, box, size, weight, element and tags")
    left, right, top, bottom = (float(number) for number in box)
    if not isinstance(size, (int, float)):
        raise ValueError("a size is a number")
    return PrintedLine(
        str(text), page, left, right, top, bottom, float(size), bool(bold),
        tuple(int(step) for step in element), tuple(str(tag) for tag in tags), bool(continues),
    )  # fmt: skip
