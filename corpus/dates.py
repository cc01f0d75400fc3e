"""Dates as printed: comes in: text, goes out: the dates it names."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTH = "(?P<month{0}>" + "|".join(_MONTHS) + ")"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
DATE = re.compile(_DAY.format("") + r"\s+(?:of\s+)?" + _MONTH.format("") + r",?\s+(?P<year>\d{4})", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b")
# "2 to 3 February 2022", "17, 18 and 19 July 2023", "30 June to 2 July 2021", "25 February 2020"
_DAYS = re.compile(
    _DAY.format("1")
    + r"(?:\s+(?:of\s+)?" + _MONTH.format("1") + r")?(?:\s+(?P<year1>\d{4}))?"
    + r"(?:,\s*\d{1,2}(?:st|nd|rd|th)?)*"
    + r"\s*(?:to|and|&|-|–|—|−|until|through)\s*(?:the\s+)?"
    + _DAY.format("2") + r"\s+(?:of\s+)?" + _MONTH.format("2") + r",?\s+(?P<year2>\d{4})",
    re.IGNORECASE,
)  # fmt: skip
_FINANCIAL_YEAR = re.compile(r"\b(20\d\d)\s?[-/–]\s?(?:20)?(\d\d)\b")


def find_date(text: str) -> date | None:
    """Return the first full date in `text`, None where there is none or the day does not exist."""
    match = DATE.search(text)
    return _make(match["day"], match["month"], match["year"]) if match else None


def find_numeric_date(text: str) -> date | None:
    """Return the first date printed as 25/11/2016 (day first, as in Britain), None where there is none."""
    match = _NUMERIC_DATE.search(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def find_days(text: str) -> tuple[date, ...]:
    """Return the days a visit took: one date, or first and last of "2 to 3 February 2022"; empty where none."""
    span = _DAYS.search(text)
    single = DATE.search(text)
    if span is not None and (single is None or span.start() <= single.start()):
        last = _make(span["day2"], span["month2"], span["year2"])
        first = _make(span["day1"], span["month1"] or span["month2"], span["year1"] or span["year2"])
        if first is not None and last is not None and first <= last:
            return (first, last)
    day = find_date(text)
    return (day,) if day is not None else _find_numeric_days(text)


def _find_numeric_days(text: str) -> tuple[date, ...]:
    """The days of "12/09/2016 to 06/10/2016"."""
    first = find_numeric_date(text)
    match = _NUMERIC_DATE.search(text)
    if first is None or match is None:
        return ()
    last = find_numeric_date(text[match.end() : match.end() + 20])
    return (first, last) if last is not None and first < last else (first,)


def find_period(text: str) -> tuple[date, date] | None:
    """Return April to March of the financial year ("2019-20") that `text` names most often, None where none."""
    years = Counter(
        int(match[1]) for match in _FINANCIAL_YEAR.finditer(text) if (int(match[1]) + 1) % 100 == int(match[2])
    )
    if not years:
        return None
    first = years.most_common(1)[0][0]
    return date(first, 4, 1), date(first + 1, 3, 31)


def say_date(day: date) -> str:
    """Write a date as the letters do: "9 March 2022"."""
    return f"{day.day} {day:%B %Y}"


def say_days(days: tuple[date, ...]) -> str:
    """Write visit days as the letters do: "2 to 3 February 2022"."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return say_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {say_date(last)}"
    return f"{first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} to {say_date(last)}"


def _make(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS[month.lower()], int(day))
    except ValueError:
        return None
