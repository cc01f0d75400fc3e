"""Intervals and p-values: worked by hand where that can be done, and alike in every run."""

from __future__ import annotations

import pytest

from eval.statistics import bootstrap_mean, paired_change, sign_flip_p_value


def test_an_interval_holds_its_mean_and_narrows_with_more_questions() -> None:
    """Half ones and half zeros: mean 1/2; the standard error is 1/2 over the root of n, so 95% is near 1.96 of it.

    n = 100: 0.5 +- 0.098; n = 400: 0.5 +- 0.049.
    """
    for count, half_width in ((100, 0.098), (400, 0.049)):
        values = [float(position % 2) for position in range(count)]
        found = bootstrap_mean(values, [str(position) for position in range(count)])
        assert found.mean == 0.5
        assert found.low == pytest.approx(0.5 - half_width, abs=0.012)
        assert found.high == pytest.approx(0.5 + half_width, abs=0.012)


def test_questions_of_one_group_are_drawn_together() -> None:
    """Ten copies of each of ten outcomes in ten groups tell no more than ten outcomes: the interval is as wide."""
    outcomes = [0.0, 1.0] * 5
    alone = bootstrap_mean(outcomes, [str(position) for position in range(10)])
    copied = bootstrap_mean(
        [value for value in outcomes for _ in range(10)], [str(p) for p in range(10) for _ in range(10)]
    )
    assert (copied.low, copied.high) == (alone.low, alone.high)


def test_the_same_figures_every_time() -> None:
    """The seed is fixed."""
    values, groups = [0.1, 0.9, 0.4], ["a", "b", "c"]
    assert bootstrap_mean(values, groups) == bootstrap_mean(values, groups)


def test_no_values_have_no_mean() -> None:
    """An empty figure is an error, not 0."""
    with pytest.raises(ValueError, match="no values"):
        bootstrap_mean([], [])


def test_sign_flips_of_three_equal_gains() -> None:
    """Differences 1, 1, 1 in three groups: of 8 flips only +++ and --- give a sum as far from 0 as 3: p = 2/8."""
    assert sign_flip_p_value([1.0, 1.0, 1.0], ["a", "b", "c"]) == 0.25


def test_sign_flips_go_by_group() -> None:
    """The same three gains in one group can only flip together: both flips are as far: p = 2/2."""
    assert sign_flip_p_value([1.0, 1.0, 1.0], ["a", "a", "a"]) == 1.0


def test_random_flips_agree_with_what_can_be_worked_out() -> None:
    """Twenty groups, nineteen gains of 1 and one loss: 2 * (1 + 20) of 2^20 flips are as far: p = 0.00004, under 1/1000."""
    differences = [1.0] * 19 + [-1.0]
    p_value = sign_flip_p_value(differences, [str(position) for position in range(20)])
    assert 0.0 < p_value < 0.001
    balanced = sign_flip_p_value([1.0, -1.0] * 10, [str(position) for position in range(20)])
    assert balanced == 1.0


def test_a_change_is_paired_by_question() -> None:
    """Only questions in both runs count: new minus old is (1-0) and (1-1): mean 1/2 of 2."""
    group_of = {"a": "a", "b": "b", "c": "c"}
    change = paired_change({"a": 0.0, "b": 1.0, "gone": 1.0}, {"a": 1.0, "b": 1.0, "c": 0.0}, group_of)
    assert change is not None
    assert (change.mean, change.count) == (0.5, 2)
    assert paired_change({"x": 1.0}, {"y": 1.0}, {"y": "y"}) is None
