"""A tiny writer of PDF files, so that tests make their own letters in the layouts of real ones."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

# A name on the file's structure tree and its place there; nested elements are written as a way: see _steps.
Element = tuple[str, int | tuple[int, ...]]
LEFT, TOP, PITCH, GAP = 72.0, 90.0, 14.5, 29.0
WIDTH = 450.0
# Widths of Helvetica's letters from the space to "~", in thousandths of the size.
_WIDTHS = [
    int(width)
    for width in """278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556
    556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611
    722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556
    333 500 278 556 500 722 500 500 500 334 260 334 584""".split()
]


def width_of(text: str, size: float = 12) -> float:
    """The printed width of a text in points."""
    return sum(_WIDTHS[ord(c) - 32] if " " <= c <= "~" else 556 for c in text) * size / 1000


def wrap(text: str, width: float = WIDTH) -> list[str]:
    """Cut a text into lines as a word processor does."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass
class TinyPdf:
    """Pages of lines at given places. `element` groups lines into one paragraph of the file's structure.

    `y` counts from the upper edge; each call of `paragraph` writes wrapped lines below the last one.
    """

    compress: bool = True
    pages: list[list[tuple[str, float, float, float, bool, Element | None]]] = field(default_factory=list)
    y: float = TOP

    def page(self) -> TinyPdf:
        self.pages.append([])
        self.y = TOP
        return self

    def line(
        self, text: str, x: float = LEFT, y: float | None = None, size: float = 12, bold: bool = False,
        element: Element | None = None,
    ) -> TinyPdf:  # fmt: skip
        if not self.pages:
            self.page()
        self.pages[-1].append((text, x, self.y if y is None else y, size, bold, element))
        if y is None:
            self.y += PITCH
        return self

    def paragraph(
        self, text: str, bold: bool = False, element: Element | None = None, mark: str = "", hang: float = 0.0
    ) -> TinyPdf:
        """Write `text` wrapped; a mark stands at the left and the text hangs to the right of it."""
        lines = wrap(text, WIDTH - hang)
        for position, part in enumerate(lines):
            if mark and position == 0:
                self.line(f"{mark} {part}", element=element, bold=bold)
            else:
                self.line(part, x=LEFT + hang, element=element, bold=bold)
        self.y += GAP - PITCH
        return self

    def build(self) -> bytes:
        return _write(self)


def _write(pdf: TinyPdf) -> bytes:
    objects: list[bytes] = [b""] * 6
    structured = any(line[5] for page in pdf.pages for line in page)
    elements: dict[Element, list[tuple[int, int]]] = {}
    page_ids, parents = [], []
    for number, page in enumerate(pdf.pages):
        content, marks = _content(page, number, elements)
        parents.append(marks)
        stream = zlib.compress(content) if pdf.compress else content
        packed = b"/Filter /FlateDecode " if pdf.compress else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (packed, len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>" % (number, len(objects))
        )
        page_ids.append(len(objects))
    kids = b" ".join(b"%d 0 R" % page for page in page_ids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(page_ids))
    objects[2] = _font(b"Helvetica")
    objects[3] = _font(b"Helvetica-Bold")
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <6E> <F06E> endbfchar endcmap"
    objects[5] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
    objects[4] = _font(b"Helvetica", b"/ToUnicode 6 0 R ")
    root = b""
    if structured:
        root = _structure(objects, elements, parents, page_ids)
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R %s>>" % root
    return _file(objects)


def _content(
    page: list[tuple[str, float, float, float, bool, Element | None]],
    number: int,
    elements: dict[Element, list[tuple[int, int]]],
) -> tuple[bytes, list[Element]]:
    parts, marks = [], []
    for text, x, y, size, bold, element in page:
        if element is not None:
            parts.append(b"/%s << /MCID %d >> BDC" % (element[0].split("/")[-1].encode(), len(marks)))
            elements.setdefault(element, []).append((number, len(marks)))
            marks.append(element)
        if text.startswith("\uf06e"):
            parts.append(b"BT /F3 %g Tf %g %g Td (n) Tj ET" % (size, x, 842 - y))
            text, x = text[1:].strip(), x + 18
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (b"F2" if bold else b"F1", size, x, 842 - y, shown))
        if element is not None:
            parts.append(b"EMC")
    return b"\n".join(parts), marks


def _font(name: bytes, more: bytes = b"") -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding %s>>" % (name, more)


def _steps(element: Element) -> list[tuple[tuple[str, int], ...]]:
    """The way to an element from the root: ("Table/TR/TD", (0, 2, 1)) is the second cell of the third row."""
    tags, keys = element[0].split("/"), element[1] if isinstance(element[1], tuple) else (element[1],)
    return [(step,) for step in zip(tags, keys, strict=True)]


def _structure(
    objects: list[bytes],
    elements: dict[Element, list[tuple[int, int]]],
    parents: list[list[Element]],
    page_ids: list[int],
) -> bytes:
    root_id = len(objects) + 1
    ways = {element: list(itertools.accumulate(_steps(element), lambda way, step: way + step)) for element in elements}
    ids = {way: root_id + 2 + n for n, way in enumerate(dict.fromkeys(way for one in ways.values() for way in one))}
    nums = b" ".join(
        b"%d [%s]" % (number, b" ".join(b"%d 0 R" % ids[ways[element][-1]] for element in marks))
        for number, marks in enumerate(parents)
    )
    document = root_id + 1
    objects.append(b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree << /Nums [%s] >> >>" % (document, nums))
    kids = b" ".join(b"%d 0 R" % ids[way] for way in ids if len(way) == 1)
    objects.append(b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (root_id, kids))
    marks_of = {ways[element][-1]: places for element, places in elements.items()}
    for way in ids:
        inside = [b"%d 0 R" % ids[other] for other in ids if other[:-1] == way]
        marked = [b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (page_ids[p], mark) for p, mark in marks_of.get(way, [])]
        above = ids[way[:-1]] if len(way) > 1 else document
        kids = b" ".join(inside + marked)
        objects.append(b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s] >>" % (way[-1][0].encode(), above, kids))
    return b"/MarkInfo << /Marked true >> /StructTreeRoot %d 0 R " % root_id


def _file(objects: list[bytes]) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, index, size, len(written),
    )  # fmt: skip


@pytest.fixture
def new_pdf() -> Callable[[], TinyPdf]:
    """Give tests the writer without an import from a sibling file."""
    return TinyPdf


OVERVIEW = (
    "Children in Exampleton receive help early and social workers know them well. Managers oversee practice and "
    "their decisions are recorded, so that plans do not drift. Partners share what they know without delay and the "
    "multi-agency hub weighs each contact with care before it decides what should be done next for the child. "
    "Most plans are specific, and those who are responsible for an action know by when it has to be done."
)


@pytest.fixture
def focused_visit(new_pdf: Callable[[], TinyPdf]) -> TinyPdf:
    """A focused-visit letter of two pages: own address block, letterhead, bullets, a paragraph cut by the page."""
    pdf = new_pdf().page()
    for y, text in zip(
        range(48, 100, 11), ("Ofsted", "Piccadilly Gate", "Store Street", "Manchester", "M1 2WD"), strict=False
    ):
        pdf.line(text, y=y, size=9)
    pdf.line("T 0300 123 1231", x=185, y=48, size=9, bold=True).line("www.gov.uk/ofsted", x=185, y=59, size=9)
    pdf.y = 160
    pdf.line("8 June 2018").line("Ms Joan Bloggs").line("Director of Children’s Services").line("Camden Town Hall")
    pdf.y += 20
    pdf.paragraph("Dear Ms Bloggs").paragraph("Focused visit to Camden children’s services", bold=True)
    pdf.paragraph(
        "This letter summarises the findings of a focused visit to Camden children’s services on 15 and 16 May 2018. "
        "The inspectors were Ann Lee, HMI, and Ben O’Hara, Her Majesty’s Inspector."
    )
    pdf.paragraph("Overview", bold=True).paragraph(OVERVIEW).paragraph("Findings", bold=True)
    for item in (
        "Thresholds are well understood and children get the right help at the right time from people who know them.",
        "The quality of referrals varies, and in a small number of cases the level of worry is not made clear enough.",
    ):
        pdf.paragraph(item, mark="\uf06e", hang=18)
    cut = wrap(OVERVIEW)
    pdf.y = 720
    for part in cut[:2]:
        pdf.line(part)
    pdf.line("1", x=518, y=800)
    pdf.page()
    for part in cut[2:]:
        pdf.line(part)
    pdf.y += GAP - PITCH
    for number in range(8):
        pdf.paragraph(
            f"Paragraph {number} of the findings says what inspectors saw. It is a whole paragraph of its own."
        )
    pdf.paragraph("Yours sincerely").line("Ann Lee").line("Her Majesty’s Inspector", bold=True).line("2", x=518, y=800)
    return pdf


@pytest.fixture
def inspection_report(new_pdf: Callable[[], TinyPdf]) -> TinyPdf:
    """An inspection report with a judgement table, numbered paragraphs, a footnote and running footers."""
    pdf = new_pdf().page()
    pdf.line("Inspection of Torbay local authority", size=26).line("children’s services", y=pdf.y + 20, size=26)
    pdf.y = 170
    pdf.line("Inspection dates: 21 March to 1 April 2022", bold=True)
    pdf.line("Lead inspector: Steve Lowe, Her Majesty’s Inspector", bold=True)
    pdf.line("Judgement", y=240, bold=True).line("Grade", x=330, y=240, bold=True)
    rows = (
        (("The impact of leaders on social work", "practice with children and families"), "Good"),
        (
            ("The experiences and progress of", "children who need help and protection"),
            "Requires improvement to be good",
        ),
        (("The experiences and progress of children", "in care and care leavers"), "Good"),
        (("Overall effectiveness",), "Good"),
    )
    y = 270.0
    for label, grade in rows:
        for position, part in enumerate(label):
            pdf.line(part, y=y + position * PITCH)
        pdf.line(grade, x=330, y=y)
        y += 45
    pdf.y = y + 10
    pdf.paragraph(OVERVIEW)
    pdf.line("1", y=764, size=6.5).line("These areas are those of the national framework.", x=78, y=768, size=9)
    pdf.page()
    pdf.line("What needs to improve?", size=14, bold=True).line("1", x=LEFT + 157, y=86, size=6.5)
    pdf.y = 130
    for number in range(1, 12):
        pdf.paragraph(
            f"Item {number} of the report says what inspectors saw in the service and what they made of it for children.",
            mark=f"{number}.", hang=14,
        )  # fmt: skip
        if number in (6,):
            pdf.line("Inspection of Torbay local authority children’s services 2", y=800, size=8).page()
    pdf.line("Inspection of Torbay local authority children’s services 3", y=800, size=8)
    return pdf
