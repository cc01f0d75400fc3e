"""Short forms: comes in: letters and a question, goes out: what each short form stands for."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.understanding.words import find_words, stem, tidy

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&]*[A-Z])(?:s|\(s\))*\)")
_LISTED = re.compile(r"(?:^|[\n\u2022])\s*([A-Z]{2,}[a-z]?[A-Z]*) [\u2013-] ([A-Z][^\n\u2022]{5,80})", re.M)
_JOINING = frozenset("and of the for to in at on from with against".split())
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
    """Return short forms the letters explain, "integrated front door (IFD)", most often used words first."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for match in _BRACKETED.finditer(text):
            words = _words_before(text[max(0, match.start() - 120) : match.start()], match[1])
            if words:
                counts.setdefault(match[1].lower(), Counter())[words] += 1
        for match in _LISTED.finditer(text):
            counts.setdefault(match[1].lower(), Counter())[" ".join(match[2].split())] += 1
    return {short: tidy(found.most_common(1)[0][0]) for short, found in counts.items()}


def _words_before(before: str, short: str) -> str | None:
    """Return the last words of `before` whose first letters make `short`, hyphenated words part by part."""
    parts = list(re.finditer(r"[A-Za-z]+(?:['\u2019]s?)?", re.split(r"[.;:()]", before)[-1]))
    wanted = [letter for letter in short.lower() if letter.isalpha()]
    position = len(parts) - 1
    while wanted and position >= 0:
        word = parts[position].group().lower()
        if word[0] == wanted[-1]:
            wanted.pop()
        elif word not in _JOINING:
            return None
        position -= 1
    if wanted or position + 1 >= len(parts):
        return None
    line = re.split(r"[.;:()]", before)[-1]
    return " ".join(line[parts[position + 1].start() :].split()).lower()


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
