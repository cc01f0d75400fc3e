"""Questions that are not searched for: comes in: what is the matter with a question, goes out: a polite Answer."""

from __future__ import annotations

from assistant.answer import Answer, AnswerStatus, Searched, Statement
from assistant.understanding import MAX_QUESTION_CHARACTERS, Problem, Understanding

_WORDS: dict[Problem, tuple[AnswerStatus, str]] = {
    Problem.EMPTY: (
        AnswerStatus.UNCLEAR_QUESTION,
        "Enter a question, for example: how quickly are children found permanent homes?",
    ),
    Problem.OVER_LONG: (
        AnswerStatus.UNCLEAR_QUESTION,
        f"A question must be {MAX_QUESTION_CHARACTERS} characters or fewer. Shorten it and ask again.",
    ),
    Problem.GIBBERISH: (
        AnswerStatus.UNCLEAR_QUESTION,
        "The question could not be understood. Ask it in everyday words, or enter a subject such as “safety plans”.",
    ),
    Problem.NOTHING_ASKED: (
        AnswerStatus.UNCLEAR_QUESTION,
        "It is not clear what is asked. Name the subject, for example: what did inspectors say about caseloads?",
    ),
    Problem.HOSTILE: (
        AnswerStatus.REFUSED,
        "This service only answers questions, in the letters' own words. It takes no other instructions.",
    ),
    Problem.NOT_FOR_LETTERS: (
        AnswerStatus.REFUSED,
        "This service only answers from the letters it holds. It cannot give advice or opinions or write documents.",
    ),
    Problem.ABOUT_THIS_SERVICE: (
        AnswerStatus.REFUSED,
        "This service finds sentences in the letters it holds and shows them word for word, each with its place. It "
        "writes nothing of its own, and its help page says how it works. Ask about a subject, such as “safety plans”.",
    ),
}


def problem_answer(understanding: Understanding) -> Answer:
    """Answer a question with a problem: its status and one plain sentence; nothing was searched.

    Raises ValueError for a question without a problem.
    """
    if understanding.problem is None:
        raise ValueError("the question has no problem")
    status, words = _WORDS[understanding.problem]
    return Answer(
        question=understanding.typed,
        status=status,
        statements=(Statement(words),),
        quotes=(),
        near_misses=(),
        searched=Searched(letters=0, first=None, last=None),
    )
