"""Promises of the vector cache: nothing embedded twice, nothing damaged trusted, little lost by a kill."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus import IndexUnavailable
from index.encoder import Vectors
from index.hashing_encoder import HashingEncoder
from index.token_vectors import pack
from index.vector_cache import BATCH_SIZE, VectorCache


class CountingEncoder(HashingEncoder):
    """Counts the texts it embeds, and may be stopped after some of them as a kill would."""

    def __init__(self, dimension: int = 32, stop_after: int | None = None) -> None:
        super().__init__(dimension)
        self.embedded: list[str] = []
        self._stop_after = stop_after

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        if self._stop_after is not None and len(self.embedded) >= self._stop_after:
            raise KeyboardInterrupt
        self.embedded.extend(texts)
        return super().embed(texts, on_progress)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the cache's file will be."""
    return tmp_path / "cache" / "vectors.sqlite"


def _texts(count: int) -> list[str]:
    return [f"paragraph number {number} on adoption" for number in range(count)]


def test_each_text_is_embedded_once(path: Path) -> None:
    """Texts met before, in this call or an earlier one, are not embedded again; the vectors come in order."""
    encoder = CountingEncoder()
    first = VectorCache(path).get_or_embed(encoder, ["a b", "c d", "a b"])
    second = VectorCache(path).get_or_embed(encoder, ["e f", "c d", "a b"])
    assert sorted(encoder.embedded) == ["a b", "c d", "e f"]
    assert np.array_equal(first, HashingEncoder(32).embed(["a b", "c d", "a b"]))
    assert np.array_equal(second, HashingEncoder(32).embed(["e f", "c d", "a b"]))


def test_tokens_are_remembered_with_the_vector(path: Path) -> None:
    """Tokens come back as they were packed, texts without any too, and nothing is embedded a second time."""
    encoder = CountingEncoder()
    texts = ["care leavers", "is it", "audit", "care leavers"]
    first, made = VectorCache(path).get_or_embed_tokens(encoder, texts)
    second, remembered = VectorCache(path).get_or_embed_tokens(encoder, texts)
    assert sorted(encoder.embedded) == ["audit", "care leavers", "is it"]
    assert np.array_equal(first, second)
    assert [len(one.ids) for one in remembered] == [2, 0, 1, 2]
    expected = [pack(one) for one in HashingEncoder(32).embed_tokens(texts)[1]]
    for one, other, packed in zip(made, remembered, expected, strict=True):
        assert one.ids.tolist() == other.ids.tolist() == packed.ids.tolist()
        assert one.rows.tolist() == other.rows.tolist() == packed.rows.tolist()
    VectorCache(path).get_or_embed(encoder, texts)
    assert len(encoder.embedded) == 3


def test_a_vector_without_its_tokens_is_made_anew_with_them(path: Path) -> None:
    """A text remembered by its vector alone is embedded once more when its tokens are wanted, and damage is found."""
    encoder = CountingEncoder()
    VectorCache(path).get_or_embed(encoder, ["a plan"])
    VectorCache(path).get_or_embed_tokens(encoder, ["a plan"])
    assert len(encoder.embedded) == 2
    for change in ("tokens = NULL", "tokens = x''", "tokens = zeroblob(20)", "tokens = 'text'"):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(f"UPDATE vectors SET {change}")
        encoder.embedded.clear()
        _, (tokens,) = VectorCache(path).get_or_embed_tokens(encoder, ["a plan"])
        assert (encoder.embedded, len(tokens.ids)) == (["a plan"], 1)


def test_progress_adds_up_to_the_texts(path: Path) -> None:
    """What is heard on the way adds up to the number of texts asked for, repeated and remembered ones included."""
    VectorCache(path).get_or_embed(CountingEncoder(), _texts(10))
    heard: list[int] = []
    VectorCache(path).get_or_embed(CountingEncoder(), _texts(200) + _texts(5), heard.append)
    assert heard[0] == 15
    assert sum(heard) == 205


def test_encoders_do_not_share_vectors(path: Path) -> None:
    """A vector of one model is never handed out for another."""
    VectorCache(path).get_or_embed(CountingEncoder(32), ["a b"])
    other = CountingEncoder(16)
    assert VectorCache(path).get_or_embed(other, ["a b"]).shape == (1, 16)
    assert other.embedded == ["a b"]


def test_interruption_loses_at_most_one_batch(path: Path) -> None:
    """What was embedded before the program was stopped is found again."""
    stopped = CountingEncoder(stop_after=2 * BATCH_SIZE)
    with pytest.raises(KeyboardInterrupt):
        VectorCache(path).get_or_embed(stopped, _texts(5 * BATCH_SIZE))
    resumed = CountingEncoder()
    VectorCache(path).get_or_embed(resumed, _texts(5 * BATCH_SIZE))
    assert len(resumed.embedded) == 3 * BATCH_SIZE


@pytest.mark.parametrize("change", ["vector = zeroblob(128)", "checksum = x'00'", "vector = 'text'", "vector = x'00'"])
def test_damaged_vector_is_computed_anew(path: Path, change: str) -> None:
    """A row that does not match its checksum is not used, and is whole afterwards."""
    VectorCache(path).get_or_embed(CountingEncoder(), ["a b", "c d"])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"UPDATE vectors SET {change}")
    encoder = CountingEncoder()
    vectors = VectorCache(path).get_or_embed(encoder, ["a b", "c d"])
    assert sorted(encoder.embedded) == ["a b", "c d"]
    assert np.array_equal(vectors, HashingEncoder(32).embed(["a b", "c d"]))
    VectorCache(path).get_or_embed(encoder, ["a b", "c d"])
    assert len(encoder.embedded) == 2


def test_vectors_under_exchanged_keys_are_found_out(path: Path) -> None:
    """Two whole vectors that changed places are both computed anew: the checksum covers the key."""
    VectorCache(path).get_or_embed(CountingEncoder(), ["a b", "c d"])
    with closing(sqlite3.connect(path)) as database, database:
        (first, vector_1, sum_1), (second, vector_2, sum_2) = database.execute(
            "SELECT text_sha256, vector, checksum FROM vectors"
        ).fetchall()
        update = "UPDATE vectors SET vector = ?, checksum = ? WHERE text_sha256 = ?"
        database.executemany(update, [(vector_2, sum_2, first), (vector_1, sum_1, second)])
    vectors = VectorCache(path).get_or_embed(CountingEncoder(), ["a b", "c d"])
    assert np.array_equal(vectors, HashingEncoder(32).embed(["a b", "c d"]))


@pytest.mark.parametrize("damage", ["not a database", "cut", "zeroed pages", "other layout"])
def test_damaged_file_is_thrown_away(path: Path, damage: str) -> None:
    """A file that is no sound cache is replaced by a new one that works."""
    VectorCache(path).get_or_embed(CountingEncoder(), _texts(300))
    content = path.read_bytes()
    if damage == "not a database":
        path.write_bytes(b"hello " * 1000)
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "zeroed pages":
        path.write_bytes(content[:4096] + bytes(8192) + content[12288:])
    else:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA user_version=99")
    encoder = CountingEncoder()
    vectors = VectorCache(path).get_or_embed(encoder, _texts(300))
    assert len(encoder.embedded) == 300
    assert np.array_equal(vectors, HashingEncoder(32).embed(_texts(300)))
    VectorCache(path).get_or_embed(encoder, _texts(300))
    assert len(encoder.embedded) == 300


def test_unusable_place_is_a_plain_error(tmp_path: Path) -> None:
    """Where no file can be made, the error says what to do."""
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(IndexUnavailable):
        VectorCache(tmp_path / "cache" / "vectors.sqlite").get_or_embed(CountingEncoder(), ["a b"])
    (tmp_path / "vectors.sqlite").mkdir()
    with pytest.raises(IndexUnavailable, match="deleting"):
        VectorCache(tmp_path / "vectors.sqlite").get_or_embed(CountingEncoder(), ["a b"])
