"""A build's own exam: comes in: a finished folder and what went into it, goes out: nothing, or IndexUnavailable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import IndexUnavailable, Letter
from index.arrays_store import load_arrays
from index.choose_build import CHROMA_FOLDER
from index.chroma_store import ChromaStore, sample_rows
from index.encoder import Vectors
from index.known_letters import LETTERS_FILE
from index.letter_store import read_letters
from index.manifest import REBUILD
from index.progress import Progress
from index.search_arrays import SearchArrays

SELF_QUERIES = 200
_SAME_VECTOR = 1e-4  # cosine short of 1 that rounding may cost


def check_build(folder: Path, letters: Sequence[Letter], arrays: SearchArrays, on_progress: Progress) -> None:
    """Read everything back from disk and raise IndexUnavailable where anything is not what went in.

    Chroma's count is not believed: it stays right when rows are lost. Every id is compared, and rows all
    over the collection must be found by their own vectors.
    """
    on_progress("checking", 0, 3)
    if list(read_letters(folder / LETTERS_FILE)) != list(letters):
        raise _failed("the letters are not as they were read")
    on_progress("checking", 1, 3)
    _check_arrays(load_arrays(folder, arrays.passages, arrays.fingerprint), arrays)
    on_progress("checking", 2, 3)
    with ChromaStore(folder / CHROMA_FOLDER, create=False) as store:
        _check_store(store, arrays)
    on_progress("checking", 3, 3)


def row_ids(arrays: SearchArrays) -> list[str]:
    """The ids the vector store must hold, one per piece."""
    numbers = np.arange(len(arrays.piece_owner)) - arrays.piece_bounds[arrays.piece_owner] + 1
    owners = arrays.piece_owner.tolist()
    return [f"{arrays.passages[owner].id}.{number}" for owner, number in zip(owners, numbers.tolist(), strict=True)]


def _check_arrays(stored: SearchArrays, arrays: SearchArrays) -> None:
    pairs: list[tuple[NDArray[Any], NDArray[Any]]] = [
        (stored.piece_vectors, arrays.piece_vectors),
        (stored.sentence_vectors, arrays.sentence_vectors),
        (stored.tokens.rows, arrays.tokens.rows),
        (stored.tokens.starts, arrays.tokens.starts),
        (stored.tokens.ids, arrays.tokens.ids),
        (stored.tokens.counts, arrays.tokens.counts),
        (stored.lexical.rows, arrays.lexical.rows),
        (stored.lexical.weights, arrays.lexical.weights),
        (stored.lexical_sentences.rows, arrays.lexical_sentences.rows),
        (stored.lexical_sentences.weights, arrays.lexical_sentences.weights),
    ]
    if not all(np.array_equal(one, other) for one, other in pairs):
        raise _failed("the vectors or words are not as they were made")


def _check_store(store: ChromaStore, arrays: SearchArrays) -> None:
    ids = row_ids(arrays)
    if store.count() != len(ids) or sorted(store.ids()) != sorted(ids):
        raise _failed("the vector store does not hold every row")
    for row in sample_rows(len(ids), SELF_QUERIES):
        vector: Vectors = arrays.piece_vectors[row]
        if not vector.any():
            continue  # a text without a single word has no direction to be found by
        found = store.nearest(vector, 1)
        # Another row may have the same vector: the row itself, or one as near, must come first.
        if not found or (found[0][0] != ids[row] and found[0][1] < 1 - _SAME_VECTOR):
            raise _failed("a row of the vector store is not found by its own vector")


def _failed(reason: str) -> IndexUnavailable:
    return IndexUnavailable(f"The new index did not pass its check ({reason}). The old one still answers.", REBUILD)
