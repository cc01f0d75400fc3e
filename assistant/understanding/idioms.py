"""Turns of phrase: comes in: a question, goes out: the question in plain words.

"Waiting ages" has nothing to do with being old, but a model that knows words one by one reads it so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one turn of phrase: "burnt-out", "don't", "the kids' own".
_GAP = re.compile(r"['’&-]? ?")


@lru_cache(maxsize=1)
def load_idioms() -> Mapping[str, str]:
    """Read the turns of phrase once, in small letters, with their plain words."""
    text = files("assistant.understanding").joinpath("data/idioms.toml").read_text("utf-8")
    return {phrase.lower(): plain for phrase, plain in tomllib.loads(text)["idioms"].items()}


@lru_cache(maxsize=1)
def _by_first_word() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """The words of each turn of phrase with its plain words, by its first word, longest first."""
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, plain in load_idioms().items():
        words = tuple(_WORD.findall(phrase))
        grouped.setdefault(words[0], []).append((words, plain))
    return {first: sorted(known, key=lambda one: -len(one[0])) for first, known in grouped.items()}


def say_plainly(text: str) -> str:
    """Return `text` with each turn of phrase known here in plain words, the longest first where they overlap."""
    found = list(_WORD.finditer(text))
    words = [match.group().lower() for match in found]
    pieces: list[str] = []
    copied = position = 0
    while position < len(words):
        length, plain = _find_at(text, found, words, position)
        if length:
            pieces += (text[copied : found[position].start()], plain)
            copied = found[position + length - 1].end()
        position += length or 1
    return "".join((*pieces, text[copied:]))


def _find_at(text: str, found: Sequence[re.Match[str]], words: Sequence[str], position: int) -> tuple[int, str]:
    """Return how many words the longest turn of phrase that begins here has, and its plain words; (0, "") for none."""
    for phrase, plain in _by_first_word().get(words[position], ()):
        last = position + len(phrase)
        gaps = zip(found[position : last - 1], found[position + 1 : last], strict=True)
        if tuple(words[position:last]) == phrase and all(
            _GAP.fullmatch(text, before.end(), after.start()) for before, after in gaps
        ):
            return len(phrase), plain
    return 0, ""
