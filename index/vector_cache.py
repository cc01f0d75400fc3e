"""Vectors that need not be made twice: comes in: texts and an encoder, goes out: vectors, only the unknown embedded.

SQLite rather than a file of our own: a batch is one transaction, so a kill loses that batch and nothing else; two
processes may use one cache; and its write-ahead log needs no repair code here. SQLite does not check the bytes
of a row, so each row carries a checksum over its key and its numbers.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus import IndexUnavailable
from index.durable import plain_disk_errors
from index.encoder import Encoder, Vectors
from index.token_vectors import PackedTokens, pack, row_bytes

# Embedding this many texts takes a second or so on two cores: the most that a kill can lose.
BATCH_SIZE = 256
KEYS_PER_QUERY = 500
LAYOUT_VERSION = 2
BUSY_TIMEOUT_SECONDS = 30.0
CREATE_TABLE = """CREATE TABLE IF NOT EXISTS vectors (
    fingerprint TEXT NOT NULL, text_sha256 BLOB NOT NULL, vector BLOB NOT NULL, tokens BLOB,
    checksum BLOB NOT NULL,     PRIMARY KEY (fingerprint, text_sha256)) WITHOUT ROWID"""


class VectorCache:
    """Vectors by encoder fingerprint and SHA-256 of the text, in one file. Making the value touches nothing on disk.

    A damaged file is thrown away and filled anew; a damaged vector is computed anew. Neither is ever trusted.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get_or_embed(
        self, encoder: Encoder, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension); only texts not yet known are embedded, each once.

        `on_progress` hears how many of `texts` are newly done, remembered ones first; its numbers add up to
        len(texts). Raises IndexUnavailable when the file can be neither used nor replaced.
        """
        return self._get_or_make(encoder, texts, False, on_progress)[0]

    def get_or_embed_tokens(
        self, encoder: Encoder, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[PackedTokens]]:
        """Return what `get_or_embed` returns and the content tokens of each text, remembered in the same way."""
        vectors, tokens = self._get_or_make(encoder, texts, True, on_progress)
        return vectors, [tokens[row] for row in range(len(texts))]

    def _get_or_make(
        self, encoder: Encoder, texts: Sequence[str], with_tokens: bool, on_progress: Callable[[int], None] | None
    ) -> tuple[Vectors, dict[int, PackedTokens]]:
        rows_by_key: dict[bytes, list[int]] = {}
        for row, text in enumerate(texts):
            rows_by_key.setdefault(hashlib.sha256(text.encode("utf-8")).digest(), []).append(row)
        vectors = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        tokens: dict[int, PackedTokens] = {}

        def take(entries: dict[bytes, _Entry]) -> None:
            for key, entry in entries.items():
                vectors[rows_by_key[key]] = entry.vector
                if entry.tokens is not None:
                    tokens.update(dict.fromkeys(rows_by_key[key], entry.tokens))
            if on_progress is not None:
                on_progress(sum(len(rows_by_key[key]) for key in entries))

        with self._open() as database:
            known = _read(database, encoder, list(rows_by_key), with_tokens)
            take(known)
            missing = [key for key in rows_by_key if key not in known]
            # Texts of like length side by side keep every core busy to the end of a batch.
            missing.sort(key=lambda key: len(texts[rows_by_key[key][0]]))
            for start in range(0, len(missing), BATCH_SIZE):
                batch = missing[start : start + BATCH_SIZE]
                made = _make(encoder, [texts[rows_by_key[key][0]] for key in batch], with_tokens)
                entries = dict(zip(batch, made, strict=True))
                _write(database, encoder, entries)
                take(entries)
        return vectors, tokens

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection to a sound file, replacing a damaged one; SQLite's errors become IndexUnavailable."""
        try:
            with plain_disk_errors(self._path.parent):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if not _is_sound(self._path):
                    for suffix in ("", "-wal", "-shm"):
                        self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            with closing(_connect(self._path)) as database:
                yield database
        except sqlite3.Error as error:
            raise IndexUnavailable(
                f"The vector cache {self._path} cannot be used ({error}).",
                "Check that the disk has space and the folder can be written to; deleting the file is safe.",
            ) from error


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """What is remembered of one text; `tokens` of None where they were never asked for."""

    vector: Vectors
    tokens: PackedTokens | None

    def to_bytes(self) -> tuple[bytes, bytes | None]:
        vector = self.vector.astype("<f4").tobytes()
        if self.tokens is None:
            return vector, None
        return vector, self.tokens.ids.astype("<i4").tobytes() + self.tokens.rows.tobytes()


def _from_bytes(vector: bytes, tokens: bytes | None, dimension: int) -> _Entry:
    numbers = np.frombuffer(vector, dtype="<f4").astype(np.float32)
    if tokens is None:
        return _Entry(numbers, None)
    count = len(tokens) // (4 + row_bytes(dimension))
    ids = np.frombuffer(tokens, dtype="<i4", count=count).astype(np.int32)
    rows = np.frombuffer(tokens, dtype=np.uint8, offset=4 * count).reshape(count, row_bytes(dimension))
    return _Entry(numbers, PackedTokens(ids, rows))


def _make(encoder: Encoder, texts: list[str], with_tokens: bool) -> list[_Entry]:
    if not with_tokens:
        return [_Entry(vector, None) for vector in encoder.embed(texts)]
    vectors, tokens = encoder.embed_tokens(texts)
    return [_Entry(vector, pack(one)) for vector, one in zip(vectors, tokens, strict=True)]


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS)
    database.execute("PRAGMA journal_mode=WAL")
    # With the log, NORMAL still leaves a whole file after a kill or a power cut; only the newest batch may be lost.
    database.execute("PRAGMA synchronous=NORMAL")
    with database:
        database.execute(CREATE_TABLE)
        database.execute(f"PRAGMA user_version={LAYOUT_VERSION}")
    return database


def _is_sound(path: Path) -> bool:
    """Whether the file is missing, empty, or a whole database in this layout."""
    if not path.is_file() or path.stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS)) as database:
            if database.execute("PRAGMA user_version").fetchone()[0] != LAYOUT_VERSION:
                return False
            return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError:
        raise  # Locked, full, read-only: the file itself is not to blame.
    except sqlite3.DatabaseError:
        return False


def _checksum(encoder: Encoder, key: bytes, vector: bytes, tokens: bytes | None) -> bytes:
    """Return a hash over everything in a row, so that a row under a wrong key is found out as well."""
    marked = b"" if tokens is None else b"\0" + tokens
    return hashlib.sha256(b"\0".join((encoder.fingerprint.encode("utf-8"), key, vector)) + marked).digest()[:16]


def _read(database: sqlite3.Connection, encoder: Encoder, keys: list[bytes], with_tokens: bool) -> dict[bytes, _Entry]:
    """Return the stored entries among `keys` that are whole; the order of the result is that of the file."""
    found: dict[bytes, _Entry] = {}
    for start in range(0, len(keys), KEYS_PER_QUERY):
        some = keys[start : start + KEYS_PER_QUERY]
        marks = ",".join("?" * len(some))
        query = (
            "SELECT text_sha256, vector, tokens, checksum FROM vectors "
            f"WHERE fingerprint=? AND text_sha256 IN ({marks})"
        )
        for key, vector, tokens, checksum in database.execute(query, (encoder.fingerprint, *some)):
            whole = isinstance(vector, bytes) and len(vector) == 4 * encoder.dimension
            whole = whole and (isinstance(tokens, bytes) or (tokens is None and not with_tokens))
            if whole and checksum == _checksum(encoder, key, vector, tokens):
                found[key] = _from_bytes(vector, tokens, encoder.dimension)
    return found


def _write(database: sqlite3.Connection, encoder: Encoder, entries: dict[bytes, _Entry]) -> None:
    """Store one batch in one transaction."""
    rows = []
    for key, entry in entries.items():
        vector, tokens = entry.to_bytes()
        rows.append((encoder.fingerprint, key, vector, tokens, _checksum(encoder, key, vector, tokens)))
    with database:
        database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?, ?)", rows)
