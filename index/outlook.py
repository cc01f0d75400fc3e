"""Whether letters answer such a question: comes in: a question and its vector, goes out: how its like fare.

Letters seldom print costs, counts and names, never when the bins are emptied, and are seldom silent on how children are
helped. That is told by a question alone, whatever the letters held say: by a logistic regression on its vector and its
wording, and by those nearest to it among questions known to be answered by letters or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.question_grams import find_buckets


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Weights of a logistic regression: `of_vector` (dimension,), `of_wording` (BUCKETS,), and the `bias`."""

    of_vector: Vectors
    of_wording: NDArray[np.float32]
    bias: float

    def read(self, question: str, vector: Vectors) -> float:
        """Return the log odds that letters answer a question like this, of unit vector `vector` (dimension,).

        The wording counts as a unit vector too: each of its buckets one over the root of their number.
        """
        buckets = find_buckets(question)
        worded = self.of_wording[buckets].sum() / np.sqrt(len(buckets))
        return float(self.of_vector @ vector + worded + self.bias)


@dataclass(frozen=True, slots=True)
class NearRule:
    """How many of the nearest questions count, and how much nearness counts: exp(cosine / `temperature`)."""

    nearest: int = 16
    temperature: float = 0.1


DEFAULT_NEAR = NearRule()


def answered_share(cosines: Vectors, answered: NDArray[np.bool_], rule: NearRule = DEFAULT_NEAR) -> float:
    """Return the share, by nearness, of those answered among the nearest questions (Nadaraya 1964, Watson 1964).

    `cosines` and `answered` (questions,) tell of each known question how near it is and whether letters answer it.
    """
    count = min(rule.nearest, len(cosines))
    nearest = np.argpartition(-cosines, count - 1)[:count]
    weights = np.exp((cosines[nearest] - cosines[nearest].max()) / rule.temperature)
    return float((weights * answered[nearest]).sum() / weights.sum())
