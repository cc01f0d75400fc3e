"""Files without structure: comes in: parcels of single lines, goes out: the same with notes, contents and rows marked.

What a tagged file says of itself is told here from the place and size of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headings import split_bullet, split_number
from corpus.lines import collapse_spaces
from corpus.pdf.parcels import Parcel
from corpus.pdf.style import PRIVATE_BULLETS, usual_size

_NOTE_NUMBER = re.compile(r"\d{1,2}\s+\S")
_CONTENTS_LINE = re.compile(r"\S.*\s\d{1,3}")
_ONLY_MARK = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?")
# Footnotes are set smaller than the text by so many points, and stand below the middle of the page.
_SMALLER, _MIDDLE = 1.5, 380.0
# A second column begins so far from the left edge of the first, in points; lines beside each other overlap.
_COLUMN_DISTANCE, _OVERLAP = 90.0, 3.0


def mark_unstructured(parcels: Sequence[Parcel]) -> None:
    """Mark footnotes, lines of the table of contents and cells of rows among parcels that know no structure."""
    plain = [parcel for parcel in parcels if not parcel.key]
    if plain:
        _mark_notes(plain)
        _mark_contents(plain)


def _mark_notes(parcels: Sequence[Parcel]) -> None:
    usual = usual_size(parcels)
    open_on_page = 0
    for parcel in parcels:
        first = parcel.lines[0]
        small = first.size <= usual - _SMALLER and first.top > _MIDDLE
        if small and (_NOTE_NUMBER.match(first.text) or open_on_page == first.page):
            parcel.tags, open_on_page = ("Note",), first.page


def _mark_contents(parcels: Sequence[Parcel]) -> None:
    pages = {p.lines[0].page for p in parcels if collapse_spaces(p.lines[0].text) == "Contents"}
    for parcel in parcels:
        line = parcel.lines[0]
        if line.page in pages and _CONTENTS_LINE.fullmatch(collapse_spaces(line.text)):
            parcel.tags = ("TOCI",)


def is_only_mark(parcel: Parcel) -> bool:
    """Whether the parcel is a bullet or number that stands alone before its text."""
    text = collapse_spaces(parcel.lines[0].text).translate(PRIVATE_BULLETS)
    lone = bool(_ONLY_MARK.fullmatch(text)) or split_bullet(f"{text} x") == (text, "x")
    return len(parcel.lines) == 1 and lone and split_number(text) is None


def stands_beside(before: Parcel, parcel: Parcel) -> bool:
    """Whether `parcel` is the next cell of a row: to the right of `before` and on its height."""
    first, top, bottom = parcel.lines[0], before.lines[0].top, before.lines[-1].bottom
    if before.key or parcel.key or first.page != before.lines[-1].page or before.lines[0].page != first.page:
        return False
    overlaps = first.top < bottom - _OVERLAP and first.bottom > top + _OVERLAP
    clear = all(
        line.right <= first.left for line in before.lines if _overlap(line.top, line.bottom, first.top, first.bottom)
    )
    return overlaps and clear and first.left - before.lines[0].left > _COLUMN_DISTANCE


def _overlap(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    return top < other_bottom - _OVERLAP and bottom > other_top + _OVERLAP


def make_row(before: Parcel, parcel: Parcel) -> None:
    """Let `parcel` be a further cell of the row that `before` is a cell of."""
    line = before.lines[0]
    if not before.row:
        before.row = before.cell = (line.page, round(line.top))
    before.table = parcel.table = (line.page,)
    parcel.row, parcel.cell = before.row, (*before.cell, round(parcel.lines[0].left))
