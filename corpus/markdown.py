"""Markdown files: comes in: bytes, goes out: a Letter, read as the web page the text stands for."""

from __future__ import annotations

from corpus.errors import UnreadableFile
from corpus.letter import Letter
from corpus.plain_text import decode_text
from corpus.web import MAX_BYTES, read_web_page


def read_markdown(content: bytes, letter_id: str, source: str) -> Letter:
    """Read a Markdown file (CommonMark with tables); raises UnreadableFile where it is not text or has no paragraphs.

    HTML inside the text is text, not markup.
    """
    from markdown_it import MarkdownIt

    if len(content) > MAX_BYTES // 10:
        raise UnreadableFile(f"{source}: the file is far larger than a letter.", "Check that it is the letter.")
    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(decode_text(content, source))
    return read_web_page(page.encode("utf-8"), letter_id, source)
