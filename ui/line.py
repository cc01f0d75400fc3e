"""The line before the answers: comes in: a question's ticket, goes out: its turn, or that too many are waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from fastapi import FastAPI

_T = TypeVar("_T")
_LONGEST_TICKET = 64


class LineFull(Exception):
    """So many questions are waiting that another one would wait too long."""


class Line:
    """First come, first served: `at_once` questions are answered side by side, `longest` wait, more are turned away.

    Lives on one event loop. A ticket is any text the browser chose; it only serves to ask how far the line is.
    """

    def __init__(self, at_once: int, longest: int) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._longest = longest
        self._answering: list[str] = []
        self._waiting: list[str] = []

    async def run(self, ticket: str, work: Callable[[], _T]) -> _T:
        """Run `work` in a thread when its turn comes; raises LineFull at once where the line is too long."""
        if self._slots.locked() and len(self._waiting) >= self._longest:
            raise LineFull
        self._waiting.append(ticket[:_LONGEST_TICKET])
        try:
            await self._slots.acquire()
        finally:
            self._waiting.remove(ticket[:_LONGEST_TICKET])
        self._answering.append(ticket[:_LONGEST_TICKET])
        try:
            return await to_thread.run_sync(work)
        finally:
            self._answering.remove(ticket[:_LONGEST_TICKET])
            self._slots.release()

    def ahead_of(self, ticket: str) -> int:
        """How many questions are answered before this one; 0 where it is not, or no longer, waiting."""
        if ticket not in self._waiting:
            return 0
        return len(self._answering) + self._waiting.index(ticket)

    def holds(self, ticket: str) -> bool:
        """Whether this question is waiting or being answered; one that never came, and one that is done, is not."""
        return ticket in self._waiting or ticket in self._answering


def add_line_page(app: FastAPI, line: Line) -> None:
    """Add the address at which a waiting page asks how far the line is; it also tells that the server lives."""

    @app.get("/line/{ticket}")
    async def how_far(ticket: str) -> dict[str, int | bool]:
        return {"ahead": line.ahead_of(ticket), "held": line.holds(ticket)}
