"""When: comes in: title lines and opening, goes out: the date of the letter, the days of the visit and its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.dates import DATE, find_date, find_days, find_numeric_date
from corpus.letter import Kind

_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_VISIT_NUMBER = re.compile(
    r"\b(" + "|".join(_ORDINALS) + r"|(\d{1,2})(?:st|nd|rd|th))\b(?: of a series of)?(?: ofsted)? monitoring visit",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:report |letter )?(?:published|publication date|date of publication)(?: on)?:?\s", re.IGNORECASE
)
_DATE_LABEL = re.compile(r"(?:date|dated)\s*:?\s+", re.IGNORECASE)
_INSPECTION_DATES = re.compile(
    r"(?:inspection|visit) dates?\s*:?\s*(?=\d)|dates? of (?:the )?inspection\s*:?\s*(?=\d)", re.I
)
# "on 15 May", "between 4 and 8 June", "took place from 3 to 5 May"; an earlier inspection may be named before it.
_VISIT = re.compile(r"visits?\b(?:(?!\binspection)[^.])*?\b(?:on|between|from|during) (?:the )?(?=\d)", re.IGNORECASE)
_INSPECTION = re.compile(
    r"(?:inspection[^.]*?\b(?:took place|was carried out|was undertaken|was conducted)[^.]*?|^)"
    r"\b(?:on|between|from) (?:the )?(?=\d)",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_WINDOW = 80


def find_letter_date(front: Sequence[str]) -> date | None:
    """Return the date a letter bears, or the day a report says it was published; None where neither is printed."""
    for line in front:
        if match := _PUBLISHED.match(line):
            rest = line[match.end() :]
            if (day := find_date(rest) or find_numeric_date(rest)) is not None:
                return day
    alone = (_DATE_LABEL.sub("", line.strip().rstrip("."), count=1) for line in front)
    return next((day for line in alone if DATE.fullmatch(line) and (day := find_date(line)) is not None), None)


def find_visit_dates(kind: Kind, front: Sequence[str], opening: str) -> tuple[date, ...]:
    """Return the first and last day (or the only day) of the visit or inspection, empty where not printed."""
    stated = _days_after(_INSPECTION_DATES, front) or _days_after(_INSPECTION_DATES, opening.splitlines())
    if stated:
        return stated
    inspections = (Kind.JOINT_INSPECTION, Kind.AREA_SEND, Kind.INSPECTION_REPORT)
    patterns = (_INSPECTION, _VISIT) if kind in inspections else (_VISIT,)
    return next((days for pattern in patterns if (days := _days_after(pattern, [opening]))), ())


def _days_after(pattern: re.Pattern[str], texts: Iterable[str]) -> tuple[date, ...]:
    for text in texts:
        for match in pattern.finditer(text):
            if days := find_days(text[match.end() : match.end() + _WINDOW]):
                return days
    return ()


def find_visit_number(opening: str) -> int | None:
    """Return which monitoring visit in the row this was, None where the letter does not say."""
    match = _VISIT_NUMBER.search(re.sub(r"\bof a series of\b ?", "", opening).replace("  ", " "))
    if match is None:
        return None
    return int(match[2]) if match[2] else _ORDINALS[match[1].lower()]
