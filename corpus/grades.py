"""Grades in inspection reports: comes in: the text of a letter and its paragraphs, goes out: what was judged how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.letter import Judgement, Paragraph, Section, Span

_GRADE = r"(?:outstanding|good|requires? improvement(?: to be good)?|inadequate|adequate)"
_ONLY_GRADE = re.compile(_GRADE + r"\.?", re.IGNORECASE)
_OVERALL, _BOARD = "Overall effectiveness", "Local Safeguarding Children Board"
_WHOM = r"(?P<{0}>children[’']s services(?: in [^.]{{2,60}}?)?|(?:the )?local authority)"
# Sentences that do nothing but state the overall judgement, as reports did before they had a table for it.
_SAYS_OVERALL = re.compile(
    r"(?:(?:The )?overall judgement is (?:that )?(?:" + _WHOM.format("a") + r" (?:is |are )?)?|"
    + _WHOM.format("b") + r" (?:is |are )?)(?:judged to be )?(?P<grade>" + _GRADE + r")\.?",
    re.IGNORECASE,
)  # fmt: skip
_SAYS_BOARD = re.compile(
    r"(?:The )?(?:judgement (?:for|on) )?(?:the )?(?:effectiveness of )?(?:the )?"
    r"(?:Local Safeguarding Children Board|LSCB)(?: \(LSCB\))? (?:is )?(?:judged to be )?(?P<grade>" + _GRADE + r")\.?",
    re.IGNORECASE,
)
# A row of the table that a reader of the file did not see as one: "Overall effectiveness Good".
_ROW_AS_TEXT = re.compile(
    r"(?P<area>(?:The )?(?:impact of leaders on|experiences and progress of|overall effectiveness)[^.:]{0,110}?):?"
    r"\s+(?P<grade>" + _GRADE + r")",
    re.IGNORECASE,
)
# Reports print a judgement on the first page and again, in more words, over its section.
_SAME_AREA = re.compile(r"^(?:the )?(?:experiences and progress of )?(?:the )?")
_LIST_NUMBER = re.compile(r"^\d(?:\.\d)?\.?\s+")
_MAX_WORDS, _MAX_AREA_WORDS = 40, 25

# What heads a part of a report, with its grade behind it.
_HEADS_PART = re.compile(
    r"(?:The )?(?:experiences? and progress of|impact of leaders on)\b[^.]{5,120}(?::| (?:is|are|–|-)) ?"
    + _GRADE
    + r"\.?",
    re.IGNORECASE,
)


def heads_graded_part(text: str) -> bool:
    """Whether `text` heads a part of a report ("The impact of leaders on social work practice: good."), stop or not."""
    return _HEADS_PART.fullmatch(text) is not None


def states_grade(text: str) -> bool:
    """Say whether `text` is a grade, or a sentence that does nothing but state the overall judgement."""
    return any(pattern.fullmatch(text) for pattern in (_ONLY_GRADE, _SAYS_OVERALL, _SAYS_BOARD))


def find_judgements(text: str, parts: Sequence[Section]) -> tuple[Judgement, ...]:
    """Return the grades of a report in the order printed, each area once; nothing is concluded from prose.

    The span of a judgement is the table row or sentence that states it.
    """
    found: dict[str, Judgement] = {}
    for part in parts:
        for paragraph in part.paragraphs:
            for judgement in _judgements_in(text, paragraph):
                found.setdefault(_SAME_AREA.sub("", judgement.area.lower()), judgement)
    return tuple(found.values())


def _judgements_in(text: str, paragraph: Paragraph) -> Iterator[Judgement]:
    words = text[paragraph.start : paragraph.end]
    if len(words.split()) > _MAX_WORDS:
        return
    span = Span(paragraph.start, paragraph.end)
    if len(paragraph.cells) >= 2:
        values = [text[cell.value.start : cell.value.end] for cell in paragraph.cells]
        area = _LIST_NUMBER.sub("", values[-2]).strip()
        if _ONLY_GRADE.fullmatch(values[-1]) and 0 < len(area.split()) <= _MAX_AREA_WORDS:
            yield Judgement(area, _as_grade(values[-1]), span)
    elif match := _SAYS_OVERALL.fullmatch(words):
        yield Judgement(_OVERALL, _as_grade(match["grade"]), span)
    elif match := _SAYS_BOARD.fullmatch(words):
        yield Judgement(_BOARD, _as_grade(match["grade"]), span)
    elif match := _ROW_AS_TEXT.fullmatch(words):
        yield Judgement(match["area"], _as_grade(match["grade"]), span)


def _as_grade(printed: str) -> str:
    """The grade as reports write it: one capital letter, "Require improvement" as "Requires improvement"."""
    grade = printed.rstrip(".").lower().replace("require improvement", "requires improvement")
    return grade.capitalize()
