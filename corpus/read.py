"""A file to a letter: comes in: a path, goes out: its Letter, or an error that says what to do."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.errors import UnreadableFile, UnsupportedFormat
from corpus.letter import Letter
from corpus.pdf_text import read_pdf
from corpus.plain_text import read_plain_text
from corpus.web import read_markdown, read_web_page
from corpus.word import read_word

SHIPPED_LETTERS = Path(__file__).parent / "letters"

Reader = Callable[[bytes, str, str], Letter]
# One reader per suffix: (content, letter id, source name) -> Letter.
READERS: dict[str, Reader] = {
    ".docx": read_word,
    ".htm": read_web_page,
    ".html": read_web_page,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".txt": read_plain_text,
}
# Nothing larger is even opened; each reader has its own, smaller bound.
MAX_BYTES = 100 * 1024 * 1024


def read_letter(path: Path) -> Letter:
    """Read one file into a Letter whose id is made of the file's name.

    Raises UnsupportedFormat where no reader knows the suffix, UnreadableFile where the file is missing,
    empty or not what its suffix says.
    """
    name = say_name(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None and not path.is_dir():
        known = ", ".join(sorted(READERS))
        raise UnsupportedFormat(
            f"{name}: files of type “{say_name(Path(path.suffix or 'none'))}” cannot be read.",
            f"Save the letter as one of {known} and add that file.",
        )
    content = _read_bytes(path, name)
    if reader is None or not content.strip():
        raise UnreadableFile(f"{name}: the file is empty.", "Get the letter again from where it was published.")
    return reader(content, make_letter_id(path), name)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(f"{name}: the folder cannot be opened.", "Check that you may read it.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{name}: this is not an ordinary file.", "Name a file or a folder.")
        if status.st_size > MAX_BYTES:
            limit = MAX_BYTES // (1024 * 1024)
            raise UnreadableFile(f"{name}: the file is larger than {limit} MB.", "Add only the letter itself.")
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "unknown reason"
        raise UnreadableFile(
            f"{name}: the file cannot be opened ({reason}).", "Check that it exists and may be read."
        ) from problem
    except ValueError as problem:  # a name no file can have, with a NUL in it
        raise UnreadableFile(f"{name}: there is no such file.", "Check the file's name.") from problem


def say_name(path: Path) -> str:
    """Return a file's name as it can be printed and stored: signs that cannot be are shown as “�”."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def make_letter_id(path: Path) -> str:
    """Return the id a file's letter has: its name in lower case, words joined by hyphens."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return slug or "letter"


def find_letter_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: files as given, folders searched through, in a stable order.

    In folders only files with a suffix some reader knows are taken; hidden files and links to folders are
    left alone, so that a loop of links ends nothing. A README beside the letters is not a letter. A folder that
    cannot be searched is returned itself: reading it says why.
    """
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(_search(path)) if _is_folder(path) else [path])
    return list(dict.fromkeys(found))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _search(folder: Path) -> Iterator[Path]:
    failed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            is_letter = path.suffix.lower() in READERS and path.stem.lower() != "readme"
            if is_letter and not name.startswith("."):
                yield path
    yield from (Path(str(error.filename)) for error in failed)
