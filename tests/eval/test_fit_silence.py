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


def test_the_threshold_is_the_highest_that_keeps_to_what_is_allowed() -> None:
    """Of ten answerable questions of each source one may be lost: the threshold stops at the second lowest chance."""
    asked = [Asked(source, True, {"a": 1.0}) for source in (OWN, OTHER) for _ in range(10)]
    chances = np.array([0.2, 0.35, *[0.9] * 8] * 2)
    assert ALLOWED == 0.1
    assert choose_threshold(asked, chances) == 0.35


def test_questions_that_were_not_searched_count_as_silent() -> None:
    """One of ten has no signals: nothing more may be lost."""
    asked = [Asked(source, True, {"a": 1.0} if n else {}) for source in (OWN, OTHER) for n in range(10)]
    chances = np.array([0.2, *[0.9] * 8] * 2)
    assert choose_threshold(asked, chances) == 0.2
