"""Choices as people write them: comes in: words for councils, kinds, voices, days and letters, goes out: a Scope."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from assistant.scope import Scope
from corpus import Kind, QuestionError, Voice

# The names under which choices stand in a batch line and in a link, and after -- on the command line.
CHOICES = ("council", "kind", "from", "to", "voice", "letter")
_Choice = TypeVar("_Choice", bound=StrEnum)
_LAST_MONTH = 12


def make_scope(given: Mapping[str, Sequence[str]]) -> Scope:
    """Make a Scope of the words given under the names in `CHOICES`; empty words are no choice.

    Of several days for "from" or "to" the last counts. Raises QuestionError that says what would be right.
    """
    words = {name: [word.strip() for word in given.get(name, ()) if word.strip()] for name in CHOICES}
    return Scope(
        letter_ids=tuple(dict.fromkeys(words["letter"])),
        councils=tuple(dict.fromkeys(words["council"])),
        kinds=tuple(dict.fromkeys(read_kind(word) for word in words["kind"])),
        voices=tuple(dict.fromkeys(read_voice(word) for word in words["voice"])),
        first=read_first_day(words["from"][-1]) if words["from"] else None,
        last=read_last_day(words["to"][-1]) if words["to"] else None,
    )


def read_kind(text: str) -> Kind:
    """Read "monitoring_visit", "monitoring-visit" or "Monitoring visit"."""
    return _read(text, Kind, "kind of document")


def read_voice(text: str) -> Voice:
    """Read "inspectors", "council", "partnership" or "other"."""
    return _read(text, Voice, "voice")


def read_first_day(text: str) -> date:
    """Read "2022", "2022-03" or "2022-03-09" as the first day it can mean."""
    return _read_day(text, last=False)


def read_last_day(text: str) -> date:
    """Read "2022", "2022-03" or "2022-03-09" as the last day it can mean."""
    return _read_day(text, last=True)


def _read(text: str, kinds: type[_Choice], noun: str) -> _Choice:
    try:
        return kinds("_".join(text.lower().replace("-", " ").replace("_", " ").split()))
    except ValueError:
        raise QuestionError(f"“{text}” is not a {noun}.", f"Choose from: {', '.join(kinds)}.") from None


def _read_day(text: str, last: bool) -> date:
    parts = text.split("-")
    try:
        if len(parts[0]) != len("2022") or not all(part.isascii() and part.isdecimal() for part in parts):
            raise ValueError(text)
        year, *rest = map(int, parts)
        if len(rest) > 1:
            return date(year, *rest)
        month = rest[0] if rest else _LAST_MONTH if last else 1
        return date(year, month, monthrange(year, month)[1] if last else 1)
    except (ValueError, TypeError):  # no such day, or more than three numbers
        raise QuestionError(f"“{text}” is not a day.", "Write it as 2022, 2022-03 or 2022-03-09.") from None
