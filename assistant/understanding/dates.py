"""Dates: comes in: text, goes out: the times it names, each as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september"
    r"|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
    r"|nov|dec)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"


class Grain(StrEnum):
    """How exactly a time is named."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"
    MONTH_ONLY = "month_only"


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a text. A month without its year has the year 1 (`Grain.MONTH_ONLY`)."""

    start: int
    end: int
    first: date
    last: date
    grain: Grain

    @property
    def words(self) -> str:
        """The time as a reader writes it: "9 March 2022", "March 2022", "2019-20", "2022"."""
        match self.grain:
            case Grain.DAY:
                return f"{self.first.day} {_MONTHS[self.first.month - 1].title()} {self.first.year}"
            case Grain.MONTH:
                return f"{_MONTHS[self.first.month - 1].title()} {self.first.year}"
            case Grain.MONTH_ONLY:
                return _MONTHS[self.first.month - 1].title()
            case Grain.YEAR:
                return str(self.first.year)
            case Grain.FINANCIAL_YEAR:
                return f"{self.first.year}-{self.last.year % 100:02}"

    def years_on(self, count: int) -> Time | None:
        """Return the year, or the year from April to March, that many years later; None for a day or a month."""
        if self.grain not in (Grain.YEAR, Grain.FINANCIAL_YEAR):
            return None
        first, last = (day.replace(year=day.year + count) for day in (self.first, self.last))
        return replace(self, first=first, last=last)

    def in_year(self, year: int) -> Time:
        """A month without its year as that month of `year`; a later end that has its year stays."""
        first, last = _days_of_month(year, self.first.month)
        return replace(self, first=first, last=max(self.last, last), grain=Grain.MONTH)


_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? ?(?:-|to|and|&) ?)?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        r"\b(?P<year>20\d\d)-(?P<monthnumber>[01]\d)-(?P<day>[0-3]\d)\b",
        r"\b(?P<day>[0-3]?\d)[/.](?P<monthnumber>[01]?\d)[/.](?P<year>20\d\d)\b",
        r"(?<![\d/])(?P<day>[0-3]?\d)/(?P<monthnumber>[01]?\d)/(?P<short>[12]\d)(?![\d/])",
        rf"\b{_MONTH},? (?:of )?{_YEAR}\b",
        rf"\b{_MONTH},? '?(?P<short>[12]\d)(?=$|[?.,;:)]| [(\u2013-](?! ?\d)| (?:letter|visit|report|one)\b)",
        r"\b(?:spring|summer|autumn|winter),? (?:of )?'?(?P<short>[12]\d)(?=$|[?.,;:)]| (?:letter|visit|report|one)\b)",
        r"\b(?P<year>20\d\d) ?[-/] ?(?P<until>(?:20)?\d\d)\b",
        rf"(?<![\d,.£])\b{_YEAR}\b(?![,.]\d)",
        # "Who may visit": a bare "may" before a verb is no month.
        rf"\b(?:the |in |of |from |dated |last |(?!(?-i:may) (?:visit|report)\b)){_MONTH}(?= (?:\d{{4}} )?(?:ofsted "
        rf"|monitoring )*(?:letter|visit|report)s?\b)",
        rf"\b(?:letter|visit|report) (?:of|from|in|dated) {_MONTH}\b(?! \d)",
        # "What did inspectors find in July?"; what was published or began in July may be any year's.
        rf"\b(?:inspectors|ofsted|hmi)(?: \w+)? (?:find|found|see|saw|say|said|report|reported|conclude|concluded|think"
        rf"|thought|come|came|visit|visited|inspect|inspected)"
        rf"(?: (?!\w+ed\b|happen|began|begun|start|open|came|come|took|take)\w+){{0,2}}? in {_MONTH}\b(?! \d)",
        rf"^(?:and |so |back )?in {_MONTH},? (?:what |how |where |did |was |were )*(?:the )?"
        r"(?:inspectors|ofsted|hmi)\b",
    )
)
# A year that belongs to a name: "Education Act 1996", "Working Together 2018".
_PART_OF_A_NAME = re.compile(r"\b(?:act|together|regulations?|framework|code|guidance|covid)(?: of)?,? $", re.I)


_HINT = re.compile(
    r"(?:19|20)\d\d|letter|visit|report|inspectors|ofsted|hmi|[a-z],? (?:of )?'?[12]\d\b|/[12]\d\b", re.I
)


@lru_cache(maxsize=512)
def find_times(text: str) -> tuple[Time, ...]:
    """Return the times named in `text`, in order; years that belong to an Act's or a guide's name are left out."""
    if not _HINT.search(text):
        return ()
    found: list[Time] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < time.end and time.start < match.end() for time in found):
                continue
            if _PART_OF_A_NAME.search(text[: match.start()]):
                continue
            time = _read(match)
            if time is not None:
                found.append(time)
    return tuple(sorted(found, key=lambda time: time.start))


def _read(match: re.Match[str]) -> Time | None:
    parts = match.groupdict()
    # "July 23": the years of these letters; "year 1" stands for none named.
    year = int(f"20{parts['short']}" if parts.get("short") else parts.get("year") or 1)
    month = _month_number(parts)
    try:
        if parts.get("day") and month:
            day = date(year, month, int(parts["day"]))
            return Time(match.start(), match.end(), day, day, Grain.DAY)
        if month:
            grain = Grain.MONTH if year > 1 else Grain.MONTH_ONLY
            start = match.start() if year > 1 else match.start("month")
            return Time(start, match.end(), *_days_of_month(year, month), grain)
    except ValueError:  # 31 February, month 13: no date, so nothing is named
        return None
    if parts.get("until"):
        return _read_years(match, year, parts["until"])
    return Time(match.start(), match.end(), date(year, 1, 1), date(year, 12, 31), Grain.YEAR)


def _days_of_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month_number(parts: dict[str, str | None]) -> int | None:
    if written := parts.get("monthnumber"):
        return int(written)
    name = parts.get("month")
    if not name:
        return None
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3]))


def _read_years(match: re.Match[str], year: int, until: str) -> Time | None:
    last = int(until) if len(until) == 4 else year // 100 * 100 + int(until)
    if last == year + 1:
        return Time(match.start(), match.end(), date(year, 4, 1), date(last, 3, 31), Grain.FINANCIAL_YEAR)
    if last > year + 1:
        return Time(match.start(), match.end(), date(year, 1, 1), date(last, 12, 31), Grain.YEAR)
    return None


def written_forms(time: Time) -> tuple[str, ...]:
    """Return how a letter may print this time, in lower case: "15 september 2021", "2018-19", "2018/19".

    What is counted at the end of a year ("looked after as of 31 March 2019") is told of that year.
    """
    if time.grain is Grain.FINANCIAL_YEAR:
        first, last = time.first.year, time.last.year
        named = (f"{first}-{last % 100:02}", f"{first}/{last % 100:02}", f"{first}/{last}", f"{first}-{last}")
        return (*named, f"31 march {last}", f"31st march {last}")
    words = time.words.lower()
    if time.grain is Grain.DAY:
        numbers = (time.first.strftime("%d/%m/%Y"), time.first.strftime("%d/%m/%y"))
        day, month, year = words.split()
        suffix = "th" if 10 < int(day) < 14 else {"1": "st", "2": "nd", "3": "rd"}.get(day[-1], "th")
        return (words, *numbers, f"{day}{suffix} {month} {year}")
    return (words,)
