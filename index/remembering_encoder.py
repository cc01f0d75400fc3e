"""Questions asked twice in a row: comes in: an encoder, goes out: the same with a memory of its last ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from index.encoder import Encoder, TokenVectors, Vectors


class RememberingEncoder:
    """Wraps an encoder so that the follow-up searches within one answer do not embed a question twice.

    Only calls with a single text are remembered, the last `size` of them; indexing passes straight through.
    Safe to share between threads.
    """

    def __init__(self, encoder: Encoder, size: int = 32) -> None:
        self._encoder = encoder
        self._size = size
        self._remembered: OrderedDict[str, tuple[Vectors, TokenVectors | None]] = OrderedDict()
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        """The wrapped encoder's fingerprint."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return self._encoder.dimension

    @property
    def max_tokens(self) -> int:
        """How many tokens the wrapped encoder reads."""
        return self._encoder.max_tokens

    def count_tokens(self, text: str) -> int:
        """Return the tokens of `text` as the wrapped encoder counts them."""
        return self._encoder.count_tokens(text)

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension)."""
        if len(texts) != 1:
            return self._encoder.embed(texts, on_progress)
        remembered = self._recall(texts[0])
        if remembered is None:
            # Embedding stands outside the lock: two threads may embed the same question, none waits for another.
            remembered = self._remember(texts[0], self._encoder.embed(texts), None)
        if on_progress is not None:
            on_progress(1)
        return np.array(remembered[0])

    def embed_tokens(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Return the texts' unit vectors and their tokens'; those tokens are shared, not to be written to."""
        if len(texts) != 1:
            return self._encoder.embed_tokens(texts, on_progress)
        remembered = self._recall(texts[0])
        vectors, tokens = remembered if remembered is not None else (None, None)
        if vectors is None or tokens is None:
            made, (tokens,) = self._encoder.embed_tokens(texts)
            vectors, _ = self._remember(texts[0], made, tokens)
        if on_progress is not None:
            on_progress(1)
        return np.array(vectors), [tokens]

    def _recall(self, text: str) -> tuple[Vectors, TokenVectors | None] | None:
        with self._lock:
            if text in self._remembered:
                self._remembered.move_to_end(text)
            return self._remembered.get(text)

    def _remember(
        self, text: str, vectors: Vectors, tokens: TokenVectors | None
    ) -> tuple[Vectors, TokenVectors | None]:
        with self._lock:
            self._remembered[text] = vectors, tokens
            self._remembered.move_to_end(text)
            while len(self._remembered) > self._size:
                self._remembered.popitem(last=False)
        return vectors, tokens
