"""Turns of phrase: comes in: a question, goes out: the question in plain words.

"Waiting ages" has nothing to do with being old, but a model that knows words one by one reads it so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def load_idioms() -> Mapping[str, str]:
    """Read the turns of phrase once, in small letters, with their plain words."""
    text = files("assistant.understanding").joinpath("data/idioms.toml").read_text("utf-8")
    return {phrase.lower(): plain for phrase, plain in tomllib.loads(text)["idioms"].items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(load_idioms(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def say_plainly(text: str) -> str:
    """Return `text` with each turn of phrase known here in plain words, the longest first where they overlap."""
    return _pattern().sub(lambda match: load_idioms()[match.group().lower()], text)
