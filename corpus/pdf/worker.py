"""The reading process: comes in: PDF files on standard input, goes out: their lines on standard output.

Each file is sent as eight bytes of length and the bytes; the answer is eight bytes of length and JSON: {"pages": ...}
or {"refused": reason}. A file that makes this process die takes nothing else with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import BinaryIO

MEMORY_BYTES = 768 * 1024 * 1024
LENGTH_BYTES = 8


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
    from corpus.pdf.extract import extract_pages
    from corpus.pdf.streams import Refused

    while len(head := requests.read(LENGTH_BYTES)) == LENGTH_BYTES:
        content = requests.read(int.from_bytes(head, "big"))
        answer: dict[str, object]
        try:
            answer = {"pages": extract_pages(content)}
        except Refused as refused:
            answer = {"refused": str(refused)}
        except MemoryError:
            answer = {"refused": "too_large"}
        encoded = json.dumps(answer).encode()
        answers.write(len(encoded).to_bytes(LENGTH_BYTES, "big") + encoded)
        answers.flush()


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
