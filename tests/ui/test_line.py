"""The line before the answers: first come, first served, everyone told how many are ahead, too many turned away."""

from __future__ import annotations

import asyncio
import threading

import pytest

from ui.line import Line, LineFull


def test_a_line_is_kept_in_order_told_and_bounded() -> None:
    """One is answered, two wait and know their place, a fourth is turned away; a failure frees its place."""

    async def scene() -> list[object]:
        line, go_on, seen = Line(at_once=1, longest=2), threading.Event(), []
        order: list[str] = []

        def answer(name: str) -> str:
            go_on.wait(20)
            order.append(name)
            if name == "first":
                raise ValueError(name)
            return name

        tasks = []
        for name in ("first", "second", "third"):
            tasks.append(asyncio.create_task(line.run(name, lambda name=name: answer(name))))
            await asyncio.sleep(0.05)
        seen.append([line.ahead_of(name) for name in ("first", "second", "third", "stranger")])
        seen.append([line.holds(name) for name in ("first", "second", "third", "stranger")])
        with pytest.raises(LineFull):
            await line.run("fourth", lambda: None)
        go_on.set()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        left = (line.ahead_of("third"), line.holds("third"))
        return [*seen, order, isinstance(ended[0], ValueError), ended[1:], left]

    places, held, order, failed, answered, left = asyncio.run(scene())
    assert held == [True, True, True, False]
    assert places == [0, 1, 2, 0]
    assert order == ["first", "second", "third"]
    assert failed
    assert answered == ["second", "third"]
    assert left == (0, False)
