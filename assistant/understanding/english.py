"""Known words: comes in: nothing, goes out: the set of common English words that are never repaired."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def load_english_words() -> frozenset[str]:
    """Read the list of common English words once (lower case, three letters or more)."""
    return frozenset(files("assistant.understanding").joinpath("data/english_words.txt").read_text("utf-8").split())
