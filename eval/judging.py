"""Judging one question: comes in: its answer key and what a system showed, goes out: a Case with every figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from corpus import Letter
from eval.cases import Case, Shown
from eval.gold import AnswerKey, Region
from eval.metrics import (
    context_utilisation,
    count_attribution_errors,
    count_seal_violations,
    find_gold,
    gold_paragraphs,
    hit_at,
    judge_shown,
    letter_mismatch_at,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)
from eval.metrics.sealing import ShownQuote, all_paragraphs

CUTS = (1, 5, 10, 20)


def judge(key: AnswerKey, overlap: str, shown: Shown, letters: Mapping[str, Letter]) -> Case:
    """Work out every figure that applies to this question."""
    violations = count_seal_violations((*shown.quotes, *shown.closest), letters)
    figures = {
        "seal_violations": float(violations),
        "attribution_errors": float(count_attribution_errors(key, [q.region for q in shown.quotes], letters)),
        "failed": 0.0,
    }
    if not key.question.answerable:
        figures["false_answer"] = float(not shown.silent)
        return Case(key, overlap, shown, figures, is_wrong_if_answered=True)
    figures["wrongful_silence"] = float(shown.silent)
    figures |= judge_ranking(key, shown.ranked)
    # Near misses are labelled as no answer: however right they are, a silent answer has shown nothing.
    sentences = sentences_of([] if shown.silent else shown.quotes, letters)
    context = sentences_in(shown.context, letters)
    judged = judge_shown(key, sentences, violations > 0, context)
    figures |= judged.as_mapping()
    utilisation = context_utilisation(key, sentences, shown.ranked[:10])
    if utilisation is not None:
        figures["utilisation@10"] = utilisation
    if not shown.silent:
        figures["words_shown"] = float(shown.words)
    offered = sentences_of(shown.closest, letters) if shown.silent else sentences
    would_hit = judge_shown(key, offered).answer_hit == 1.0
    return Case(key, overlap, shown, figures, is_wrong_if_answered=not would_hit)


def judge_crash(key: AnswerKey, overlap: str, error: str) -> Case:
    """Count a crash as wrong: 0 in each figure of quality, 1 in each of failure, and sure where it should not be."""
    figures = {"seal_violations": 0.0, "attribution_errors": 0.0, "failed": 1.0}
    shown = Shown(status="failed", silent=False, confidence=0.0 if key.question.answerable else 1.0)
    if not key.question.answerable:
        return Case(key, overlap, shown, figures | {"false_answer": 1.0}, True, error)
    zeros = judge_ranking(key, ()) | judge_shown(key, frozenset()).as_mapping()
    return Case(key, overlap, shown, figures | zeros | {"wrongful_silence": 1.0}, True, error)


def judge_ranking(key: AnswerKey, ranked: Sequence[Region]) -> dict[str, float]:
    """Return the retrieval figures of an answerable question.

    Gold that stands only in a letterhead or sign-off counts like any other, though searching does not hold it.
    """
    gold = gold_paragraphs(key)
    found = find_gold(ranked, gold)
    figures = {f"recall@{k}": recall_at(k, found, gold) for k in CUTS}
    figures |= {f"hit@{k}": hit_at(k, found, gold) for k in CUTS}
    return figures | {
        "mrr@10": reciprocal_rank(10, found, gold),
        "ndcg@10": ndcg_at(10, found, gold),
        "letter_mismatch@5": letter_mismatch_at(5, ranked, gold),
    }


def sentences_of(quotes: Sequence[ShownQuote], letters: Mapping[str, Letter]) -> set[Region]:
    """Return the whole sentences that stand in `quotes`."""
    return sentences_in([quote.region for quote in quotes], letters)


def sentences_in(regions: Sequence[Region], letters: Mapping[str, Letter]) -> set[Region]:
    """Return the sentences, of body or margins, that lie whole in one of `regions`; unknown letters have none."""
    found = set()
    sorted_by_letter = {
        name: sorted_sentences(letters[name]) for name in {region.letter_id for region in regions} & letters.keys()
    }
    for region in regions:
        sentences = sorted_by_letter.get(region.letter_id, [])
        first = bisect_left(sentences, region.start, key=lambda sentence: sentence.start)
        for sentence in sentences[first:]:
            if sentence.start >= region.end:
                break
            if sentence.end <= region.end:
                found.add(sentence)
    return found


def sorted_sentences(letter: Letter) -> list[Region]:
    """Return all sentences of the letter in reading order."""
    return sorted(
        (Region(letter.id, s.start, s.end) for paragraph in all_paragraphs(letter) for s in paragraph.sentences),
        key=lambda region: region.start,
    )
