"""Running the reading process: comes in: the bytes of a PDF, goes out: its pages, or why there are none.

One process reads many files; it is started when first needed and again when it has died.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from corpus.pdf.printed import PrintedPage, read_wire
from corpus.pdf.worker import LENGTH_BYTES

READ_SECONDS = 10.0
START_SECONDS = 60.0
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class ReadingFailed(Exception):
    """The file could not be read; `reason` is a name such as "damaged", "encrypted", "too_slow" or "crashed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReadingProcess:
    """A process that reads PDF files one after the other, within a bound of time and memory each."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def read(self, content: bytes) -> list[PrintedPage]:
        """Return the pages of the PDF `content`; raises ReadingFailed."""
        with self._lock:
            answer = self._ask(content)
        if "refused" in answer:
            raise ReadingFailed(str(answer["refused"]))
        pages = answer.get("pages")
        try:
            return read_wire(pages if isinstance(pages, list) else [])
        except (TypeError, ValueError) as problem:
            raise ReadingFailed("damaged") from problem

    def close(self) -> None:
        """End the process, if one runs."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _ask(self, content: bytes) -> dict[str, object]:
        try:
            return self._exchange(self._running(), content, self._read_seconds)
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
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        search = os.pathsep.join(filter(None, [str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": search, "PYTHONIOENCODING": "utf-8"}
        # -P: a file of the user's folder must not be taken for a module.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "corpus.pdf.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        # An empty file is a greeting: the time a busy machine takes to start is not the next file's.
        self._exchange(self._process, b"", START_SECONDS)
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], content: bytes, seconds: float) -> dict[str, object]:
        # A thread of its own, because waiting for a pipe with a time limit is not possible on every system.
        answers: list[dict[str, object]] = []
        talk = threading.Thread(target=_converse, args=(process, content, answers), daemon=True)
        talk.start()
        talk.join(seconds)
        if talk.is_alive():
            raise TimeoutError
        if not answers:
            raise EOFError
        return answers[0]


def _converse(process: subprocess.Popen[bytes], content: bytes, answers: list[dict[str, object]]) -> None:
    """Send one file and put the answer into `answers`; nothing where the process dies meanwhile."""
    if process.stdin is None or process.stdout is None:
        return
    with contextlib.suppress(OSError, ValueError):
        process.stdin.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
        process.stdin.flush()
        length = int.from_bytes(process.stdout.read(LENGTH_BYTES), "big")
        answers.append(json.loads(process.stdout.read(length)))


_shared: ReadingProcess | None = None
_shared_lock = threading.Lock()


def read_pages(content: bytes) -> list[PrintedPage]:
    """Return the pages of the PDF `content`, read by the one shared process; raises ReadingFailed."""
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = ReadingProcess()
            atexit.register(_shared.close)
    return _shared.read(content)
