"""Letters to measure with: comes in: files, goes out: those letters among them that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import Letter, LetterError, read_letter


def readable_letters(files: Sequence[Path]) -> Iterator[Letter]:
    """Yield the letter of each file, in order, but for files that hold none."""
    for path in files:
        try:
            yield read_letter(path)
        except LetterError:
            continue
