"""Promises of work shared among cores: all of it is done, what has most left first, and no error is swallowed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.side_by_side import finish_side_by_side


class Steps:
    """Work of some steps, each of one unit, that notes in `log` when it goes on."""

    def __init__(self, name: str, steps: int, log: list[str], failing_at: int = -1) -> None:
        self.name, self.left = name, steps
        self._log, self._failing_at = log, failing_at
        self._busy = threading.Lock()

    def go_on(self) -> None:
        """Do one step; fails where it was told to, or where another thread is at the same work."""
        assert self._busy.acquire(blocking=False), "two threads at one piece of work"
        try:
            if self.left == self._failing_at:
                raise ValueError(self.name)
            self._log.append(self.name)
            self.left -= 1
        finally:
            self._busy.release()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Four threads."""
    with ThreadPoolExecutor(4) as threads:
        yield threads


def test_what_has_most_left_goes_first(pool: ThreadPoolExecutor) -> None:
    """On one thread the longest is brought down to the others, then they take turns; equals in their order."""
    log: list[str] = []
    work = [Steps("a", 1, log), Steps("b", 4, log), Steps("c", 2, log), Steps("d", 0, log)]
    finish_side_by_side(work, pool, threads=1)
    assert "".join(log) == "bbbcabc"
    assert [one.left for one in work] == [0, 0, 0, 0]


def test_two_threads_are_busy_to_the_end_with_three_of_a_length(pool: ThreadPoolExecutor) -> None:
    """Twelve steps on two threads are six rounds: no step has to wait for a thread that has nothing to do."""
    together = threading.Barrier(2, timeout=10)

    class Together(Steps):
        def go_on(self) -> None:
            together.wait()
            super().go_on()

    log: list[str] = []
    finish_side_by_side([Together(name, 4, log) for name in "abc"], pool, threads=2)
    assert sorted(log) == sorted("aaaabbbbcccc")


def test_many_threads_do_each_step_once(pool: ThreadPoolExecutor) -> None:
    """Whatever the threads do first, every step is done, by one thread at a time."""
    log: list[str] = []
    work = [Steps(str(number), number % 7, log) for number in range(100)]
    finish_side_by_side(work, pool, threads=4)
    assert len(log) == sum(number % 7 for number in range(100))
    assert not any(one.left for one in work)


def test_an_error_is_raised_and_nothing_goes_on_behind_it(pool: ThreadPoolExecutor) -> None:
    """What a step raises reaches the caller; no work at all is no error."""
    log: list[str] = []
    work = [Steps("a", 3, log, failing_at=2), Steps("b", 5, log)]
    with pytest.raises(ValueError, match="a"):
        finish_side_by_side(work, pool, threads=2)
    assert not work[1].left
    finish_side_by_side([], pool, threads=2)
