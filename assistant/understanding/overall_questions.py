"""Questions for all that a letter finds: comes in: a question, goes out: its headlines, its faults or neither."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from assistant.understanding.question import StructureFact
from assistant.understanding.words import content_stems

_WHO = r"(?:letters?|reports?|documents?|visits?|inspections?|inspectors?|ofsted|hmi|they|it)"
# Tried in order; the first that fits, with no topic of its own, wins.
_PATTERNS: tuple[tuple[StructureFact, re.Pattern[str]], ...] = tuple(
    (fact, re.compile(pattern, re.I))
    for fact, pattern in (
        (
            StructureFact.TO_IMPROVE,
            r"\bwhat (?:still )?needs? (?:to be )?(?:to improve|improving|improved|better|to get better)\b"
            r"|\bwhat (?:do|does|did|must|should|has|have) (?:[\w']+ ){1,5}?"
            r"(?:(?:need|have|had|be told|told|asked) to )?(?:improve|do better|get better at|put right)\b"
            r"|\bareas? for (?:improvement|priority action|development)\b|\bpriority actions?\b"
            r"|\b(?:what|which|list|any|all|the|their) (?:\w+ ){0,3}?recommendations?\b",
        ),
        (
            StructureFact.HEADLINE_FINDINGS,
            r"\b(?:main|key|headline|overall|general|big) (?:findings?|points?|messages?|conclusions?|headlines?)\b"
            r"|\b(?:summary|summari[sz]e|overview|headlines|gist|nutshell)\b"
            rf"|\bwhat (?:did|do|does|have|has) (?:[\w']+ ){{0,5}}?{_WHO} (?:actually |really |just )?(?:find|found"
            r"|say|said|conclude|concluded|tell us|report|reported|think|thought|see|saw)\b"
            r"|\bwhat (?:was|were|is|are|came out of) (?:\w+ ){0,4}?(?:findings?|conclusions?|outcomes?|verdict)\b",
        ),
    )
)
_HINT = re.compile(
    r"find|found|point|message|conclu|headline|summar|overview|gist|nutshell|say|said|tell|report|think|thought|see\b"
    r"|saw\b|outcome|verdict|improv|better|recommend|priority|right",
    re.I,
)
# Words that may stand beside such a question without giving it a topic.
_TALK = frozenset(
    content_stems(
        """
        main key headline headlines overall general big finding findings find found say said says conclude concluded
        conclusion conclusions point points message messages summary summarise summarize overview gist nutshell brief
        briefly short outcome verdict tell think thought see saw give please us quick thing things need needs needed
        improve improved improving improvement better get right put area areas priority action actions recommendation
        recommendations development must should told asked still
        letter report document visit inspection inspector ofsted monitoring focused hmi majesty's his her council
        council's own annual executive latest last newest recent recently first earliest oldest previous earlier next
        second third fourth fifth sixth seventh eighth ninth tenth january february march april may june july august
        september october november december date dated year month time
        """
    )
)


def find_overall_fact(text: str, topics: AbstractSet[str]) -> StructureFact | None:
    """Return which of a letter's own summaries `text` asks for, or None; `topics` are the stems of its words."""
    if not _HINT.search(text) or topics - _TALK:
        return None
    return next((fact for fact, pattern in _PATTERNS if pattern.search(text)), None)
