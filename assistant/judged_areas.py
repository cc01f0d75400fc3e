"""Which grades a question asks for: comes in: a letter and a question, goes out: the grades to quote, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.grade_questions import names_one_grade
from assistant.understanding.graded_areas import OVERALL, areas_named
from corpus import Judgement, Letter, Span

_WHICH_COUNCILS = re.compile(
    r"\b(?:which|what|how many|list|name|(?:are|is|were|was) any) (?:\w+ )*?"
    r"(?:councils?|(?:local )?authorit(?:y|ies)|places|areas|letters|reports)\b(?! of)",
    re.IGNORECASE,
)
# Not only what a council's newest report says: "were judged", "in 2019".
_AT_ANY_TIME = re.compile(r"\b(?:were|was|been|ever|letters|reports|(?:19|20)\d\d)\b", re.IGNORECASE)
_GRADE = re.compile(r"\b(?:inadequate|outstanding|good(?! at\b)|requir\w+ improvement)\b", re.IGNORECASE)
# From the worst to the best.
_GRADES = ("inadequate", "requires improvement", "good", "outstanding")
_AT_LEAST, _ABOVE, _BELOW, _NOT = (
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bat least\b|\bor (?:better|above|higher)\b",
        r"\b(?:better than|above|higher than)\b",
        r"\b(?:below|less than|worse than|under|lower than|or (?:worse|below))\b",
        r"\bnot\b",
    )
)
_OVERALL = re.compile(r"overall effectiveness|^children.s services in\b", re.IGNORECASE)


def judgements_asked_for(letter: Letter, question: str) -> tuple[tuple[Judgement, ...], str]:
    """Return the grades of the areas the question names, all where it names none, and what to say over them.

    Where the letter grades none of the named areas, all its grades are returned and the words say so. Empty where
    the letter has no grades.
    """
    asked = areas_named(question)
    graded = [one for one in letter.judgements if any(_is_about(one, words) for _, words in asked)]
    missing = [name for name, words in asked if not any(_is_about(one, words) for one in letter.judgements)]
    chosen = tuple(graded or letter.judgements)
    if not chosen:
        return (), ""
    no_grade = f"No grade is given for {' or '.join(missing)}; given are: " if missing else ""
    grades = "; ".join(f"{one.area}: {one.grade}" for one in chosen)
    return chosen, f"{letter.title}. {no_grade}{grades}."


@dataclass(frozen=True, slots=True)
class GradeAsked:
    """The grades that councils are asked for by, in small letters, and what the printed name of the area says."""

    grades: tuple[str, ...]
    area: re.Pattern[str]


def grade_of_councils_asked_for(question: str) -> GradeAsked | None:
    """Return the grade that "which councils are inadequate?" and "how many are good for care leavers?" ask for."""
    asks = _WHICH_COUNCILS.search(question)
    grades = _grades_meant(question, asks.end()) if asks else ()
    if not grades or not names_one_grade(question):
        return None
    areas = [words for name, words in areas_named(question) if name != OVERALL]
    area = re.compile("|".join(areas), re.IGNORECASE) if areas else _OVERALL
    return GradeAsked(grades, area)


def _grades_meant(question: str, start: int) -> tuple[str, ...]:
    """Return the grades that `question` means from `start` on: "below good" and "good or better" mean several."""
    named = [
        next(grade for grade in _GRADES if _alike(grade) == _alike(one)) for one in _GRADE.findall(question, start)
    ]
    if len(set(named)) != 1:
        return tuple(dict.fromkeys(named))
    place = _GRADES.index(named[0])
    for pattern, meant in (
        (_AT_LEAST, _GRADES[place:]),
        (_ABOVE, _GRADES[place + 1 :]),
        (_BELOW, _GRADES[:place]),
        (_NOT, (*_GRADES[:place], *_GRADES[place + 1 :])),
    ):
        if pattern.search(question, start):
            return meant
    return (named[0],)


def asks_at_any_time(question: str) -> bool:
    """Say whether it is asked which councils have been judged so, and not only which are so now."""
    return bool(_AT_ANY_TIME.search(question))


def judgement_asked_for(letter: Letter, asked: GradeAsked) -> tuple[tuple[Span, ...], str]:
    """Return the place of the letter's first grade that is asked for, and words that say it; nothing without one."""
    for one in letter.judgements:
        if asked.area.search(one.area) and _alike(one.grade) in map(_alike, asked.grades):
            return (one.span,), f"{letter.title}. {one.area}: {one.grade}."
    return (), ""


def _alike(grade: str) -> str:
    """ "Requires improvement to be good" and "requiring improvement" are one grade."""
    return grade.strip().lower()[:5]


def _is_about(judgement: Judgement, words: str) -> bool:
    return re.search(words, judgement.area, re.IGNORECASE) is not None
