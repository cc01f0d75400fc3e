"""Text to vectors with any other model: comes in: a sentence-transformers name or folder, goes out: unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.content_tokens import ContentTokens
from index.encoder import TokenVectors, Vectors
from index.model_folder import find_model_folder, fingerprint_of, loading, stay_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

BATCH_SIZE = 32
ENCODE_OPTIONS = {"batch_size": BATCH_SIZE, "normalize_embeddings": True, "show_progress_bar": False}


class SentenceTransformerEncoder:
    """A sentence-transformers model that is already on this machine; nothing is ever downloaded.

    Raises SettingsError when there is no such model or it cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        folder = find_model_folder(
            model, "embedding model", ("sentence-transformers",), 'Set it to "embedded" for the built-in one'
        )
        self._model = open_offline(folder)
        self._content = ContentTokens(self._token_of)
        self._fingerprint = fingerprint_of(model, folder)

    @property
    def fingerprint(self) -> str:
        """The name as set or the folder's name, and a hash of weights and configuration."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """How many tokens the model reads, special tokens included."""
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, text: str) -> int:
        """Return the tokens of `text` as the model's tokenizer counts them, special tokens included."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), in the order of `texts`.

        Raises ValueError when a text is longer than `max_tokens`: it is never cut in silence.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch in self._batches(texts):
            vectors[batch] = self._model.encode([texts[row] for row in batch], **ENCODE_OPTIONS)
            if on_progress is not None:
                on_progress(len(batch))
        return vectors

    def embed_tokens(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Return what `embed` returns and the content tokens of each text; a model without token states gives none."""
        if not hasattr(self._model[0], "auto_model"):
            nothing = TokenVectors(np.zeros(0, dtype=np.int32), np.zeros((0, self.dimension), dtype=np.float32))
            return self.embed(texts, on_progress), [nothing] * len(texts)
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        tokens: dict[int, TokenVectors] = {}
        for batch in self._batches(texts):
            encoded = self._model.encode([texts[row] for row in batch], output_value=None, **ENCODE_OPTIONS)
            for row, features in zip(batch, encoded, strict=True):
                vectors[row] = features["sentence_embedding"].numpy()
                real = features["attention_mask"].bool()
                tokens[row] = self._content_of(features["input_ids"][real].tolist(), features["token_embeddings"][real])
            if on_progress is not None:
                on_progress(len(batch))
        return vectors, [tokens[row] for row in range(len(texts))]

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """Yield positions of texts of like length; raises ValueError where a text is longer than the model reads."""
        lengths = np.array([self.count_tokens(text) for text in texts], dtype=np.int64)
        if lengths.size and lengths.max() > self.max_tokens:
            raise ValueError(f"a text of {lengths.max()} tokens is longer than the model's {self.max_tokens}")
        order = np.argsort(lengths, kind="stable").tolist()
        for start in range(0, len(order), BATCH_SIZE):
            yield order[start : start + BATCH_SIZE]

    def _content_of(self, ids: list[int], states: Tensor) -> TokenVectors:
        """Pick the content tokens of one text and bring their states to length 1."""
        content = self._content.mask(ids)
        chosen = states.numpy()[content].astype(np.float32)
        unit: Vectors = chosen / np.maximum(np.linalg.norm(chosen, axis=1, keepdims=True), 1e-12)
        return TokenVectors(np.array(ids, dtype=np.int32)[content], unit)

    def _token_of(self, number: int) -> str | None:
        token = self._model.tokenizer.convert_ids_to_tokens(number)
        return str(token) if token is not None else None


def open_offline(folder: Path) -> SentenceTransformer:
    """Load the model in `folder` on the CPU, with no network and no code of the model's own."""
    stay_offline()
    from sentence_transformers import SentenceTransformer

    with loading("embedding model", folder, 'set the embedding model to "embedded"'):
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
