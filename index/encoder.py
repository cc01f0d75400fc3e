"""Text to vectors: comes in: texts, goes out: unit vectors of one model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """One embedding model. `fingerprint` names model and weights: vectors of two fingerprints never mix."""

    @property
    def fingerprint(self) -> str:
        """Name and hash of the weights."""
        ...

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many tokens the model reads; longer text must be split before `embed`."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` as the model counts them, special tokens included."""
        ...

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension); `on_progress` hears how many texts are newly done."""
        ...
