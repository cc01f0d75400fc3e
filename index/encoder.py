"""Text to vectors: comes in: texts, goes out: unit vectors of one model, of whole texts and of their tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
TokenIds = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """The content tokens of one text in order: `ids` (tokens,) and unit `vectors` (tokens, dimension).

    Punctuation, special marks and function words are left out: what they match tells nothing.
    """

    ids: TokenIds
    vectors: Vectors


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

    def embed_tokens(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Return what `embed` returns and, from the same run of the model, the token vectors of each text."""
        ...


def join_tokens(parts: Sequence[TokenVectors]) -> TokenVectors:
    """Return the tokens of all `parts` (at least one) as those of one text."""
    if len(parts) == 1:
        return parts[0]
    return TokenVectors(np.concatenate([part.ids for part in parts]), np.concatenate([part.vectors for part in parts]))
