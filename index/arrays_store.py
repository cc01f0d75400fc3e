"""What searching reads, on disk: comes in: SearchArrays, goes out: files to map into memory, and the same back."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus import IndexUnavailable
from index.lexical import load_lexical_index
from index.manifest import REBUILD
from index.passage import Passage
from index.search_arrays import SearchArrays
from index.token_vectors import TokenTable

_VECTORS = ("piece_vectors", "sentence_vectors")
_OWNERS = ("piece_owner", "sentence_owner")
_TOKENS = "token_rows"
_TOKEN_FACTS = ("starts", "ids", "counts")
_WORDS = "words"
_SENTENCE_WORDS = "sentence_words"


def save_arrays(folder: Path, arrays: SearchArrays) -> None:
    """Write everything but the passages, which are made from the letters; raises OSError."""
    for name in (*_VECTORS, *_OWNERS):
        np.save(folder / f"{name}.npy", getattr(arrays, name), allow_pickle=False)
    np.save(folder / f"{_TOKENS}.npy", arrays.tokens.rows, allow_pickle=False)
    for name in _TOKEN_FACTS:
        np.save(folder / f"token_{name}.npy", getattr(arrays.tokens, name), allow_pickle=False)
    arrays.lexical.save(folder / _WORDS)
    arrays.lexical_sentences.save(folder / _SENTENCE_WORDS)


def load_arrays(folder: Path, passages: tuple[Passage, ...], fingerprint: str) -> SearchArrays:
    """Map the vectors of `save_arrays` into memory, read the rest; raises IndexUnavailable where parts do not fit."""
    try:
        # Mapped, not read: a question touches each row once, and processes share the pages.
        vectors = [np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in (*_VECTORS, _TOKENS)]
        owners = [np.load(folder / f"{name}.npy", allow_pickle=False) for name in _OWNERS]
        token_facts = [np.load(folder / f"token_{name}.npy", allow_pickle=False) for name in _TOKEN_FACTS]
        return SearchArrays(
            passages=passages,
            piece_vectors=vectors[0],
            piece_owner=owners[0],
            sentence_vectors=vectors[1],
            sentence_owner=owners[1],
            tokens=TokenTable(vectors[2], *token_facts),
            lexical=load_lexical_index(folder / _WORDS),
            lexical_sentences=load_lexical_index(folder / _SENTENCE_WORDS),
            fingerprint=fingerprint,
        )
    except (OSError, ValueError, EOFError) as error:
        raise IndexUnavailable("The index's vectors cannot be read.", REBUILD) from error
