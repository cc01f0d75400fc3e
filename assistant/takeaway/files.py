"""Files of what people asked to keep: comes in: a path and bytes, goes out: whole files only their owner reads."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.takeaway.receipt import RecordError
from index import sync_path

_OWNER_ONLY = 0o600


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold `lock` while a block runs: other threads and processes wait. The system frees it however the holder ends.

    Raises RecordError, for the block's own disk errors too, where the folder cannot be written.
    """
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise RecordError(
            f"Nothing could be kept in {lock.parent} ({error.strerror or error}).",
            "Make the folder writable and free some space, then try again.",
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file at `path` in one step: a reader sees the old bytes or the new. For holders of the lock."""
    beside = path.with_name(f"{path.name}.partial")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_path(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add one line at the end, on disk when this returns; a line cut short by a kill before is taken off first.

    For holders of the lock. `line` ends with its line end.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    with os.fdopen(handle, "r+b") as file:
        held = file.read()
        file.seek(held.rfind(b"\n") + 1)
        file.truncate()
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
