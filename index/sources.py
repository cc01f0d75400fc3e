"""Copies of the letters' files: comes in: a file, goes out: its bytes under their hash, and letters read from them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corpus import Letter, UnreadableFile, read_letter
from index.durable import file_sha256, sync_path
from index.home import PARTIAL, IndexHome
from index.manifest import LetterRecord


def source_path(home: IndexHome, source_digest: str, source: str) -> Path:
    """Where the bytes of the file named `source` are kept."""
    return home.sources / (source_digest + Path(source).suffix.lower())


def keep_source(home: IndexHome, path: Path, source_digest: str) -> None:
    """Copy the file's bytes; raises UnreadableFile where they are no longer those with this hash."""
    kept = source_path(home, source_digest, path.name)
    if kept.exists() and file_sha256(kept) == source_digest:
        return
    home.sources.mkdir(parents=True, exist_ok=True)
    partial = kept.with_name(kept.name + PARTIAL)
    shutil.copyfile(path, partial)
    if file_sha256(partial) != source_digest:
        partial.unlink()
        raise UnreadableFile(f"{path.name} changed while it was read.", "Add it again when it is complete.")
    sync_path(partial)
    os.replace(partial, kept)
    sync_path(home.sources)


def read_source(home: IndexHome, record: LetterRecord) -> Letter:
    """Read a letter anew from its kept bytes; raises LetterError where they are missing, damaged or cannot be read."""
    kept = source_path(home, record.source_digest, record.source)
    try:
        if file_sha256(kept) != record.source_digest:
            raise UnreadableFile(f"The kept copy of {record.source} is damaged.", f"Add {record.source} again.")
        # Under its own name again: a reader may take the id, or what the text does not say, from the name.
        with tempfile.TemporaryDirectory(prefix="letters-") as folder:
            named = Path(folder, record.source)
            shutil.copyfile(kept, named)
            return replace(read_letter(named), id=record.letter_id, source=record.source)
    except OSError as error:
        raise UnreadableFile(f"The kept copy of {record.source} is missing.", f"Add {record.source} again.") from error


def drop_unused_sources(home: IndexHome, records: Iterable[LetterRecord]) -> None:
    """Remove every kept copy that none of `records` needs. Only for the holder of the writer lock."""
    needed = {source_path(home, record.source_digest, record.source) for record in records}
    if home.sources.is_dir():
        for path in home.sources.iterdir():
            if path not in needed:
                path.unlink()
