"""PDF files: comes in: the bytes of a PDF, goes out: a Letter, or an error that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.apart.process import ReadingFailed, read_pages
from corpus.assemble import assemble_letter
from corpus.errors import UnreadableFile, UnsupportedFormat
from corpus.letter import Letter
from corpus.pdf.furniture import drop_furniture
from corpus.pdf.joining import join_parcels
from corpus.pdf.parcels import make_parcels
from corpus.pdf.printed import MAX_BYTES, MAX_PAGES, PrintedPage
from corpus.pdf.to_blocks import blocks_from_parcels

_MAGIC, _MAGIC_WITHIN = b"%PDF-", 1024
_AGAIN = "Get the letter again from where it was published."
_BIG = "Add only the letter itself, without its attachments."
_REASONS = {
    "encrypted": ("the file is locked with a password.", "Save a copy without the password and add that."),
    "damaged": ("the file is damaged: parts of its text cannot be read.", _AGAIN),
    "too_many_pages": (f"the file has more than {MAX_PAGES} pages.", _BIG),
    "too_much_text": ("the file holds far more text than a letter.", _BIG),
    "too_large": ("the file unpacks to far more than a letter.", _AGAIN),
    "too_slow": ("reading the file took too long and was stopped.", _AGAIN),
    "crashed": ("the file made the PDF reader fail.", _AGAIN),
}
# Real letters have 1,900 characters a page and more, and at most one page with hardly any.
_FEW, _LEAST_AVERAGE = 40, 250


def read_pdf(content: bytes, letter_id: str, source: str) -> Letter:
    """Read a PDF; raises UnsupportedFormat where it is something else, UnreadableFile where it has no whole text."""
    _require_pdf(content, source)
    try:
        pages = read_pages(content)
    except ReadingFailed as failure:
        message, what_to_do = _REASONS.get(failure.reason, _REASONS["damaged"])
        raise UnreadableFile(f"{source}: {message}", what_to_do) from failure
    _require_whole_text(pages, source)
    parcels = make_parcels(line for page in drop_furniture(pages) for line in page.lines)
    letter = assemble_letter(blocks_from_parcels(join_parcels(parcels)), letter_id, source)
    if not any(section.paragraphs for section in letter.sections):
        raise UnreadableFile(f"{source}: no paragraphs were found.", "Check that the file holds a letter.")
    return letter


def _require_pdf(content: bytes, source: str) -> None:
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise UnreadableFile(f"{source}: the file is larger than {limit} MB.", _BIG)
    head = content[:_MAGIC_WITHIN]
    if _MAGIC in head:
        return
    if b"<html" in head.lower() or b"<!doctype" in head.lower():
        raise UnsupportedFormat(f"{source}: this is a web page, not a PDF; probably an error page.", _AGAIN)
    if head.startswith((b"MZ", b"\x7fELF")):
        raise UnsupportedFormat(f"{source}: this is a program, not a PDF.", "Do not open it; get the letter again.")
    raise UnsupportedFormat(f"{source}: this is not a PDF, whatever its name says.", _AGAIN)


def _require_whole_text(pages: Sequence[PrintedPage], source: str) -> None:
    """Refuse a file without text, and one in which pages have none: what is missing must not look like silence."""
    sizes = [sum(len(line.text) for line in page.lines) for page in pages]
    empty = [page.number for page, size in zip(pages, sizes, strict=True) if size < _FEW]
    if not sizes or len(empty) == len(sizes):
        raise UnreadableFile(
            f"{source}: the pages are pictures without text, as a scanner makes them.",
            "Have the text recognised (OCR), or ask the publisher for a text version, and add that.",
        )
    if len(empty) > max(1, len(sizes) // 8) or (len(sizes) > 1 and sum(sizes) < _LEAST_AVERAGE * len(sizes)):
        pages_said = ", ".join(map(str, empty[:8])) or "all"
        raise UnreadableFile(f"{source}: text is missing on some pages (page {pages_said}).", _AGAIN)
