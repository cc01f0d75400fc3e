"""Short forms: comes in: letters and a question, goes out: what each short form stands for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.understanding.words import find_words, stem, tidy
from corpus import mine_short_forms

_SECTION = re.compile(r"\bs(?:ec(?:tion)?)?\.? ?(11|17|20|31|47|175)s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The sector's short forms by lower-case key, and those that stand for the same thing."""

    expansions: Mapping[str, str]
    same_as: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form found in a question: where it stands and its words."""

    start: int
    end: int
    short: str
    words: str


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """Read the glossary once."""
    data = tomllib.loads(files("assistant.understanding").joinpath("data/glossary.toml").read_text("utf-8"))
    return Glossary(
        {short.lower(): words for short, words in data["expansions"].items()},
        {short.lower(): tuple(others) for short, others in data["same_as"].items()},
    )


def mine_acronyms(texts: Iterable[str]) -> dict[str, str]:
    """Return the short forms that the letters explain themselves, by lower-case short form."""
    return {short.lower(): tidy(words) for short, words in mine_short_forms(texts).items()}


def find_short_forms(text: str, mined: Mapping[str, str], english: frozenset[str]) -> list[ShortForm]:
    """Return the short forms in `text`; in small letters only those that are no English word ("rhi", not "ram")."""
    glossary = load_glossary()
    found = [_read_section(match, glossary.expansions[f"s{match[1]}"]) for match in _SECTION.finditer(text)]
    for word in find_words(text):
        short, low = word.text.removesuffix("'s"), word.lower
        if low not in mined and low not in glossary.expansions and low.endswith("s"):
            short, low = short[:-1], low[:-1]
        words = mined.get(low) or glossary.expansions.get(low)
        if words is None or any(one.start <= word.start < one.end for one in found):
            continue
        if (short[:1].isupper() and short != short.capitalize()) or short.isupper() or _is_plain(low, english):
            found.append(ShortForm(word.start, word.end, short, words))
    return sorted(found, key=lambda one: one.start)


def _read_section(match: re.Match[str], words: str) -> ShortForm:
    """ "s47" and "section 47" are one; what is already spelt out is not said twice."""
    spelt = match.group().lower().startswith("section")
    return ShortForm(match.start(), match.end(), f"s{match[1]}", " ".join(words.split()[2:]) if spelt else words)


def _is_plain(low: str, english: frozenset[str]) -> bool:
    return len(low) >= 2 and low not in english and low not in _SHORT_WORDS


# Two-letter words and names that must not be read as short forms when typed in small letters.
_SHORT_WORDS = frozenset(
    """
    ad ah am an as at be by da do ed eh go ha he hi ho id if in is it la ma me my no of oh ok on or pa so to tv uk
    up us we ap ia ce pr wt sn tm vs iv
    """.split()
)


def find_spelt_out(text: str, mined: Mapping[str, str]) -> list[str]:
    """Return the short forms whose words `text` spells out: "integrated front door" gives "IFD"."""
    stems = " " + " ".join(stem(word.lower) for word in find_words(text.replace("-", " "))) + " "
    return [short.upper() for short, spelt in _spelt_stems(frozenset(mined.items())) if spelt in stems]


@lru_cache(maxsize=4)
def _spelt_stems(mined: frozenset[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    together = {**load_glossary().expansions, **dict(mined)}
    spelt = ((short, [stem(w.lower) for w in find_words(words.replace("-", " "))]) for short, words in together.items())
    return tuple((short, " " + " ".join(stems) + " ") for short, stems in spelt if len(stems) >= 2)
