"""Ranking again: comes in: a question and texts, goes out: a score for each; and which reranker, if any, is set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

NO_RERANKER = ""


class Reranker(Protocol):
    """Says of texts how well they answer a question. `fingerprint` names model and weights."""

    @property
    def fingerprint(self) -> str:
        """Name and hash of the weights."""
        ...

    def score(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return one score for each of `texts`, in their order: higher is better, on a scale of the model's own."""
        ...


def load_reranker(reranker: str) -> Reranker | None:
    """Return the cross-encoder that `reranker` names, as a folder or as a name that is on this machine; "" is none.

    Raises SettingsError where there is no such model, it cannot be loaded, or it gives more than one score.
    """
    if reranker.strip() == NO_RERANKER:
        return None
    from index.cross_encoder_reranker import CrossEncoderReranker

    return CrossEncoderReranker(reranker)
