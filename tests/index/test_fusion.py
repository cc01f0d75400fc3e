"""Promises of fusion, each worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import FusionWeights, best_of_groups, combine, normalise_min_max, rank


def scores(*values: float) -> np.ndarray:
    """The values as the scores' own type."""
    return np.array(values, dtype=np.float32)


def test_lowest_becomes_0_and_highest_1() -> None:
    """2, 4, 6 stretch to 0, a half, 1, whatever the sign or size of the scores."""
    assert normalise_min_max(scores(2, 6, 4)).tolist() == [0.0, 1.0, 0.5]
    assert normalise_min_max(scores(-1, 0, 1)).tolist() == [0.0, 0.5, 1.0]


def test_equal_scores_tell_nothing() -> None:
    """Where all scores are equal no row gets an advantage, and no rows stay no rows."""
    assert normalise_min_max(scores(3, 3, 3)).tolist() == [0.0, 0.0, 0.0]
    assert normalise_min_max(scores()).tolist() == []


def test_convex_combination() -> None:
    """A quarter of (0, 1, .5) and three quarters of (1, 0, .5) is (.75, .25, .5)."""
    assert combine((scores(2, 6, 4), scores(9, 1, 5)), (0.25, 0.75)).tolist() == [0.75, 0.25, 0.5]


def test_rounding_noise_does_not_decide() -> None:
    """Scores that differ in the last bits only are equal after combining."""
    combined = combine((scores(0.0, 0.7, 0.7000000477, 1.0),), (1.0,))
    assert combined[1] == combined[2]


def test_best_row_of_each_group() -> None:
    """Groups of two, one and three rows give their own best."""
    best = best_of_groups(scores(1, 5, 3, 2, 4, 0), np.array([0, 2, 3, 6]))
    assert best.tolist() == [5.0, 3.0, 4.0]


def test_group_without_rows_found_nothing() -> None:
    """A passage without a sentence gets the lowest score of all, at the start, in the middle or at the end."""
    best = best_of_groups(scores(2, 5, 3), np.array([0, 0, 1, 1, 3, 3]))
    assert best.tolist() == [2.0, 2.0, 2.0, 5.0, 2.0]
    assert best_of_groups(scores(), np.array([0, 0])).tolist() == [0.0]
    assert best_of_groups(scores(), np.array([0])).tolist() == []


def test_equal_scores_keep_their_order() -> None:
    """Of equal scores the earlier passage comes first, also where the cut falls among them."""
    assert rank(scores(1, 2, 2, 1, 2), 5).tolist() == [1, 2, 4, 0, 3]
    assert rank(scores(1, 2, 2, 1, 2), 2).tolist() == [1, 2]
    assert rank(scores(1, 1, 1), 0).tolist() == []


@given(st.lists(st.integers(0, 5)), st.integers(0, 12))
def test_ranking_is_a_stable_sort(values: list[int], count: int) -> None:
    """Whatever the scores, the ranking is that of a plain stable sort."""
    expected = sorted(range(len(values)), key=lambda row: -values[row])[:count]
    assert rank(scores(*values), count).tolist() == expected


def test_weights_must_be_convex() -> None:
    """Weights that are negative or do not add up to 1 are refused."""
    assert sum(FusionWeights().of_passage) == pytest.approx(1.0)
    assert FusionWeights(sentence_bm25=0.4).of_sentence == (0.4, 0.6)
    with pytest.raises(ValueError, match="add up"):
        FusionWeights(bm25=0.5)
    with pytest.raises(ValueError, match="at least 0"):
        FusionWeights(bm25=-0.25, bm25_sentence=0.75)
    with pytest.raises(ValueError, match="sentence_bm25"):
        FusionWeights(sentence_bm25=1.5)
    with pytest.raises(ValueError, match=r"^late"):
        FusionWeights(late=-0.1)
    with pytest.raises(ValueError, match="sentence_late"):
        FusionWeights(sentence_late=1.1)


def test_a_score_is_stretched_by_the_lowest_of_the_rows_named() -> None:
    """Lowest 0 and highest 1 where all rows count; where some are named, those below their lowest fall below 0."""
    scores = np.array([0.0, 1.0, 2.0, 4.0], dtype=np.float32)
    assert normalise_min_max(scores).tolist() == [0.0, 0.25, 0.5, 1.0]
    assert normalise_min_max(scores, np.array([2, 3])).tolist() == [-1.0, -0.5, 0.0, 1.0]
    assert combine([scores], [1.0], np.array([2, 3])).tolist() == [-1.0, -0.5, 0.0, 1.0]


def test_some_rows_of_a_combination_are_those_of_the_whole() -> None:
    """Stretched by what stands outside them too: rows 2 and 0 of the whole sum."""
    parts, weights = (scores(2, 6, 4), scores(9, 1, 5)), (0.25, 0.75)
    assert combine(parts, weights, rows=np.array([2, 0])).tolist() == combine(parts, weights)[[2, 0]].tolist()
    assert combine((scores(3, 3, 3),), (1.0,), rows=np.array([1])).tolist() == [0.0]
