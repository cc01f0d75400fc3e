"""A file to a letter: comes in: a path, goes out: its Letter, or an error that says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from corpus.errors import UnreadableFile, UnsupportedFormat
from corpus.letter import Letter
from corpus.plain_text import read_plain_text

SHIPPED_LETTERS = Path(__file__).parent / "letters"

Reader = Callable[[bytes, str, str], Letter]
# One reader per suffix: (content, letter id, source name) -> Letter.
READERS: dict[str, Reader] = {".txt": read_plain_text}


def read_letter(path: Path) -> Letter:
    """Read one file into a Letter whose id is made of the file's name.

    Raises UnsupportedFormat where no reader knows the suffix, UnreadableFile where the file is missing,
    empty or not what its suffix says.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnsupportedFormat(
            f"{path.name}: files of type “{path.suffix or 'none'}” cannot be read.",
            f"Save the letter as one of {known} and add that file.",
        )
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(
            f"{path.name}: the file cannot be opened ({problem.strerror}).", "Check that it exists and may be read."
        ) from problem
    if not content.strip():
        raise UnreadableFile(f"{path.name}: the file is empty.", "Get the letter again from where it was published.")
    return reader(content, make_letter_id(path), path.name)


def make_letter_id(path: Path) -> str:
    """Return the id a file's letter has: its name in lower case, words joined by hyphens."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return slug or "letter"


def find_letter_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: files as given, folders searched through, in a stable order.

    In folders only files with a suffix some reader knows are taken; hidden files and links to folders are
    left alone. A README beside the letters is not a letter.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READERS)
            found.extend(sorted(p for p in inside if not p.name.startswith(".") and p.stem.lower() != "readme"))
        else:
            found.append(path)
    return list(dict.fromkeys(found))
