"""A judge without a model: comes in: a question and sentences, goes out: the share of its words they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.content_tokens import is_content_token
from index.judge import Hearing, Verdict

WORD = re.compile(r"\w+")


class OverlapJudge:
    """Counts shared words, and knows no meaning: for trying the program out and for tests that are always alike."""

    @property
    def fingerprint(self) -> str:
        """There are no weights."""
        return "overlap-1"

    def hear(self, question: str) -> Hearing:
        """Return what says for each sentence the share of the question's content words in it, for a passage of all."""
        asked = _content(question)

        def judge(passages: Sequence[Sequence[str]]) -> tuple[Verdict, ...]:
            return tuple(
                Verdict(_share(asked, " ".join(passage)), tuple(_share(asked, sentence) for sentence in passage))
                for passage in passages
            )

        return judge


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(text.lower()) if is_content_token(word))


def _share(asked: frozenset[str], text: str) -> float:
    return len(asked & _content(text)) / len(asked) if asked else 0.0
