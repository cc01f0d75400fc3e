"""One question from the browser: comes in: the question and the earlier ones, goes out: what the browser shows."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Sequence
from typing import TypedDict

from assistant import MAX_QUESTION_CHARACTERS, Assistant, Scope
from corpus import UserFacingError
from ui.choices import read_form
from ui.markup_answer import answer_turn, said_aloud
from ui.markup_gloss import gloss_once
from ui.markup_problem import SORRY, busy_turn, problem_turn, question_error
from ui.takeaway_desk import Taking

MAX_EARLIER_QUESTIONS = 12
_log = logging.getLogger(__name__)


class Shown(TypedDict):
    """What the browser gets: `outcome` is "turn" (an answer or an honest silence), "invalid" or "problem"."""

    outcome: str
    html: str
    said: str
    question: str


def answer_question(
    assistant: Assistant,
    question: object,
    earlier: object,
    choices: object = "",
    taking: Taking | None = None,
) -> Shown:
    """Answer `question` in the light of `earlier`, a JSON list of earlier questions, oldest first.

    `choices` are the documents chosen, written as in a link: "council=Hull&from=2022". `taking` draws what the
    answer can be taken away with.

    Nothing is kept between calls. Every failure comes back as a "problem": this is the page's entry
    point, and Gradio itself would swallow an exception without a word.
    """
    asked = " ".join(question.split()) if isinstance(question, str) else ""
    complaint = complain(asked)
    if complaint:
        return Shown(outcome="invalid", html=question_error(complaint), said=complaint, question=asked)
    try:
        before, scope = _read_earlier(earlier), _read_choices(choices)
        answer = assistant.ask(asked, before, scope)
        tools = taking.draw(answer, before, scope, choices) if taking is not None else None
        html = answer_turn(answer, tools, gloss_once(assistant.letters_by_id))
        return Shown(outcome="turn", html=html, said=said_aloud(answer), question=asked)
    except UserFacingError as error:
        _log.warning("a question was not answered: %s", type(error).__name__)
        return _problem(asked, error)
    except Exception as error:  # noqa: BLE001 - entry point: the reader must see a failure as a failure
        # Not the error's own words: they may hold the question, which is kept nowhere.
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("a question was not answered: %s\n%s", type(error).__name__, where)
        return _problem(asked, None)


def too_busy() -> Shown:
    """What the browser shows where too many questions are waiting."""
    return Shown(outcome="problem", html=busy_turn(), said="", question="")


def complain(question: str) -> str | None:
    """Say why a question cannot be taken; `None` when it can."""
    if not question:
        return "Enter a question"
    if len(question) > MAX_QUESTION_CHARACTERS:
        return f"Question must be {MAX_QUESTION_CHARACTERS} characters or fewer"
    return None


def _read_earlier(earlier: object) -> Sequence[str]:
    """Read the earlier questions; raises ValueError where the browser did not send a list of questions."""
    questions = json.loads(earlier) if isinstance(earlier, str) and earlier else []
    if not isinstance(questions, list) or not all(isinstance(item, str) for item in questions):
        raise ValueError("the earlier questions are not a list of texts")
    return [item[:MAX_QUESTION_CHARACTERS] for item in questions[-MAX_EARLIER_QUESTIONS:]]


def _read_choices(choices: object) -> Scope:
    """Read the choices; raises QuestionError for one that cannot be right, ValueError where they are no text."""
    if not isinstance(choices, str | None):
        raise ValueError("the choices are not a text")
    return read_form(choices or "")


def _problem(asked: str, error: UserFacingError | None) -> Shown:
    return Shown(outcome="problem", html=problem_turn(error), said=f"{SORRY}.", question=asked)
