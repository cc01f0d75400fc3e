"""Ranking what was found again: comes in: hits and a cross-encoder, goes out: the first of them in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.judge_reading import whole_passage
from assistant.judging import mix_order
from corpus import Letter
from index import Hit, Reranker

# How many of the first hits are ranked again, and the reranker's share of their new order.
RERANKED = 20
SHARE = 0.5
# What the reranker said of a hit, on its own scale.
RERANKED_SCORE = "reranker"


def rerank_hits(
    hits: Sequence[Hit], letters: Mapping[str, Letter], reranker: Reranker, question: str
) -> tuple[Hit, ...]:
    """Return `hits` with the first ones in a new order; each of those has the reranker's score among its signals."""
    first = hits[:RERANKED]
    if not first:
        return tuple(hits)
    scores = reranker.score(question, [whole_passage(hit, letters[hit.passage.letter_id]) for hit in first])
    told = [
        replace(hit, signals={**hit.signals, RERANKED_SCORE: score}) for hit, score in zip(first, scores, strict=True)
    ]
    return (*mix_order(told, scores, SHARE), *hits[RERANKED:])
