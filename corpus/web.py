"""Web pages and Markdown: comes in: the bytes of a file, goes out: a Letter, or an error that says what to do."""

from __future__ import annotations

from corpus.apart.process import ReadingFailed, read_blocks_apart
from corpus.apart.worker import MARKDOWN, WEB
from corpus.assemble import assemble_letter
from corpus.errors import UnreadableFile
from corpus.letter import Letter
from corpus.plain_text import decode_text

MAX_BYTES = 20 * 1024 * 1024
_CHECK = "Check that the file is the letter and not an error page or a page of links."
_REASONS = {
    "damaged": "the page is damaged or nested without end.",
    "too_large": "the page takes far more memory than a letter.",
    "too_much_text": "the page holds far more text than a letter.",
    "too_slow": "reading the page took too long and was stopped.",
    "crashed": "the page made the reader of web pages fail.",
}


def read_web_page(content: bytes, letter_id: str, source: str) -> Letter:
    """Read an HTML file; raises UnreadableFile where it has no text, is too large or nested without end."""
    return _read(WEB, content, letter_id, source)


def read_markdown(content: bytes, letter_id: str, source: str) -> Letter:
    """Read a Markdown file (CommonMark with tables); raises UnreadableFile where it is not text or has no paragraphs.

    It is read as the web page it stands for; HTML inside the text is text, not markup.
    """
    return _read(MARKDOWN, decode_text(content, source).encode("utf-8"), letter_id, source)


def _read(file_format: str, content: bytes, letter_id: str, source: str) -> Letter:
    if len(content) > MAX_BYTES:
        raise UnreadableFile(f"{source}: the file is larger than {MAX_BYTES // 1024 // 1024} MB.", _CHECK)
    try:
        blocks = read_blocks_apart(file_format, content)
    except ReadingFailed as failure:
        raise UnreadableFile(f"{source}: {_REASONS.get(failure.reason, _REASONS['damaged'])}", _CHECK) from failure
    letter = assemble_letter(blocks, letter_id, source)
    if not any(section.paragraphs for section in letter.sections):
        raise UnreadableFile(f"{source}: no paragraphs were found.", _CHECK)
    return letter
