"""Letters of a time: comes in: a time asked for and letters, goes out: those that are of it, or speak of it."""

from __future__ import annotations

from datetime import date

from assistant.understanding.dates import Grain, Time, written_forms
from assistant.understanding.facts import HeldLetter, Holdings
from assistant.understanding.time_wishes import Wish
from assistant.understanding.words import content_stems
from corpus import Kind, Voice

_SAME_SUBJECT_SHARE = 0.34
_JUDGED = frozenset(content_stems("inspected inspection judged judgement"))
JUDGING_STEMS = _JUDGED | frozenset(content_stems("graded rated judgment inadequate"))


def letters_of(wish: Wish, letters: tuple[HeldLetter, ...]) -> tuple[HeldLetter, ...]:
    """Return the letters whose own date, visit or period is the time asked for; the noun says which is meant first."""
    time = wish.time
    if time.grain is Grain.FINANCIAL_YEAR and wish.noun != "letter":
        same = {letter.id for letter in letters if letter.period and _overlaps(letter.period, time, days=180)}
        if same and wish.noun is None:
            # A letter written in that year tells of it as well as the report on it.
            same |= {letter.id for letter in letters if letter.letter_date and is_in(letter.letter_date, time)}
        if same or wish.noun:
            return tuple(letter for letter in letters if letter.id in same)
    dated = tuple(letter for letter in letters if letter.letter_date and is_in(letter.letter_date, time))
    visited = tuple(letter for letter in letters if any(is_in(day, time) for day in letter.visit_dates))
    if wish.noun == "letter":
        return dated or tuple(letter for letter in visited if letter.voice is Voice.INSPECTORS)
    if wish.noun == "visit":
        return visited or dated
    covered = tuple(letter for letter in letters if letter.period and _overlaps(letter.period, time, days=1))
    if wish.noun in ("inspection", "judgement", "judgment"):
        covered = ()
        dated = tuple(
            letter for letter in dated if time.grain is Grain.YEAR or letter.kind is not Kind.MONITORING_VISIT
        )
    either = {letter.id for letter in (*dated, *visited, *covered)}
    if not either:
        either = {letter.id for letter in letters if letter.file_date and is_in(letter.file_date, time)}
    return tuple(letter for letter in letters if letter.id in either)


def is_in(day: date, time: Time) -> bool:
    """Say whether `day` is in `time`; a month without its year is one of any year."""
    if time.grain is Grain.MONTH_ONLY:
        return day.month == time.first.month
    return time.first <= day <= time.last


def _overlaps(period: tuple[date, date], time: Time, days: int) -> bool:
    if time.grain is Grain.MONTH_ONLY:
        return False
    return (min(period[1], time.last) - max(period[0], time.first)).days + 1 >= days


def is_spoken_of(wish: Wish, letters: tuple[HeldLetter, ...], holdings: Holdings, stems: frozenset[str]) -> bool:
    """Say whether the letters speak of a time that is no letter's own, so that it may be part of what is asked."""
    if wish.noun == "letter" or wish.time.grain is Grain.MONTH_ONLY:
        return False
    judged = wish.noun in ("inspection", "judgement", "judgment") or stems & JUDGING_STEMS
    if judged and wish.time.grain is Grain.YEAR:
        return any(_shares(wish.time, letter.id, holdings, _JUDGED, 1) for letter in letters)
    return any(speaks_of(wish.time, letter.id, holdings, stems) for letter in letters)


def speaks_of(time: Time, letter_id: str, holdings: Holdings, stems: frozenset[str]) -> bool:
    """Say whether a letter prints `time`: a year beside some of the question's `stems`, a day or month anywhere."""
    if time.grain in (Grain.DAY, Grain.MONTH):
        return any(form in holdings.texts[letter_id] for form in written_forms(time))
    enough = max(1, round(len(stems) * _SAME_SUBJECT_SHARE))
    return bool(stems) and _shares(time, letter_id, holdings, stems, enough)


def _shares(time: Time, letter_id: str, holdings: Holdings, stems: frozenset[str], enough: int) -> bool:
    by_year = holdings.dated_sentences.get(letter_id, {})
    keys = [form.replace("/", "-") for form in written_forms(time)]
    return any(len(stems & sentence) >= enough for key in keys for sentence in by_year.get(key, ()))
