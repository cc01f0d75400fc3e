"""Councils: comes in: text, goes out: the councils it names, by the one name each is known under here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.council_sense import NameInText, Sorts, is_meant
from assistant.understanding.exclusions import LEAVING_OUT
from corpus import council_names

_TOKEN = re.compile(r"[A-Za-z0-9&]+")
_EXCLUDED = re.compile(
    rf"\b(?:not|but not|{LEAVING_OUT}|(?:all|every|any|each|everywhere|everyone)(?: \w+){{0,3}}? but(?: not)?)"
    r"(?: in| for| about| the)?\s*$",
    re.I,
)
_PARTIAL_EXCLUDED = re.compile(r",?\s*(?:and |but )?not (?:the )?(?:north|south|east|west)\b", re.I)
_MANY = r"(?:(?:local )?(?:councils|authorities)|LAs|boroughs|counties)"
_ONE = r"(?:(?:local )?authority|council)"
_ASKS_COUNCILS = re.compile(
    rf"\b(?:(?:which|what|how many|compare|list|name)(?: of)?(?: the)?(?: other| these| english)? {_MANY}"
    rf"|^\W*(?:the )?{_MANY} (?:praised|criticised|told|with|where|that|who|which|judged|rated|graded|found)"
    rf"|(?:which|what)(?: other)? {_ONE}(?! (?:departments?|services?|staff|teams?|homes?)\b))\b",
    re.I,
)
_AT_LARGE = re.compile(
    r"\b(?:(?:any|other|all|every|each|most|some|different|several|many|across|between)"
    rf"(?: of)?(?: the)?(?: other| these| english)? {_MANY}|(?:any|every|each)(?: other)? {_ONE}"
    r"|nationally|across (?:the country|england|all of them)|(?:any)?where else|other (?:places|(?:council )?areas))\b",
    re.I,
)
# "higher than in other areas", "how we compare with other councils", "letters about other councils".
_SET_AGAINST = re.compile(
    r"\b(?:than|as|like|unlike|against|versus|vs|(?:similar|different) (?:to|from)|(?:in line|par) with|best|worst"
    r"|highest|lowest|average|compar\w+(?: \S+){0,5}|(?:letters?|reports?|inspections?) (?:about|on|of|to|from|for))"
    r"(?: (?:in|at|of|for|by|across|among|those|that|people|children|staff|social|workers|the|any|all|most|many))*\s*$",
    re.I,
)
# "than here", "compared with us", "that we could".
_SET_AGAINST_HOME = re.compile(
    r"\b(?:than|as|like|unlike|not|compar\w+ (?:with|to|against)) (?:(?:in|at|for|by) )?(?:we|us|ours?|here)\b"
    r"|\bthat we (?:don't|do not|can|could|should|might)\b",
    re.I,
)
# "Show us how other councils do": they ask, but not about themselves.
_ASKER = re.compile(
    r"(?:^|[.?!:;,] ?|\b(?:please|you) )(?:tell|show|give|let) us\b|\b(?:can|could|may|do) we (?:see|know|find|read)\b",
    re.I,
)
# "placed with carers in other areas", "shared with other councils", "from other areas"; not "in place in other areas",
# "what happened to other councils", "learned from other councils".
_PASSES = re.compile(
    r"(?:\b(?:placements?|placing|(?<!in )(?<!take )(?<!takes )place[sd]?|mov(?:e[sd]?|ing)|sen(?:ds?|t|ding)|put"
    r"|liv(?:e[sd]?|ing)|hous(?:ed|ing)|accommodated|settled|stay(?:s|ed|ing)?)"
    r"(?: (?:with|in|into|at|to|by|on|out|off|away|far|outside|within|foster|residential|care|carers?|family|families"
    r"|relatives|homes?|schools?|children(?:'s)?|kids|youngsters|teenagers|babies|young people|care leavers|them))*"
    r"|\b(?!(?:happen\w*|wrong|on(?= with)|learn\w*|lessons?|examples?|say|said) )\S+ (?:to|into|from|with)"
    r"|\b(?:leave|leaves|leaving|left) for)(?: (?:the|any|all|most|many|some))*\s*$",
    re.I,
)
# "Unregistered placements in any council" are not placements that pass to one.
_ANY_ONE = re.compile(rf"(?:any|every|each)(?: other)? {_ONE}", re.I)
_HOME = re.compile(r"\b(?:we|our|ours|us|here|local|locally|this council|my council)\b", re.I)


@dataclass(frozen=True, slots=True)
class CouncilMention:
    """A council named in a text: where, as written, and the councils that may be meant."""

    start: int
    end: int
    written: str
    councils: tuple[str, ...]
    excluded: bool

    @property
    def is_region(self) -> bool:
        """Whether a part of England is named, whose councils these are."""
        return self.councils[0] in council_names().regions


@dataclass(frozen=True, slots=True)
class _Names:
    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    sorts: Sorts


@lru_cache(maxsize=1)
def _load_names() -> _Names:
    known = council_names()
    meant: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names in (known.printed, known.everyday):
        for council, others in names.items():
            meant |= {_tokens(name): (council,) for name in (council, *others)}
    meant |= {_tokens(name): (name,) for name in known.elsewhere}
    for several in (known.former, known.together, known.regions):
        meant |= {_tokens(name): (name, *councils) for name, councils in several.items()}
    grouped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for tokens in sorted(meant, key=len, reverse=True):
        grouped.setdefault(tokens[0], []).append((tokens, meant[tokens]))
    return _Names(
        {first: tuple(names) for first, names in grouped.items()},
        Sorts(
            careful=frozenset(name.lower() for name in known.careful),
            capital_only=frozenset(name.lower() for name in known.capital_only),
            wide=frozenset(name.lower() for name in (*known.regions, *known.elsewhere)),
            words=frozenset(word for tokens in meant for word in tokens if len(word) >= 4),
        ),
    )


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(_plain(token) for token in _TOKEN.findall(name))


def _plain(token: str) -> str:
    return "and" if token == "&" else token.lower()


def council_words() -> frozenset[str]:
    """Return every word of four letters or more that stands in a council's name, in lower case."""
    return _load_names().sorts.words


def name_council(name: str) -> str:
    """Return the one name a council is known under here; a name not on the list is returned tidied."""
    return next(iter(meant_councils(name)), " ".join(name.split()))


@lru_cache(maxsize=4096)
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

    Names that are also words or people ("Reading", "Kent") need a capital letter and no person's first name before
    them, or in small letters a place where a council is likely named: first, last, before a year or after a word
    such as "in". Three that are everyday words need their capital letter always.
    """
    names = _load_names()
    tokens = list(_TOKEN.finditer(text))
    low = [_plain(token.group()) for token in tokens]
    found: list[CouncilMention] = []
    position = 0
    while position < len(tokens):
        length, councils = _longest(names, low, position)
        if length and is_meant(NameInText(text, tuple(tokens), position, length), names.sorts):
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


def partial_exclusions(text: str) -> list[tuple[int, int]]:
    """Return the places of "not East" after "Cheshire West": they narrow a name and exclude nothing else."""
    return [(match.start(), match.end()) for match in _PARTIAL_EXCLUDED.finditer(text)]


def asks_across(text: str) -> bool:
    """Say whether a question is asked of councils in general: "which councils were told...", "how do others do".

    Others whom something passes to or comes from ("placed in other areas", "shared with other councils") are part of
    what is asked, not whom it is asked of; so are others beside "our", unless the two are compared.
    """
    if _ASKS_COUNCILS.search(text) or any(mention.is_region for mention in find_councils(text)):
        return True
    # "Other local authorities" are not the local ones.
    home = means_home(_ASKER.sub(" ", _AT_LARGE.sub(" ", text))) and not _SET_AGAINST_HOME.search(text)
    return any(
        _SET_AGAINST.search(text[: match.start()])
        or not (home or (_PASSES.search(text[: match.start()]) and not _ANY_ONE.match(match.group())))
        for match in _AT_LARGE.finditer(text)
    )


def means_home(text: str) -> bool:
    """Say whether a question speaks of "we", "our", "us" or "here"."""
    return bool(_HOME.search(text))


def is_about(council: str | None, wanted: Collection[str], held: Collection[str]) -> bool:
    """Say whether a letter about `council` is about one of those `wanted`; `held` are all that letters are about.

    A letter whose council is unknown belongs to the only one held, where there is one.
    """
    if council is None:
        return len(held) == 1 and all(one in wanted for one in held)
    return council in wanted
