"""One writer at a time: comes in: a home and a waiting time, goes out: the lock while a block runs, or IndexBusy."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO

from corpus import IndexBusy
from index.durable import plain_disk_errors
from index.home import IndexHome

_POLL_SECONDS = 0.1


@contextmanager
def writer_lock(home: IndexHome, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the home's writer lock; another writer is refused at once, or after `wait_seconds`.

    The system frees the lock when its holder ends, however it ends, so a kill never leaves a home locked.
    Raises IndexBusy where another process (or thread) writes, IndexUnavailable where the home cannot be written.
    """
    with plain_disk_errors(home.root):
        home.root.mkdir(parents=True, exist_ok=True)
        # Unbuffered: on a full disk a buffer would fail a second time when it is closed.
        file = home.lock.open("a+b", buffering=0)
    with file:
        _wait_for(file, time.monotonic() + wait_seconds)
        with plain_disk_errors(home.root):
            file.truncate(0)
            file.write(str(os.getpid()).encode("ascii"))
        try:
            yield
        finally:
            # Emptied before release: an unlocked LOCK names nobody, and running twice leaves the same bytes.
            file.truncate(0)
            fcntl.flock(file, fcntl.LOCK_UN)


def _wait_for(file: FileIO, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            remaining = deadline - time.monotonic()
        if remaining <= 0:
            file.seek(0)
            holder = file.read().decode("ascii", errors="replace").strip()
            who = f" (process {holder})" if holder else ""
            raise IndexBusy(
                f"Another command is changing the index{who}.", "Wait until it has ended and run this one again."
            )
        time.sleep(min(_POLL_SECONDS, remaining))
