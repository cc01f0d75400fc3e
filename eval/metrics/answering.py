"""What an answer shows: comes in: shown sentences and an answer key, goes out: precision, recall, coverage, score."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass

from eval.gold import AnswerKey, GoldPlace, Region


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """Each in [0, 1].

    `answer_hit`: a gold quote with a vital point is shown whole. `all_vital`: every vital point is shown.
    `coverage`: share of the vital points shown. `gated_score`: 0 where nothing gold or something forbidden is
    shown or a seal is broken, else coverage times the root of precision.
    """

    quote_precision: float
    quote_recall: float
    quote_f1: float
    answer_hit: float
    all_vital: float
    coverage: float
    gated_score: float

    def as_mapping(self) -> dict[str, float]:
        """The figures by name."""
        return asdict(self)


def judge_shown(
    key: AnswerKey, shown: Set[Region], is_seal_broken: bool = False, context: Set[Region] = frozenset()
) -> AnswerFigures:
    """Judge the whole sentences `shown` in answer to an answerable question.

    `context` are shown sentences that only introduce others (the head of a table, the line above a list): they are
    not held against precision unless they are gold. Showing nothing has precision 0.
    """
    units = gold_sentences(key)
    gold = frozenset[Region]().union(*units)
    counted = {sentence for sentence in shown if sentence in gold or sentence not in context}
    precision = len(counted & gold) / len(counted) if counted else 0.0
    recall = sum(bool(unit & shown) for unit in units) / len(units)
    vital = [point for point in key.question.points if point.vital]
    quotes = shown_gold(key, shown)
    coverage = sum(bool(quotes & set(point.accept)) for point in vital) / len(vital)
    forbidden = any(sentence in shown for places in key.must_not for place in places for sentence in place.sentences)
    is_shut = is_seal_broken or forbidden or not quotes
    return AnswerFigures(
        quote_precision=precision,
        quote_recall=recall,
        quote_f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        answer_hit=float(bool(quotes & key.answering)),
        all_vital=float(coverage == 1.0),
        coverage=coverage,
        gated_score=0.0 if is_shut else coverage * math.sqrt(precision),
    )


def shown_gold(key: AnswerKey, shown: Set[Region]) -> set[int]:
    """Return the numbers of the gold quotes of which every sentence is shown, at any place where they stand."""

    def is_shown(place: GoldPlace) -> bool:
        return all(sentence in shown for sentence in place.sentences)

    return {number for number, places in enumerate(key.gold) if any(map(is_shown, places))}


def context_utilisation(key: AnswerKey, shown: Set[Region], ranked: Sequence[Region]) -> float | None:
    """Return vital points shown over vital points that stand in `ranked`: the selector's part in a miss.

    None where the search brought no vital point: that miss is the search's alone.
    """
    found = shown_gold(key, {s for places in key.gold for p in places for s in p.sentences if _is_in(s, ranked)})
    brought = [point for point in key.question.points if point.vital and found & set(point.accept)]
    quotes = shown_gold(key, shown)
    return sum(bool(quotes & set(point.accept)) for point in brought) / len(brought) if brought else None


def _is_in(sentence: Region, ranked: Sequence[Region]) -> bool:
    return any(region.holds(sentence) for region in ranked)


def gold_sentences(key: AnswerKey) -> set[frozenset[Region]]:
    """Return each gold sentence as the set of the places where it may be shown from."""
    units = set()
    for places in key.gold:
        for alternatives in zip(*(place.sentences for place in places), strict=False):
            units.add(frozenset(alternatives))
    return units
