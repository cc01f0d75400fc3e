"""The text of a letter as HTML: comes in: a Letter and words to mark, goes out: headings, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus import Letter, Paragraph, Section, Shape
from ui.anchors import anchored_paragraphs
from ui.marking import Mark, marked, touches
from ui.markup import Markup, element, join
from ui.markup_table import rows_as_table, same_table


def letter_text(letter: Letter, mark: Mark, cited: Paragraph | None, heading_level: int) -> Markup:
    """Draw the whole letter in reading order, `mark` highlighted and `cited` able to take the focus.

    `heading_level` is the level of the letter's main headings (2 on a page of its own). Letterhead,
    salutation and sign-off stand where the document has them, unnumbered.
    """
    drawing = _Drawing(letter, mark, cited, heading_level)
    stretches = groupby(_in_reading_order(letter), key=lambda part: part[0])
    return join(drawing.stretch(section, [paragraph for _, paragraph in parts]) for section, parts in stretches)


def _in_reading_order(letter: Letter) -> list[tuple[Section | None, Paragraph]]:
    """Every paragraph by its place in the text, with its section; margins have none."""
    body: list[tuple[Section | None, Paragraph]] = list(letter.paragraphs())
    margins = ((None, line) for _, line in letter.margin_lines())
    return sorted([*body, *margins], key=lambda part: part[1].start)


class _Drawing:
    """One pass over a letter; remembers the last heading path so that a heading is shown once."""

    def __init__(self, letter: Letter, mark: Mark, cited: Paragraph | None, heading_level: int) -> None:
        self._letter, self._mark, self._cited, self._level = letter, mark, cited, heading_level
        self._anchors = {(p.start, p.end): anchor for anchor, p in anchored_paragraphs(letter)}
        self._shown: list[str] = []

    def stretch(self, section: Section | None, paragraphs: list[Paragraph]) -> Markup:
        """Draw paragraphs that follow one another in one section, or in the margins."""
        if section is None:
            return element("div", *(self._paragraph(p) for p in paragraphs), class_="margin-text")
        return join([*self._headings(section.heading), *self._blocks(paragraphs)])

    def _headings(self, heading: str) -> Iterator[Markup]:
        path = [part.strip() for part in heading.split(" > ") if part.strip()]
        shared = 0
        while shared < min(len(path), len(self._shown)) and path[shared] == self._shown[shared]:
            shared += 1
        self._shown = path
        for depth in range(shared, len(path)):
            yield element(f"h{min(self._level + depth, 6)}", path[depth])

    def _blocks(self, paragraphs: list[Paragraph]) -> Iterator[Markup]:
        for shape, run in groupby(paragraphs, key=lambda paragraph: paragraph.shape):
            if shape is Shape.ROW:
                yield from self._tables(list(run))
            elif shape is Shape.BULLET:
                yield element("ul", *(self._paragraph(p, "li") for p in run), class_="bullets")
            else:
                yield from (self._paragraph(p) for p in run)

    def _tables(self, rows: list[Paragraph]) -> Iterator[Markup]:
        table: list[tuple[str, Paragraph]] = []
        for row in rows:
            if table and not same_table(self._letter, table[-1][1], row):
                yield rows_as_table(self._letter, table, self._mark, self._cited)
                table = []
            table.append((self._anchors[row.start, row.end], row))
        yield rows_as_table(self._letter, table, self._mark, self._cited)

    def _paragraph(self, paragraph: Paragraph, tag: str = "div") -> Markup:
        is_cited = paragraph is self._cited
        matched = touches(self._mark, paragraph.start, paragraph.end)
        number = element("span", paragraph.number, class_="number") if paragraph.number else None
        words = element("p", marked(self._letter, paragraph.start, paragraph.end, self._mark))
        return element(
            tag,
            number,
            words,
            id=self._anchors[paragraph.start, paragraph.end],
            class_=" ".join(["paragraph", *(["cited"] if is_cited else ["matched"] if matched else [])]),
            tabindex="-1" if is_cited else None,
        )
