"""Not too much from one visitor: comes in: who asks and when, goes out: whether it is taken, and when to come again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 60.0
_MOST_VISITORS = 1000


class WriteLimit:
    """Lets each visitor do `most` things in any minute. Remembers no more than a thousand visitors, by address only."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, visitor: str) -> int:
        """Take one thing from `visitor` and return 0, or take nothing and return the whole seconds until one is."""
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault(visitor, deque())
            self._seen.move_to_end(visitor)
            while times and times[0] <= now - WINDOW_SECONDS:
                times.popleft()
            if len(times) >= self._most:
                return int(times[0] + WINDOW_SECONDS - now) + 1
            times.append(now)
            while len(self._seen) > _MOST_VISITORS:
                self._seen.popitem(last=False)
            return 0
