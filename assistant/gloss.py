"""Short forms in a quotation: comes in: its words and its letter, goes out: what each stands for and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.acronyms import load_glossary
from corpus import Letter, mine_short_forms

# As letters print them: "LADO", "DfE", "CSE's"; plain words in capitals are sorted out by not being known.
_PRINTED = re.compile(r"(?<![\w&])([A-Z][A-Za-z&]*[A-Z])(?=s?\b)")
_SECTION = re.compile(r"\b(?:section|s\.?) ?(11|17|20|31|47|175)\b", re.I)
# Short forms with more than one meaning in the letters: only the letter's own explanation will do.
_AMBIGUOUS = frozenset("AP CE CP IA IV MH PA PR SG SN TM VS WT".split())
_LETTERS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Term:
    """A short form as printed, what it stands for, and whether the letter itself says so."""

    short: str
    words: str
    is_letters_own: bool


def find_terms(text: str, letter: Letter) -> tuple[Term, ...]:
    """Return the terms in `text`, words of `letter`, in the order they occur; one that `text` explains is left out."""
    own, sector = own_short_forms(letter.text), load_glossary().expansions
    explained = mine_short_forms([text])
    found: dict[str, tuple[int, Term]] = {}
    for match in _PRINTED.finditer(text):
        short = match[1]
        words = own.get(short) or ("" if short in _AMBIGUOUS else sector.get(short.lower(), ""))
        if words and short not in explained:
            found.setdefault(short, (match.start(), Term(short, words, short in own)))
    for match in _SECTION.finditer(text):
        words = sector[f"s{match[1]}"].removeprefix(f"section {match[1]} ")
        if words != f"section {match[1]}":
            found.setdefault(f"section {match[1]}", (match.start(), Term(f"section {match[1]}", words, False)))
    return tuple(term for _, term in sorted(found.values(), key=lambda one: one[0]))


@lru_cache(maxsize=_LETTERS_KEPT)
def own_short_forms(text: str) -> dict[str, str]:
    """Return what the short forms stand for that a letter's `text` explains itself."""
    return mine_short_forms([text])
