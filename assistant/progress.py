"""Progress of long work: comes in: stage, done and total, goes out: a bar on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tqdm import tqdm

_AFTER_SECONDS = 0.5


class Bar:
    """A progress bar with time left; appears once work has taken half a second, one bar a stage."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def show(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` of `stage` is done; a new stage gets a new bar."""
        if stage != self._stage or self._bar is None:
            self._close()
            self._stage, self._bar = stage, _make_bar(stage, total)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _make_bar(stage: str, total: int) -> tqdm[NoReturn]:
    from tqdm import tqdm

    return tqdm(total=total, desc=stage, file=sys.stderr, delay=_AFTER_SECONDS)
