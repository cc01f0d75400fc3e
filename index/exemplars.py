"""Questions asked of other letters: comes in: a question's vector, goes out: one that leans towards known answers.

A member's words are rarely the letters' words. Among questions that were asked of other councils' letters the nearest
ones know what answers to such a question look like: the question's vector is moved towards theirs. It is query
expansion by feedback (Rocchio 1971), with answers known beforehand instead of the first passages found.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import SettingsError
from index.encoder import Vectors
from index.pieces import unit_vector

SHIPPED_EXEMPLARS = Path(__file__).parent / "models" / "exemplars.safetensors"
QUESTIONS, ANSWERS, ENCODER = "questions", "answers", "encoder"
OUTLOOK, LIKENESS = "outlook", "likeness"
FULL_SCALE = 127.0


@dataclass(frozen=True, slots=True)
class LeanRule:
    """How many of the nearest questions count, how much nearness counts among them, and how far a vector is moved.

    The weight of a question is exp((its cosine - the best one's) / `temperature`); `share` is the length of the mean
    answer beside the question's own of 1. Questions below `least_cosine` do not count.
    """

    nearest: int = 8
    temperature: float = 0.1
    share: float = 0.7
    least_cosine: float = 0.4


DEFAULT_LEAN = LeanRule()


@dataclass(frozen=True, slots=True, eq=False)
class Exemplars:
    """Unit vectors of questions and of the sentences that answered each, both (questions, dimension).

    `outlook_weights` (dimension + 1,), the last one the bias, tell by a question's vector alone how such questions
    fare: letters seldom print costs, counts and names, and are seldom silent on how children are helped. `encoder` is
    the fingerprint of the encoder, in full precision, that made them.
    """

    questions: Vectors
    answers: Vectors
    outlook_weights: Vectors
    encoder: str

    def fit(self, fingerprint: str) -> bool:
        """Whether they may meet vectors of the encoder with this fingerprint: their own, or the same in 8 bits."""
        return fingerprint in (self.encoder, f"{self.encoder}-int8")

    def read(self, question: Vectors, rule: LeanRule = DEFAULT_LEAN) -> tuple[Vectors, dict[str, float]]:
        """Return the unit vector `question` (dimension,) moved towards the answers of its like, and what it tells.

        It comes back unchanged where no question is near. OUTLOOK: the log odds that letters answer such a question,
        whatever these letters hold. LIKENESS: the cosine with the nearest question; low where nobody has asked letters
        anything like it.
        """
        # One dot product a row: BLAS's threads cost more than they save here, as in `search.score_rows`.
        cosines = np.vecdot(self.questions, question)
        told = {
            OUTLOOK: float(self.outlook_weights[:-1] @ question + self.outlook_weights[-1]),
            LIKENESS: float(cosines.max()),
        }
        nearest = np.argsort(-cosines, kind="stable")[: rule.nearest]
        nearest = nearest[cosines[nearest] >= rule.least_cosine]
        if len(nearest) == 0:
            return question, told
        weights = np.exp((cosines[nearest] - cosines[nearest[0]]) / rule.temperature)
        answer = unit_vector(weights[:, None] * self.answers[nearest])
        return unit_vector(np.stack([question, np.float32(rule.share) * answer])), told

    def lean(self, question: Vectors, rule: LeanRule = DEFAULT_LEAN) -> Vectors:
        """Return only the vector that `read` returns."""
        return self.read(question, rule)[0]


def pack_unit_vectors(vectors: Vectors) -> NDArray[np.int8]:
    """Return unit vectors as 8-bit numbers; each row's longest number becomes 127, as only directions are kept."""
    longest = np.abs(vectors).max(axis=1, keepdims=True)
    packed: NDArray[np.int8] = np.rint(vectors / longest * FULL_SCALE).astype(np.int8)
    return packed


def find_exemplars(fingerprint: str) -> Exemplars | None:
    """Return the shipped exemplars for the built-in encoder, None for any other; raises SettingsError."""
    exemplars = read_exemplars(SHIPPED_EXEMPLARS)
    return exemplars if exemplars.fit(fingerprint) else None


def read_exemplars(path: Path) -> Exemplars:
    """Read what `index.training.make_exemplars` wrote; raises SettingsError where the file is missing or damaged."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="np") as file:
            questions, answers, outlook = (file.get_tensor(name) for name in (QUESTIONS, ANSWERS, OUTLOOK))
            encoder = (file.metadata() or {})[ENCODER]
    except (OSError, KeyError, SafetensorError) as error:
        raise SettingsError(
            f"The file {path.name} of the program cannot be read ({type(error).__name__}).",
            "Install the program again.",
        ) from error
    return Exemplars(_unpack(questions), _unpack(answers), outlook, encoder)


def _unpack(packed: NDArray[np.int8]) -> Vectors:
    vectors = packed.astype(np.float32)
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled
