"""A file a person named: comes in: a path and its content, goes out: the file whole, or what to do instead."""

from __future__ import annotations

import os
from pathlib import Path

from corpus import UserFacingError


def write_whole_file(target: Path, content: bytes, option: str = "--out") -> None:
    """Write `content` to `target` in one step; raises UserFacingError, naming `option`, where that cannot be."""
    if target.is_dir() or not target.name:
        raise UserFacingError(f"{target} is a folder.", f"Name a file with {option}.")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.write_bytes(content)
        os.replace(partial, target)
    except OSError as problem:
        raise UserFacingError(
            f"{target} cannot be written ({problem.strerror}).", f"Name another file with {option}."
        ) from problem
