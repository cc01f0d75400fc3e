"""Other words for the same thing: comes in: a question, goes out: the words letters may use instead, with weights."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.understanding.words import FUNCTION_WORDS, content_stems, find_words, stem

# Saying the same outweighs being often meant; both stay below 1, the weight of the person's own words.
_WEIGHTS = {"same": 0.8, "near": 0.45}
_MOST_TERMS = 24


@dataclass(frozen=True, slots=True)
class Entry:
    """One everyday expression by its stems, and the single words it may stand for: word, its stem, weight."""

    stems: tuple[str, ...]
    terms: tuple[tuple[str, str, float], ...]


@lru_cache(maxsize=1)
def load_thesaurus() -> Mapping[str, tuple[Entry, ...]]:
    """Read the thesaurus once: its entries by the stem of their first word, longest first."""
    data = tomllib.loads(files("assistant.understanding").joinpath("data/thesaurus.toml").read_text("utf-8"))
    by_stems: dict[tuple[str, ...], list[tuple[str, str, float]]] = {}
    for level, weight in _WEIGHTS.items():
        for expression, others in data[level].items():
            stems = tuple(stem(word.lower) for word in find_words(expression))
            by_stems.setdefault(stems, []).extend(term for other in others for term in _share(other, weight))
    grouped: dict[str, list[Entry]] = {}
    for stems in sorted(by_stems, key=len, reverse=True):
        grouped.setdefault(stems[0], []).append(Entry(stems, tuple(by_stems[stems])))
    return {first: tuple(entries) for first, entries in grouped.items()}


@lru_cache(maxsize=1)
def thesaurus_words() -> frozenset[str]:
    """Return every word of the thesaurus in lower case: known words, also when no letter has them."""
    data = tomllib.loads(files("assistant.understanding").joinpath("data/thesaurus.toml").read_text("utf-8"))
    texts = [text for level in _WEIGHTS for key, others in data[level].items() for text in (key, *others)]
    return frozenset(word.lower for text in texts for word in find_words(text.replace("-", " ")))


def find_other_words(text: str) -> tuple[tuple[str, float], ...]:
    """Return (word, weight) pairs for `text`, heaviest first, at most 24, none of them already in it.

    An expression of several words counts before its single words: "run away" is "missing", not running. A
    weight is shared by the words of a long expression, so that "connected carers" counts no more than "kinship".
    """
    found: dict[str, float] = {}
    stems = [word.stem for word in find_words(text.replace("-", " "))]
    own = set(content_stems(text))
    for position in range(len(stems)):
        for entry in _entries_at(stems, position):
            for word, its_stem, weight in entry.terms:
                if its_stem not in own:
                    found[word] = max(found.get(word, 0.0), weight)
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return tuple((word, round(weight, 3)) for word, weight in ranked[:_MOST_TERMS])


def find_other_stems(text: str, least: float) -> set[str]:
    """Return the stems of the words that `find_other_words` gives for `text` with a weight of `least` or more."""
    return {stem for word, weight in find_other_words(text) if weight >= least for stem in content_stems(word)}


def _entries_at(stems: list[str], position: int) -> list[Entry]:
    fitting = [
        entry
        for entry in load_thesaurus().get(stems[position], ())
        if tuple(stems[position : position + len(entry.stems)]) == entry.stems
    ]
    longest = max((len(entry.stems) for entry in fitting), default=0)
    return [entry for entry in fitting if len(entry.stems) == longest]


def _share(term: str, weight: float) -> list[tuple[str, str, float]]:
    words = [word.lower for word in find_words(term.replace("-", " ")) if word.lower not in FUNCTION_WORDS]
    return [(word, stem(word), weight if len(words) == 1 else weight * 0.75) for word in words]
