"""Searching very large collections: comes in: a request, goes out: the few passages worth exact scores.

Exact search reads every vector; above a few hundred thousand rows that is slower than asking Chroma's graph.
The graph only proposes: scores are always the exact ones, stretched by the same sample of all passages.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import IndexUnavailable
from index.choose_build import CHROMA_FOLDER, ChosenBuild, in_chroma, require_whole
from index.chroma_store import ChromaStore
from index.encoder import Vectors
from index.fusion import Rows, rank
from index.lexical import Query
from index.manifest import REBUILD
from index.search_arrays import SearchArrays, spread_evenly

NEAREST_PIECES = 400  # what the graph's ef_search of 400 finds reliably
BEST_BY_WORDS = 200


class NarrowedArrays(SearchArrays):
    """The same arrays, of which one question looks only at some passages."""

    positions: tuple[int, ...]

    def __init__(self, whole: SearchArrays, positions: Collection[int]) -> None:
        # Shares every array, and the bounds already worked out, instead of checking and computing them per question.
        together = sorted({*positions, *spread_evenly(len(whole.passages)).tolist()})
        self.__dict__.update(whole.__dict__, positions=tuple(together))

    def blocks_of(self, letter_ids: Collection[str] | None) -> list[slice]:
        """Return the stretches of the chosen passages; only questions about every letter are narrowed."""
        ends = np.flatnonzero(np.diff(self.positions) > 1) + 1
        return [slice(int(part[0]), int(part[-1]) + 1) for part in np.split(np.asarray(self.positions), ends)]

    def yardstick(self, positions: NDArray[np.int64]) -> Rows:
        """Return the rows of the passages that the whole arrays would measure by: they are among the chosen."""
        return np.searchsorted(positions, spread_evenly(len(self.passages)))


class CandidateStore:
    """A private copy of a build's Chroma folder, open for questions. Raises IndexUnavailable where it is not whole."""

    def __init__(self, chosen: ChosenBuild, arrays: SearchArrays) -> None:
        self._arrays = arrays
        self._positions = {passage.id: position for position, passage in enumerate(arrays.passages)}
        folder = Path(tempfile.mkdtemp(prefix="letters-"))
        # Called by `close`, else when the store is forgotten or the program ends.
        self._remove_copy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._store = ChromaStore(_copy_checked(chosen, folder), create=False)

    def narrow(self, question: Vectors, query: Query, wanted: int) -> SearchArrays:
        """Return the arrays narrowed to the passages near the question by vector or by words; at least `wanted`,
        or all there are.

        """
        arrays = self._arrays
        found = self._store.nearest(question, max(NEAREST_PIECES, 2 * wanted))
        positions = {self._positions[row_id.rpartition(".")[0]] for row_id, _ in found}
        positions.update(rank(arrays.lexical.score(query), max(BEST_BY_WORDS, wanted)).tolist())
        sentences = rank(arrays.lexical_sentences.score(query), max(BEST_BY_WORDS, wanted))
        positions.update(arrays.sentence_owner[sentences].tolist())
        return NarrowedArrays(arrays, positions)

    def close(self) -> None:
        """Let go of the private copy and remove it."""
        try:
            self._store.close()
        finally:
            self._remove_copy()


def _copy_checked(chosen: ChosenBuild, folder: Path) -> Path:
    """Copy exactly the files the manifest lists and check the copies, so that Chroma opens nothing unchecked."""
    records = tuple(filter(in_chroma, chosen.manifest.files))
    try:
        for record in records:
            copy = folder / record.path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(chosen.folder / record.path, copy)
    except OSError as error:
        raise IndexUnavailable(f"The vector store cannot be copied ({error.strerror}).", REBUILD) from error
    require_whole(folder, records)
    return folder / CHROMA_FOLDER
