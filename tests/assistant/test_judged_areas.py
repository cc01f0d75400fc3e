"""Which grades a question gets, in reports of the old and the new kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.judged_areas import judgements_asked_for
from corpus import SHIPPED_LETTERS, Judgement, Letter, Span, find_letter_files, read_letter

NEW = {
    "The impact of leaders on social work practice with children and families": "Outstanding",
    "The experiences and progress of children who need help and protection": "Good",
    "The experiences and progress of children in care": "Requires improvement to be good",
    "The experiences and progress of care leavers": "Inadequate",
}
OLD = {
    "Overall effectiveness": "Good",
    "Children who need help and protection": "Inadequate",
    "Children looked after and achieving permanence": "Good",
    "Adoption performance": "Outstanding",
    "Experiences and progress of care leavers": "Requires improvement",
    "Leadership, management and governance": "Good",
    "Local Safeguarding Children Board": "Outstanding",
}


def report(grades: dict[str, str]) -> Letter:
    letter = read_letter(find_letter_files([SHIPPED_LETTERS])[1])
    judgements = tuple(Judgement(area, grade, Span(n, n + 1)) for n, (area, grade) in enumerate(grades.items()))
    return replace(letter, title="Ofsted inspection report on Exampleton", judgements=judgements)


@pytest.mark.parametrize(
    ("grades", "question", "given"),
    [
        (NEW, "What was Exampleton's grade for care leavers?", ["Inadequate"]),
        (OLD, "What was Exampleton's grade for care leavers?", ["Requires improvement"]),
        (NEW, "What grade did Exampleton get for leadership?", ["Outstanding"]),
        (OLD, "What grade did Exampleton get for leadership?", ["Good"]),
        (NEW, "How was help and protection judged?", ["Good"]),
        (NEW, "What is the grade for children in care?", ["Requires improvement to be good"]),
        (OLD, "how are children looked after rated", ["Good"]),
        (OLD, "What was the overall grade?", ["Good"]),
        (OLD, "How was the safeguarding children board judged?", ["Outstanding"]),
        (OLD, "Which grades did Exampleton get?", list(OLD.values())),
    ],
)
def test_the_area_asked_for_is_the_area_given(grades: dict[str, str], question: str, given: list[str]) -> None:
    """A question that names an area gets its grade alone; one that names none gets all, as printed."""
    chosen, words = judgements_asked_for(report(grades), question)
    assert [one.grade for one in chosen] == given
    assert words.startswith("Ofsted inspection report on Exampleton.")
    assert "No grade" not in words


def test_a_grade_that_is_not_given_is_never_invented() -> None:
    """Reports since April 2026 have no overall effectiveness: that is said before the grades they have."""
    chosen, words = judgements_asked_for(report(NEW), "What was the overall effectiveness of Exampleton?")
    assert "No grade is given for overall effectiveness" in words
    assert [one.grade for one in chosen] == list(NEW.values())


def test_a_letter_without_grades_has_no_words_either() -> None:
    """A focused visit grades nothing."""
    assert judgements_asked_for(report({}), "What was the overall grade?") == ((), "")
