"""Finding the paragraph: comes in: ranked regions and an answer key, goes out: recall, hit, MRR and nDCG at k."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.gold import AnswerKey, GoldPlace, Region

ANSWERS, ANSWERS_PARTLY = 2, 1


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """One paragraph that holds gold; `gain` is 2 where it holds a quote with a vital point, else 1.

    `quotes` are the places of its gold quotes, alternatives among them: finding any one whole finds the paragraph.
    """

    gain: int
    quotes: tuple[GoldPlace, ...]

    def is_in(self, region: Region) -> bool:
        """Whether `region` holds all sentences of at least one of the quotes."""
        return any(all(region.holds(sentence) for sentence in quote.sentences) for quote in self.quotes)


def gold_paragraphs(key: AnswerKey) -> tuple[GoldParagraph, ...]:
    """Gather the gold quotes of `key` by paragraph, in the order of the quotes."""
    quotes_by_paragraph: dict[frozenset[Region], list[int]] = {}
    for number, places in enumerate(key.gold):
        quotes_by_paragraph.setdefault(frozenset(place.paragraph for place in places), []).append(number)
    return tuple(
        GoldParagraph(
            ANSWERS if key.answering & set(numbers) else ANSWERS_PARTLY,
            tuple(place for number in numbers for place in key.gold[number]),
        )
        for numbers in quotes_by_paragraph.values()
    )


def find_gold(ranked: Sequence[Region], gold: Sequence[GoldParagraph]) -> list[set[int]]:
    """Return, rank by rank, which of `gold` (by position) is found there for the first time."""
    seen: set[int] = set()
    found = []
    for region in ranked:
        new = {number for number, paragraph in enumerate(gold) if number not in seen and paragraph.is_in(region)}
        seen |= new
        found.append(new)
    return found


def recall_at(k: int, found: Sequence[set[int]], gold: Sequence[GoldParagraph]) -> float:
    """Share of the gold paragraphs that are among the first `k`; `found` as `find_gold` gives it."""
    return len(set().union(*found[:k])) / len(gold)


def hit_at(k: int, found: Sequence[set[int]], gold: Sequence[GoldParagraph]) -> float:
    """1 where one of the first `k` holds an answer (gain 2), else 0."""
    return float(any(gold[number].gain == ANSWERS for numbers in found[:k] for number in numbers))


def reciprocal_rank(k: int, found: Sequence[set[int]], gold: Sequence[GoldParagraph]) -> float:
    """1 / rank of the first of `k` that holds an answer (gain 2); 0 where none does."""
    for rank, numbers in enumerate(found[:k], start=1):
        if any(gold[number].gain == ANSWERS for number in numbers):
            return 1.0 / rank
    return 0.0


def ndcg_at(k: int, found: Sequence[set[int]], gold: Sequence[GoldParagraph]) -> float:
    """Discounted cumulated gain over the best possible: sum of gain / log2(rank + 1), in [0, 1].

    Järvelin and Kekäläinen 2002, Cumulated Gain-Based Evaluation of IR Techniques. A region that holds several gold
    paragraphs gains the best of them only.
    """
    gains = [max((gold[number].gain for number in numbers), default=0) for numbers in found[:k]]
    best = sorted((paragraph.gain for paragraph in gold), reverse=True)[:k]
    return _discounted(gains) / _discounted(best)


def letter_mismatch_at(k: int, ranked: Sequence[Region], gold: Sequence[GoldParagraph]) -> float:
    """Share of the first `k` whose letter holds no gold; 0 where nothing was found."""
    letters = {place.paragraph.letter_id for paragraph in gold for place in paragraph.quotes}
    first = ranked[:k]
    return sum(region.letter_id not in letters for region in first) / len(first) if first else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
