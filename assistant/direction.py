"""The direction a list is asked for in: comes in: a question and evidence, goes out: what says not the opposite.

Likeness of words finds "caseloads are manageable" as soon as "caseloads are too high".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.both_sides import side_of
from assistant.evidence import Evidence

# Only what cannot be said of anything but the thing listed: "high-quality plans", "concerns raised at night" and "few
# delays" are no criticism.
_CRITICAL = re.compile(
    r"\b(?:criticis\w+|criticiz\w+|areas? for (?:priority action|improvement)|priority actions?"
    r"|too (?:many|few|long|slow|late|high|low|much)|poor(?:ly)?(?! famil| area| child)"
    r"|weak\w*|inadequate|worst|let down|overly|over-?optimistic|late or"
    r"|not (?:timely|on time|done|completed|held|seen|good enough|understood|visit(?:ed)?|listened to|robust"
    r"|consistent)"
    r"|unallocated|large (?:caseloads?|workloads?)|(?:told|asked|need(?:ed|s)?) to improve"
    r"|(?:is|are|was|were|be|being) (?:late|delayed|overdue|inconsistent|ineffective)"
    r"|high (?:[\w/]+ ){0,3}(?:reliance|turnover|caseloads?|workloads?|vacanc\w+|use|levels? of)"
    r"|rel(?:y|ies|iant|iance) on|delays?|drift|shortages?|backlogs?|lack(?:s|ing)?(?: of)?)\b",
    re.I,
)
# "Few delays", "no priority actions", "how they tackle drift": no fault is asked for.
_FEW = re.compile(
    r"\b(?:few|fewer|no|not|without|less|reduc\w+|cut(?:ting)?|overc\w+|avoid\w*|tackl\w+|address\w*|complet\w+|met"
    r"|prevent\w*|deal\w* with|minimis\w+|resolv\w+)(?: \w+){0,2} (?:delays?|drift|shortages?|backlogs?|lack of"
    r"|areas? for (?:priority action|improvement)|priority actions?|on agency|reliance|relian[ct]\w*|unallocated)\b",
    re.I,
)
# "Low caseloads", "few changes of social worker" are praise as much as "good supervision".
_LOW = re.compile(
    r"\b(?:low(?:er)?|small(?:er)?|light(?:er)?|manageable|reasonable)(?: \w+)? (?:caseloads?|workloads?|turnover"
    r"|vacanc\w+)|\b(?:caseloads?|workloads?|turnover|vacanc\w+) (?:is|are|was|were|remain\w*) (?:\w+ )?(?:low|small"
    r"|light|manageable|reasonable)\b",
    re.I,
)
_PRAISING = re.compile(
    r"\b(?:prais\w+|commend\w+|good(?! enough)|strong|strengths?|effective|best|outstanding|excellent|impressive"
    r"|high[- ]quality|stable)\b",
    re.I,
)
_FEWER = re.compile(
    r"\b(?:low(?:er|ered)?|reduc(?:ed|es|ing|tion)|fall(?:en|ing|s)?|fell|fewer|less|decreas\w+|manageable|declin\w+)\b",
    re.I,
)
# "There are no areas for priority action", "all priority actions have been addressed".
_NO_ACTIONS = re.compile(
    r"\bno (?:areas? for |priority |immediate )+(?:action|improvement)"
    r"|\b(?:priority actions?|areas? for (?:priority action|improvement))\b[^.]*\b(?:been|were|are) "
    r"(?:(?:fully|largely|all|now) )*(?:addressed|met|completed|resolved)\b",
    re.I,
)
_UNDER_TO_IMPROVE = re.compile(r"needs? to improve|for improvement|priority action|recommendation|do better", re.I)
_UNDER_STRENGTHS = re.compile(r"\bstrengths?\b|\bis effective\b|highly effective", re.I)


def side_asked_for(question: str) -> int:
    """Return -1 where what is criticised or too high is asked for, 1 for what is praised, 0 for neither or both."""
    critical = bool(_CRITICAL.search(_FEW.sub(" ", question)))
    praising = bool(_PRAISING.search(question)) or bool(_LOW.search(question))
    return int(praising) - int(critical)


def without_the_opposite(ranked: Sequence[Evidence], question: str) -> list[Evidence]:
    """Return `ranked` but for what says only the opposite of what `question` lists."""
    asked, told = side_asked_for(question), _sides_told(ranked, question)
    return [evidence for evidence, side in zip(ranked, told, strict=True) if not asked or side != -asked]


def on_the_side(ranked: Sequence[Evidence], question: str) -> list[Evidence]:
    """Return those of `ranked` that say what `question` lists; all of them where it lists neither praise nor faults."""
    asked, told = side_asked_for(question), _sides_told(ranked, question)
    return [evidence for evidence, side in zip(ranked, told, strict=True) if not asked or side == asked]


def _sides_told(ranked: Sequence[Evidence], question: str) -> list[int]:
    """Return 1 for praise, -1 for criticism, 0 for both or neither; an item is on the side of what it stands under."""
    # "Caseloads have fallen" is no praise of anything else.
    fewer_is_better = side_asked_for(question) < 0 or _LOW.search(question) is not None
    return [_side_told(evidence, fewer_is_better) for evidence in ranked]


def _side_told(evidence: Evidence, fewer_is_better: bool) -> int:
    if _NO_ACTIONS.search(evidence.text):
        return 1
    if _UNDER_TO_IMPROVE.search(evidence.place.section):
        return -1
    if _UNDER_STRENGTHS.search(evidence.place.section):
        return 1
    side = side_of(evidence.text)
    return 1 if side == 0 and fewer_is_better and _FEWER.search(evidence.text) else side
