"""Whom a document is about: comes in: its title lines and text, goes out: the council, by the one name used here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.council_names import council_names

_WORD = re.compile(r"[\w’']+")
_SAME = {"&": "and", "saint": "st"}
# A name before one of these words is another body's: "Bedfordshire Police", "NHS Sussex".
_OTHER_BODY = frozenset(
    "police constabulary university hospital hospitals probation integrated icb ccg nhs fire".split()
)
# A council that is not on the list, by the way such names are printed.
_UNLISTED = re.compile(
    r"(?:City of )?(?P<name>[A-Z][\w’'-]+(?:(?: (?:and|upon|of|the|on))* [A-Z][\w’'-]+){0,3}?)"
    r"(?: (?:City|County|Borough|Metropolitan|District|London))*"
    r" (?:[Cc]hildren[’']s [Ss]ervices|[Cc]hildren[’']s [Ss]ocial [Cc]are|[Cc]hildren and [Ff]amilies [Tt]rust|Council"
    r"|Safeguarding (?:Children|Partnership)|Partnership)"
)
_NOT_A_NAME = frozenset(
    """The This That Her His City County Borough Council Strategic Executive Area Local Director Report Inspection
    Focused Monitoring Joint""".split()
)


@lru_cache(maxsize=1)
def _names() -> Mapping[tuple[str, ...], str]:
    """Every printed form, as lower-case words, with the council it means."""
    known = council_names()
    forms = {_key(name): name for name in known.former}
    for council, others in known.printed.items():
        forms |= {_key(name): council for name in (council, *others)}
    return forms


def _key(name: str) -> tuple[str, ...]:
    return tuple(word for word, _ in _words(name))


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text: (lower case with variants made the same, as printed); hyphens part words."""
    printed = _WORD.findall(text.replace("&", " and "))
    return [(_SAME.get(word.lower().replace("’", "'"), word.lower().replace("’", "'")), word) for word in printed]


def find_council(titles: Sequence[str], opening: str, text: str) -> str | None:
    """Return the council named in the titles, else most often in the opening, else in the whole text; or None."""
    for line in titles:
        if named := named_councils(line):
            return named[0]
    for part in (opening, text):
        unlisted = _unlisted(part)
        listed = Counter(named_councils(part))
        if listed and (unlisted is None or named_councils(unlisted)):
            return listed.most_common(1)[0][0]
        if unlisted is not None:
            return unlisted
    return None


def named_councils(text: str) -> list[str]:
    """Return the listed councils named in `text`, in order; the longest name counts where names overlap."""
    words, names = _words(text), _names()
    longest = max(len(key) for key in names)
    found, position = [], 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 0, -1):
            key = tuple(word for word, _ in words[position : position + length])
            if key in names and _is_meant(words, position, length):
                found.append(names[key])
                position += length
                break
        else:
            position += 1
    return found


def _is_meant(words: Sequence[tuple[str, str]], position: int, length: int) -> bool:
    """A name has its capital letter and is not the first word of another body's name."""
    following = words[position + length][0] if position + length < len(words) else ""
    before = words[position - 1][0] if position else ""
    return words[position][1][0].isupper() and following not in _OTHER_BODY and before not in ("nhs", "hm")


def _unlisted(text: str) -> str | None:
    names: Counter[str] = Counter()
    for match in _UNLISTED.finditer(text):
        words = match["name"].split()
        while words and words[0] in _NOT_A_NAME:
            words.pop(0)
        if words and not any(word in _NOT_A_NAME for word in words):
            names[" ".join(words)] += 1
    return names.most_common(1)[0][0] if names else None
