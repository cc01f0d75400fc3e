"""Where the time goes: comes in: named stretches of work, goes out: milliseconds by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter


class Stopwatch:
    """Measures one answer; made when the question comes in."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._milliseconds: dict[str, float] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the time the block takes to `name`."""
        started = perf_counter()
        try:
            yield
        finally:
            spent = (perf_counter() - started) * 1000.0
            self._milliseconds[name] = self._milliseconds.get(name, 0.0) + spent

    def total(self, parts: Mapping[str, float]) -> dict[str, float]:
        """Return everything measured, `parts` of the search among it as "search.embed" etc., and the total."""
        inner = {f"search.{name}": value for name, value in parts.items()}
        whole = (perf_counter() - self._started) * 1000.0
        return {name: round(value, 3) for name, value in {**self._milliseconds, **inner, "total": whole}.items()}
