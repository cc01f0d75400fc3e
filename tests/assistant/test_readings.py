"""Promises of two readings: what is found for each decides, and the answer says how it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Answer, Assistant
from assistant.readings import is_leaning_meant
from assistant.silence import UNKNOWN
from assistant.understanding.follow_up_doubt import FRAGMENT, LEANS, MAY_LEAN, UNSAID, Sign

PLANS = "are safety plans devised with families"


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> tuple[Answer, Answer]:
    """One with quotes and one without."""
    given, silent = assistant.ask("safety plans"), assistant.ask("who won the football in 1966")
    assert given.quotes
    assert not silent.quotes
    return given, silent


@pytest.mark.parametrize(
    ("alone", "leaning", "sign", "meant"),
    [
        (0.9, 0.75, LEANS, True),
        (0.9, 0.65, LEANS, False),
        (0.9, 0.75, MAY_LEAN, True),
        (0.9, 0.89, UNSAID, False),
        (0.9, 0.91, UNSAID, True),
        (0.9, 0.9, LEANS, False),
        (None, 0.4, LEANS, True),
        (None, 0.5, MAY_LEAN, False),
        (None, 0.6, MAY_LEAN, True),
        (None, 0.99, UNSAID, False),
        (0.4, None, LEANS, False),
    ],
)
def test_how_sure_each_is_decides(
    answers: tuple[Answer, Answer], alone: float | None, leaning: float | None, sign: Sign, meant: bool
) -> None:
    """The likelier it leans by its wording, the less sure that reading has to be; None stands for silence at 0.1.

    Where both readings get the same answer, equally sure, nothing is added to what was typed.
    """
    given, silent = answers

    def answer(confidence: float | None) -> Answer:
        return replace(silent, confidence=0.1) if confidence is None else replace(given, confidence=confidence)

    assert is_leaning_meant(answer(alone), answer(leaning), sign) is meant


def test_what_no_letter_speaks_of_is_not_drawn_back(answers: tuple[Answer, Answer]) -> None:
    """ "Council tax?" after a question on audits is no question on audits, unless something in its wording leans."""
    given, silent = answers
    unknown = replace(silent, confidence=0.1, signals={UNKNOWN: 0.5})
    assert not is_leaning_meant(unknown, replace(given, confidence=0.95), FRAGMENT)
    assert is_leaning_meant(unknown, replace(given, confidence=0.95), LEANS)
    known = replace(silent, confidence=0.1, signals={UNKNOWN: 0.0})
    assert is_leaning_meant(known, replace(given, confidence=0.95), FRAGMENT)


def test_of_two_silent_readings_the_nearer_one_is_shown(answers: tuple[Answer, Answer]) -> None:
    """Both are silent: what came closest is shown of the reading that is nearer to an answer."""
    silent = answers[1]
    far, near = replace(silent, confidence=0.1), replace(silent, confidence=0.2)
    assert is_leaning_meant(far, near, LEANS)
    assert not is_leaning_meant(near, far, LEANS)


def test_an_answer_says_how_a_follow_up_was_read(assistant: Assistant) -> None:
    """What leans is read with the earlier topic and says so, in the answer and in the search."""
    question = "and are they robust"
    answer = assistant.ask(question, [PLANS])
    assert answer.quotes
    assert answer.read_as is not None
    assert "safety plans" in answer.read_as
    found = assistant.search(question, 3, [PLANS]).hits
    assert any("safety plan" in hit.passage.text.lower() for hit in found)
    assert found == assistant.search(answer.read_as, 3).hits


def test_a_change_of_subject_is_not_drawn_back(assistant: Assistant) -> None:
    """A question with a topic of its own is answered as if nothing had been asked before."""
    question = "what did inspectors say about return home interviews"
    after, alone = assistant.ask(question, [PLANS]), assistant.ask(question)
    assert [quote.text for quote in after.quotes] == [quote.text for quote in alone.quotes]
    assert after.read_as is None
