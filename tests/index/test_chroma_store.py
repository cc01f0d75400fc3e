"""Promises of the vector store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus import IndexUnavailable
from index.chroma_store import BATCH_ROWS, ChromaStore, StoredRow
from index.encoder import Vectors


def _rows(count: int) -> list[StoredRow]:
    return [StoredRow(f"letter#{n}", f"Paragraph {n}.", "letter", n * 10, n * 10 + 9) for n in range(count)]


def _vectors(count: int, dimension: int = 16) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_rows_are_found_again_with_their_true_cosine(tmp_path: Path) -> None:
    """The nearest rows and their cosines are those of exact search, after the folder was closed and opened again."""
    rows, vectors = _rows(300), _vectors(300)
    with ChromaStore(tmp_path / "chroma", create=True) as store:
        store.add(rows, vectors)
    question = _vectors(301)[300]
    with ChromaStore(tmp_path / "chroma", create=False) as store:
        found = store.nearest(question, 10)
    exact = vectors @ question
    best = np.argsort(-exact)[:10]
    assert [row_id for row_id, _ in found] == [rows[n].id for n in best]
    assert [cosine for _, cosine in found] == pytest.approx(exact[best].tolist(), abs=1e-5)


def test_more_rows_than_one_batch_all_arrive(tmp_path: Path) -> None:
    """Every id, text and place is there when there are more rows than Chroma takes at once."""
    rows = _rows(BATCH_ROWS + 700)
    done: list[int] = []
    with ChromaStore(tmp_path / "chroma", create=True) as store:
        store.add(rows, _vectors(len(rows), 4), done.append)
        assert store.count() == len(rows)
        assert sorted(store.ids()) == sorted(row.id for row in rows)
        wanted = rows[0], rows[-1]
        assert store.rows([row.id for row in wanted]) == {row.id: row for row in wanted}
    assert done == [BATCH_ROWS, 700]


def test_fewer_rows_than_asked_for_are_all_returned(tmp_path: Path) -> None:
    """A small store gives all it has and no error."""
    with ChromaStore(tmp_path / "chroma", create=True) as store:
        store.add(_rows(3), _vectors(3))
        assert len(store.nearest(_vectors(1)[0], 10)) == 3


def test_opening_the_store_calls_nobody(tmp_path: Path) -> None:
    """Telemetry is off and model downloads are forbidden as soon as the libraries are loaded."""
    with ChromaStore(tmp_path / "chroma", create=True) as store:
        assert store._client.get_settings().anonymized_telemetry is False
        assert store._collection._embedding_function is None
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def _twice_the_same_id(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add([_rows(1)[0], _rows(1)[0]], _vectors(2))


def _an_id_already_there(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add(_rows(1), _vectors(1))
        store.add(_rows(1), _vectors(1))


def _no_collection(folder: Path) -> None:
    ChromaStore(folder, create=False)


def _made_twice(folder: Path) -> None:
    ChromaStore(folder, create=True).close()
    ChromaStore(folder, create=True)


def _other_dimension(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add(_rows(2), _vectors(2, 16))
        store.nearest(_vectors(1, 8)[0], 1)


def _not_a_number_asked(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add(_rows(2), _vectors(2))
        store.nearest(np.full(16, np.nan, dtype=np.float32), 1)


def _not_a_number_stored(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add(_rows(1), np.full((1, 16), np.inf, dtype=np.float32))


def _vectors_missing(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add(_rows(2), _vectors(1))


def _used_after_closing(folder: Path) -> None:
    store = ChromaStore(folder, create=True)
    store.add(_rows(2), _vectors(2))
    store.close()
    store.nearest(_vectors(1)[0], 1)


def _zero_hits_asked(folder: Path) -> None:
    with ChromaStore(folder, create=True) as store:
        store.add(_rows(2), _vectors(2))
        store.nearest(_vectors(1)[0], 0)


def _folder_is_a_file(folder: Path) -> None:
    folder.write_text("not a folder")
    ChromaStore(folder, create=True)


def _database_cut(folder: Path) -> None:
    _full_store(folder)
    os.truncate(folder / "chroma.sqlite3", 5_000)
    _open_and_query(folder)


def _database_header_lost(folder: Path) -> None:
    _full_store(folder)
    with (folder / "chroma.sqlite3").open("r+b") as file:
        file.write(b"\0" * 100)
    _open_and_query(folder)


def _database_empty(folder: Path) -> None:
    _full_store(folder)
    os.truncate(folder / "chroma.sqlite3", 0)
    _open_and_query(folder)


def _graph_list_cut(folder: Path) -> None:
    _full_store(folder)
    path = next(folder.rglob("index_metadata.pickle"))
    os.truncate(path, path.stat().st_size // 2)
    _open_and_query(folder)


def _graph_rows_deleted(folder: Path) -> None:
    _full_store(folder)
    next(folder.rglob("data_level0.bin")).unlink()
    _open_and_query(folder)


def _full_store(folder: Path) -> None:
    made = folder.with_name("made")
    with ChromaStore(made, create=True) as store:
        store.add(_rows(1_500), _vectors(1_500))
    shutil.copytree(made, folder)  # a path Chroma has not seen: nothing is answered from its memory


def _open_and_query(folder: Path) -> None:
    with ChromaStore(folder, create=False) as store:
        store.count()
        store.nearest(_vectors(1)[0], 1)


@pytest.mark.parametrize(
    "fail",
    [
        _twice_the_same_id,
        _an_id_already_there,
        _no_collection,
        _made_twice,
        _other_dimension,
        _not_a_number_asked,
        _not_a_number_stored,
        _vectors_missing,
        _used_after_closing,
        _zero_hits_asked,
        _folder_is_a_file,
        _database_cut,
        _database_header_lost,
        _database_empty,
        _graph_list_cut,
        _graph_rows_deleted,
    ],
)
def test_every_way_to_fail_gives_our_own_error(fail: Callable[[Path], None], tmp_path: Path) -> None:
    """No error of chromadb, llama-index, sqlite or pickle passes the store's border: each becomes one plain line."""
    with pytest.raises(IndexUnavailable) as caught:
        fail(tmp_path / "chroma")
    assert "\n" not in str(caught.value)
    assert "letters add --rebuild" in caught.value.what_to_do
