"""Areas that reports grade: comes in: a question, goes out: the areas it names and the words of their printed names."""

from __future__ import annotations

import re

OVERALL = "overall effectiveness"
# What a question may call an area, and the words of the area's printed name, old and new.
_AREAS = (
    (OVERALL, r"\boverall|\beffectiveness\b", r"overall effectiveness"),
    ("care leavers", r"care[- ](?:leaver|experienced)|leaving care", r"care leavers"),
    ("adoption", r"\badopt", r"adoption"),
    ("leadership", r"\bleader|\bmanagement\b|\bgovernance\b", r"leaders"),
    ("help and protection", r"help (?:and|or) protection|need help|child protection|\bprotected\b", r"help and prot"),
    (
        "children in care",
        r"\b(?:children|those|people) (?:who are )?in care\b|looked after",
        r"\bin care\b|looked after",
    ),
    ("the Local Safeguarding Children Board", r"\blscb\b|safeguarding (?:children.?s? )?board", r"safeguarding child"),
)


def areas_named(question: str) -> list[tuple[str, str]]:
    """Return the areas `question` names, each with a pattern for its printed name."""
    return [(name, words) for name, pattern, words in _AREAS if re.search(pattern, question, re.IGNORECASE)]


def names_an_area(question: str) -> bool:
    """Say whether `question` asks for the grade of a particular area, the overall one included."""
    return bool(areas_named(question))
