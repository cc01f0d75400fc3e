"""Promises of the second look, each worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import TokenVectors
from index.late_interaction import (
    CANDIDATES,
    best_matches,
    mix_sentences,
    rerank,
    score_late,
    weakest_match,
    weighted_mean,
)
from index.token_vectors import TokenTable, build_token_table, pack

# Four numbers: every sign vector is a unit vector, and packing loses nothing of it.
ALIKE = (0.5, 0.5, 0.5, 0.5)
HALF = (0.5, 0.5, 0.5, -0.5)  # cosine 0.5 with ALIKE
ACROSS = (0.5, -0.5, 0.5, -0.5)  # cosine 0 with ALIKE, 0.5 with HALF
AWAY = (-0.5, -0.5, -0.5, -0.5)  # cosine -1 with ALIKE, -0.5 with HALF


def tokens(*pairs: tuple[int, tuple[float, ...]]) -> TokenVectors:
    """Tokens by number and vector."""
    vectors = np.array([vector for _, vector in pairs], dtype=np.float32).reshape(-1, 4)
    return TokenVectors(np.array([number for number, _ in pairs], dtype=np.int32), vectors)


def table(*sentences: TokenVectors) -> TokenTable:
    """The table of these sentences."""
    return build_token_table([pack(sentence) for sentence in sentences], 4)


def scores(*values: float) -> np.ndarray:
    """The values as the scores' own type."""
    return np.array(values, dtype=np.float32)


def test_late_scores_are_the_formula_worked_out_by_hand() -> None:
    """Two passages, of two sentences and one: best match per token, mean by rarity, weakest of the heavy tokens."""
    made = table(
        tokens((1, ALIKE)),  # passage 1: sentence 1 matches token 1 wholly, token 2 by half
        tokens((2, ACROSS), (3, AWAY)),  # sentence 2: token 1 by 0, token 2 by 0.5
        tokens((3, AWAY)),  # passage 2: token 1 by -1, token 2 by -0.5
    )
    question = tokens((1, ALIKE), (3, HALF))
    # Token 1 is held by 1 sentence of 3, token 3 by 2.
    rare, common = np.log1p(2.5 / 1.5), np.log1p(1.5 / 2.5)
    late = score_late(question, made, [slice(0, 2), slice(2, 3)])
    assert late.passages == pytest.approx(
        [(rare * 1.0 + common * 0.5) / (rare + common), (-rare - 0.5 * common) / (rare + common)], abs=1e-6
    )
    assert late.sentences == pytest.approx(
        [(rare + 0.5 * common) / (rare + common), 0.5 * common / (rare + common), late.passages[1]], abs=1e-6
    )
    assert common < 0.5 * rare
    assert late.weakest == pytest.approx([1.0, -1.0])


def test_a_passage_takes_each_tokens_best_sentence() -> None:
    """Two sentences that match one token each make a passage that matches both."""
    made = table(tokens((1, ALIKE)), tokens((2, ACROSS)))
    late = score_late(tokens((1, ALIKE), (2, ACROSS)), made, [slice(0, 2)])
    assert late.passages.tolist() == [1.0]
    assert late.sentences.tolist() == [0.5, 0.5]
    assert late.weakest.tolist() == [1.0]


def test_nothing_to_match_scores_0() -> None:
    """A question without content tokens, a sentence without any and a passage without a sentence score 0."""
    made = table(tokens(), tokens((1, ALIKE)))
    late = score_late(tokens((1, ALIKE)), made, [slice(0, 1), slice(1, 2), slice(2, 2)])
    assert late.passages.tolist() == [0.0, 1.0, 0.0]
    assert late.sentences.tolist() == [0.0, 1.0]
    silent = score_late(tokens(), made, [slice(0, 1), slice(1, 2)])
    assert (silent.passages.tolist(), silent.weakest.tolist()) == ([0.0, 0.0], [0.0, 0.0])
    assert score_late(tokens((1, ALIKE)), made, []).passages.tolist() == []


def test_best_of_each_group_of_columns() -> None:
    """Groups of two, none, one and none give their best, and 0 where there is none."""
    best = best_matches(np.array([[1, 3, 2], [-1, -3, -2]], dtype=np.float32), np.array([0, 2, 2, 3, 3]))
    assert best.tolist() == [[3.0, 0.0, 2.0, 0.0], [-1.0, 0.0, -2.0, 0.0]]


def test_weights_decide_the_mean_and_which_tokens_are_heavy() -> None:
    """Weights 3, 1.5 and 1: the mean counts all three, the weakest match only the first two."""
    matches = np.array([[0.9], [0.6], [0.1]], dtype=np.float32)
    assert weighted_mean(matches, scores(3, 1.5, 1)) == pytest.approx([(2.7 + 0.9 + 0.1) / 5.5], abs=1e-6)
    assert weakest_match(matches, scores(3, 1.5, 1)) == pytest.approx([0.6])


def test_the_mix_lies_between_the_candidates_own_scores() -> None:
    """Fused 0.9, 0.8, 0.5 (stretched 1, .75, 0) with late 0, 1, 0.5: half and half is .5, .875, .25."""
    order, mixed = rerank(scores(0.9, 0.8, 0.5), scores(0, 1, 0.5), 0.5)
    assert order.tolist() == [1, 0, 2]
    # Stretched once more: 1, 0.4 and 0 between 0.5 and 0.9.
    assert mixed == pytest.approx([0.9, 0.66, 0.5])


def test_without_late_interaction_nothing_changes() -> None:
    """A share of 0 keeps order and scores."""
    order, mixed = rerank(scores(0.9, 0.8, 0.5), scores(0, 1, 0.5), 0.0)
    assert order.tolist() == [0, 1, 2]
    assert mixed == pytest.approx([0.9, 0.8, 0.5])


def test_equal_mixes_keep_their_order() -> None:
    """Passages that score alike in both stages stay in the order of the first."""
    order, mixed = rerank(scores(0.7, 0.7, 0.7), scores(0.2, 0.2, 0.2), 0.5)
    assert order.tolist() == [0, 1, 2]
    assert mixed.tolist() == scores(0.7, 0.7, 0.7).tolist()
    assert rerank(scores(), scores(), 0.5)[0].tolist() == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30), st.floats(0, 1))
def test_passages_beyond_the_candidates_stay_below(values: list[tuple[int, int]], share: float) -> None:
    """Whatever the scores: the rest keeps place and score, the scores never rise, and every passage comes once."""
    fused = np.array(sorted((one / 9 for one, _ in values), reverse=True), dtype=np.float32)
    order, mixed = rerank(fused, np.array([late / 9 for _, late in values], dtype=np.float32), share)
    assert sorted(order.tolist()) == list(range(len(values)))
    assert order[CANDIDATES:].tolist() == list(range(len(values)))[CANDIDATES:]
    assert np.array_equal(mixed[CANDIDATES:], fused[CANDIDATES:])
    assert np.all(np.diff(mixed) <= 0)


def test_sentences_mix_by_their_share() -> None:
    """Late 0.2, 0.6, 0.4 of the candidates stretch to 0, 1, 0.5; beyond the candidates what is outside is cut off."""
    mixed = mix_sentences(scores(1, 0.5, 0, 0.4), scores(0.2, 0.6, 0.4, 0.9), 3, 0.25)
    assert mixed == pytest.approx([0.75, 0.625, 0.125, 0.55])
    same = scores(1, 0.5)
    assert mix_sentences(same, scores(0.3, 0.3), 2, 0.5).tolist() == same.tolist()
    assert mix_sentences(scores(), scores(), 0, 0.5).tolist() == []
