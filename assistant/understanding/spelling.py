"""Known words: comes in: the letters' words, goes out: what counts as a word and what a slip may be repaired to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.acronyms import load_glossary
from assistant.understanding.councils import council_words
from assistant.understanding.english import load_english_words
from assistant.understanding.facts import Holdings
from assistant.understanding.thesaurus import thesaurus_words
from assistant.understanding.words import FUNCTION_WORDS

SHORTEST = 4
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """.split()
)
# Words people ask with, beyond the common list and the letters.
_ASKING_WORDS = frozenset(
    """ofsted inspectors inspector inspection safeguarding councillors caseload caseloads adopters adoptive fostering
    fosterer wellbeing multiagency multi-agency timeliness paragraph percentage quote quotes whistleblowing
    neurodivergent unallocated reunification siblings exclusions kinship unaccompanied asylum""".split()
)
_ENDINGS = (
    "'s",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "ness",
    "ment",
    "able",
    "ful",
    "less",
    "y",
    "ier",
    "ies",
    "ings",
    "isation",
    "ise",
    "ised",
    "ising",
    "al",
    "ity",
    "ee",
    "ees",
    "liness",
)
_BEGINNINGS = (
    "un",
    "re",
    "over",
    "under",
    "non",
    "mis",
    "pre",
    "in",
    "co",
    "multi",
    "inter",
    "anti",
    "out",
    "up",
    "post",
    "sub",
)


@dataclass(frozen=True)
class Spelling:
    """The known words, the words a slip may be repaired to with their counts, and two ways to find near ones."""

    known: frozenset[str]
    targets: Mapping[str, int]
    by_deletion: Mapping[str, tuple[str, ...]]
    by_first: Mapping[str, tuple[str, ...]]


def is_known_word(word: str, known: frozenset[str]) -> bool:
    if word in known or not word.isalpha():
        return True
    bases = {word}
    bases |= {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 3}
    bases |= {word[len(start) :] for start in _BEGINNINGS if word.startswith(start) and len(word) - len(start) >= 4}
    doubled = {base[:-1] for base in bases - {word} if len(base) > 3 and base[-1] == base[-2]}
    with_ending = {base + more for base in bases - {word} for more in ("e", "y", "s")}
    if (bases | doubled | with_ending) & known:
        return True
    # Two known words written together ("caseload", "timescale") are a word; short halves prove nothing.
    return any(word[:cut] in known and word[cut:] in known for cut in range(4, len(word) - 3))


def deletions(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@lru_cache(maxsize=2)
def _read_once(key: _ByIdentity) -> Spelling:
    vocabulary = key.holdings.vocabulary
    own_words = thesaurus_words() | council_words() | _ASKING_WORDS
    known = load_english_words() | FUNCTION_WORDS | own_words | _MONTHS | load_glossary().expansions.keys()
    known |= vocabulary.keys() | {part for names in own_words for part in names.split("-")}
    targets = {word: count + 1 for word, count in vocabulary.items() if len(word) >= SHORTEST and _is_word(word, count)}
    # Words only the everyday list knows count like words seen a few times.
    for word in own_words | _MONTHS:
        if len(word) >= SHORTEST:
            targets[word] = max(targets.get(word, 0), 4)
    for word in FUNCTION_WORDS:
        if len(word) >= SHORTEST and word.isalpha():
            targets[word] = max(targets.get(word, 0), 20)
    return Spelling(frozenset(known), targets, _index_deletions(targets), _index_first(targets))


def _is_word(word: str, count: int) -> bool:
    """A word printed once that no list knows may be a slip of the letter's own: no repair leads to it."""
    return word.isalpha() and (count > 1 or word in load_english_words())


def _index_deletions(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in words:
        for form in deletions(word):
            index.setdefault(form, []).append(word)
    return {form: tuple(found) for form, found in index.items()}


def _index_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in words:
        index.setdefault(word[0], []).append(word)
    return {first: tuple(found) for first, found in index.items()}


class _ByIdentity:
    """Holdings as a cache key: the very same object."""

    __slots__ = ("holdings",)

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings

    def __hash__(self) -> int:
        return id(self.holdings)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.holdings is other.holdings


def read_spelling(holdings: Holdings) -> Spelling:
    return _read_once(_ByIdentity(holdings))
