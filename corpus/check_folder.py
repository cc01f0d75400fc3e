"""Checking a folder of letters: comes in: a folder's path on the command line, goes out: a table of what was read.

Run as `python -m corpus.check_folder FOLDER`. Every file stands in the table with council, kind, date and body
paragraphs, or with the reason why it could not be read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from corpus.errors import LetterError
from corpus.letter import Letter
from corpus.read import find_letter_files, read_letter

LEAST_PARAGRAPHS = 10
_WIDTHS = (34, 34, 18, 12, 5)
_HEADS = ("file", "council", "kind", "date", "par.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file: its letter, or the reason why there is none."""

    path: Path
    letter: Letter | None
    reason: str | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What a whole letter has and this one lacks."""
        letter = self.letter
        if letter is None:
            return ("letter",)
        lacks = {
            "council": letter.council is None,
            "kind": letter.kind.value == "other",
            "date": letter.sort_date is None,
            f"{LEAST_PARAGRAPHS} paragraphs": count_paragraphs(letter) < LEAST_PARAGRAPHS,
        }
        return tuple(name for name, is_missing in lacks.items() if is_missing)


def count_paragraphs(letter: Letter) -> int:
    """Return how many body paragraphs a letter has."""
    return sum(1 for _ in letter.paragraphs())


def check_files(paths: Sequence[Path]) -> list[Checked]:
    """Read every letter file below `paths`; a file that cannot be read is listed with its reason."""
    checked = []
    for path in find_letter_files(paths):
        try:
            checked.append(Checked(path, read_letter(path), None))
        except LetterError as error:
            checked.append(Checked(path, None, str(error)))
    return checked


def write_table(checked: Sequence[Checked], out: TextIO) -> None:
    """Write one line a file, and below it whatever is missing and why."""
    out.write(_line(_HEADS))
    for one in checked:
        letter = one.letter
        if letter is None:
            out.write(f"{one.path.name}: NOT READ: {one.reason}\n")
            continue
        date_said = str(letter.sort_date or "-")
        out.write(_line((one.path.stem, letter.council or "-", letter.kind, date_said, str(count_paragraphs(letter)))))
        if one.missing:
            out.write(f"    missing: {', '.join(one.missing)}\n")


def write_totals(checked: Sequence[Checked], seconds: float, out: TextIO) -> None:
    """Write how many files of each kind were read, how many are whole, and how long it took."""
    kinds: dict[str, list[Checked]] = {}
    for one in checked:
        kinds.setdefault(one.letter.kind.value if one.letter else "not read", []).append(one)
    out.write(f"\n{'kind':<20}{'files':>7}{'whole':>7}{'paragraphs':>12}\n")
    for kind, files in sorted(kinds.items()):
        paragraphs = sum(count_paragraphs(one.letter) for one in files if one.letter)
        out.write(f"{kind:<20}{len(files):>7}{sum(not one.missing for one in files):>7}{paragraphs:>12}\n")
    whole = sum(not one.missing for one in checked)
    share = whole / len(checked) if checked else 0.0
    out.write(f"\n{whole} of {len(checked)} files are whole ({share:.1%}), read in {seconds:.0f} seconds.\n")
    out.write(f"Whole: council, kind, date and at least {LEAST_PARAGRAPHS} body paragraphs.\n")


def _line(values: Sequence[str]) -> str:
    return " ".join(value[:width].ljust(width) for value, width in zip(values, _WIDTHS, strict=True)).rstrip() + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the folders named; returns 1 where a file could not be read or is not whole."""
    parser = argparse.ArgumentParser(prog="python -m corpus.check_folder", description="Check a folder of letters.")
    parser.add_argument("folder", nargs="+", type=Path)
    begin = time.monotonic()
    checked = check_files(parser.parse_args(arguments).folder)
    write_table(checked, sys.stdout)
    write_totals(checked, time.monotonic() - begin, sys.stdout)
    return int(any(one.missing for one in checked))


if __name__ == "__main__":
    sys.exit(main())
