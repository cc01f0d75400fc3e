"""Running the reading process: comes in: the bytes of a file, goes out: what it holds, or why it is not read.

One process reads many files; it is started when first needed and again when it has died. Files read at the same time
have a process each.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from corpus.apart.wire import read_blocks
from corpus.apart.worker import FORMAT_BYTES, LENGTH_BYTES, PDF
from corpus.blocks import Block
from corpus.pdf.printed import PrintedPage, read_wire

READ_SECONDS = 10.0
START_SECONDS = 60.0
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class ReadingFailed(Exception):
    """The file could not be read; `reason` is a name such as "damaged", "encrypted", "too_slow" or "crashed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReadingProcess:
    """A process that reads files one after the other, within a bound of time and memory each."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._greeted: set[str] = set()
        self._lock = threading.Lock()

    def read_pages(self, content: bytes) -> list[PrintedPage]:
        """Return the pages of the PDF `content`; raises ReadingFailed."""
        pages = self._read(PDF, content)
        try:
            return read_wire(pages if isinstance(pages, list) else [])
        except (TypeError, ValueError) as problem:
            raise ReadingFailed("damaged") from problem

    def read_blocks(self, file_format: str, content: bytes) -> list[Block]:
        """Return the blocks of a Word, web or Markdown file; raises ReadingFailed."""
        blocks = self._read(file_format, content)
        try:
            return read_blocks(blocks)
        except (TypeError, ValueError) as problem:
            raise ReadingFailed("damaged") from problem

    def _read(self, file_format: str, content: bytes) -> object:
        with self._lock:
            answer = self._ask(file_format, content)
        if "refused" in answer:
            raise ReadingFailed(str(answer["refused"]))
        return answer.get("read")

    def close(self) -> None:
        """End the process, if one runs."""
        process, self._process = self._process, None
        self._greeted.clear()
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _ask(self, file_format: str, content: bytes) -> dict[str, object]:
        try:
            process = self._running()
            if file_format not in self._greeted:
                # An empty file is a greeting: the time a busy machine takes to load a library is not the next file's.
                self._exchange(process, file_format, b"", START_SECONDS)
                self._greeted.add(file_format)
            return self._exchange(process, file_format, content, self._read_seconds)
        except TimeoutError as problem:
            self.close()
            raise ReadingFailed("too_slow") from problem
        except (OSError, EOFError, ValueError) as problem:
            self.close()
            raise ReadingFailed("crashed") from problem

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            # After a fork the pipes belong to the parent: leave them to it.
            self._process, self._owner = None, os.getpid()
            self._greeted.clear()
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        search = os.pathsep.join(filter(None, [str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": search, "PYTHONIOENCODING": "utf-8"}
        # -P: a file of the user's folder must not be taken for a module.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "corpus.apart.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        return self._process

    @staticmethod
    def _exchange(
        process: subprocess.Popen[bytes], file_format: str, content: bytes, seconds: float
    ) -> dict[str, object]:
        # A thread of its own, because waiting for a pipe with a time limit is not possible on every system.
        answers: list[dict[str, object]] = []
        talk = threading.Thread(target=_converse, args=(process, file_format, content, answers), daemon=True)
        talk.start()
        talk.join(seconds)
        if talk.is_alive():
            raise TimeoutError
        if not answers:
            raise EOFError
        return answers[0]


def _converse(
    process: subprocess.Popen[bytes], file_format: str, content: bytes, answers: list[dict[str, object]]
) -> None:
    """Send one file and put the answer into `answers`; nothing where the process dies meanwhile."""
    if process.stdin is None or process.stdout is None:
        return
    with contextlib.suppress(OSError, ValueError):
        head = file_format.encode("ascii").ljust(FORMAT_BYTES) + len(content).to_bytes(LENGTH_BYTES, "big")
        process.stdin.write(head + content)
        process.stdin.flush()
        length = int.from_bytes(process.stdout.read(LENGTH_BYTES), "big")
        answers.append(json.loads(process.stdout.read(length)))


_idle: list[ReadingProcess] = []
_idle_lock = threading.Lock()


def read_pages(content: bytes) -> list[PrintedPage]:
    """Return the pages of the PDF `content`, read by a process nobody else uses meanwhile; raises ReadingFailed."""
    with _borrowed_process() as process:
        return process.read_pages(content)


def read_blocks_apart(file_format: str, content: bytes) -> list[Block]:
    """Return the blocks of a Word, web or Markdown file, read in the same way; raises ReadingFailed."""
    with _borrowed_process() as process:
        return process.read_blocks(file_format, content)


@contextlib.contextmanager
def _borrowed_process() -> Iterator[ReadingProcess]:
    """Lend an idle process, or a new one where none is: as many come to be as files are read at the same time."""
    with _idle_lock:
        process = _idle.pop() if _idle else None
    if process is None:
        process = ReadingProcess()
        atexit.register(process.close)
    try:
        yield process
    finally:
        with _idle_lock:
            _idle.append(process)
