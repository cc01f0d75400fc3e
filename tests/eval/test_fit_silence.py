"""Promises of fitting the silence: what tells is weighed, and the threshold keeps to what is allowed."""

from __future__ import annotations

import numpy as np

from eval.fit_silence import ALLOWED, OTHER, OWN, Asked, choose_threshold, cross_validate, fit


def test_a_fact_that_tells_gets_the_weight() -> None:
    """The first column parts the two classes, the second is noise."""
    chance = np.random.default_rng(0)
    right = np.arange(200) % 2 == 0
    facts = np.stack([right + chance.normal(0, 0.3, 200), chance.normal(0, 1, 200)], axis=1)
    weights = fit(facts, right, np.ones(200))
    assert weights[0] > 5 * abs(weights[1])
    chances = np.array(cross_validate(facts, right, np.ones(200)))
    assert chances[right].mean() > 0.8
    assert chances[~right].mean() < 0.2


def test_a_fact_keeps_to_its_side() -> None:
    """A column that parts the classes the wrong way round gets no weight; free, it gets its own."""
    right = np.arange(100) % 2 == 0
    facts = np.stack([1.0 - right, np.linspace(0, 1, 100)], axis=1)
    assert fit(facts, right, np.ones(100), (1, 0))[0] == 0.0
    assert fit(facts, right, np.ones(100), (-1, 0))[0] < -1.0
    assert fit(facts, right, np.ones(100))[0] < -1.0


def test_the_threshold_is_the_highest_that_keeps_to_what_is_allowed() -> None:
    """Of twenty answerable questions of each source one may be lost: the threshold stops at the second lowest chance."""
    asked = [Asked(source, True, True, {"a": 1.0}) for source in (OWN, OTHER) for _ in range(20)]
    chances = np.array([0.2, 0.35, *[0.9] * 18] * 2)
    assert ALLOWED == 0.08
    assert choose_threshold(asked, chances) == 0.35


def test_questions_that_were_not_searched_count_as_what_they_came_to() -> None:
    """One of twenty has no signals: if it was silent, nothing more may be lost; if it was answered, one may."""
    chances = np.array([0.2, 0.35, *[0.9] * 17] * 2)
    for answered, threshold in ((False, 0.2), (True, 0.35)):
        asked = [
            Asked(source, True, answered if n == 0 else True, {"a": 1.0} if n else {})
            for source in (OWN, OTHER)
            for n in range(20)
        ]
        assert choose_threshold(asked, chances) == threshold
