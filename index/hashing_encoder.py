"""Text to vectors without a model: comes in: texts, goes out: unit vectors of hashed words and word pairs."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from index.content_tokens import is_content_token
from index.encoder import TokenVectors, Vectors

WORD = re.compile(r"\w+")


class HashingEncoder:
    """An embedder that needs no weights: texts are close when they share words and neighbouring words.

    Each word and each pair of neighbours is hashed (CRC-32) to one signed place of the vector, the
    "hashing trick" of Weinberger et al. 2009, Feature Hashing for Large Scale Multitask Learning. It knows
    no meaning, so it is for trying the program out and for tests that must be fast and always alike.
    """

    def __init__(self, dimension: int = 512, max_tokens: int = 256) -> None:
        self._dimension = dimension
        self._max_tokens = max_tokens

    @property
    def fingerprint(self) -> str:
        """Name and settings; there are no weights."""
        return f"hashing-1@{self._dimension}-{self._max_tokens}"

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """The longest text taken, in words."""
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        """Return the number of words of `text`."""
        return len(WORD.findall(text))

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension); a text without words gets all zeros.

        Raises ValueError when a text is longer than `max_tokens`, as every encoder does.
        """
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            words = WORD.findall(text.lower())
            if len(words) > self._max_tokens:
                raise ValueError(f"a text of {len(words)} tokens is longer than the model's {self._max_tokens}")
            for feature in [*words, *map(" ".join, pairwise(words))]:
                code = zlib.crc32(feature.encode("utf-8"))
                vectors[row, (code >> 1) % self._dimension] += 1.0 if code & 1 else -1.0
            length = float(np.linalg.norm(vectors[row]))
            if length > 0.0:
                vectors[row] /= length
            if on_progress is not None:
                on_progress(1)
        return vectors

    def embed_tokens(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Return what `embed` returns and a vector for each word that is no function word, alike for alike words."""
        return self.embed(texts, on_progress), [self._word_vectors(text) for text in texts]

    def _word_vectors(self, text: str) -> TokenVectors:
        """Give each word equal parts of random signs: vectors of different words are nearly at right angles."""
        words = [word for word in WORD.findall(text.lower()) if is_content_token(word)]
        ids = np.array([zlib.crc32(word.encode("utf-8")) & 0x7FFFFFFF for word in words], dtype=np.int32)
        signs = np.empty((len(words), self._dimension), dtype=np.float32)
        for row, word in enumerate(words):
            noise = hashlib.shake_128(word.encode("utf-8")).digest(-(-self._dimension // 8))
            signs[row] = np.unpackbits(np.frombuffer(noise, dtype=np.uint8), count=self._dimension)
        return TokenVectors(ids, (2.0 * signs - 1.0) / np.float32(self._dimension**0.5))
