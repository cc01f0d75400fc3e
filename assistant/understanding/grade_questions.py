"""Questions for grades: comes in: a question and the places that name councils, goes out: whether one is asked for."""

from __future__ import annotations

import re

from assistant.understanding.topics import other_topics
from assistant.understanding.words import content_stems

# "Is Bradford still inadequate?" asks for a grade where nothing else is said to be so.
_STANDING = re.compile(
    r"\b(?:is|are|was|were|been|still|remains?)\b[^?]*\b(?:inadequate|outstanding|requir(?:es?|ing) improvement)\b",
    re.I,
)
# "Which councils are outstanding for care leavers?": a grade, whatever else stands beside it.
_COUNCILS_OF_A_GRADE = re.compile(
    r"\b(?:which|what|how many|list|name|(?:are|is|were|was) any)\b[^?]*\b(?:councils?|authorit(?:y|ies))\b[^?]*"
    r"\b(?:inadequate|outstanding|good(?! at\b)|requir\w+ improvement)\b",
    re.I,
)
# Councils that had another grade before or elsewhere: no list of grades tells them.
_NOT_ONE_GRADE = re.compile(
    r"\b(?:no longer|never|became|become|but|(?<!less )(?<!worse )(?<!better )than|compared|went|moved"
    r"|and (?:are|is) now|improved|got (?:better|worse)|in care councils?)\b",
    re.I,
)
_ONLY_A_GRADE = re.compile(
    r"(?=.*\b(?:grades?|ratings?|judge?ments?)\b)\W*(?:(?:current|latest|newest|last|previous|old|first|earlier|present"
    r"|ofsted|overall|now|today|then|before|and|its|the|grades?|ratings?|judge?ments?)\b\W*)+",
    re.I,
)
GRADE_STEMS = frozenset(content_stems("inadequate outstanding requires requiring improvement still remain"))

# What reports grade: the service, and its areas by their printed names, old and new.
_JUDGED = re.compile(
    r"\b(?:(?:(?:children|kids)'?s? )?(?:and famil(?:y|ies)'? )?(?:social care|services?|trust)"
    r"|experiences?(?: and progress)? of|impact of(?= leaders)|management|governance|adoption(?: performance)?"
    r"|leader(?:s|ship)?(?: on social work practice(?: with children and families)?)?|child protection"
    r"|(?:(?:children|kids|those|people) )?(?:(?:who|that|in) )?(?:need(?:ing)? )?(?:of )?help (?:and|or) protection"
    r"|(?:children|kids|those|(?:young )?people) (?:who are )?(?:in care|looked after)(?: and achieving permanence)?"
    r"|looked after children|leaving care|care[- ](?:leavers?|experienced (?:young )?people)"
    r"|lscb|(?:local )?safeguarding (?:children'?s? )?board)\b",
    re.I,
)
# Words that may stand beside them where their grade is asked.
_GRADE_TALK = GRADE_STEMS | frozenset(
    content_stems(
        """
        grade graded judged judgement judgment rating rated overall effectiveness good key worst best highest list name
        less worse better below above least under not any
        lowest higher lower compare compared comparison change changed become became award awarded receive
        received achieve achieved reach reached hold held issued separate full formal official latest last
        recent recently newest previous earlier first current currently today past year month time date after
        during following ofsted ofsteds bradford inspector inspection inspected report letter visit focused
        monitoring area provision ilacs ago v vs versus council authority local department county city borough
        district january february march april may june july august september october november december
        """
    )
)
# Not a grade that Ofsted gave: a reason, a count, examination grades, a council's own.
_NOT_GIVEN = re.compile(
    r"\bgrades (?:are|did|do|have|were) [^?]*\b(?:care|looked after)\b"
    r"|\b(?:itself|themselves|ourselves|why|mak(?:e|es|ing))\b|^who\b"
    r"|\bhow many (?!areas|services|councils|times)",
    re.I,
)


def asks_whether_graded(text: str) -> bool:
    """Say whether `text` asks if something is inadequate, outstanding or requires improvement."""
    return _STANDING.search(text) is not None and _NOT_GIVEN.search(text) is None


def asks_for_councils_of_a_grade(text: str, council_spans: list[tuple[int, int]]) -> bool | None:
    """Say whether `text` asks which councils are of a grade; None where it is not worded so.

    False where it is, and no list of grades can tell it: "which councils were good and became inadequate?"
    """
    if _COUNCILS_OF_A_GRADE.search(text) is None or _NOT_GIVEN.search(text):
        return None
    if not names_one_grade(text):
        return False
    return True if asks_only_grades(text, council_spans) else None


def names_only_a_grade(text: str) -> bool:
    """Say whether `text`, the council's name taken out, is "grade", "latest rating" or the like and nothing else."""
    return _ONLY_A_GRADE.fullmatch(text) is not None


def asks_only_grades(text: str, council_spans: list[tuple[int, int]]) -> bool:
    """Say whether `text` may ask for a grade and speaks of nothing but the areas that reports grade."""
    if _NOT_GIVEN.search(text):
        return False
    named = [match.span() for match in _JUDGED.finditer(text)]
    return not other_topics(text, [*council_spans, *named]) - _GRADE_TALK


def names_one_grade(text: str) -> bool:
    """Say whether councils are asked for by what they are now, and not by what they were before or are elsewhere."""
    return _NOT_ONE_GRADE.search(text) is None
