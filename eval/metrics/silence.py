"""Knowing when to be silent: comes in: decisions and confidences, goes out: precision, recall, risk by coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Answering only at or above `confidence` answers the share `coverage` of the questions, `risk` of them wrong."""

    confidence: float
    coverage: float
    risk: float


def precision_recall_f1(was_silent: Sequence[bool], should_be_silent: Sequence[bool]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of silence; a share of nothing is 0."""
    both = sum(was and should for was, should in zip(was_silent, should_be_silent, strict=True))
    precision = both / sum(was_silent) if any(was_silent) else 0.0
    recall = both / sum(should_be_silent) if any(should_be_silent) else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def risk_coverage(confidences: Sequence[float], is_wrong: Sequence[bool]) -> tuple[RiskPoint, ...]:
    """Return one point for each distinct confidence, from the surest down to answering everything.

    El-Yaniv and Wiener 2010, On the Foundations of Noise-free Selective Classification. Equal confidences cannot be
    told apart by a threshold, so they enter together.
    """
    ordered = sorted(zip(confidences, is_wrong, strict=True), key=lambda pair: -pair[0])
    points, answered, wrong = [], 0, 0
    for confidence, tied in groupby(ordered, key=lambda pair: pair[0]):
        outcomes = [outcome for _, outcome in tied]
        answered += len(outcomes)
        wrong += sum(outcomes)
        points.append(RiskPoint(confidence, answered / len(ordered), wrong / answered))
    return tuple(points)


def area_under_risk_coverage(points: Sequence[RiskPoint]) -> float:
    """Mean risk over all coverages (AURC, lower is better): each point's risk times the coverage it adds."""
    area, before = 0.0, 0.0
    for point in points:
        area += point.risk * (point.coverage - before)
        before = point.coverage
    return area


def coverage_at_risk(points: Sequence[RiskPoint], limit: float) -> float:
    """Return the greatest coverage whose risk is at most `limit`; 0 where even the surest answers are riskier."""
    return max((point.coverage for point in points if point.risk <= limit), default=0.0)


def auroc(scores: Sequence[float], is_positive: Sequence[bool]) -> float | None:
    """Return how often a positive scores above a negative, ties counting half; None where one kind is missing.

    Mann and Whitney's U over the number of pairs.
    """
    positives = [score for score, positive in zip(scores, is_positive, strict=True) if positive]
    negatives = [score for score, positive in zip(scores, is_positive, strict=True) if not positive]
    if not positives or not negatives:
        return None
    won = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return won / (len(positives) * len(negatives))
