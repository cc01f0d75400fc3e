"""Questions asked of other letters: comes in: a question, goes out: its vector, leaning towards known answers.

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
from index.fusion import rank
from index.outlook import Outlook
from index.pieces import unit_vector

SHIPPED_EXEMPLARS = Path(__file__).parent / "models" / "exemplars.safetensors"
# Names in the file.
BASIS, KNOWN, ANSWERS = "basis", "known", "answers"
OF_VECTOR, OF_WORDING, BIAS, ENCODER = "outlook_of_vector", "outlook_of_wording", "outlook_bias", "encoder"
# Names of what a question alone tells.
OUTLOOK, NEAREST_MISS = "outlook", "nearest_miss"
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
    """Known questions and what answered the first of them; letters do not answer the others.

    `known` (questions, kept) holds unit vectors in the `basis` (kept, dimension), whose rows are orthonormal: the
    directions in which questions differ most. `answers` (some, dimension) are unit vectors of the sentences that
    answered the first so many known questions. `encoder` is the fingerprint of the encoder, in full precision, that
    made them.
    """

    basis: Vectors
    known: Vectors
    answers: Vectors
    outlook: Outlook
    encoder: str

    def fit(self, fingerprint: str) -> bool:
        """Whether they may meet vectors of the encoder with this fingerprint: their own, or the same in 8 bits."""
        return fingerprint in (self.encoder, f"{self.encoder}-int8")

    def read(self, question: str, vector: Vectors, rule: LeanRule = DEFAULT_LEAN) -> tuple[Vectors, dict[str, float]]:
        """Return `vector` (dimension,), the unit vector of `question`, leant on its like, and what the question tells.

        It comes back unchanged where no question is near. OUTLOOK: the log odds that letters answer such a question,
        whatever these letters hold. NEAREST_MISS: the cosine of the nearest known question that letters do not answer.
        """
        cosines = self._cosines(vector)
        told = {
            OUTLOOK: self.outlook.read(question, vector),
            NEAREST_MISS: float(cosines[len(self.answers) :].max(initial=-1.0)),
        }
        return self._lean(vector, cosines[: len(self.answers)], rule), told

    def lean(self, vector: Vectors, rule: LeanRule = DEFAULT_LEAN) -> Vectors:
        """Return only the vector that `read` returns."""
        return self._lean(vector, self._cosines(vector, len(self.answers)), rule)

    def _cosines(self, vector: Vectors, first: int | None = None) -> Vectors:
        """Return the cosine of each known question, or of the `first` of them, with `vector`, seen in the basis."""
        # One dot product a row: BLAS's threads cost more than they save here, as in `search.score_rows`.
        seen = np.vecdot(self.basis, vector)
        cosines: Vectors = np.vecdot(self.known[:first], unit_vector(seen[None, :]))
        return cosines

    def _lean(self, vector: Vectors, cosines: Vectors, rule: LeanRule) -> Vectors:
        nearest = rank(cosines, rule.nearest)
        nearest = nearest[cosines[nearest] >= rule.least_cosine]
        if len(nearest) == 0:
            return vector
        weights = np.exp((cosines[nearest] - cosines[nearest[0]]) / rule.temperature)
        answer = unit_vector(weights[:, None] * self.answers[nearest])
        return unit_vector(np.stack([vector, np.float32(rule.share) * answer]))


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
            basis, known, answers, of_vector, of_wording, bias = (
                file.get_tensor(name) for name in (BASIS, KNOWN, ANSWERS, OF_VECTOR, OF_WORDING, BIAS)
            )
            encoder = (file.metadata() or {})[ENCODER]
    except (OSError, KeyError, SafetensorError) as error:
        raise SettingsError(
            f"The file {path.name} of the program cannot be read ({type(error).__name__}).",
            "Install the program again.",
        ) from error
    outlook = Outlook(of_vector.astype(np.float32), of_wording.astype(np.float32), float(bias[0]))
    return Exemplars(basis.astype(np.float32), _unpack(known), _unpack(answers), outlook, encoder)


def _unpack(packed: NDArray[np.int8]) -> Vectors:
    vectors = packed.astype(np.float32)
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled
