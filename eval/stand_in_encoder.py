"""Vectors without a model: comes in: an encoder and some real vectors, goes out: one that embeds a library at once.

For measuring how an index grows: half a million paragraphs would take a model hours, and neither the time nor the
memory of a search depends on which vectors are stored, as long as they lie as real ones do.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index import Encoder, TokenVectors

Floats = NDArray[np.float32]
NOISE = 0.6
CHARACTERS_PER_TOKEN = 9


class StandInEncoder:
    """Gives each text the vector of some real text plus noise, the same for the same text; under `model`'s name."""

    def __init__(self, model: Encoder, sample: Sequence[str]) -> None:
        """Embed `sample` by the model: the vectors that all others are made of."""
        self._model = model
        self._vectors, tokens = model.embed_tokens(sample)
        self._ids = np.concatenate([one.ids for one in tokens])
        self._tokens = np.concatenate([one.vectors for one in tokens])

    @property
    def fingerprint(self) -> str:
        """The model's, whose questions meet these vectors."""
        return self._model.fingerprint

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return self._model.dimension

    @property
    def max_tokens(self) -> int:
        """How many tokens the model reads."""
        return self._model.max_tokens

    def count_tokens(self, text: str) -> int:
        """Return the tokens of `text` as the model counts them."""
        return self._model.count_tokens(text)

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Floats:
        """Return unit vectors of shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            draw = np.random.default_rng(zlib.crc32(text.encode("utf-8")))
            noise = draw.standard_normal(self.dimension, dtype=np.float32) * np.float32(NOISE / self.dimension**0.5)
            vector = self._vectors[draw.integers(len(self._vectors))] + noise
            vectors[row] = vector / np.linalg.norm(vector)
        if on_progress is not None:
            on_progress(len(texts))
        return vectors

    def embed_tokens(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Floats, list[TokenVectors]]:
        """Return what `embed` returns and, for each text, as many real token vectors as it has room for."""
        return self.embed(texts, on_progress), [self._tokens_of(text) for text in texts]

    def _tokens_of(self, text: str) -> TokenVectors:
        draw = np.random.default_rng(zlib.crc32(text.encode("utf-8")) + 1)
        rows = draw.integers(len(self._ids), size=1 + len(text) // CHARACTERS_PER_TOKEN)
        return TokenVectors(self._ids[rows], self._tokens[rows])
