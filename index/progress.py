"""How far long work is: comes in: a stage and numbers, goes out: whatever the listener makes of them."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears how far a stage is: its name, how much is done, and how much there is."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take note; called often, so return at once."""
        ...


def no_progress(stage: str, done: int, total: int, /) -> None:
    """Hear of progress when nobody asked."""
