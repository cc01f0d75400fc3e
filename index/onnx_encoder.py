"""Text to vectors without torch: comes in: an exported ONNX file and texts, goes out: unit vectors, of tokens too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import SettingsError
from index.content_tokens import ContentTokens
from index.encoder import TokenVectors, Vectors

INPUT_NAMES = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEncoder:
    """A BERT-like model with mean pooling, run by onnxruntime; only numpy, onnxruntime and tokenizers are loaded.

    Each text is run by itself on one core, many texts on `threads` cores side by side (None: all there are): as quick
    as batches, without padding, and a text's vector does not depend on its company, as it would where whole numbers
    are scaled by a batch. Safe to share between threads.
    Raises SettingsError when one of the two files cannot be loaded.
    """

    def __init__(
        self, model_file: Path, tokenizer_file: Path, fingerprint: str, max_tokens: int, threads: int | None = None
    ) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
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
        self._threads = threads or usable_cores()
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
        longest = max((len(ids) for ids in token_ids), default=0)
        if longest > self._max_tokens:
            raise ValueError(f"a text of {longest} tokens is longer than the model's {self._max_tokens}")
        vectors = np.empty((len(token_ids), self._dimension), dtype=np.float32)
        for row, states in enumerate(self._run_all(token_ids)):
            # The sum over the tokens points where their mean does; normalising makes the two equal.
            summed = states.sum(axis=0)
            vectors[row] = summed / np.linalg.norm(summed)
            if tokens is not None:
                tokens[row] = self._content_of(token_ids[row], states)
            if on_progress is not None:
                on_progress(1)
        return vectors

    def _run_all(self, token_ids: list[list[int]]) -> Iterator[NDArray[np.float32]]:
        """Yield the tokens' states of each text in turn."""
        if len(token_ids) < 2 or self._threads == 1:
            yield from map(self._run, token_ids)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(self._run, token_ids)

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        """Run the model over one text; return its tokens' states, shape (len(ids), dimension)."""
        input_ids = np.array([ids], dtype=np.int64)
        inputs = dict(zip(INPUT_NAMES, (input_ids, np.ones_like(input_ids), np.zeros_like(input_ids)), strict=True))
        states: NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        return states

    def _content_of(self, ids: list[int], states: NDArray[np.float32]) -> TokenVectors:
        """Pick the content tokens of one text and bring their states to length 1."""
        content = self._content.mask(ids)
        chosen = states[content]
        unit: Vectors = chosen / np.linalg.norm(chosen, axis=1, keepdims=True)
        return TokenVectors(np.array(ids, dtype=np.int32)[content], unit)


def usable_cores() -> int:
    """How many cores this process may use: in a container often fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
