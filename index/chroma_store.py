"""The vector store on disk: comes in: rows with their vectors, goes out: counts, ids and nearest rows.

The only file that knows Chroma, which it reaches through llama-index. A folder is written once, and never again:
Chroma writes its graph files in place without syncing them, so a folder is a disposable artefact, and an
answering process opens only a private copy of it (opening writes, even to read).
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus import IndexUnavailable
from index.encoder import Vectors

COLLECTION = "letters"
BATCH_ROWS = 5_000  # Chroma refuses more than 5,461 at once; llama-index's own batches are larger than that.
# Chroma's default space is L2, and its default graph loses hits on large collections (recall@10 0.91 at 100k).
_GRAPH = {"hnsw": {"space": "cosine", "ef_search": 400, "ef_construction": 200, "max_neighbors": 32}}


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row as Chroma keeps it: our own id, the words, and where they stand in their letter."""

    id: str
    text: str
    letter_id: str
    start: int
    end: int


class ChromaStore:
    """One collection in one folder. Every method raises IndexUnavailable, and nothing else, when the store fails."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the folder's collection, or make it in a folder that holds none."""
        with _chroma_errors():
            chromadb, settings, vector_store = _load_libraries()
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
            try:
                self._collection = self._open_collection(create)
            except BaseException:
                self._client.close()
                raise
            self._store = vector_store(chroma_collection=self._collection)

    def _open_collection(self, create: bool) -> Any:
        # embedding_function=None: the default one downloads a model, and a tampered folder could name another.
        if create:
            return self._client.create_collection(COLLECTION, embedding_function=None, configuration=_GRAPH)
        return self._client.get_collection(COLLECTION, embedding_function=None)

    def __enter__(self) -> ChromaStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def add(
        self, rows: Sequence[StoredRow], vectors: Vectors, on_progress: Callable[[int], None] | None = None
    ) -> None:
        """Store rows whose ids are new here; `vectors` has shape (len(rows), dimension).

        An id that is there already, or twice in `rows`, is an error: Chroma would silently keep the older text.
        """
        _check_new_rows(rows, vectors)
        for first in range(0, len(rows), BATCH_ROWS):
            batch = rows[first : first + BATCH_ROWS]
            with _chroma_errors():
                if self._collection.get(ids=[row.id for row in batch], include=[])["ids"]:
                    raise _store_failed("a row was to be stored twice")
                self._store.add([_to_node(row, vectors[first + n]) for n, row in enumerate(batch)])
            if on_progress is not None:
                on_progress(len(batch))

    def count(self) -> int:
        """How many rows the store says it has. True says little: compare `ids` and query as well."""
        with _chroma_errors():
            return int(self._collection.count())

    def ids(self) -> list[str]:
        """Every row's id, in no promised order."""
        with _chroma_errors():
            return list(self._collection.get(include=[])["ids"])

    def rows(self, ids: Sequence[str]) -> dict[str, StoredRow]:
        """The rows with these ids, read back through llama-index; an unknown id is left out."""
        with _chroma_errors():
            nodes = self._store._get(limit=None, where={}, ids=list(ids)).nodes if ids else []
            return {node.node_id: _from_node(node) for node in nodes}

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (id, cosine) pairs, best first, for one query vector of shape (dimension,).

        llama-index gives exp(-distance) and Chroma's cosine distance is 1 - cosine: cosine = 1 + ln(similarity).
        """
        if not np.isfinite(vector).all():  # Chroma would answer a NaN with rows.
            raise _store_failed("the question's vector is not a number")
        with _chroma_errors():
            from llama_index.core.vector_stores.types import VectorStoreQuery

            query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k)
            found = self._store.query(query)
            similarities = found.similarities or []
            return [(row_id, 1 + math.log(value)) for row_id, value in zip(found.ids or [], similarities, strict=True)]

    def close(self) -> None:
        """Let go of the folder; nothing of it stays open in this process."""
        with _chroma_errors():
            self._client.close()


def _load_libraries() -> tuple[Any, Any, Any]:
    """Import chromadb and llama-index, silent and offline, and return what is used of them."""
    # Read by the libraries when they are imported; set for this process only, and only once they are needed.
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    import chromadb
    from chromadb.config import Settings
    from llama_index.vector_stores.chroma import ChromaVectorStore

    return chromadb, Settings(anonymized_telemetry=False), ChromaVectorStore


def _to_node(row: StoredRow, vector: Vectors) -> Any:
    from llama_index.core.schema import TextNode

    place = {"letter_id": row.letter_id, "start": row.start, "end": row.end}
    return TextNode(id_=row.id, text=row.text, embedding=vector.tolist(), metadata=place)


def _from_node(node: Any) -> StoredRow:
    place = node.metadata
    return StoredRow(node.node_id, node.text, str(place["letter_id"]), int(place["start"]), int(place["end"]))


def _check_new_rows(rows: Sequence[StoredRow], vectors: Vectors) -> None:
    if len(rows) != len(vectors):
        raise _store_failed(f"{len(rows)} rows came with {len(vectors)} vectors")
    if len({row.id for row in rows}) != len(rows):
        raise _store_failed("two rows carry the same id")
    if not np.isfinite(vectors).all():
        raise _store_failed("a vector is not a number")


def _store_failed(reason: str) -> IndexUnavailable:
    return IndexUnavailable(f"The vector store failed: {reason}.", "Run 'letters add --rebuild'.")


@contextmanager
def _chroma_errors() -> Iterator[None]:
    """Turn whatever chromadb or llama-index raise into IndexUnavailable.

    The two raise their own errors and ValueError, KeyError, RuntimeError, sqlite3, pickle and pydantic errors:
    everything that leaves them is caught here, so that nothing foreign passes this border.
    """
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as error:
        raise _store_failed(_one_line(error)) from error
    except BaseException as error:
        # A panic of Chroma's Rust core is not an Exception; a Ctrl-C is not Chroma's and passes.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise _store_failed(_one_line(error)) from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def sample_rows(count: int, wanted: int, seed: int = 0) -> list[int]:
    """Return up to `wanted` different row numbers below `count`, the same ones each time."""
    return sorted(random.Random(seed).sample(range(count), min(count, wanted)))
