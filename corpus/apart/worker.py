"""The reading process: comes in: files on standard input, goes out: what they hold on standard output.

Each file is sent as eight bytes of its format's name, eight of its length, and its bytes; the answer is eight bytes of
length and JSON: {"read": [...]} or {"refused": reason}. A file that makes this process die takes nothing else with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from corpus.apart.refused import Refused

MEMORY_BYTES = 768 * 1024 * 1024
LENGTH_BYTES = FORMAT_BYTES = 8
PDF, WORD, WEB, MARKDOWN, TEXT = "pdf", "docx", "html", "md", "txt"


def limit_memory() -> None:
    """Bound this process's memory where the system knows how; a file that needs more ends it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds.
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while len(name := requests.read(FORMAT_BYTES)) == FORMAT_BYTES:
        content = requests.read(int.from_bytes(requests.read(LENGTH_BYTES), "big"))
        answer: dict[str, object]
        try:
            answer = {"read": _READERS[name.decode("ascii").strip()](content)}
        except Refused as refused:
            answer = {"refused": str(refused)}
        except MemoryError:
            answer = {"refused": "too_large"}
        encoded = json.dumps(answer).encode()
        answers.write(len(encoded).to_bytes(LENGTH_BYTES, "big") + encoded)
        answers.flush()


def _read_pdf(content: bytes) -> object:
    from corpus.pdf.extract import extract_pages

    return extract_pages(content)


def _read_word(content: bytes) -> object:
    from corpus.apart.bounds import bound_blocks
    from corpus.apart.wire import write_blocks
    from corpus.word_blocks import blocks_of_word

    return write_blocks(bound_blocks(blocks_of_word(content)))


def _read_web(content: bytes) -> object:
    from corpus.apart.bounds import bound_blocks
    from corpus.apart.wire import write_blocks
    from corpus.web_blocks import blocks_of_page

    return write_blocks(bound_blocks(blocks_of_page(content)))


def _read_markdown(content: bytes) -> object:
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(content.decode("utf-8"))
    return _read_web(page.encode("utf-8"))


def _read_text(content: bytes) -> object:
    from corpus.apart.bounds import bound_blocks
    from corpus.apart.wire import write_blocks
    from corpus.blocks import make_blocks
    from corpus.lines import read_lines

    return write_blocks(bound_blocks(make_blocks(read_lines(content.decode("utf-8")))))


_READERS: dict[str, Callable[[bytes], object]] = {
    PDF: _read_pdf, WORD: _read_word, WEB: _read_web, MARKDOWN: _read_markdown, TEXT: _read_text,
}  # fmt: skip


def main() -> None:
    """Serve on standard input and output; what libraries print goes nowhere."""
    limit_memory()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.dup2(silence, sys.stderr.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
