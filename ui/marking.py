"""The highlighter: comes in: a stretch of a letter and the spans to mark, goes out: its words, those in <mark>."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Letter, Span
from ui.markup import Markup, element, escape, join

# Nothing, one stretch, or several in reading order that do not overlap.
Mark = Span | Sequence[Span] | None


@dataclass(frozen=True, slots=True)
class Marks:
    """The sentences of a letter that have a subject's words, and what the page says about them."""

    spans: tuple[Span, ...]
    said: Markup


def touches(mark: Mark, start: int, end: int) -> bool:
    """Say whether anything between `start` and `end` is marked."""
    return any(span.start < end and start < span.end for span in _spans(mark))


def marked(letter: Letter, start: int, end: int, mark: Mark) -> Markup:
    """Show the words from `start` to `end` (offsets into the letter), marking exactly those that `mark` covers."""
    parts: list[Markup] = []
    at = start
    for span in _spans(mark):
        low, high = max(at, span.start), min(end, span.end)
        if low < high:
            parts += [escape(letter.text[at:low]), element("mark", letter.text[low:high])]
            at = high
    return join([*parts, escape(letter.text[at:end])])


def _spans(mark: Mark) -> Sequence[Span]:
    if mark is None:
        return ()
    return (mark,) if isinstance(mark, Span) else mark
