"""The structure inside a tagged PDF: comes in: a page, goes out: for each marked piece of text, where it belongs.

Word processors write the paragraphs, lists and tables of the document into the file for screen readers.
"""

from __future__ import annotations

import ctypes
from typing import Any

Where = tuple[tuple[int, ...], tuple[str, ...]]
_Pending = tuple[Any, tuple[int, ...], tuple[str, ...]]
CELL_TAGS = frozenset(["TD", "TH"])
_BLOCK_TAGS = frozenset("P H H1 H2 H3 H4 H5 H6 LI TD TH Note Caption TOCI Title BlockQuote".split())
_MAX_DEPTH = 40
_MAX_ELEMENTS = 20_000


def read_structure(page: Any) -> dict[int, Where]:
    """Map each marked-content number of the page to its paragraph: (child numbers from the root, tag names).

    The child numbers of one element are the same on every page it stands on. Empty where the page has no structure.
    """
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, Where] = {}
    pending: list[_Pending] = []
    try:
        pending = [
            (child, (position,), ())
            for position in range(pdfium.FPDF_StructTree_CountChildren(tree))
            if (child := pdfium.FPDF_StructTree_GetChildAtIndex(tree, position))
        ]
        _walk(pdfium, pending, found)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _walk(pdfium: Any, pending: list[_Pending], found: dict[int, Where]) -> None:
    seen = 0
    while pending:
        element, path, tags = pending.pop()
        seen += 1
        if len(path) > _MAX_DEPTH or seen > _MAX_ELEMENTS:
            continue
        named = (*tags, _tag(pdfium, element))
        for position in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, position)
            if mark >= 0:
                found.setdefault(mark, _paragraph_of(path, named))
            elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, position):
                pending.append((child, (*path, position), named))


def cell_of(where: Where | None) -> tuple[int, ...]:
    """The way to the table cell an element stands in, empty where it stands in none."""
    path, tags = where or ((), ())
    positions = [i for i, tag in enumerate(tags) if tag in CELL_TAGS]
    return path[: positions[-1] + 1] if positions else ()


def _paragraph_of(path: tuple[int, ...], tags: tuple[str, ...]) -> Where:
    """Go up from links and other parts of a line to the paragraph, cell or (with its mark) list item round them."""
    positions = [i for i, tag in enumerate(tags) if tag in _BLOCK_TAGS]
    if not positions:
        return path, tags
    items = [i for i in positions if tags[i] == "LI"]
    other = [i for i in positions if tags[i] in CELL_TAGS or tags[i] == "Note"]
    last = items[-1] if items and (not other or items[-1] > other[-1]) else positions[-1]
    return path[: last + 1], tags[: last + 1]


def _tag(pdfium: Any, element: Any) -> str:
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le", errors="replace").split("\0")[0]
