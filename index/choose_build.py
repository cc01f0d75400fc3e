"""Which build may be trusted: comes in: a home, goes out: CURRENT's build, or an earlier one with a notice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus import IndexUnavailable
from index.durable import file_sha256
from index.home import IndexHome
from index.manifest import MANIFEST, REBUILD, FileRecord, Manifest, manifest_from_json
from index.pointer import has_own_manifest, list_builds, read_current

CHROMA_FOLDER = "chroma"

# Hashing is the larger part of opening a big index: a process that opens it again hashes only files that changed.
_hashes_seen: dict[tuple[str, int, int, int], str] = {}


@dataclass(frozen=True, slots=True)
class ChosenBuild:
    """A build whose files are the ones its manifest lists. `notice` is empty where it is the one CURRENT names."""

    folder: Path
    manifest: Manifest
    notice: str = ""


def choose_build(home: IndexHome) -> ChosenBuild:
    """Return CURRENT's build, or the newest other one where CURRENT or its build is damaged.

    Nothing but hashes is taken from a file before its hash is checked. The Chroma folder is checked by size
    only: it is hashed by `require_whole` before it is ever opened. Raises IndexUnavailable.
    """
    if home.is_empty:
        raise IndexUnavailable("No letters have been added yet.", "Run 'letters add PATH'.")
    current, trouble = _current_or_trouble(home)
    for build_id in dict.fromkeys([current, *list_builds(home)] if current else list_builds(home)):
        try:
            chosen = _check_build(home, build_id)
        except IndexUnavailable as error:
            trouble = trouble or error.message
            continue
        if build_id == current:
            return chosen
        count = chosen.manifest.counts.letters
        letters = "1 letter" if count == 1 else f"{count} letters"
        notice = f"{trouble} An earlier index with {letters} answers instead. {REBUILD}"
        return ChosenBuild(chosen.folder, chosen.manifest, notice)
    raise IndexUnavailable(trouble or "There is no complete index.", REBUILD)


def read_manifest(home: IndexHome, build_id: str) -> Manifest:
    """The build's list of contents; raises IndexUnavailable where it is missing or not the one it was made with."""
    if not has_own_manifest(home, build_id):
        raise IndexUnavailable("The index's list of contents is damaged.", REBUILD)
    return manifest_from_json((home.build(build_id) / MANIFEST).read_bytes())


def require_whole(folder: Path, records: tuple[FileRecord, ...]) -> None:
    """Raise IndexUnavailable naming the first file that is missing or not as its record says."""
    for record in records:
        _require_size(folder, record)
        if _hash_once(folder / record.path) != record.sha256:
            raise _damaged(record)


def in_chroma(record: FileRecord) -> bool:
    """Whether a file belongs to the Chroma folder."""
    return record.path.startswith(f"{CHROMA_FOLDER}/")


def _current_or_trouble(home: IndexHome) -> tuple[str | None, str]:
    try:
        current = read_current(home)
    except IndexUnavailable as error:
        return None, error.message
    return current, "" if current else "The file naming the current index is missing."


def _check_build(home: IndexHome, build_id: str) -> ChosenBuild:
    manifest = read_manifest(home, build_id)
    folder = home.build(build_id)
    require_whole(folder, tuple(record for record in manifest.files if not in_chroma(record)))
    for record in filter(in_chroma, manifest.files):
        _require_size(folder, record)
    return ChosenBuild(folder, manifest)


def _require_size(folder: Path, record: FileRecord) -> None:
    try:
        if (folder / record.path).stat().st_size != record.size:
            raise _damaged(record)
    except OSError as error:
        raise _damaged(record) from error


def _hash_once(path: Path) -> str:
    try:
        facts = path.stat()
        key = (str(path), facts.st_ino, facts.st_mtime_ns, facts.st_size)
        if key not in _hashes_seen:
            _hashes_seen[key] = file_sha256(path)
        return _hashes_seen[key]
    except OSError as error:
        raise IndexUnavailable(f"The index file {path.name} cannot be read.", REBUILD) from error


def _damaged(record: FileRecord) -> IndexUnavailable:
    return IndexUnavailable(f"The index is damaged ({record.path}).", REBUILD)
