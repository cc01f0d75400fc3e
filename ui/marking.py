"""The highlighter: comes in: a stretch of a letter and the span to mark, goes out: its words, those in <mark>."""

from __future__ import annotations

from corpus import Letter, Span
from ui.markup import Markup, element, escape, join


def marked(letter: Letter, start: int, end: int, mark: Span | None) -> Markup:
    """Show the words from `start` to `end` (offsets into the letter), marking exactly those that `mark` covers."""
    if mark is None or mark.end <= start or end <= mark.start:
        return escape(letter.text[start:end])
    low, high = max(start, mark.start), min(end, mark.end)
    return join(
        [
            letter.text[start:low],
            element("mark", letter.text[low:high]),
            letter.text[high:end],
        ]
    )
