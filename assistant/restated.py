"""The same statement twice: comes in: the words of a sentence and of others, goes out: which of them says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")
# Restatements in these documents differ by capitals, hyphens and a word or two.
SAME_SHARE = 0.8
_MIN_WORDS = 6


def words_of(text: str) -> frozenset[str]:
    """Return the words of `text` as they are compared: small letters, hyphens closed up."""
    return frozenset(_WORD.findall(text.lower().replace("-", "")))


def find_restatement(words: frozenset[str], others: Sequence[frozenset[str]]) -> int | None:
    """Return the position of the first of `others` that says what `words` say, None where none does."""
    return next((i for i, other in enumerate(others) if _same(words, other)), None)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Jaccard similarity of the two sets of words; too short texts are never the same."""
    shorter, longer = sorted((len(one), len(other)))
    # Sets of unlike size cannot be alike enough: most pairs end here.
    if shorter < _MIN_WORDS or shorter < SAME_SHARE * longer:
        return False
    return len(one & other) >= SAME_SHARE * len(one | other)
