"""Text out of a Word file: comes in: the bytes of a .docx, goes out: its blocks in reading order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.apart.refused import Refused
from corpus.blocks import Block, Role
from corpus.lines import collapse_spaces
from corpus.text_blocks import Marked, is_head_row, make_block, make_rows
from corpus.word_numbers import Numbering, read_numbering

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_CELL_WORDS = 40


def blocks_of_word(content: bytes) -> Iterator[Block]:
    """Yield the blocks of a .docx in reading order. Raises Refused("not_whole", "damaged", "not_word", "too_large").

    Runs only in the reading process, which may be killed at any moment.
    """
    _require_word(content)
    yield from _Reader(_open(content)).blocks()


def _require_word(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
            names = set(package.namelist())
            bad = package.testzip() if size <= MAX_UNPACKED_BYTES else None
            # Word declares no document type; what does so may hide or multiply words by entities of its own.
            typed = size <= MAX_UNPACKED_BYTES and any(
                b"<!DOCTYPE" in package.read(n) for n in names if n.endswith("xml")
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise Refused("not_whole") from problem
    if size > MAX_UNPACKED_BYTES:
        raise Refused("too_large")
    if bad is not None or typed:
        raise Refused("damaged")
    if "word/document.xml" not in names:
        raise Refused("not_word")


def _open(content: bytes) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(content))
    except (OpcError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as problem:
        raise Refused("damaged") from problem


class _Reader:
    """Walks through a document's paragraphs and tables in reading order."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbering: Numbering = read_numbering(_numbering_root(document))
        self.tables = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._inside(self.document)
        yield from self._footnotes()

    def _inside(self, container: Any) -> Iterator[Block]:
        for element in container.iter_inner_content():
            if hasattr(element, "rows"):
                yield from self._table(element)
            else:
                yield from self._paragraph(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        lines = paragraph.text.split("\n")
        # Address lines and the like are one paragraph with line breaks; a text with a break is still one text.
        pieces = lines if all(len(line) <= 60 for line in lines) else [" ".join(lines)]
        number, bullet = self._mark(paragraph) if paragraph.text.strip() else (None, False)
        for position, piece in enumerate(pieces):
            marked = Marked(piece, _heading_level(paragraph), number, bullet, _is_bold(paragraph))
            block = make_block(marked if position == 0 else Marked(piece))
            if block is not None:
                yield block

    def _mark(self, paragraph: Any) -> tuple[str | None, bool]:
        """The list number or bullet Word prints: from the paragraph itself or from its style."""
        style = paragraph.style
        for element in (paragraph._p.pPr, style.element.pPr if style is not None else None):
            numbered = element.numPr if element is not None else None
            if numbered is not None and numbered.numId is not None:
                level = numbered.ilvl.val if numbered.ilvl is not None else 0
                return self.numbering.next_mark(str(numbered.numId.val), level)
        return None, style is not None and str(style.name).lower().startswith("list bullet")

    def _table(self, table: Any) -> Iterator[Block]:
        self.tables += 1
        own = self.tables
        rows = [_unmerged(row) for row in table.rows]
        short = all(_is_short(cell) for row in rows for cell in row)
        if short and any(len(row) > 1 for row in rows):
            texts = [tuple(cell.text for cell in row) for row in rows]
            bold = all(_is_bold(part) for cell in rows[0] for part in cell.paragraphs if part.text.strip())
            yield from make_rows(texts, own, is_head_row(texts[0], bold))
            return
        for row in rows:
            for cell in row:
                yield from self._inside(cell)

    def _footnotes(self) -> Iterator[Block]:
        for related in self.document.part.rels.values():
            if related.reltype.endswith("/footnotes") and not related.is_external:
                yield from _read_footnotes(related.target_part.blob)


def _numbering_root(document: Any) -> Any:
    related = (one for one in document.part.rels.values() if one.reltype.endswith("/numbering") and not one.is_external)
    part = next(related, None)
    return part.target_part.element if part is not None else None


def _heading_level(paragraph: Any) -> int | None:
    name = str(paragraph.style.name) if paragraph.style is not None else ""
    if name == "Title":
        return 0
    return int(name[8:]) if name.startswith("Heading ") and name[8:].isdigit() else None


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _unmerged(row: Any) -> list[Any]:
    """The cells of a row, a merged one once."""
    cells: list[Any] = []
    for cell in row.cells:
        if not cells or cell._tc is not cells[-1]._tc:
            cells.append(cell)
    return cells


def _is_short(cell: Any) -> bool:
    return not cell.tables and len(cell.text.split()) <= _MAX_CELL_WORDS


def _read_footnotes(blob: bytes) -> Iterator[Block]:
    from lxml import etree

    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for note in root.iter(f"{_W}footnote"):
        text = collapse_spaces("".join(part.text or "" for part in note.iter(f"{_W}t")))
        if text:
            yield Block(Role.FOOTNOTE, [text], note.get(f"{_W}id"))
