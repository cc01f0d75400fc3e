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
        self._answering = 0
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
        self._answering += 1
        try:
            return await to_thread.run_sync(work)
        finally:
            self._answering -= 1
            self._slots.release()

    def ahead_of(self, ticket: str) -> int:
        """How many questions are answered before this one; 0 where it is not, or no longer, waiting."""
        if ticket not in self._waiting:
            return 0
        return self._answering + self._waiting.index(ticket)


def add_line_page(app: FastAPI, line: Line) -> None:
    """Add the address at which a waiting page asks how far the line is; it also tells that the server lives."""

    @app.get("/line/{ticket}")
    async def how_far(ticket: str) -> dict[str, int]:
        return {"ahead": line.ahead_of(ticket)}
