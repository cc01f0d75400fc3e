"""Word files: comes in: the bytes of a .docx, goes out: a Letter, or an error that says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.assemble import assemble_letter
from corpus.blocks import Block, Role
from corpus.errors import UnreadableFile, UnsupportedFormat
from corpus.letter import Letter
from corpus.lines import collapse_spaces
from corpus.text_blocks import Marked, is_head_row, make_block, make_rows
from corpus.word_numbers import Numbering, read_numbering

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_AGAIN = "Open it in Word and save it again, or get it again from where it was published."
_MAX_CELL_WORDS = 40


def read_word(content: bytes, letter_id: str, source: str) -> Letter:
    """Read a .docx; raises UnsupportedFormat where it is something else, UnreadableFile where it is damaged."""
    _require_word(content, source)
    document = _open(content, source)
    blocks = list(_Reader(document).blocks())
    letter = assemble_letter(blocks, letter_id, source)
    if not any(section.paragraphs for section in letter.sections):
        raise UnreadableFile(f"{source}: no paragraphs were found.", "Check that the file holds the letter's text.")
    return letter


def _require_word(content: bytes, source: str) -> None:
    if content.startswith(_OLD_WORD):
        raise UnsupportedFormat(
            f"{source}: this is an old Word file (.doc) or locked with a password.", "Save it as .docx and add that."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
            names = set(package.namelist())
            bad = package.testzip() if size <= MAX_UNPACKED_BYTES else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise UnreadableFile(f"{source}: this is not a whole Word file.", _AGAIN) from problem
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableFile(f"{source}: the file unpacks to far more than a letter.", _AGAIN)
    if bad is not None:
        raise UnreadableFile(f"{source}: the file is damaged.", _AGAIN)
    if "word/document.xml" not in names:
        raise UnsupportedFormat(f"{source}: this is not a Word file, whatever its name says.", _AGAIN)


def _open(content: bytes, source: str) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(content))
    except (OpcError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as problem:
        raise UnreadableFile(f"{source}: the file is damaged.", _AGAIN) from problem


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
