"""Figures of merit as pure functions: comes in: what was found or shown and what is gold, goes out: numbers."""

from eval.metrics.answering import AnswerFigures, context_utilisation, judge_shown, shown_gold
from eval.metrics.attribution import count_attribution_errors
from eval.metrics.retrieval import (
    GoldParagraph,
    find_gold,
    gold_paragraphs,
    hit_at,
    letter_mismatch_at,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)
from eval.metrics.sealing import count_seal_violations, link_resolves
from eval.metrics.silence import (
    RiskPoint,
    area_under_risk_coverage,
    auroc,
    coverage_at_risk,
    precision_recall_f1,
    risk_coverage,
)

__all__ = [
    "AnswerFigures",
    "GoldParagraph",
    "RiskPoint",
    "area_under_risk_coverage",
    "auroc",
    "context_utilisation",
    "count_attribution_errors",
    "count_seal_violations",
    "coverage_at_risk",
    "find_gold",
    "gold_paragraphs",
    "hit_at",
    "judge_shown",
    "letter_mismatch_at",
    "link_resolves",
    "ndcg_at",
    "precision_recall_f1",
    "recall_at",
    "reciprocal_rank",
    "risk_coverage",
    "shown_gold",
]
