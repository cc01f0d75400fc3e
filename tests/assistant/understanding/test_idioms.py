"""Turns of phrase are searched for in plain words, and nothing else of a question changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding import Understanding
from assistant.understanding.idioms import load_idioms, say_plainly


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("are kids still waiting ages to be adopted?", "are kids still waiting a long time to be adopted?"),
        ("do the Top Brass know", "do the senior leaders know"),
        ("what ages are the children", "what ages are the children"),
        ("is the classes list up to date", "is the classes list up to date"),
        ("they keep getting moved from pillar to post", "they keep getting moved from one place to another"),
    ],
)
def test_only_the_turn_of_phrase_changes(asked: str, plain: str) -> None:
    """Whole words, whatever their case; the same words with their own meaning stay."""
    assert say_plainly(asked) == plain


def test_what_is_searched_is_plain_and_what_is_shown_is_not(ask: Callable[..., Understanding]) -> None:
    """The reader's own words are never put otherwise on the page."""
    understood = ask("do foster kids wait ages for a match")
    assert understood.search_text == "do foster kids wait a long time for a match"
    assert understood.read_as == "do foster kids wait ages for a match"


def test_plain_words_hold_no_further_turn_of_phrase() -> None:
    """One pass is enough."""
    assert all(say_plainly(plain) == plain for plain in load_idioms().values())
