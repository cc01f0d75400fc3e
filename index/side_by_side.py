"""Sharing cores: comes in: work done step by step, goes out: all of it done, the cores as evenly busy as can be.

Two cores that take three rows whole leave one of them idle for half the time. So work is handed back after each step,
and what has most left goes on first: with work that may be broken off, the time for all comes near the larger of the
longest piece and each core's even share (McNaughton, Scheduling with Deadlines and Loss Functions, 1959).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Executor, wait
from heapq import heapify, heappop, heappush
from typing import Protocol


class Work(Protocol):
    """Something that is done step by step, on any thread, one step at a time."""

    @property
    def left(self) -> int:
        """How much is left, in any unit that all the work has in common; 0 when it is done."""

    def go_on(self) -> None:
        """Do the next step; it leaves less than there was."""


def finish_side_by_side(work: Sequence[Work], pool: Executor, threads: int) -> None:
    """Do all of `work` on up to `threads` threads of `pool`.

    Raises an error that a step raised once no thread is at work any more.
    """
    waiting = [(-one.left, place) for place, one in enumerate(work) if one.left]
    heapify(waiting)
    lock = threading.Lock()

    def take_turns() -> None:
        while True:
            with lock:
                if not waiting:
                    # Whatever is not done yet is in another thread's hands, which goes on with it.
                    return
                _, place = heappop(waiting)
            one = work[place]
            one.go_on()
            if one.left:
                with lock:
                    heappush(waiting, (-one.left, place))

    begun = [pool.submit(take_turns) for _ in range(min(threads, len(waiting)))]
    # Nothing goes on behind an error: the other threads finish first.
    wait(begun)
    for thread in begun:
        thread.result()
