"""Whether letters answer such a question: comes in: a question and its vector, goes out: how its like fare.

Letters seldom print costs, counts and names, never when the bins are emptied, and are seldom silent on how children are
helped. That is told by a question alone, whatever the letters held say: by a logistic regression on its vector and its
wording.
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
