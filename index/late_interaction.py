"""The second look: comes in: the question's tokens and the best passages, goes out: their late scores and new order.

Late interaction (MaxSim) of Khattab and Zaharia 2020, ColBERT: each token of the question is matched with the token
nearest to it, here each match weighted by the token's inverse document frequency, and the mean taken, not the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import TokenVectors
from index.fusion import DECIMALS, Bounds, Scores, combine, normalise_min_max
from index.token_vectors import TokenTable

# On the development questions 10 to 30 did equally well.
CANDIDATES = 15
HEAVY_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class LateScores:
    """How well passages match a question, token by token; cosines in [-1, 1], 0 where there is nothing to match.

    `passages` and `weakest` (passages,): the weighted mean of the question tokens' best matches, and the worst of
    the best matches among its heavy tokens. `sentences` (sentences,): the weighted mean by sentence.
    """

    passages: Scores
    weakest: Scores
    sentences: Scores


def score_late(question: TokenVectors, table: TokenTable, sentences: Sequence[slice]) -> LateScores:
    """Score each passage, whose sentences are one of the stretches `sentences` of `table`'s."""
    weights = table.weigh(question.ids)
    cosines, bounds = table.match(question.vectors, sentences)
    by_sentence = best_matches(cosines, bounds)
    counts = [part.stop - part.start for part in sentences]
    by_passage = best_matches(by_sentence, np.concatenate(([0], np.cumsum(counts))).astype(np.int64))
    return LateScores(
        passages=weighted_mean(by_passage, weights),
        weakest=weakest_match(by_passage, weights),
        sentences=weighted_mean(by_sentence, weights),
    )


def best_matches(cosines: Scores, bounds: Bounds) -> Scores:
    """Return each row's best of columns bounds[i]:bounds[i + 1], shape (rows, len(bounds) - 1); 0 where there is none.

    `bounds` rise from 0 to the number of columns.
    """
    filled = bounds[:-1] < bounds[1:]
    best = np.zeros((len(cosines), len(filled)), dtype=np.float32)
    if filled.any():
        # Groups without a column lie between their neighbours' borders and take nothing from them.
        best[:, filled] = np.maximum.reduceat(cosines, bounds[:-1][filled], axis=1)
    return best


def weighted_mean(matches: Scores, weights: Scores) -> Scores:
    """Return the mean of each column of `matches` (tokens, n) by `weights` (tokens,), rounded; 0 without tokens."""
    if len(weights) == 0:
        return np.zeros(matches.shape[1], dtype=np.float32)
    mean: Scores = (matches * weights[:, None]).sum(axis=0) / weights.sum()
    return mean.round(DECIMALS)


def weakest_match(matches: Scores, weights: Scores) -> Scores:
    """Return the least of each column among the tokens that weigh at least half of the heaviest; 0 without tokens."""
    if len(weights) == 0:
        return np.zeros(matches.shape[1], dtype=np.float32)
    weakest: Scores = matches[weights >= HEAVY_SHARE * weights.max()].min(axis=0)
    return weakest.round(DECIMALS)


def rerank(fused: Scores, late: Scores, share: float) -> tuple[NDArray[np.intp], Scores]:
    """Mix `share` of the late scores into the first CANDIDATES of `fused`, best first; return the new order and scores.

    Both parts are stretched to [0, 1] over the candidates and the mix is laid between the candidates' lowest and
    highest fused score, so that the passages after them keep theirs and never rise above. Equal mixes keep their order.
    """
    candidates = fused[:CANDIDATES]
    mixed = combine((candidates, late[:CANDIDATES]), (1.0 - share, share))
    order = np.arange(len(fused))
    order[: len(mixed)] = np.argsort(-mixed, kind="stable")
    scores = fused.copy()
    if len(mixed):
        lowest, highest = candidates.min(), candidates.max()
        # The mix rarely fills all of [0, 1]; the best passage keeps the best score.
        spread = normalise_min_max(mixed)[order[: len(mixed)]]
        scores[: len(mixed)] = lowest + (highest - lowest) * spread
    return order, scores


def mix_sentences(scores: Scores, late: Scores, of_candidates: int, share: float) -> Scores:
    """Mix `share` of the late scores into the sentences' own `scores`, both (sentences,), the best passages' first.

    The late scores are stretched to [0, 1] over the first `of_candidates` sentences, those of the candidates; what
    lies beyond is cut off. Where they are all equal they tell nothing and the scores stay.
    """
    lowest, highest = late[:of_candidates].min(initial=np.inf), late[:of_candidates].max(initial=-np.inf)
    if not lowest < highest:
        return scores
    stretched = np.clip((late - lowest) / (highest - lowest), 0.0, 1.0)
    mixed: Scores = np.float32(1.0 - share) * scores + np.float32(share) * stretched
    return mixed.round(DECIMALS)
