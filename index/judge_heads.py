"""The judge's verdict: comes in: token states of one row and who owns them, goes out: chances of answering."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.judge import Verdict
from index.judge_input import QUESTION

Floats = NDArray[np.float32]
HEADS = (
    "sentence_head.weight", "sentence_head.bias", "answer_head.weight", "answer_head.bias", "token_head.weight",
    "match_share", "best_share",
)  # fmt: skip
PRODUCT_SCALE = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class JudgeHeads:
    """The trained numbers behind the last layer; `size` is the length of one token's state.

    A sentence's logit: `sentence` (3 x size,) times its mean state, its first state, and the product of its mean and
    the question's, plus `match` times the mean match of the question's tokens, weighed by `token` (size,). A row's:
    `answer` (2 x size,) times the first state and the question's mean, plus `best` times its best sentence's.
    """

    sentence: Floats
    sentence_bias: Floats
    answer: Floats
    answer_bias: Floats
    token: Floats
    match: Floats
    best: Floats

    def judge(self, states: Floats, owners: NDArray[np.int64], sentences: int) -> Verdict:
        """Return the verdict on a row of `states` (tokens, size), owned by `owners` (tokens,)."""
        asked = states[owners == QUESTION]
        if not len(asked):
            return Verdict(0.0, (0.0,) * sentences)
        question = asked.mean(axis=0)
        units, asked_units = _unit(states), _unit(asked)
        weights = np.exp(asked @ self.token - (asked @ self.token).max())
        weights /= weights.sum()
        logits = []
        for number in range(sentences):
            own = owners == number
            mean = states[own].mean(axis=0)
            product = PRODUCT_SCALE * _unit(mean) * _unit(question)
            features = np.concatenate([mean, states[own][0], product])
            # Not one matrix product: BLAS's threads, once woken, keep a core from the row beside this one for long.
            match = np.vecdot(asked_units[:, None], units[None, own]).max(axis=1) @ weights
            logits.append(float(features @ self.sentence + self.sentence_bias + self.match * match))
        whole = np.concatenate([states[0], question]) @ self.answer + self.answer_bias + self.best * max(logits)
        return Verdict(_chance(float(whole)), tuple(_chance(logit) for logit in logits))


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True).clip(1e-12)
    return unit


def _chance(logit: float) -> float:
    return float(1.0 / (1.0 + np.exp(-logit)))
