"""Judging what was found: comes in: hits and what judges them, goes out: verdicts on the hits, a new order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from assistant.judge_reading import read_by_judge
from corpus import Letter
from index import Hearing, Hit

# The signal that tells a hit's verdict; a hit that was not judged has none.
ANSWERS = "judge_answers"
# The index's signal of how well the worst met of the question's weighty words is met, a cosine.
WEAKEST = "late_weakest"
_LEAST_CHANCE = 1e-3


@dataclass(frozen=True, slots=True)
class JudgeRule:
    """How many of the best hits are judged, how many sentences of each, and the verdicts' share of the new order.

    Of each hit as much is read: the chances of a long text are lower, so that those of two lengths cannot be compared.
    A judged hit is not quoted where its chance of answering is less than `refuted` times the best one; from `likely`
    times the best one on, its words are not weighed any more.

    In a sentence's score its own verdict has `sentence_share`. Verdicts run from 0, the lowest log odds of all that was
    read, to 1, the highest; what was not read counts as `unread`.

    What was chosen of passages that were not read is checked, in up to `checked` passages, by their best sentences, and
    not quoted below `doubted` times the best chance.

    What is read costs time: `python -m eval.bench_latency` prints an answer beside the bare embedding of its question.
    """

    hits: int = 3
    sentences: int = 3
    share: float = 0.4
    refuted: float = 0.1
    likely: float = 0.5
    sentence_share: float = 0.4
    unread: float = 0.4
    checked: int = 12
    doubted: float = 0.15


DEFAULT_JUDGING = JudgeRule()


def judge_hits(hits: Sequence[Hit], letters: Mapping[str, Letter], judge: Hearing) -> tuple[Hit, ...]:
    """Return `hits` in their order, with verdicts among the first ones' signals and in the scores of all sentences."""
    if not hits:
        return ()
    rule = DEFAULT_JUDGING
    first = hits[: rule.hits]
    read = [read_by_judge(hit, letters[hit.passage.letter_id], rule.sentences) for hit in first]
    verdicts = judge([texts for _, texts in read])
    stretched = iter(_stretch([log_odds(chance) for verdict in verdicts for chance in verdict.sentences]))
    judged = []
    for hit, (places, _), verdict in zip(first, read, verdicts, strict=True):
        told = [next(stretched) for _ in verdict.sentences]
        # An item or a row is read as one text, whatever sentences it has.
        own = dict.fromkeys(places, told[0]) if len(told) == 1 else dict(zip(places, told, strict=True))
        judged.append(replace(_weigh_sentences(hit, own), signals={**hit.signals, ANSWERS: verdict.answers}))
    return (*judged, *(_weigh_sentences(hit, {}) for hit in hits[rule.hits :]))


def log_odds(chance: float) -> float:
    """Return the log odds of `chance`; what is all but sure, either way, is not told apart."""
    return log((chance + _LEAST_CHANCE) / (1.0 - chance + _LEAST_CHANCE))


def _weigh_sentences(hit: Hit, told: Mapping[int, float]) -> Hit:
    """Return `hit` with what the judge has `told` of its sentences, by their numbers, mixed into their scores."""
    rule = DEFAULT_JUDGING
    return replace(
        hit,
        sentence_scores=tuple(
            (1.0 - rule.sentence_share) * score + rule.sentence_share * told.get(number, rule.unread)
            for number, score in enumerate(hit.sentence_scores)
        ),
    )


def without_refuted(hits: Sequence[Hit], all_hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return `hits` but for those the judge thinks far less likely to answer than another of `all_hits`; in order."""
    best = max((hit.signals[ANSWERS] for hit in all_hits if ANSWERS in hit.signals), default=0.0)
    least = DEFAULT_JUDGING.refuted * best
    return tuple(hit for hit in hits if hit.signals.get(ANSWERS, best) >= least)


def without_strangers(hits: Sequence[Hit], all_hits: Sequence[Hit], gap: float) -> tuple[Hit, ...]:
    """Return `hits` but for those that miss a weighty word of the question which another of `all_hits` meets.

    Counts how well the question's weighty words are met at worst: at most `gap` less than by the best of all. What the
    judge thinks likely to answer is no stranger, whatever its words.
    """
    best = max((hit.signals.get(WEAKEST, 0.0) for hit in all_hits), default=0.0)
    surest = max((hit.signals.get(ANSWERS, 0.0) for hit in all_hits), default=0.0)
    likely = DEFAULT_JUDGING.likely * surest if surest else 1.0
    return tuple(
        hit for hit in hits if hit.signals.get(WEAKEST, best) >= best - gap or hit.signals.get(ANSWERS, 0.0) >= likely
    )


def order_by_verdicts(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the judged among `hits` in a new order, their verdicts mixed into their scores, in front of the others."""
    judged = [hit for hit in hits if ANSWERS in hit.signals]
    if not judged:
        return tuple(hits)
    anew = mix_order(judged, [hit.signals[ANSWERS] for hit in judged], DEFAULT_JUDGING.share)
    return (*anew, *(hit for hit in hits if ANSWERS not in hit.signals))


def mix_order(hits: Sequence[Hit], others: Sequence[float], share: float) -> list[Hit]:
    """Return `hits`, at least one, in a new order and with new scores, of which `others` have a `share` of 0 to 1.

    Both are stretched to run from 0 to 1, mixed, and laid between the lowest and the highest score of `hits`, so that
    these stay comparable with what was not mixed; equal mixes keep their order.
    """
    scores = [hit.score for hit in hits]
    parts = zip(_stretch(scores), _stretch(others), strict=True)
    mixed = _stretch([(1.0 - share) * score + share * other for score, other in parts])
    low, high = min(scores), max(scores)
    anew = [replace(hit, score=low + (high - low) * part) for hit, part in zip(hits, mixed, strict=True)]
    return sorted(anew, key=lambda hit: -hit.score)


def _stretch(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 1.0 for value in values]
