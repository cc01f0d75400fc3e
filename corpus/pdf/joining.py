"""Paragraphs made whole: comes in: parcels of lines, goes out: parcels in which no paragraph is cut in two.

The file's own structure cuts paragraphs at page borders of framed text and where writers edited it, and files
without structure give every line alone; the place of the lines on the page says what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.headings import goes_on, split_bullet, split_number
from corpus.lines import CUT_WORD, collapse_spaces
from corpus.pdf.parcels import Parcel
from corpus.pdf.printed import PrintedLine
from corpus.pdf.style import PRIVATE_BULLETS, line_style
from corpus.pdf.unstructured import is_only_mark, make_row, mark_unstructured, stands_beside

_SIGN_OFF = re.compile(r"Yours? (?:sincerely|faithfully)|I am copying this letter", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_LIST_NUMBER = re.compile(r"(\d{1,3})\.(?:\s|$)")
# Line pitch as a share of the letters' size, and what counts as the same pitch or indentation.
_USUAL_PITCH, _SAME_PITCH, _SAME_INDENT = 1.22, 1.25, 5.0
# A mark and its text stand no further apart than this, in points.
_WIDEST_HANG = 50.0
# A line that ends before this share of the page's right edge is the last of its paragraph.
_SHORT_LINE = 0.62
# A paragraph that ends a full line from the edge is not known to end: share of the next word that must not fit.
_SLACK = 2.0


def join_parcels(parcels: Sequence[Parcel]) -> list[Parcel]:
    """Join each parcel to the one before it where that goes on, on the same page or over the page border."""
    mark_unstructured(parcels)
    edges = _right_edges(parcels)
    spaced = _is_spaced(parcels, edges)
    joined: list[Parcel] = []
    for parcel in parcels:
        before = next((p for p in reversed(joined) if p.is_note == parcel.is_note), None)
        if before is not None and _goes_on(before, parcel, edges, spaced):
            before.lines.extend(parcel.lines)
            continue
        if before is not None and stands_beside(before, parcel):
            make_row(before, parcel)
        joined.append(parcel)
    return joined


def _right_edges(parcels: Sequence[Parcel]) -> dict[int, float]:
    """How far to the right the text of each page reaches."""
    edges: dict[int, float] = {}
    for parcel in parcels:
        for line in parcel.lines:
            edges[line.page] = max(edges.get(line.page, 0.0), line.right)
    return edges


def _is_spaced(parcels: Sequence[Parcel], edges: dict[int, float]) -> bool:
    """Whether this document is seen to leave more than a line's pitch between paragraphs, as nearly all do."""
    gaps = [
        b.lines[0].bottom - a.lines[-1].bottom > _SAME_PITCH * _pitch(a)
        for a, b in pairwise(parcels)
        if _ends_surely(a, b, edges) and a.lines[-1].page == b.lines[0].page and line_style(a.lines[-1])[1] is False
    ]
    return bool(gaps) and sum(gaps) >= 0.6 * len(gaps)


def _ends_surely(one: Parcel, following: Parcel, edges: dict[int, float]) -> bool:
    """Whether a paragraph ends between two parcels: the file says so, or a sentence ends far from the edge."""
    if one.key or following.key:
        return bool(one.key and following.key) and len(one.lines) > 1 and len(following.lines) > 1
    last = one.lines[-1]
    return bool(_ENDED.search(_text(last))) and last.right < _SHORT_LINE * edges[last.page]


def _pitch(parcel: Parcel) -> float:
    tops = [b.top - a.top for a, b in pairwise(parcel.lines) if a.page == b.page and b.top - a.top > 1]
    return sorted(tops)[len(tops) // 2] if tops else _USUAL_PITCH * max(line.size for line in parcel.lines)


def _goes_on(before: Parcel, parcel: Parcel, edges: dict[int, float], spaced: bool) -> bool:
    last, first = before.lines[-1], parcel.lines[0]
    text = _text(first)
    if _begins_anew(text, before) or before.is_contents or parcel.is_contents or not _alike(last, first):
        return False
    if parcel.is_note:
        return not parcel.key and last.page == first.page and not text[0].isdigit()
    if is_only_mark(before) and _on_same_line(last, first):
        return True
    if stands_beside(before, parcel) or _in_other_cell(before, parcel):
        return False
    if last.text.rstrip().endswith(CUT_WORD):
        return True
    if last.page == first.page:
        return _goes_on_below(before, parcel, edges, spaced)
    return last.page + 1 == first.page and _goes_on_over_page(before, parcel, edges)


def _alike(last: PrintedLine, first: PrintedLine) -> bool:
    """Whether two lines may belong to one paragraph by their looks; single words in a near size are common."""
    (size, bold), (other, other_bold) = line_style(last), line_style(first)
    return bold == other_bold and abs(size - other) <= (1 if _text(first)[0].islower() else 0)


def _begins_anew(text: str, before: Parcel) -> bool:
    if split_bullet(text) is not None or _SIGN_OFF.match(text):
        return True
    if _is_next_number(text, before):
        return True
    # "12. The" may be the end of "aged 12." and the next sentence, where the sentence before is open.
    return split_number(text) is not None and bool(_ENDED.search(_text(before.lines[-1])))


def _is_next_number(text: str, before: Parcel) -> bool:
    """Whether a paragraph counts on from the one before it, whose full stop may be missing: "49." after "48."."""
    one, following = _LIST_NUMBER.match(_text(before.lines[0])), _LIST_NUMBER.match(text)
    return one is not None and following is not None and int(following[1]) == int(one[1]) + 1


def _in_other_cell(before: Parcel, parcel: Parcel) -> bool:
    """Whether two texts stand in two cells of a row, or in two rows of one page: a cell may go on over the border."""
    if not (before.cell and parcel.cell):
        return before.cell != parcel.cell and bool(before.row) and before.row == parcel.row
    same_page = before.lines[-1].page == parcel.lines[0].page
    return before.cell != parcel.cell and (before.row == parcel.row or same_page)


def _goes_on_below(before: Parcel, parcel: Parcel, edges: dict[int, float], spaced: bool) -> bool:
    last, first = before.lines[-1], parcel.lines[0]
    distance = first.bottom - last.bottom
    on_same_line = _on_same_line(last, first)
    near = on_same_line or 0 < distance <= _SAME_PITCH * max(_pitch(before), _USUAL_PITCH * last.size)
    if not near or not (on_same_line or _aligned(before, first)):
        return False
    if before.key and parcel.key and not spaced:
        return not _ENDED.search(_text(last)) and _text(first)[0].islower()
    if goes_on(_text(last)) and len(before.lines) > 1:
        return True
    if spaced and not (before.key or parcel.key) and last.right > _SHORT_LINE * edges[last.page] and not last.bold:
        return True
    return on_same_line or _is_open(last, first, edges) or (_hangs(before) and not parcel.key)


def _on_same_line(last: PrintedLine, first: PrintedLine) -> bool:
    middle = (first.top + first.bottom) / 2
    return last.page == first.page and last.top < middle < last.bottom and first.left >= last.left


def _goes_on_over_page(before: Parcel, parcel: Parcel, edges: dict[int, float]) -> bool:
    last, first = before.lines[-1], parcel.lines[0]
    if not _ENDED.search(_text(last)):
        return _text(first)[0].islower() or (not last.bold and _is_cut_short(before, first, edges))
    if _hangs(before) and _aligned(before, first):
        return True
    siblings = bool(before.key) and before.key[:-1] == parcel.key[:-1]
    return not siblings and _aligned(before, first) and _is_open(last, first, edges) and len(before.lines) > 1


def _aligned(before: Parcel, first: PrintedLine) -> bool:
    """Whether `first` stands where a further line of `before` would stand."""
    start = before.lines[0]
    if len(before.lines) == 1 and (split_bullet(_text(start)) or split_number(_text(start))):
        return _SAME_INDENT < first.left - start.left < _WIDEST_HANG
    return abs(first.left - _indent(before)) <= _SAME_INDENT


def _indent(parcel: Parcel) -> float:
    # The piece of a line behind a list mark shows where the text of the item stands.
    further = [round(line.left) for line in parcel.lines[1:]]
    return max(further, key=further.count) if further else parcel.lines[0].left


def _hangs(parcel: Parcel) -> bool:
    """Whether the further lines stand to the right of the bullet or number of the first."""
    return _indent(parcel) - parcel.lines[0].left > _SAME_INDENT


def _is_open(last: PrintedLine, first: PrintedLine, edges: dict[int, float]) -> bool:
    """Whether the paragraph may go on: no full stop, or a line with no room for the word that follows."""
    text = _text(first)
    room = edges.get(last.page, last.right) - last.right
    word = len(text.split()[0]) + 1
    width = word * (first.right - first.left) / max(len(text), 1) if len(text) > word else word * first.size / 2
    full = room < width + _SLACK
    return full if _ENDED.search(_text(last)) else full or text[0].islower()


def _is_cut_short(before: Parcel, first: PrintedLine, edges: dict[int, float]) -> bool:
    """Whether a text without a full stop goes on with a capital letter: its last line was full, or ends in "the"."""
    last = before.lines[-1]
    own_edge = {last.page: max(line.right for line in before.lines)} if len(before.lines) > 1 else edges
    return goes_on(_text(last)) or _is_open(last, first, own_edge)


def _text(line: PrintedLine) -> str:
    return collapse_spaces(line.text).translate(PRIVATE_BULLETS).replace(CUT_WORD, "-")
