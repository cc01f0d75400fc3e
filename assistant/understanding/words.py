"""Words of a text: comes in: typed or printed text, goes out: tidied text, words with their places, and stems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z0-9]+(?:['&-][A-Za-z0-9]+)*")
_SPACES = re.compile(r"\s+")
_CURLY = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "`": "'", "\u00b4": "'"}
)

# Words that carry no topic of their own: they join, ask or point.
FUNCTION_WORDS = frozenset(
    """a about above actually again against all also am an and any anyone anything anywhere are as at be because been
    before being below between both but by can cannot could did do does doing done don't down each either else ever
    every everyone everything few for from further get gets getting give given go goes going got had has have having
    he her here hers him his how however i if in into is isn't it it's its itself just kind let like lot lots made
    make makes making many may maybe me might more most much must my no nor not now of off ok okay on once one only
    or other our ours out over own per please quite rather really said same say saying says see seen shall she should
    show shown since so some someone something sort still such sure tell than thank thanks that that's the their
    theirs them then there there's these they they're thing things this those through to too told under until up upon
    us very want wants was way we well were what what's whatever when where whether which while who who's whom whose
    why will with within without won't would yes yet you your yours aren't arent cant couldn't couldnt didn't
    didnt doesn't doesnt dont hadn't hadnt hasn't hasnt haven't havent he's hes i'd i'll i'm im i've ive isnt let's
    lets she's shes shouldn't shouldnt thats theres they'd they'll they've theyre theyve wasn't wasnt we'd we'll we're
    we've weren't werent weve whats where's who's whos wont wouldn't wouldnt you're youre you've youve""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, where it starts and ends, and its stem."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, possessive ending left out."""
        low = self.text.lower()
        return low[:-2] if low.endswith("'s") else low

    @property
    def stem(self) -> str:
        """The word without its ending."""
        return stem(self.lower)


def tidy(text: str) -> str:
    """Return `text` with straight quotes, single spaces and no space at the ends."""
    return _SPACES.sub(" ", text.translate(_CURLY)).strip()


def find_words(text: str) -> list[Word]:
    """Return the words of `text` in order; hyphenated words are one word, "don't" too."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def content_stems(text: str) -> Iterator[str]:
    """Yield the stems of the words that carry a topic, in order, hyphenated words part by part."""
    for match in re.finditer(r"[a-z0-9']+", text.translate(_CURLY).lower()):
        word = match.group().strip("'").removesuffix("'s")
        if word and word not in FUNCTION_WORDS:
            yield stem(word)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a lower-case word without its ending: "visits", "visiting" and "visited" all give "visit".

    Lighter than Porter's rules on purpose: it only has to bring together forms of one word.
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ings", ""),
    ("ing", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
