"""Text to vectors without torch: comes in: an exported ONNX file and texts, goes out: unit vectors, of tokens too."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import SettingsError
from index.content_tokens import ContentTokens
from index.encoder import TokenVectors, Vectors

# Padding wastes little within a batch of texts of like length, and a small batch stays in the CPU's cache.
BATCH_SIZE = 16
INPUT_NAMES = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEncoder:
    """A BERT-like model with mean pooling, run by onnxruntime; only numpy, onnxruntime and tokenizers are loaded.

    Safe to share between threads. `threads` of None uses every core.
    Raises SettingsError when one of the two files cannot be loaded.
    """

    def __init__(
        self, model_file: Path, tokenizer_file: Path, fingerprint: str, max_tokens: int, threads: int | None = None
    ) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        # Waiting threads sleep instead of spinning: on a laptop doing other work a question is answered sooner.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(str(model_file), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        except Exception as error:
            raise SettingsError(
                f"The embedding model {model_file.name} cannot be loaded ({type(error).__name__}).",
                f"Delete {model_file} and try again: it is made anew.",
            ) from error
        # The file's own settings would cut a text at 128 tokens and pad every text to that length.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._content = ContentTokens(self._tokenizer.id_to_token)
        self._fingerprint = fingerprint
        self._max_tokens = max_tokens
        self._dimension = int(self._session.get_outputs()[0].shape[-1])

    @property
    def fingerprint(self) -> str:
        """Name and hash of the weights."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """How many tokens the model reads, special tokens included."""
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        """Return the number of word pieces of `text`, the two special tokens included."""
        return len(self._tokenizer.encode(text).ids)

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), in the order of `texts`.

        Raises ValueError when a text is longer than `max_tokens`: it is never cut in silence.
        """
        return self._embed(texts, None, on_progress)

    def embed_tokens(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[TokenVectors]]:
        """Return what `embed` returns and, from the same run of the model, the content tokens of each text."""
        tokens: dict[int, TokenVectors] = {}
        vectors = self._embed(texts, tokens, on_progress)
        return vectors, [tokens[row] for row in range(len(texts))]

    def _embed(
        self, texts: Sequence[str], tokens: dict[int, TokenVectors] | None, on_progress: Callable[[int], None] | None
    ) -> Vectors:
        """Return the texts' vectors, and put each text's token vectors into `tokens`, by position, where wanted."""
        token_ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        lengths = np.array([len(ids) for ids in token_ids], dtype=np.int64)
        if lengths.size and lengths.max() > self._max_tokens:
            raise ValueError(f"a text of {lengths.max()} tokens is longer than the model's {self._max_tokens}")
        vectors = np.empty((len(token_ids), self._dimension), dtype=np.float32)
        order = np.argsort(lengths, kind="stable")
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            hidden, mask = self._run([token_ids[row] for row in batch])
            # The sum over the tokens points where their mean does; normalising makes the two equal.
            summed = np.einsum("btd,bt->bd", hidden, mask.astype(np.float32))
            vectors[batch] = summed / np.linalg.norm(summed, axis=1, keepdims=True)
            if tokens is not None:
                for row, states in zip(batch.tolist(), hidden, strict=True):
                    tokens[row] = self._content_of(token_ids[row], states)
            if on_progress is not None:
                on_progress(len(batch))
        return vectors

    def _run(self, token_ids: list[list[int]]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Run the model over one batch, padded to its longest text; return the tokens' states and which are real."""
        shape = (len(token_ids), max(len(ids) for ids in token_ids))
        input_ids = np.zeros(shape, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.int64)
        for row, ids in enumerate(token_ids):
            input_ids[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        inputs = dict(zip(INPUT_NAMES, (input_ids, mask, np.zeros_like(input_ids)), strict=True))
        hidden: NDArray[np.float32] = self._session.run(None, inputs)[0]
        return hidden, mask

    def _content_of(self, ids: list[int], states: NDArray[np.float32]) -> TokenVectors:
        """Pick the content tokens of one text and bring their states to length 1."""
        content = self._content.mask(ids)
        chosen = states[: len(ids)][content]
        unit: Vectors = chosen / np.linalg.norm(chosen, axis=1, keepdims=True)
        return TokenVectors(np.array(ids, dtype=np.int32)[content], unit)
