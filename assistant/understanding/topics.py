"""What else is asked: comes in: a question and places in it, goes out: the question or its topics without those."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.understanding.words import content_stems


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with blanks in place of `spans`; all other places stay where they are."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def other_topics(text: str, spans: Iterable[tuple[int, int]]) -> set[str]:
    """Return the stems of what `text` speaks of outside `spans`, numbers left out."""
    return {stem for stem in content_stems(blank_out(text, spans)) if not stem[0].isdigit()}
