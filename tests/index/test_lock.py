"""Promises of the writer lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus import IndexBusy
from index.home import IndexHome
from index.lock import writer_lock

_HOLDER = """
import sys, time
from pathlib import Path
from index.home import IndexHome
from index.lock import writer_lock
with writer_lock(IndexHome(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(home: IndexHome) -> subprocess.Popen[str]:
    """Another process that holds the lock of `home`."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(home.root)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_refused_at_once_and_told_who_writes(home: IndexHome, holder: subprocess.Popen[str]) -> None:
    """A second writer gets one plain line naming the process that writes, in far less than two seconds."""
    started = time.monotonic()
    with pytest.raises(IndexBusy, match=f"process {holder.pid}"), writer_lock(home):
        pass
    assert time.monotonic() - started < 1
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()


def test_a_killed_writer_leaves_no_lock_behind(home: IndexHome, holder: subprocess.Popen[str]) -> None:
    """The lock is free as soon as its holder is dead, however it died."""
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with writer_lock(home):
        assert home.lock.read_text() == str(os.getpid())
    assert home.lock.read_text() == ""


def test_a_writer_that_waits_gets_its_turn(home: IndexHome) -> None:
    """With a waiting time the second writer starts when the first has ended."""
    order: list[str] = []
    inside = threading.Event()

    def first() -> None:
        with writer_lock(home):
            inside.set()
            time.sleep(0.3)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with writer_lock(home, wait_seconds=10):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_waiting_ends_when_the_time_is_over(home: IndexHome) -> None:
    """A writer that waits in vain is refused after its waiting time, not before and not much later."""
    with writer_lock(home):
        started = time.monotonic()
        with pytest.raises(IndexBusy), writer_lock(home, wait_seconds=0.3):
            pass
    assert 0.3 <= time.monotonic() - started < 2
