"""One score from four: comes in: lexical and vector scores of one question, goes out: scores that rank passages.

The convex combination of per-query min-max normalised scores of Bruch, Gai and Ingber 2022, An Analysis of Fusion
Functions for Hybrid Retrieval, there for one lexical and one dense score, here for two of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Bounds = NDArray[np.int64]
# Beyond this many decimals scores differ by rounding only, which must not decide who is first.
DECIMALS = 6


# Which rows of a score array: their numbers, or a stretch of them.
Rows = NDArray[np.int64] | slice
ALL_ROWS = slice(None)


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much each score counts, at least 0; the first four add up to 1.

    `sentence_bm25` is the lexical share in a sentence's own score (the rest is its cosine), set apart because
    choosing a sentence within a passage is another task than finding the passage. `late` is the share of late
    interaction in the order of the best passages, `sentence_late` in a sentence's own score. Raises ValueError.
    """

    bm25: float = 0.2
    bm25_sentence: float = 0.0
    paragraph_cosine: float = 0.35
    sentence_cosine: float = 0.45
    sentence_bm25: float = 0.2
    late: float = 0.5
    sentence_late: float = 0.5

    def __post_init__(self) -> None:
        if min(self.of_passage) < 0.0 or abs(sum(self.of_passage) - 1.0) > 1e-9:
            raise ValueError(f"the four weights of a passage must be at least 0 and add up to 1: {self.of_passage}")
        for name in ("sentence_bm25", "late", "sentence_late"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} must lie between 0 and 1: {getattr(self, name)}")

    @property
    def of_passage(self) -> tuple[float, float, float, float]:
        """The weights of bm25, bm25_sentence, paragraph_cosine and sentence_cosine, in this order."""
        return self.bm25, self.bm25_sentence, self.paragraph_cosine, self.sentence_cosine

    @property
    def of_sentence(self) -> tuple[float, float]:
        """The weights of a sentence's BM25 and cosine, in this order."""
        return self.sentence_bm25, 1.0 - self.sentence_bm25


DEFAULT_WEIGHTS = FusionWeights()


def normalise_min_max(scores: Scores, lowest_of: Rows = ALL_ROWS, rows: Rows = ALL_ROWS) -> Scores:
    """Return the `rows` of `scores`, stretched so that the highest of all is 1 and the lowest of `lowest_of` is 0.

    Scores equal to that lowest one everywhere tell nothing and become 0.
    """
    if scores.size == 0:
        return scores
    lowest, highest = scores[lowest_of].min(), scores.max()
    if highest == lowest:
        return np.zeros_like(scores[rows])
    stretched: Scores = (scores[rows] - lowest) / (highest - lowest)
    return stretched


def combine(
    parts: Sequence[Scores], weights: Sequence[float], lowest_of: Rows = ALL_ROWS, rows: Rows = ALL_ROWS
) -> Scores:
    """Return the `rows` of the weighted sum of the normalised `parts`, all of one shape (n,), rounded to 6 decimals."""
    total = np.zeros_like(parts[0][rows])
    for part, weight in zip(parts, weights, strict=True):
        if weight > 0.0:
            total += np.float32(weight) * normalise_min_max(part, lowest_of, rows)
    rounded: Scores = total.round(DECIMALS)
    return rounded


def best_of_groups(scores: Scores, bounds: Bounds) -> Scores:
    """Return the best of `scores[bounds[i]:bounds[i + 1]]` for each i, shape (len(bounds) - 1,).

    `bounds` rise from 0 to len(scores). A group without a row gets the lowest score of all: it found nothing.
    """
    filled = bounds[:-1] < bounds[1:]
    if filled.all() and len(filled):
        return np.maximum.reduceat(scores, bounds[:-1])
    best = np.full(len(filled), scores.min() if scores.size else 0.0, dtype=scores.dtype)
    if filled.any():
        best[filled] = np.maximum.reduceat(scores, bounds[:-1][filled])
    return best


def rank(scores: Scores, count: int) -> NDArray[np.intp]:
    """Return the positions of the `count` best scores, best first; equal scores keep their order."""
    if count <= 0:
        return np.zeros(0, dtype=np.intp)
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    # Sorting only those at or above the last place keeps large collections fast, ties included.
    last_place = np.partition(scores, len(scores) - count)[len(scores) - count]
    candidates = np.flatnonzero(scores >= last_place)
    best: NDArray[np.intp] = candidates[np.argsort(-scores[candidates], kind="stable")][:count]
    return best
