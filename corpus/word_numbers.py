"""Numbers that Word prints before paragraphs: comes in: a document's numbering, goes out: each paragraph's number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "bullet"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document as Word does."""

    levels: dict[str, dict[int, _Level]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_mark(self, list_id: str, level: int) -> tuple[str | None, bool]:
        """Return (the number printed, whether it is a bullet) for the next paragraph of a list at this level."""
        levels = self.levels.get(list_id, {})
        this = levels.get(level)
        if this is None or this.kind == "none":
            return None, False
        counts = self.counts.setdefault(list_id, {})
        counts[level] = counts.get(level, this.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if this.kind == _BULLET:
            return None, True
        return self._fill(this, levels, counts), False

    @staticmethod
    def _fill(this: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            known = levels.get(level, this)
            return _say(counts.get(level, known.start), known.kind)

        return re.sub(r"%(\d)", number, this.pattern) or _say(counts[max(counts)], this.kind)


def read_numbering(part: Any) -> Numbering:
    """Read the numbering part of a Word document (its root element, or None where there is none)."""
    if part is None:
        return Numbering({})
    abstract = {
        element.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl")): _read_level(level) for level in element.iter(f"{_W}lvl")
        }
        for element in part.iter(f"{_W}abstractNum")
    }
    lists: dict[str, dict[int, _Level]] = {}
    for element in part.iter(f"{_W}num"):
        link = element.find(f"{_W}abstractNumId")
        if link is not None:
            lists[element.get(f"{_W}numId")] = abstract.get(link.get(f"{_W}val"), {})
    return Numbering(lists)


def _read_level(level: Any) -> _Level:
    def value(name: str, default: str) -> str:
        element = level.find(f"{_W}{name}")
        return str(element.get(f"{_W}val", default)) if element is not None else default

    return _Level(value("numFmt", "decimal"), value("lvlText", "%1."), int(value("start", "1")))


def _say(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        said = ""
        for value, sign in _ROMAN:
            said, number = said + sign * (number // value), number % value
        return said.upper() if kind == "upperRoman" else said
    return str(number)
