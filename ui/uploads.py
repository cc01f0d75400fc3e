"""Files sent to the page: comes in: a form's files, goes out: a folder with them, or why they were not taken."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from starlette.datastructures import UploadFile

from corpus import UserFacingError

MAX_FILES = 20
MAX_FILE_BYTES = 20 * 1024 * 1024
# The form around the files needs a little room as well.
MAX_UPLOAD_BYTES = 60 * 1024 * 1024
_MAX_NAME_CHARACTERS = 120


class UploadRefused(UserFacingError):
    """The files cannot be taken as they were sent; none is."""


def keep_uploads(files: Sequence[UploadFile]) -> Path:
    """Put the files under their own names into a new folder of this machine's temporary files; blocking.

    A reader may take a letter's id from its file's name, so the name stays, cut to what can be a file's name.
    Raises UploadRefused, and leaves no folder behind, where a file is too large, nameless or named like another.
    """
    if not files:
        raise UploadRefused("No file was chosen.", "Choose one or more letters and try again.")
    folder = Path(tempfile.mkdtemp(prefix="letters-upload-"))
    try:
        for file in files:
            _keep(file, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _keep(file: UploadFile, folder: Path) -> None:
    name = own_name(file.filename or "")
    if (folder / name).exists():
        raise UploadRefused(f"Two files are called {name}.", "Give them different names and try again.")
    if (file.size or 0) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise UploadRefused(f"{name} is larger than {limit} MB.", "Send only the letter itself.")
    with (folder / name).open("xb") as kept:
        shutil.copyfileobj(file.file, kept)


def own_name(sent: str) -> str:
    """Return the last part of a sent file name; raises UploadRefused where it could not be a file's name here."""
    name = PureWindowsPath(PurePosixPath(sent).name).name
    printable = "".join(character for character in name if character.isprintable()).strip()
    if not printable.strip("."):
        raise UploadRefused("A file has no name.", "Give it a name such as letter-2024.pdf and try again.")
    stem, dot, suffix = printable.rpartition(".")
    return (
        f"{stem[:_MAX_NAME_CHARACTERS].lstrip('.') or 'letter'}.{suffix[:10]}"
        if dot
        else printable[:_MAX_NAME_CHARACTERS]
    )
