"""Praise and criticism side by side: comes in: two sentences, goes out: whether one holds against the other.

Letters often praise and criticise in neighbouring sentences without a linking word ("Voluntary services provide good
support. There is a backlog of referrals."). Words that only ever praise or only ever criticise tell them apart; a
sentence with both, or with neither, is on no side.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.understanding.words import content_stems

_CRITICISM = re.compile(
    r"\b(?:not|no|never|too (?:many|few|long|slow|late|high|variable|much|often|generic)|lack(?:s|ed|ing)?"
    r"|absence"
    r"|delay(?:s|ed)?|drift|inconsisten\w+|insufficient\w*|inadequate\w*|poor(?:ly)?|weak(?:ness|nesses)?|backlogs?|limited|variable"
    r"|variability|gaps?|fail(?:s|ed|ure|ures|ing)?|unclear|missed|overdue"
    r"|requires? improvement|needs? (?:\w+ )?improvement|shortfalls?|shortages?|concern(?:s|ing)?"
    r"|barriers?|unallocated|ineffective|under-?developed|yet to|fewer than|rarely|seldom|unnecessar\w+"
    r"|over-optimistic|superficial|cumbersome|instability|turnover|waiting lists?|long waits?"
    r"|cannot be (?:sure|assured|confident))\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:good|strong(?:ly|er)?|effective(?:ly)?|well|improv(?:ed|ing)|timely|thorough|robust|clear(?:ly)?"
    r"|excellent|positive(?:ly)?|strengthened|appropriate(?:ly)?|comprehensive|purposeful|creative|skilled|sensitive(?:ly)?"
    r"|successful(?:ly)?|stable|persistent|child-centred|high-quality|highly)\b",
    re.IGNORECASE,
)
# Words that say something else than they seem to, alone: "without delay" is praise, "as well as" is none.
_BLANKED = re.compile(
    r"\bas well as\b|\bimprovement (?:board|plan)\b"
    r"|\b(?:no|without|not|never) (?:\w+ )?"
    r"(?:drift|delays?|concerns?|gaps?|backlogs?|breakdowns?|disruptions?|unallocated)\b",
    re.IGNORECASE,
)
# Everyday words of these letters: sharing one of them does not make a subject.
_EVERYWHERE = frozenset(content_stems("children child service services social worker workers council local authority"))


def side_of(sentence: str) -> int:
    """Return 1 for praise, -1 for criticism, 0 where a sentence is on no side or on both."""
    praises, criticises = _judge(sentence)
    return int(praises) - int(criticises)


# What a piece of evidence quotes is looked up many times while evidence is chosen.
@lru_cache(maxsize=4096)
def holds_against(sentence: str, other: str) -> bool:
    """Say whether `other` says of the same subject what a reader of `sentence` alone would not expect.

    That is the other side of praise or criticism, and the criticism of what `sentence` only states: "Officers complete
    the interviews. While discussion is good, recommendations are too generic."
    """
    only_stated = not any(_judge(sentence))
    if not (_judge(other)[1] if only_stated else side_of(sentence) * side_of(other) == -1):
        return False
    return bool((set(content_stems(sentence)) & set(content_stems(other))) - _EVERYWHERE)


def _judge(sentence: str) -> tuple[bool, bool]:
    """Say whether a sentence praises, and whether it criticises."""
    told = _BLANKED.sub(" ", sentence)
    return bool(_PRAISE.search(told)), bool(_CRITICISM.search(told))
