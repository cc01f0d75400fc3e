"""Names at a letter's head or foot: comes in: a question and letters, goes out: whether it asks for one, and its lines.

Addressees, signatories and addresses stand in no paragraph, so that no search for words finds them.
"""

from __future__ import annotations

import re

from assistant.understanding.facts import Holdings, margin_words_of
from assistant.understanding.words import FUNCTION_WORDS
from corpus import Letter, Span

# What else is asked about whoever bears a name.
_ABOUT_A_NAME = frozenset(
    """person people name named names called job post role title position work works working address letter org
    organisation organization block addressee contact""".split()
)
_MOST_WORDS = 6
# Asked so, a name is all that is asked about, wherever else it stands.
_ASKS_WHO = re.compile(
    r"\W*(?:who(?:'?s| is| was| are)\b.*|.*\b(?:job|post|role|title|position)(?: title)?\b.*)", re.IGNORECASE
)


def asks_for_a_name(text: str, holdings: Holdings) -> bool:
    """Whether `text` asks about nothing but a name at the head or foot of a letter.

    A part of it must stand nowhere else; where it is asked who somebody is, a part must be nothing but a name.
    """
    words = name_words(text)
    if not 0 < len(words) <= _MOST_WORDS or not all(word in holdings.margin_places for word in words):
        return False
    telling = holdings.margin_names if _ASKS_WHO.fullmatch(text) else holdings.margin_words
    return bool(words & telling) and bool(frozenset.intersection(*(holdings.margin_places[word] for word in words)))


def name_words(text: str) -> frozenset[str]:
    """Return the words of `text` that may be of a name: all but those that join, point, or ask about one."""
    return frozenset(
        word for word in margin_words_of(text, only_capitals=False)
        if len(word) > 1 and word not in FUNCTION_WORDS and word not in _ABOUT_A_NAME
    )  # fmt: skip


def lines_that_name(letter: Letter, words: frozenset[str]) -> tuple[Span, ...]:
    """Return the lines at the head or foot of `letter` that hold all of `words`, a salutation only if no other does."""
    lines = [
        line
        for _, line in letter.margin_lines()
        if words <= set(margin_words_of(letter.slice(line), only_capitals=True))
    ]
    named = [line for line in lines if not letter.slice(line).startswith("Dear ")] or lines
    return tuple(Span(line.start, line.end) for line in named)
