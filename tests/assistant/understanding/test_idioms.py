"""Turns of phrase are searched for in plain words, and nothing else of a question changes."""

from __future__ import annotations

import re
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
        ("what support is there for ages 16 to 25?", "what support is there for ages 16 to 25?"),
        ("are kids safe on the streets of Bradford?", "are kids safe on the streets of Bradford?"),
        ("are social workers run off their feet?", "are social workers overloaded with work?"),
        ("is the classes list up to date", "is the classes list up to date"),
        ("if a school rings in a worry does it hear back", "if a school reports a concern does it receive a reply"),
        ("are they burnt-out", "are they exhausted"),
        ("is the bairn's mum heard", "is the child's mum heard"),
        ("when things turned, a corner was cut", "when things turned, a corner was cut"),
        ("they keep getting moved from pillar to post", "they keep getting moved from one place to another"),
    ],
)
def test_only_the_turn_of_phrase_changes(asked: str, plain: str) -> None:
    """Whole words, whatever their case; the same words with their own meaning stay."""
    assert say_plainly(asked) == plain


def test_no_turn_of_phrase_stands_twice() -> None:
    """Hyphens and apostrophes make no other phrase: which of two counted would hang on their order."""
    words = [tuple(re.findall(r"[^\W_]+", phrase)) for phrase in load_idioms()]
    assert len(set(words)) == len(words)


def test_what_is_searched_is_plain_and_what_is_shown_is_not(ask: Callable[..., Understanding]) -> None:
    """The reader's own words are never put otherwise on the page."""
    understood = ask("do foster kids wait ages for a match")
    assert understood.search_text == "do foster kids wait a long time for a match"
    assert understood.read_as == "do foster kids wait ages for a match"


def test_plain_words_hold_no_further_turn_of_phrase() -> None:
    """One pass is enough."""
    assert all(say_plainly(plain) == plain for plain in load_idioms().values())


def test_a_turn_of_phrase_keeps_its_words_of_the_thesaurus(ask: Callable[..., Understanding]) -> None:
    """What "straight away" may stand for in a letter is looked for, though it is searched for as "immediately"."""
    words = {word for word, _ in ask("is help given straight away").extra_terms}
    assert {"immediate", "prompt"} & words


def test_an_earlier_turn_is_shown_as_it_was_typed(ask: Callable[..., Understanding]) -> None:
    """How a follow-up was read is shown: its plain words stay inside."""
    understood = ask("do they get training?", "are foster carers fobbed off?")
    assert "fobbed off" in understood.read_as
    assert "turned away" in understood.search_text
