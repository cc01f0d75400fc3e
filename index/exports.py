"""Files made of the built-in weights: comes in: what writes one, goes out: a whole file named by its own hash."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from index.durable import file_sha256, sync_path

HASH_DIGITS = 16
LEFTOVER_AGE_SECONDS = 3600.0


def find_export(folder: Path, stem: str) -> Path | None:
    """Return the file of `stem` whose bytes still match the hash in its name; delete a damaged one."""
    for path in sorted(folder.glob(f"{stem}.*.*")):
        if file_sha256(path).startswith(path.name.split(".")[-2]):
            return path
        path.unlink(missing_ok=True)
    return None


def publish_export(folder: Path, stem: str, ending: str, write: Callable[[Path], None]) -> Path:
    """Let `write` fill and check a file, then give it the name STEM.HASH.ENDING, with the first digits of its SHA-256.

    The file appears under its name in one step, so that a kill leaves either no export or a whole one. What `write`
    raises leaves nothing behind.
    """
    _remove_leftovers(folder)
    partial = folder / f"{stem.split('.')[0]}.{os.getpid()}.partial"
    try:
        write(partial)
        sync_path(partial)
        final = folder / f"{stem}.{file_sha256(partial)[:HASH_DIGITS]}.{ending}"
        os.replace(partial, final)
        sync_path(folder)
    finally:
        partial.unlink(missing_ok=True)
    return final


def _remove_leftovers(folder: Path) -> None:
    """Delete what exports killed long ago left behind; a young one may belong to a process still at work."""
    for leftover in folder.glob("*.partial"):
        if time.time() - leftover.stat().st_mtime > LEFTOVER_AGE_SECONDS:
            leftover.unlink(missing_ok=True)
