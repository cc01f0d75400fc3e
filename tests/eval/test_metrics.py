"""Every figure worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from corpus import Letter, Paragraph, Section, Voice
from eval.gold import AnswerKey, Region, make_answer_key
from eval.metrics import (
    area_under_risk_coverage,
    auroc,
    context_utilisation,
    count_attribution_errors,
    count_seal_violations,
    coverage_at_risk,
    find_gold,
    gold_paragraphs,
    hit_at,
    judge_shown,
    letter_mismatch_at,
    link_resolves,
    ndcg_at,
    precision_recall_f1,
    recall_at,
    reciprocal_rank,
    risk_coverage,
    shown_gold,
)
from eval.metrics.sealing import ShownQuote
from eval.question import Filters, GoldQuote, Question

MakeQuestion = Callable[..., Question]


def region(letter: Letter, words: str) -> Region:
    start = letter.text.index(words)
    return Region(letter.id, start, start + len(words))


@pytest.fixture
def key(make_question: MakeQuestion, letters: Mapping[str, Letter]) -> AnswerKey:
    """Gold: "Caseloads are high." (vital) in paragraph 2, "Reviews are late." (not vital) in paragraph 3 of letter a."""
    return make_answer_key(make_question("q", ("Caseloads are high.", "Reviews are late."), (True, False)), letters)


@pytest.fixture
def paragraphs(letters: Mapping[str, Letter]) -> list[Region]:
    """The three paragraphs of letter a, then those of letter b."""
    return [Region(letter.id, p.start, p.end) for letter in letters.values() for _, p in letter.paragraphs()]


def test_retrieval_figures(key: AnswerKey, paragraphs: list[Region]) -> None:
    """Ranked: b1, a3 (answers partly, gain 1), a2 (answers, gain 2).

    recall@1 = 0/2, recall@2 = 1/2, recall@3 = 2/2. hit@2 = 0, since a3 only answers partly; hit@3 = 1. MRR = 1/3.
    DCG = 1/log2(3) + 2/log2(4) = 0.6309 + 1 = 1.6309; ideal 2/log2(2) + 1/log2(3) = 2.6309; nDCG = 0.6199.
    Of the first two letters one, b, holds no gold: mismatch@2 = 1/2.
    """
    gold = gold_paragraphs(key)
    ranked = [paragraphs[3], paragraphs[2], paragraphs[1]]
    found = find_gold(ranked, gold)
    assert [recall_at(k, found, gold) for k in (1, 2, 3)] == [0.0, 0.5, 1.0]
    assert [hit_at(k, found, gold) for k in (2, 3)] == [0.0, 1.0]
    assert reciprocal_rank(10, found, gold) == pytest.approx(1 / 3)
    assert ndcg_at(10, found, gold) == pytest.approx(0.61992, abs=1e-4)
    assert letter_mismatch_at(2, ranked, gold) == 0.5


def test_a_paragraph_found_twice_counts_once(key: AnswerKey, paragraphs: list[Region]) -> None:
    """a2 at ranks 1 and 2: recall 1/2, and DCG is 2/log2(2) = 2 of 2.6309, not more."""
    gold = gold_paragraphs(key)
    found = find_gold([paragraphs[1], paragraphs[1]], gold)
    assert recall_at(10, found, gold) == 0.5
    assert ndcg_at(10, found, gold) == pytest.approx(2 / (2 + 1 / math.log2(3)))


def test_half_a_gold_sentence_is_not_found(key: AnswerKey, paragraphs: list[Region]) -> None:
    """A stretch that ends inside the gold sentence does not find its paragraph."""
    half = Region("a", paragraphs[1].start, paragraphs[1].start + 10)
    assert find_gold([half], gold_paragraphs(key)) == [set()]


def test_answer_figures(key: AnswerKey, letters: Mapping[str, Letter]) -> None:
    """Shown: "Caseloads are high." (gold) and "Managers know this." (not gold).

    Precision 1/2, recall 1/2, F1 1/2; the one vital point is shown: coverage 1/1, hit; score 1 * sqrt(1/2).
    """
    shown = {region(letters["a"], "Caseloads are high."), region(letters["a"], "Managers know this.")}
    figures = judge_shown(key, shown)
    assert (figures.quote_precision, figures.quote_recall, figures.quote_f1) == (0.5, 0.5, 0.5)
    assert (figures.answer_hit, figures.all_vital, figures.coverage) == (1.0, 1.0, 1.0)
    assert figures.gated_score == pytest.approx(math.sqrt(0.5))


def test_what_only_answers_partly_is_no_hit(key: AnswerKey, letters: Mapping[str, Letter]) -> None:
    """Shown: only "Reviews are late.", which carries no vital point: precision 1, recall 1/2, coverage 0, no hit."""
    figures = judge_shown(key, {region(letters["a"], "Reviews are late.")})
    assert (figures.quote_precision, figures.quote_recall) == (1.0, 0.5)
    assert (figures.answer_hit, figures.coverage, figures.gated_score) == (0.0, 0.0, 0.0)


def test_the_same_words_of_another_letter_are_not_gold(key: AnswerKey, letters: Mapping[str, Letter]) -> None:
    """Letter b says the same, but the gold is letter a's: nothing gold is shown."""
    figures = judge_shown(key, {region(letters["b"], "Caseloads are high.")})
    assert figures.as_mapping() == dict.fromkeys(figures.as_mapping(), 0.0)


def test_a_broken_seal_or_a_forbidden_quote_scores_nothing(
    make_question: MakeQuestion, letters: Mapping[str, Letter], key: AnswerKey
) -> None:
    """However right the rest is, the gated score is 0."""
    right = region(letters["a"], "Caseloads are high.")
    assert judge_shown(key, {right}).gated_score == 1.0
    assert judge_shown(key, {right}, is_seal_broken=True).gated_score == 0.0
    question = make_question("f", ("Caseloads are high.",), must_not=(GoldQuote("a", "Plans drift."),))
    forbidding = make_answer_key(question, letters)
    assert judge_shown(forbidding, {right, region(letters["a"], "Plans drift.")}).gated_score == 0.0


def test_an_introduction_is_not_held_against_precision(key: AnswerKey, letters: Mapping[str, Letter]) -> None:
    """Gold and its introduction shown: precision 1/1, not 1/2; an introduction alone shows nothing gold."""
    gold, lead = region(letters["a"], "Caseloads are high."), region(letters["a"], "Visits are regular.")
    assert judge_shown(key, {gold, lead}, context={lead}).quote_precision == 1.0
    assert judge_shown(key, {lead}, context={lead}).quote_precision == 0.0


def test_either_place_of_a_repeated_quote_counts(
    make_question: MakeQuestion, letter_of: Callable[[str, Sequence[str]], Letter]
) -> None:
    """A letter that prints a sentence twice is quoted rightly from either place, and recall counts it once."""
    twice = letter_of("a", ("Plans drift.", "Plans drift."))
    key = make_answer_key(make_question("q", ("Plans drift.",)), {"a": twice})
    first, second = (Region("a", p.start, p.end) for _, p in twice.paragraphs())
    assert judge_shown(key, {second}).gated_score == 1.0
    assert judge_shown(key, {first, second}).quote_recall == 1.0
    assert len(gold_paragraphs(key)) == 1


def test_utilisation_blames_the_search_or_the_choice(
    make_question: MakeQuestion, letters: Mapping[str, Letter], paragraphs: list[Region]
) -> None:
    """Two vital points in a2 and a3. Search brought a2 only, its point is shown: 1/1. Brought both, shown one: 1/2.

    Brought neither: there is no share.
    """
    key = make_answer_key(make_question("q", ("Caseloads are high.", "Reviews are late.")), letters)
    shown = {region(letters["a"], "Caseloads are high.")}
    assert context_utilisation(key, shown, [paragraphs[1]]) == 1.0
    assert context_utilisation(key, shown, paragraphs[1:3]) == 0.5
    assert context_utilisation(key, shown, [paragraphs[0]]) is None
    assert shown_gold(key, shown) == {0}


def test_attribution_errors(make_question: MakeQuestion, letters: Mapping[str, Letter]) -> None:
    """Limited to letter a: the quote of b is wrong. Limited to the council: that of a is. Forbidden words: wrong.

    Without a limit nothing is wrong.
    """
    shown = [region(letters["a"], "Plans drift."), region(letters["b"], "Visits are regular.")]
    plans = (GoldQuote("a", "Plans drift."),)
    for filters, must_not, errors in (
        (Filters(), (), 0),
        (Filters(letters=("a",)), (), 1),
        (Filters(voices=(Voice.COUNCIL,)), (), 1),
        (Filters(), plans, 1),
        (Filters(voices=(Voice.COUNCIL,)), plans, 1),
        (Filters(letters=("c",)), (), 2),
    ):
        question = make_question("q", ("Caseloads are high.",), filters=filters, must_not=must_not)
        assert count_attribution_errors(make_answer_key(question, letters), shown, letters) == errors


def test_seal_violations(letters: Mapping[str, Letter]) -> None:
    """Sound: one sentence, or a whole paragraph. Broken: changed words, part of a sentence, a wrong paragraph number,
    an unknown letter, two paragraphs in one quote."""
    letter = letters["a"]
    one, whole = region(letter, "Plans drift."), region(letter, "Plans drift. Reviews are late.")
    sound = [ShownQuote("Plans drift.", one, "3"), ShownQuote("Plans drift. Reviews are late.", whole, "3")]
    across = Region("a", region(letter, "Managers know this.").start, one.end)
    broken = [
        ShownQuote("Plans drift!", one, "3"),
        ShownQuote("Plans", region(letter, "Plans"), "3"),
        ShownQuote("Plans drift.", one, "2"),
        ShownQuote("Plans drift.", Region("z", one.start, one.end), "3"),
        ShownQuote(letter.text[across.start : across.end], across, "2"),
        ShownQuote("Plans drift.", one, "3", "/letters/b?para=3&words=Plans+drift.#p3"),
    ]
    assert count_seal_violations(sound, letters) == 0
    for quote in broken:
        assert count_seal_violations([quote], letters) == 1


def test_links_lead_to_the_quoted_words(letters: Mapping[str, Letter]) -> None:
    """A link resolves by its paragraph and words, or by how they open and close; elsewhere it does not."""
    letter = letters["a"]
    whole = region(letter, "Plans drift. Reviews are late.")
    assert link_resolves("/letters/a?para=3&words=Plans+drift.+Reviews+are+late.#p3", whole, letter)
    assert link_resolves("/letters/a?para=3&words=Plans&to=late.#p3", whole, letter)
    assert link_resolves("/letters/a?words=Plans+drift.+Reviews+are+late.", whole, letter)
    for wrong in ("/letters/a?para=2&words=Plans&to=late.", "/letters/a?para=9&words=Plans", "/letters/a?para=3", "/x"):
        assert not link_resolves(wrong, whole, letter)


def test_words_without_a_number_are_looked_for_in_the_margins_first(letters: Mapping[str, Letter]) -> None:
    """Who signs a letter may be named in its body before."""
    letter = letters["a"]
    signed = Section("Sign-off", (Paragraph(None, len(letter.text) + 1, len(letter.text) + 6, ()),))
    longer = replace(letter, text=f"{letter.text}\nPlans", margins=(signed,))
    link = "/letters/a?words=Plans"
    assert link_resolves(link, Region("a", len(letter.text) + 1, len(letter.text) + 6), longer)
    assert not link_resolves(link, region(letter, "Plans"), longer)


def test_silence_is_counted_both_ways() -> None:
    """Silent on 3, rightly on 2 of them, of 4 that should be: precision 2/3, recall 2/4, F1 = 2*(1/3)/(7/6) = 4/7."""
    was = [True, True, True, False, False, False]
    should = [True, True, False, True, True, False]
    precision, recall, f1 = precision_recall_f1(was, should)
    assert (precision, recall, f1) == (pytest.approx(2 / 3), 0.5, pytest.approx(4 / 7))
    assert precision_recall_f1([False], [True]) == (0.0, 0.0, 0.0)


def test_risk_by_coverage() -> None:
    """Confidences .9 right, .8 right, .8 wrong, .1 wrong.

    Points: coverage 1/4 risk 0; the two at .8 enter together: coverage 3/4, risk 1/3; all: risk 2/4.
    Area = 1/4*0 + 1/2*1/3 + 1/4*1/2 = 7/24. Coverage at 5% risk 1/4, at 40% 3/4; below any risk none.
    """
    points = risk_coverage([0.8, 0.9, 0.1, 0.8], [True, False, True, False])
    assert [(p.coverage, pytest.approx(p.risk)) for p in points] == [(0.25, 0.0), (0.75, 1 / 3), (1.0, 0.5)]
    assert area_under_risk_coverage(points) == pytest.approx(7 / 24)
    assert (coverage_at_risk(points, 0.05), coverage_at_risk(points, 0.4)) == (0.25, 0.75)
    assert coverage_at_risk(risk_coverage([0.5], [True]), 0.05) == 0.0


def test_auroc_counts_won_pairs() -> None:
    """Positives .9 and .4, negatives .4 and .1: pairs won 1 + 1 + 1/2 + 1 = 3.5 of 4. One kind alone has no AUROC."""
    assert auroc([0.9, 0.4, 0.4, 0.1], [True, True, False, False]) == 3.5 / 4
    assert auroc([0.9], [True]) is None
