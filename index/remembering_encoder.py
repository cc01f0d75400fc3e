"""Questions asked twice in a row: comes in: an encoder, goes out: the same with a memory of its last ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from index.encoder import Encoder, Vectors


class RememberingEncoder:
    """Wraps an encoder so that the follow-up searches within one answer do not embed a question twice.

    Only calls with a single text are remembered, the last `size` of them; indexing passes straight through.
    Safe to share between threads.
    """

    def __init__(self, encoder: Encoder, size: int = 32) -> None:
        self._encoder = encoder
        self._size = size
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
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
        text = texts[0]
        with self._lock:
            remembered = self._vectors.get(text)
            if remembered is not None:
                self._vectors.move_to_end(text)
        if remembered is not None:
            if on_progress is not None:
                on_progress(1)
            return np.array(remembered)
        # Embedding stands outside the lock: two threads may embed the same question, none waits for another.
        vectors = self._encoder.embed(texts, on_progress)
        with self._lock:
            self._vectors[text] = np.array(vectors)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
        return vectors
