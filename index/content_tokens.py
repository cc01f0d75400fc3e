"""Which tokens say something: comes in: a model's tokens, goes out: those that are neither marks nor function words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

# Word pieces that stand in every question or paragraph, whatever it is about; "s", "t", "ll" are torn-off endings.
STOP_WORDS = frozenset(
    """a about all also am an and any are aren as at be been being but by can could d did didn do does doesn doing don
    for from get getting go going got had has have having he her here him his how i if in into is isn it its just ll m
    many may me more most much my no not of on or our out re s so some such t than that the their them then there these
    they this those to too up us ve very was we were what when where which who whom whose why will with would you your
    """.split()
)
MARK = re.compile(r"\[[A-Z]+\]|<.+>")  # [CLS], <s> and their like
WORD_START = "Ġ▁"  # how some tokenizers write the space before a word


def is_content_token(token: str) -> bool:
    """Whether a token holds a letter or figure and is neither a special mark nor a function word."""
    word = token.lstrip(WORD_START).lower()
    return any(map(str.isalnum, word)) and word not in STOP_WORDS and MARK.fullmatch(token) is None


class ContentTokens:
    """Tells content tokens by number; each number is looked at once. Safe to share between threads."""

    def __init__(self, token_of: Callable[[int], str | None]) -> None:
        self._token_of = token_of
        self._known: dict[int, bool] = {}

    def mask(self, ids: Sequence[int]) -> NDArray[np.bool_]:
        """Return for each of `ids` whether it is a content token, shape (len(ids),)."""
        for number in ids:
            if number not in self._known:
                self._known[number] = is_content_token(self._token_of(number) or "")
        return np.array([self._known[number] for number in ids], dtype=np.bool_)
