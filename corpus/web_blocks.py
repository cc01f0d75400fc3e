"""Text out of a web page: comes in: the bytes of an HTML file, goes out: its blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.apart.refused import Refused
from corpus.blocks import Block
from corpus.lines import collapse_spaces
from corpus.text_blocks import Marked, is_head_row, make_block, make_rows

_UNSEEN = frozenset(
    "script style template noscript head nav header footer form aside svg math iframe object button select".split()
)
_BLOCKS = frozenset(
    """p div section article main h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr td th address figure
    figcaption body html hr caption details summary""".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(["b", "strong"])
_MAX_CELL_WORDS = 40


def blocks_of_page(content: bytes) -> Iterator[Block]:
    """Yield the blocks of an HTML file in reading order. Raises Refused("damaged") where it is no page or has no end.

    Runs only in the reading process, which may be killed at any moment.
    """
    yield from _Page(_parse(content)).blocks()


def _parse(content: bytes) -> Any:
    from lxml import etree

    encoding = None if b"charset" in content[:2048].lower() else _encoding_of(content)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding=encoding)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Refused("damaged") from problem
    if root is None or any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Refused("damaged")
    return root


def _encoding_of(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


@dataclass(slots=True)
class _Page:
    """Walks through the page once and cuts its text into paragraphs."""

    root: Any
    pieces: list[str] = field(default_factory=list)
    bold_pieces: list[bool] = field(default_factory=list)
    tables: int = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._walk(self.root)

    def _walk(self, top: Any) -> Iterator[Block]:
        """Depth first without recursion: pages nest as deep as they like."""
        stack: list[tuple[str, Any]] = [("open", top)]
        while stack:
            step, element = stack.pop()
            name = str(element.tag).lower()
            if step == "close":
                if name in _BLOCKS or name == "br":
                    yield from self._flush(element)
                self._add(element.tail, element.getparent() if element is not top else None)
                continue
            if name in _UNSEEN or not isinstance(element.tag, str):
                self._add(element.tail, element.getparent() if element is not top else None)
                continue
            if name in _BLOCKS:
                yield from self._flush(element.getparent())
            if name == "table" and (rows := _short_rows(element)) is not None:
                self.tables += 1
                texts, has_head = rows
                yield from make_rows(texts, self.tables, has_head)
                self._add(element.tail, element.getparent())
                continue
            self._add(element.text, element)
            stack.append(("close", element))
            stack.extend(("open", child) for child in reversed(element))

    def _add(self, text: str | None, parent: Any) -> None:
        if text and text.strip():
            self.bold_pieces.append(_inside(parent, _BOLD) is not None)
        if text:
            self.pieces.append(text)

    def _flush(self, element: Any) -> Iterator[Block]:
        text = collapse_spaces("".join(self.pieces))
        bold = bool(self.bold_pieces) and all(self.bold_pieces)
        self.pieces, self.bold_pieces = [], []
        if not text:
            return
        heading = _inside(element, frozenset(_HEADINGS))
        item = _inside(element, frozenset(["li"]))
        number, bullet = _item_mark(item) if item is not None else (None, False)
        level = _HEADINGS[heading.tag.lower()] if heading is not None else None
        block = make_block(Marked(text, level, number, bullet, bold))
        if block is not None:
            yield block


def _inside(element: Any, names: frozenset[str]) -> Any:
    """The nearest element of these names round `element`, itself included."""
    while element is not None:
        if isinstance(element.tag, str) and element.tag.lower() in names:
            return element
        element = element.getparent()
    return None


def _item_mark(item: Any) -> tuple[str | None, bool]:
    """The number or bullet a browser shows before a list item; only its first paragraph bears it."""
    if item.get("data-read") is not None:
        return None, False
    item.set("data-read", "yes")
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return None, True
    first = int(parent.get("start", "1")) if parent.get("start", "1").lstrip("-").isdigit() else 1
    before = sum(1 for other in item.itersiblings(preceding=True) if other.tag == "li")
    return f"{first + before}.", False


def _short_rows(table: Any) -> tuple[list[tuple[str, ...]], bool] | None:
    """The rows of a table of short cells and whether it has heads; None for a table that only frames text."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    texts = [tuple(collapse_spaces("".join(cell.itertext())) for cell in row) for row in rows if row]
    if not any(len(row) > 1 for row in texts) or any(len(c.split()) > _MAX_CELL_WORDS for row in texts for c in row):
        return None
    marked = all(cell.tag == "th" or cell.find(".//strong") is not None for cell in rows[0]) if rows[0] else False
    return texts, is_head_row(texts[0], marked)
