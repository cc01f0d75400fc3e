"""What the judge reads: comes in: the lengths of a question and its sentences, goes out: who owns which token."""

from __future__ import annotations

from collections.abc import Sequence

QUESTION_TOKENS = 48
SENTENCE_TOKENS = 96
ROW_TOKENS = 256
QUESTION = -1
NOBODY = -2
# The encoder's first layers read each text alone; the judge's own read question and sentences together.
ENCODER_LAYERS = 6
SHARED_LAYERS = 1
OWN_LAYERS = ENCODER_LAYERS - SHARED_LAYERS


def tidy_question(question: str) -> str:
    """Return `question` without the marks at its end, which tell how it was typed and not what is asked."""
    return question.strip().rstrip("?!. ").strip()


def fitting(question: int, sentences: Sequence[int]) -> int:
    """Return how many of the sentences, whose lengths in tokens are given, fit behind the question: at least one."""
    length = question
    for number, tokens in enumerate(sentences):
        length += tokens
        if number and length > ROW_TOKENS:
            return number
    return len(sentences)


def owners_of(question: int, sentences: Sequence[int]) -> list[int]:
    """Return for each token of a row its sentence's number, QUESTION, or NOBODY for the question's two marks.

    A sentence's own marks count as its tokens. Lengths include the marks.
    """
    owners = [NOBODY, *[QUESTION] * (question - 2), NOBODY]
    for number, tokens in enumerate(sentences):
        owners += [number] * tokens
    return owners
