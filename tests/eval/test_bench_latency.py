"""Timing answers: a home that cannot be used is a plain line and not a traceback."""

from __future__ import annotations

import pytest

from assistant import Settings
from corpus import IndexUnavailable
from eval import bench_latency


def test_an_index_that_cannot_be_used_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong and what to do stand on the error stream; nothing is timed."""

    def refuse(settings: Settings) -> None:
        raise IndexUnavailable("The index was built by another recipe.", "Run 'letters add --rebuild'.")

    monkeypatch.setattr(bench_latency, "open_assistant", refuse)
    assert bench_latency.main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "letters add --rebuild" in shown.err
    assert "Traceback" not in shown.err
