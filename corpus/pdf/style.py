"""How a line looks: comes in: a printed line, goes out: its style, as far as paragraphs are told apart by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corpus.pdf.parcels import Parcel
from corpus.pdf.printed import PrintedLine

# Bullets drawn with a symbol font have code points of no meaning; a dash stays a dash.
PRIVATE_BULLETS = dict.fromkeys(range(61440, 61696), "•") | {0xF02D: "–"}


def line_style(line: PrintedLine) -> tuple[int, bool]:
    """Return the line's size, to the point, and whether it is bold."""
    return round(line.size), line.bold


def usual_size(parcels: Iterable[Parcel]) -> int:
    """Return the size most of the document's letters are set in, to the point; 0 where there are none."""
    sizes: Counter[int] = Counter()
    for parcel in parcels:
        for line in parcel.lines:
            sizes[round(line.size)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0)
