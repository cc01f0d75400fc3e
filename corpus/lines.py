"""Lines as printed: comes in: raw text, goes out: non-empty lines with the gaps and page breaks before them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,3}(?: of \d{1,3})?", re.IGNORECASE)
_COLUMN_GAP = re.compile(r"\S {8,}\S|\S {3,}\S.*\S {3,}\S")
# Ends a line whose hyphenated word goes on in the next, where the reader of the file knows that.
CUT_WORD = "\ufffe"
_HYPHEN_END = re.compile(r"\w-$")
_HANGING_HYPHEN = re.compile(r"(?:and|or|to) ")
# Three blank lines or more never stand inside a page of these documents, only between pages.
_PAGE_GAP = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, spaces collapsed. `gap` counts the blank lines before it.

    `new_page` marks a page border before the line as far as it can be told; `columns` marks a line whose
    words stand in columns (wide runs of spaces), such as a row of signatures.
    """

    text: str
    gap: int
    new_page: bool
    columns: bool = False
    page: int | None = None


def read_lines(raw: str) -> list[Line]:
    """Split `raw` into lines, leaving out stray page numbers (they only mark a page border)."""
    return list(_with_gaps(raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _with_gaps(printed: list[str]) -> Iterable[Line]:
    gap, new_page = 0, True
    for position, raw in enumerate(printed):
        text = collapse_spaces(raw)
        if not text:
            gap += 1
            continue
        if _is_page_number(printed, position, text):
            new_page = True
            continue
        # Text extractors that glue pages together leave one space where a form feed stood.
        starts_page = new_page or gap >= _PAGE_GAP or raw[0] in " \f"
        yield Line(text, gap, starts_page, bool(_COLUMN_GAP.search(raw.strip())))
        gap, new_page = 0, False


def _is_page_number(printed: list[str], position: int, text: str) -> bool:
    """A number alone between blank lines is page furniture, unless it stands in a table of such numbers."""
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    around = [*printed[max(0, position - _PAGE_GAP) : position], *printed[position + 1 : position + 2]]
    return not any(line.strip() for line in around)


def collapse_spaces(text: str) -> str:
    """Return `text` with every run of white space as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph; a hyphen at a line end is a real hyphen and stays."""
    joined = ""
    for line in lines:
        if joined.endswith(CUT_WORD):
            joined = f"{joined[:-1]}-{' ' if _HANGING_HYPHEN.match(line) else ''}{line}"
        else:
            joined += line if not joined or _is_cut_word(joined, line) else f" {line}"
    return joined.replace(CUT_WORD, "-")


def _is_cut_word(before: str, line: str) -> bool:
    """Say whether one hyphened word stands on both lines; "short- and long-term" keeps its space."""
    return bool(_HYPHEN_END.search(before)) and line[:1].islower() and not _HANGING_HYPHEN.match(line)
