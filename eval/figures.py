"""The figures of a run: comes in: an EvaluationRun, goes out: named means with intervals, and figures of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from eval.cases import Case, EvaluationRun
from eval.metrics import (
    RiskPoint,
    area_under_risk_coverage,
    auroc,
    coverage_at_risk,
    precision_recall_f1,
    risk_coverage,
)
from eval.statistics import Estimate, bootstrap_mean

RISK_LIMIT = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """One named figure; `higher_is_better` tells which way is good."""

    name: str
    title: str
    higher_is_better: bool = True


FIGURES = (
    Figure("recall@1", "search recall@1"),
    Figure("recall@5", "search recall@5"),
    Figure("recall@10", "search recall@10"),
    Figure("hit@1", "search hit@1"),
    Figure("hit@5", "search hit@5"),
    Figure("mrr@10", "search MRR@10"),
    Figure("ndcg@10", "search nDCG@10"),
    Figure("letter_mismatch@5", "other letters in the first 5", higher_is_better=False),
    Figure("answer_hit", "answer hit"),
    Figure("all_vital", "everything needed shown"),
    Figure("coverage", "point coverage"),
    Figure("utilisation@10", "shown of what the first 10 held"),
    Figure("quote_precision", "quote precision"),
    Figure("quote_recall", "quote recall"),
    Figure("quote_f1", "quote F1"),
    Figure("gated_score", "gated score"),
    Figure("wrongful_silence", "wrongful silence", higher_is_better=False),
    Figure("false_answer", "false answers", higher_is_better=False),
    Figure("seal_violations", "seal violations per question", higher_is_better=False),
    Figure("attribution_errors", "attribution errors per question", higher_is_better=False),
    Figure("failed", "crashes", higher_is_better=False),
)
HEADLINES = (
    "recall@1", "recall@5", "hit@5", "answer_hit", "gated_score", "wrongful_silence", "false_answer",
    "attribution_errors",
)  # fmt: skip
FIGURE_BY_NAME = {figure.name: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class SilenceFigures:
    """How well a run knows when to be silent; `auroc` is None where only one kind of question was asked."""

    precision: float
    recall: float
    f1: float
    points: tuple[RiskPoint, ...]
    area: float
    coverage_at_limit: float
    auroc: float | None


@dataclass(frozen=True, slots=True)
class SpeedFigures:
    """Milliseconds of an answer, and the middle answer over the middle embedding of a question (None if not told)."""

    p50: float
    p95: float
    times_embedding: float | None


def estimate(run: EvaluationRun, name: str, cases: Sequence[Case] | None = None) -> Estimate | None:
    """Return the mean of a figure with its interval over `cases` (default: all); None where it applies to none."""
    values = run.values(name, cases)
    return bootstrap_mean([value for _, value in values], [group for group, _ in values]) if values else None


def total(run: EvaluationRun, name: str) -> int:
    """Return the sum of a figure that counts something."""
    return round(sum(value for _, value in run.values(name)))


def median_words(run: EvaluationRun) -> float | None:
    """Return the median of the words shown in answers that were given to answerable questions."""
    words = [value for _, value in run.values("words_shown")]
    return median(words) if words else None


def silence_figures(run: EvaluationRun) -> SilenceFigures:
    """Judge the silences; a crash is no silence, and as sure as it should not be."""
    was_silent = [case.shown.silent for case in run.cases]
    should = [not case.question.answerable for case in run.cases]
    confidences = [case.shown.confidence for case in run.cases]
    points = risk_coverage(confidences, [case.is_wrong_if_answered for case in run.cases])
    return SilenceFigures(
        *precision_recall_f1(was_silent, should),
        points=points,
        area=area_under_risk_coverage(points),
        coverage_at_limit=coverage_at_risk(points, RISK_LIMIT),
        auroc=auroc(confidences, [case.question.answerable for case in run.cases]),
    )


def speed_figures(run: EvaluationRun) -> SpeedFigures | None:
    """Return how long answers took; None for a run that was not timed."""
    taken = [value for _, value in run.values("milliseconds")]
    if not taken:
        return None
    p50, p95 = np.percentile(taken, [50, 95])
    embedding = [value for _, value in run.values("embed_milliseconds")]
    middle = median(embedding) if embedding else 0.0
    return SpeedFigures(float(p50), float(p95), float(p50) / middle if middle > 0 else None)


def follow_up_gap(run: EvaluationRun) -> tuple[float, int] | None:
    """Return how much better follow-ups fare when rewritten to stand alone, as a difference of shares, and how many."""
    follow_ups = [case for case in run.cases if "standalone_right" in case.figures]
    if not follow_ups:
        return None
    gaps = [case.figures["standalone_right"] - _right(case) for case in follow_ups]
    return sum(gaps) / len(gaps), len(gaps)


def _right(case: Case) -> float:
    return case.figures["answer_hit"] if case.question.answerable else 1.0 - case.figures["false_answer"]
