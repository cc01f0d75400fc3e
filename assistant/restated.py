"""The same statement twice: comes in: a text and others, goes out: which of them says the same in the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")
# Restatements in these documents differ by capitals, hyphens and a word or two.
SAME_SHARE = 0.8
_MIN_WORDS = 6


def find_restatement(text: str, others: Sequence[str]) -> int | None:
    """Return the position of the first of `others` that says what `text` says, None where none does."""
    words = _words(text)
    return next((i for i, other in enumerate(others) if _same(words, _words(other))), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower().replace("-", "")))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Jaccard similarity of the two sets of words; too short texts are never the same."""
    if min(len(one), len(other)) < _MIN_WORDS:
        return False
    return len(one & other) >= SAME_SHARE * len(one | other)
