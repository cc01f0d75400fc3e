"""Plain words for dates, counts and kinds: comes in: values of a letter, goes out: what a reader sees."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date

from corpus import Kind, Letter, Voice, say_date, say_days

_KINDS = {
    Kind.MONITORING_VISIT: "Monitoring visit letter",
    Kind.FOCUSED_VISIT: "Focused visit letter",
    Kind.INSPECTION_REPORT: "Inspection report",
    Kind.JOINT_INSPECTION: "Joint inspection letter",
    Kind.AREA_SEND: "Area SEND inspection report",
    Kind.COUNCIL_REPORT: "Council report",
    Kind.PARTNERSHIP_REPORT: "Partnership report",
    Kind.OTHER: "Document",
}


_VOICES = {
    Voice.INSPECTORS: "Inspectors",
    Voice.COUNCIL: "The council",
    Voice.PARTNERSHIP: "The safeguarding partnership",
    Voice.OTHER: "Others",
}


def voice_words(voice: Voice) -> str:
    """Say whose words a document holds."""
    return _VOICES[voice]


def kind_words(kind: Kind) -> str:
    """Say what a document is."""
    return _KINDS[kind]


def count_words(count: int, noun: str) -> str:
    """Say how many: "1 letter", "5 letters"; the noun must take a plain s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def month_words(day: date) -> str:
    """Say a month: "August 2023"."""
    return f"{month_name[day.month]} {day.year}"


def date_words(letter: Letter) -> str:
    """Say how old a letter is, naming which date it is when it is not the letter's own."""
    if letter.letter_date is not None:
        return say_date(letter.letter_date)
    if letter.period is not None:
        return f"Covers {month_words(letter.period[0])} to {month_words(letter.period[1])}"
    return f"Undated, on the visit of {say_days(letter.visit_dates)}" if letter.visit_dates else "No date printed"


def council_words(letters: Sequence[Letter]) -> str | None:
    """Name the council where all letters that name one name the same; `None` otherwise."""
    councils = {letter.council for letter in letters if letter.council}
    return councils.pop() if len(councils) == 1 else None
