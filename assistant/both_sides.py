"""Praise and criticism side by side: comes in: two sentences, goes out: whether one holds against the other.

Letters often praise and criticise in neighbouring sentences without a linking word ("Voluntary services provide good
support. There is a backlog of referrals."). Words that only ever praise or only ever criticise tell them apart; a
sentence with both, or with neither, is on no side.
"""

from __future__ import annotations

import re

from assistant.understanding.words import content_stems

_CRITICISM = re.compile(
    r"\b(?:not|no|never|too (?:many|few|long|slow|often|late|high|variable|much)|lack(?:s|ed|ing)?|absence"
    r"|delay(?:s|ed)?|drift|inconsisten\w+|insufficient\w*|inadequate\w*|poor(?:ly)?|weak(?:ness|nesses)?|backlogs?|limited|variable"
    r"|variability|gaps?|fail(?:s|ed|ure|ures|ing)?|unclear|missed|overdue|shortfalls?|shortages?|concern(?:s|ing)?"
    r"|barriers?|unallocated|ineffective|under-?developed|yet to|less well|fewer than|rarely|seldom|unnecessar\w+"
    r"|over-optimistic|superficial|cumbersome|instability|turnover|waiting lists?|long waits?)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:good|strong(?:ly|er)?|effective(?:ly)?|well|improv(?:ed|ing|ement|ements)|timely|thorough|robust|clear(?:ly)?"
    r"|excellent|positive(?:ly)?|strengthened|appropriate(?:ly)?|comprehensive|purposeful|creative|skilled|sensitive(?:ly)?"
    r"|successful(?:ly)?|benefits?|stable|persistent|committed|child-centred|high-quality|highly)\b",
    re.IGNORECASE,
)
# Everyday words of these letters: sharing one of them does not make a subject.
_EVERYWHERE = frozenset(content_stems("children child service services social worker workers council local authority"))


def side_of(sentence: str) -> int:
    """Return 1 for praise, -1 for criticism, 0 where a sentence is on no side or on both."""
    praises, criticises = bool(_PRAISE.search(sentence)), bool(_CRITICISM.search(sentence))
    return int(praises) - int(criticises)


def holds_against(sentence: str, other: str) -> bool:
    """Say whether `other` says of the same subject what is on the other side of `sentence`."""
    if side_of(sentence) * side_of(other) != -1:
        return False
    return bool((set(content_stems(sentence)) & set(content_stems(other))) - _EVERYWHERE)
