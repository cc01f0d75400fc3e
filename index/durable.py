"""Writing that survives a kill: comes in: bytes and folders, goes out: files whole on disk, or a plain error."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import IndexUnavailable

_BLOCK_BYTES = 1 << 20
_UNCHANGED = "The index is as it was."


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes as hexadecimal digits; raises OSError where it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def sync_path(path: Path) -> None:
    """Ask the disk to keep the file or folder at `path` as it now is."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """`sync_path` for every file below `folder`, then its folders from the leaves up."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            sync_path(Path(parent, name))
        sync_path(Path(parent))


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file and sync it; the folder is left to the caller."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_synced(path: Path, content: bytes) -> None:
    """Replace the file at `path` in one step: a reader sees the old bytes or the new, never a part."""
    beside = path.with_name(path.name + ".tmp")
    write_synced(beside, content)
    os.replace(beside, path)
    sync_path(path.parent)


def require_free_space(folder: Path, needed_bytes: int) -> None:
    """Raise IndexUnavailable where the disk holding `folder` has fewer than `needed_bytes` free."""
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise IndexUnavailable(
            f"The disk is too full to build the index: {_megabytes(needed_bytes)} needed, "
            f"{_megabytes(free_bytes)} free. {_UNCHANGED}",
            "Free some space and run the command again.",
        )


@contextmanager
def plain_disk_errors(folder: Path) -> Iterator[None]:
    """Turn an OSError raised while writing below `folder` into an IndexUnavailable that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            message, advice = f"The disk is full. {_UNCHANGED}", "Free some space and run the command again."
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            message = f"The folder {folder} cannot be written to. {_UNCHANGED}"
            advice = "Make it writable, or name another with --home."
        else:
            message = f"The index could not be written in {folder}: {error.strerror or error}. {_UNCHANGED}"
            advice = "Check that the disk is healthy and run the command again."
        raise IndexUnavailable(message, advice) from error


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
