"""Councils: comes in: text, goes out: the councils it names, by the one name each is known under here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus import council_names

_TOKEN = re.compile(r"[A-Za-z0-9&]+")
# Words after a name that make it another body or a place: "West Yorkshire Police", "Leeds Road".
_OTHER_BODY = frozenset(
    """police constabulary nhs ccg clinical care hospital hospitals university college road street teaching airport fc
    station""".split()
)
_PART_OF_LONGER = frozenset("new greater lord lady sir mr mrs ms miss dr".split())
_LEADS_IN = frozenset("in for about of from with at than near across within versus vs and or not over to by".split())
# "are york any better", all in small letters.
_ASKS = frozenset("are is was were do does did has have had can will how why".split())
_COUNCIL_WORDS = frozenset("council councils borough city county trust children authority la district s".split())
_SENTENCE_START = re.compile(r"(?:^|[.?!:;,]\s*)$")
_EXCLUDED = re.compile(
    r"\b(?:not|except(?: for)?|excepting|excluding|other than|apart from|aside from|but not|rather than"
    r"|ignoring|leaving out|instead of)(?: in| for| about| the)?\s*$",
    re.I,
)
_SET_APART = re.compile(r"\s*[-:,\u2013](?=\s)")
_PARTIAL_EXCLUDED = re.compile(r",?\s*(?:and |but )?not (?:the )?(?:north|south|east|west)\b", re.I)
_ACROSS = re.compile(
    r"\b(?:which|what|how many|any|other|all|every|each|most|some|different|several|many|across|between|compare)"
    r"(?: of)?(?: the)?(?: other| these| english)? (?:councils?|local authorit(?:y"
    r"|ies)|authorit(?:y|ies)|LAs|boroughs|counties)\b"
    r"|\b(?:nationally|across (?:the country|england|all of them)|where else"
    r"|anywhere else|other places|other areas)\b",
    re.I,
)
_HOME = re.compile(r"\b(?:we|our|ours|us|here|local|locally|this council|my council)\b", re.I)


@dataclass(frozen=True, slots=True)
class CouncilMention:
    """A council named in a text: where, as written, and the councils that may be meant."""

    start: int
    end: int
    written: str
    councils: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True, slots=True)
class _Names:
    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    careful: frozenset[str]
    capital_only: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=1)
def _load_names() -> _Names:
    known = council_names()
    meant: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names in (known.printed, known.everyday):
        for council, others in names.items():
            meant |= {_tokens(name): (council,) for name in (council, *others)}
    for several in (known.former, known.together):
        meant |= {_tokens(name): (name, *councils) for name, councils in several.items()}
    grouped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for tokens in sorted(meant, key=len, reverse=True):
        grouped.setdefault(tokens[0], []).append((tokens, meant[tokens]))
    return _Names(
        {first: tuple(names) for first, names in grouped.items()},
        frozenset(name.lower() for name in known.careful),
        frozenset(name.lower() for name in known.capital_only),
        frozenset(word for tokens in meant for word in tokens if len(word) >= 4),
    )


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(token.lower() for token in _TOKEN.findall(name))


def council_words() -> frozenset[str]:
    """Return every word of four letters or more that stands in a council's name, in lower case."""
    return _load_names().words


def name_council(name: str) -> str:
    """Return the one name a council is known under here; a name not on the list is returned tidied."""
    return next(iter(meant_councils(name)), " ".join(name.split()))


def meant_councils(name: str) -> tuple[str, ...]:
    """Return the councils that `name`, standing alone, may mean; empty where it is on no list."""
    exact = next((c for t, c in _load_names().by_first_word.get(_first(name), ()) if t == _tokens(name)), None)
    if exact is not None:
        return exact
    return next((mention.councils for mention in find_councils(name)), ())


def _first(name: str) -> str:
    return next(iter(_tokens(name)), "")


@lru_cache(maxsize=512)
def find_councils(text: str) -> tuple[CouncilMention, ...]:
    """Return the councils named in `text`, in order, longest names first where names overlap.

    Names that are also words or people ("Reading", "Kent") need a capital letter inside the sentence, a word
    such as "in" before them or "council" after them.
    """
    names = _load_names()
    tokens = list(_TOKEN.finditer(text))
    low = [token.group().lower() for token in tokens]
    found: list[CouncilMention] = []
    position = 0
    while position < len(tokens):
        length, councils = _longest(names, low, position)
        if length and _is_meant(names, text, tokens, position, length):
            start, end = tokens[position].start(), tokens[position + length - 1].end()
            excluded = bool(_EXCLUDED.search(text[:start]))
            found.append(CouncilMention(start, end, text[start:end], councils, excluded))
        position += max(length, 1)
    return tuple(found)


def _longest(names: _Names, low: list[str], position: int) -> tuple[int, tuple[str, ...]]:
    for tokens, councils in names.by_first_word.get(low[position], ()):
        if tuple(low[position : position + len(tokens)]) == tokens:
            return len(tokens), councils
    return 0, ()


def _is_meant(names: _Names, text: str, tokens: list[re.Match[str]], position: int, length: int) -> bool:
    before = tokens[position - 1].group() if position else ""
    following = [token.group() for token in tokens[position + length : position + length + 3]]
    after = following[0].lower() if following else ""
    if before.lower() in _PART_OF_LONGER or _is_other_body(following):
        return False
    if [word.lower() for word in following] == ["children", "s", "hospital"]:
        return False
    written = text[tokens[position].start() : tokens[position + length - 1].end()]
    if written.lower() not in names.careful:
        return True
    if after in _COUNCIL_WORDS:
        return written[0].isupper() or (after != "s" and written.lower() not in names.capital_only)
    if not written[0].isupper():
        led = before.lower() in _LEADS_IN or (before.lower() in _ASKS and position == 1)
        return led and written.lower() not in names.capital_only and text == text.lower()
    starts = bool(_SENTENCE_START.search(text[: tokens[position].start()])) and before.lower() not in _LEADS_IN
    named_person = before[:1].isupper() and before.lower() not in _LEADS_IN and position > 1
    street = bool(following) and following[0][:1].isupper() and after not in _LEADS_IN | {"compared", "has", "is"}
    # "Bath - early help": a keyword query may start with its council.
    alone = length == len(tokens) or bool(_SET_APART.match(text, tokens[position + length - 1].end()))
    return alone or not (starts or named_person or street)


def _is_other_body(following: list[str]) -> bool:
    """ "West Yorkshire Police", "Bradford City CCG", "Bradford District Care Trust"."""
    low = [word.lower() for word in following]
    return low[:1] != [] and (
        low[0] in _OTHER_BODY or (low[0] in ("city", "district") and low[1:2] != [] and low[1] in _OTHER_BODY)
    )


def partial_exclusions(text: str) -> list[tuple[int, int]]:
    """Return the places of "not East" after "Cheshire West": they narrow a name and exclude nothing else."""
    return [(match.start(), match.end()) for match in _PARTIAL_EXCLUDED.finditer(text)]


def asks_across(text: str) -> bool:
    """Say whether a question is about councils in general: "which councils were told..."."""
    return bool(_ACROSS.search(text))


def means_home(text: str) -> bool:
    """Say whether a question speaks of "we", "our", "us" or "here"."""
    return bool(_HOME.search(text))
