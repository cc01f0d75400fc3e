"""What a build is made of: comes in: its letters, recipe and files, goes out: MANIFEST.json, and it back, checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from corpus import IndexUnavailable
from index.durable import file_sha256

MANIFEST = "MANIFEST.json"
LAYOUT_VERSION = "2"  # raise it when the files of a build, or how they are read, change
PASSAGE_RULE_VERSION = "3"  # raise it when the same letter gives other passages, pieces or index terms
READER_VERSION = "4"  # raise it when the same file gives another letter
_LIBRARIES = ("chromadb", "bm25s", "PyStemmer")
_SHORT_HASH = 12
REBUILD = "Run 'letters add --rebuild'."


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything besides the letters that decides what a build holds. Two builds of one recipe can be compared."""

    encoder: str
    layout: str
    passage_rule: str
    reader: str
    libraries: tuple[tuple[str, str], ...]

    def differences(self, other: Recipe) -> tuple[str, ...]:
        """Name, in words, what differs from `other`."""
        pairs = {
            "the embedding model": (self.encoder, other.encoder),
            "the index layout": (self.layout, other.layout),
            "the passage rule": (self.passage_rule, other.passage_rule),
            "the reader of letters": (self.reader, other.reader),
            **{f"the library {name}": (mine, dict(other.libraries).get(name)) for name, mine in self.libraries},
        }
        return tuple(name for name, (mine, theirs) in pairs.items() if mine != theirs)


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """One letter of a build: its id, its file's name and folder, and the hashes of the file and of its text."""

    letter_id: str
    source: str
    folder: str
    source_digest: str
    text_digest: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a build holds. `pieces` and `sentences` are rows of vectors."""

    letters: int
    passages: int
    pieces: int
    sentences: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a build, its path relative to the build's folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build holds, complete enough to tell any damage before a file is opened."""

    recipe: Recipe
    corpus_version: str
    counts: Counts
    letters: tuple[LetterRecord, ...]
    files: tuple[FileRecord, ...]


def make_recipe(encoder_fingerprint: str) -> Recipe:
    """The recipe this program builds with; raises IndexUnavailable where a library is not installed."""
    try:
        libraries = tuple((name, version(name)) for name in _LIBRARIES)
    except PackageNotFoundError as error:
        raise IndexUnavailable(f"The library {error.name} is not installed.", "Run 'make run' once more.") from error
    return Recipe(encoder_fingerprint, LAYOUT_VERSION, PASSAGE_RULE_VERSION, READER_VERSION, libraries)


def make_corpus_version(records: Iterable[LetterRecord], recipe: Recipe) -> str:
    """Short hash of which letters say what under which recipe; the order of adding does not count."""
    parts = sorted(f"{record.letter_id}:{record.text_digest}" for record in records)
    content = json.dumps([parts, asdict(recipe)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:_SHORT_HASH]


def record_files(folder: Path) -> tuple[FileRecord, ...]:
    """Hash every file below `folder`, sorted by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        FileRecord(path.relative_to(folder).as_posix(), path.stat().st_size, file_sha256(path)) for path in paths
    )


def manifest_to_json(manifest: Manifest) -> bytes:
    """The bytes of MANIFEST.json."""
    return (json.dumps(asdict(manifest), indent=1) + "\n").encode("ascii")


def manifest_from_json(content: bytes) -> Manifest:
    """The Manifest in these bytes; raises IndexUnavailable where they are not one."""
    try:
        data: Mapping[str, Any] = json.loads(content)
        recipe = dict(data["recipe"])
        recipe["libraries"] = tuple((name, number) for name, number in recipe["libraries"])
        return Manifest(
            Recipe(**recipe),
            data["corpus_version"],
            Counts(**data["counts"]),
            tuple(LetterRecord(**record) for record in data["letters"]),
            tuple(FileRecord(**record) for record in data["files"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise IndexUnavailable("The index's list of contents cannot be read.", REBUILD) from error


def require_recipe(built: Recipe, wanted: Recipe) -> None:
    """Raise IndexUnavailable, naming what differs and the command that rebuilds, where the recipes are not equal."""
    if differences := wanted.differences(built):
        raise IndexUnavailable(
            f"The index was built by another recipe: {', '.join(differences)} changed since.", REBUILD
        )
