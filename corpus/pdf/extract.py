"""Text out of a PDF: comes in: the bytes of a file, goes out: its pages as plain lists that can be sent elsewhere.

Runs only in the reading process, which may be killed at any moment.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from corpus.apart.refused import Refused
from corpus.lines import CUT_WORD
from corpus.pdf.printed import MAX_CHARACTERS, MAX_PAGES, Wire
from corpus.pdf.streams import check_objects, check_streams
from corpus.pdf.structure import cell_of, read_structure

# pdfium writes U+FFFE or U+0002 where a line ends in a hyphen; it is a hyphen of the text and stays one.
_LINE_HYPHENS = dict.fromkeys(map(ord, "\ufffe\u0002"), CUT_WORD)
_BREAKS = re.compile(r"[\r\n]+|(?<=[\ufffe\u0002])")
# A figure behind a word may be the mark of a footnote.
_HANGING_FIGURE = re.compile(r"(?<![\d£])(?<!^)\d{1,2}(?=$|[\s.,;:)\]])")
_LIST_MARK = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[^\w\s(\"'“‘£]")
_RAISED, _BOLD_WEIGHT, _SMALLEST = 0.8, 600, 3.0
_COLUMN_GAP = 14.0
_LONGEST_NAME = 128
_INVISIBLE = 3


def extract_pages(content: bytes) -> list[Wire]:
    """Return [width, height, structured, lines] for each page. Raises Refused("encrypted", "damaged", ...)."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    check_streams(content)
    check_objects(content)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Refused("encrypted" if "password" in str(problem).lower() else "damaged") from problem
    if len(document) > MAX_PAGES:
        raise Refused("too_many_pages")
    pages: list[Wire] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as problem:
            raise Refused("damaged") from problem
        characters += text_page.count_chars()
        if characters > MAX_CHARACTERS:
            raise Refused("too_much_text")
        pages.append(_PageReader(pdfium, page, text_page).read())
        text_page.close()
        page.close()
    return pages


def _drop_note_mark(line: Wire, before: Wire) -> bool:
    """Take the mark of a footnote off the start of a line that goes on beside `before`; say if nothing is left."""
    box, box_before = line[1], before[1]
    if not (isinstance(box, list) and isinstance(box_before, list)):
        return False
    beside = -2 < box[0] - box_before[1] < 8 and box[2] < box_before[3]
    mark = re.match(r"\d{1,2}(?:\s+|$)", str(line[0]))
    if not beside or mark is None or not _is_smaller(line[7], before[2]):
        return False
    line[0] = str(line[0])[mark.end() :]
    return not line[0]


def _is_smaller(size: object, than: object) -> bool:
    return isinstance(size, float) and isinstance(than, float) and size < _RAISED * than


class _PageReader:
    """Reads the lines of one page with their place, size, weight and structure."""

    def __init__(self, pdfium: Any, page: Any, text_page: Any) -> None:
        self.pdfium, self.page, self.text_page = pdfium, page, text_page
        self.width, self.height = page.get_size()
        self.structure = read_structure(page)
        self.text = self._all_text()

    def read(self) -> Wire:
        lines: list[Wire] = []
        for start, end in self._line_ranges():
            for line in self._read_line(start, end):
                if not (lines and _drop_note_mark(line, lines[-1])):
                    lines.append(line)
        # The size of a line's first letter was needed only here.
        return [self.width, self.height, bool(self.structure), [line[:-1] for line in lines]]

    def _all_text(self) -> str:
        count = self.text_page.count_chars()
        return "".join(chr(self.pdfium.FPDFText_GetUnicode(self.text_page, i)) for i in range(count))

    def _line_ranges(self) -> Iterator[tuple[int, int]]:
        start = 0
        for match in _BREAKS.finditer(self.text):
            yield start, match.start()
            start = match.end()
        yield start, len(self.text)

    def _read_line(self, start: int, end: int) -> Iterator[Wire]:
        """One printed line, cut where it goes from one table cell or column to the next."""
        words = [match.start() + start for match in re.finditer(r"\S+", self.text[start:end])]
        if not words:
            return
        marks = [self._mark(words[0])] * len(words)
        if marks[0] != self._mark(words[-1]):
            marks = [self._mark(word) for word in words]
            cuts = [w for w, one, before in zip(words[1:], marks[1:], marks, strict=False) if self._parted(before, one)]
        else:
            cuts = [] if marks[0] in self.structure else self._column_starts(words)
        for position, (begin, stop) in enumerate(pairwise([words[0], *cuts, end])):
            inside = [(word, mark) for word, mark in zip(words, marks, strict=True) if begin <= word < stop]
            piece = self._piece(begin, stop, self._mark_of_piece(inside, stop))
            if piece is not None:
                yield [*piece, position > 0, round(self._size(begin), 1)]

    def _parted(self, before: int, mark: int) -> bool:
        """Whether two words of one line stand in different cells, or one of them outside the structure."""
        if before == mark or (before in self.structure) != (mark in self.structure):
            return before != mark
        return cell_of(self.structure.get(before)) != cell_of(self.structure.get(mark))

    def _mark_of_piece(self, words: list[tuple[int, int]], stop: int) -> int:
        """The element a piece of a line belongs to: that of its list mark, else that of most of its letters.

        Files exist in which single words in the middle of a line are marked as parts of another paragraph.
        """
        first, mark = words[0]
        lone_mark = self.text[first : words[1][0]].strip() if len(words) > 1 else ""
        if _LIST_MARK.fullmatch(lone_mark):
            return mark
        letters: Counter[int] = Counter()
        for (word, one), following in zip(words, [*(w for w, _ in words[1:]), stop], strict=True):
            letters[one] += following - word
        return letters.most_common(1)[0][0]

    def _column_starts(self, words: list[int]) -> list[int]:
        if len(words) < 2 or not self._has_wide_gap(words[0], words[-1]):
            return []
        starts = []
        for one, following in itertools.pairwise(words):
            last = one + len(self.text[one:following].rstrip()) - 1
            gap = self.text_page.get_charbox(following)[0] - self.text_page.get_charbox(last)[2]
            if gap > _COLUMN_GAP:
                starts.append(following)
        return starts

    def _has_wide_gap(self, first: int, last: int) -> bool:
        boxes = sorted(self._boxes(first, last + 1))
        return any(b[0] - a[2] > _COLUMN_GAP for a, b in itertools.pairwise(boxes))

    def _mark(self, index: int) -> int:
        text_object = self.pdfium.FPDFText_GetTextObject(self.text_page, index)
        return int(self.pdfium.FPDFPageObj_GetMarkedContentID(text_object)) if text_object else -1

    def _boxes(self, start: int, end: int) -> list[tuple[float, float, float, float]]:
        count = self.text_page.count_rects(start, end - start)
        return [self.text_page.get_rect(i) for i in range(count)]

    def _piece(self, start: int, end: int, mark: int) -> Wire | None:
        """[text, box, size, bold, element, tags] of the characters from `start`, None where nobody can see them."""
        boxes = self._boxes(start, end)
        if not boxes or self._is_hidden(start, boxes[0]):
            return None
        last = start + len(self.text[start:end].rstrip()) - 1
        # A list mark or the mark of a footnote may be set in another size than the text.
        size = sorted(self._size(index) for index in (start, (start + last) // 2, last))[1]
        text = self._without_note_marks(start, end, size).translate(_LINE_HYPHENS)
        if not text.strip():
            return None
        element, tags = self.structure.get(mark, ((), ()))
        top, bottom = max(box[3] for box in boxes), min(box[1] for box in boxes)
        box = [boxes[0][0], boxes[-1][2], self.height - top, self.height - bottom]
        return [text, [round(n, 1) for n in box], round(size, 1), self._is_bold(start, end), list(element), list(tags)]

    def _size(self, index: int) -> float:
        size = float(self.pdfium.FPDFText_GetFontSize(self.text_page, index))
        if size >= _SMALLEST:
            return size
        # Some writers set everything in size 1 and enlarge it afterwards: the letters' own height tells more.
        box = self.text_page.get_charbox(index, loose=True)
        return max(size, float(box[3] - box[1]) / 1.2)

    def _is_bold(self, start: int, end: int) -> bool:
        last = start + len(self.text[start:end].rstrip()) - 1
        # A bullet's own font says nothing: look at the second word where there is one.
        second = re.search(r"\s\S", self.text[start:end])
        first = start + second.start() + 1 if second else start
        return self._is_bold_letter(first) and self._is_bold_letter(last)

    def _is_bold_letter(self, index: int) -> bool:
        if self.pdfium.FPDFText_GetFontWeight(self.text_page, index) >= _BOLD_WEIGHT:
            return True
        # Not every font says its weight; most say it in their name.
        name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
        length = self.pdfium.FPDFText_GetFontInfo(self.text_page, index, name, _LONGEST_NAME, flags)
        return 0 < length <= _LONGEST_NAME and any(word in name.value.lower() for word in (b"bold", b"black", b"heavy"))

    def _without_note_marks(self, start: int, end: int, size: float) -> str:
        """The text without the raised figures that point to footnotes."""
        text = self.text[start:end]
        for match in reversed(list(_HANGING_FIGURE.finditer(text))):
            if self._size(start + match.start()) < _RAISED * size:
                text = text[: match.start()] + text[match.end() :]
        return text

    def _is_hidden(self, start: int, box: tuple[float, float, float, float]) -> bool:
        """Text that a reader of the page cannot see: off the page, far too small, or drawn invisibly."""
        left, bottom, right, top = box
        off = right < 0 or left > self.width or top < 0 or bottom > self.height
        text_object = self.pdfium.FPDFText_GetTextObject(self.text_page, start)
        mode = self.pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
        return off or right - left < 0.01 or mode == _INVISIBLE or self._is_transparent(start)

    def _is_transparent(self, start: int) -> bool:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not self.pdfium.FPDFText_GetFillColor(self.text_page, start, red, green, blue, alpha):
            return False
        return alpha.value == 0
