"""What may be chance: comes in: figures of questions with their groups, goes out: intervals and p-values.

Questions of one group (paraphrases, turns of one conversation) are not independent, so whole groups are drawn and
flipped together. A fixed seed gives the same figures in every run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

DRAWS = 10_000
SEED = 20230822
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `count` questions with its 95% interval."""

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """New minus old, question by question: the mean change, its 95% interval and the p-value of no change."""

    mean: float
    low: float
    high: float
    p_value: float
    count: int


def bootstrap_mean(values: Sequence[float], groups: Sequence[str], draws: int = DRAWS) -> Estimate:
    """Return the mean of `values` with its percentile bootstrap interval over `groups`; raises ValueError if empty.

    Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    if not values:
        raise ValueError("there is no mean of no values")
    sums, counts = _by_group(values, groups)
    picked = np.random.default_rng(SEED).integers(0, len(sums), size=(draws, len(sums)))
    means = sums[picked].sum(axis=1) / counts[picked].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(np.mean(values)), float(low), float(high), len(values))


def paired_change(
    old: Mapping[str, float], new: Mapping[str, float], group_of: Mapping[str, str], draws: int = DRAWS
) -> Change | None:
    """Compare two runs on the questions both have figures for, by id; None where there are none."""
    shared = sorted(old.keys() & new.keys())
    if not shared:
        return None
    differences = [new[name] - old[name] for name in shared]
    groups = [group_of[name] for name in shared]
    interval = bootstrap_mean(differences, groups, draws)
    p_value = sign_flip_p_value(differences, groups, draws)
    return Change(interval.mean, interval.low, interval.high, p_value, len(shared))


def sign_flip_p_value(differences: Sequence[float], groups: Sequence[str], draws: int = DRAWS) -> float:
    """Return the two-sided p-value of a mean difference of 0: how often flipped signs give one at least as far from 0.

    Exact over all flips where there are no more than `draws`, else (1 + as far) / (1 + draws) of random ones.
    """
    sums, _ = _by_group(differences, groups)
    observed = abs(sums.sum())
    if 2 ** len(sums) <= draws:
        signs = np.array(list(product((-1.0, 1.0), repeat=len(sums))))
        as_far = np.abs(signs @ sums) >= observed - 1e-12
        return float(as_far.mean())
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), size=(draws, len(sums)))
    as_far = np.abs(signs @ sums) >= observed - 1e-12
    return float((1 + as_far.sum()) / (1 + draws))


def _by_group(values: Sequence[float], groups: Sequence[str]) -> tuple[Floats, Floats]:
    """Return each group's sum and count, both of shape (groups,)."""
    _, members = np.unique(np.asarray(groups), return_inverse=True)
    sums = np.bincount(members, weights=np.asarray(values, dtype=np.float64)).astype(np.float64)
    return sums, np.bincount(members).astype(np.float64)
