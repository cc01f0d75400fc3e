"""Times that no letter is of: comes in: a question and letters, goes out: whether it names no time but such ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.understanding.dates import Grain, Time, find_times
from assistant.understanding.facts import HeldLetter
from corpus import Letter

# "Since 2018" names no letter of 2018.
_ONLY_A_BOUND = re.compile(r"\b(?:since|after|before|until|till|from|prior to|up to|between|and)\s+(?:the )?$", re.I)


def names_another_time(text: str, letters: Iterable[HeldLetter | Letter]) -> bool:
    """Whether `text` names years, months or days and `letters` are of none of them.

    "When was the 2018 inspection" is told in a later letter's sentences; that letter's own dates are no answer.
    """
    times = [
        time
        for time in find_times(text)
        if time.grain is not Grain.MONTH_ONLY and not _ONLY_A_BOUND.search(text[: time.start])
    ]
    return bool(times) and not any(_is_of(letter, time) for letter in letters for time in times)


def _is_of(letter: HeldLetter | Letter, time: Time) -> bool:
    days = (letter.letter_date, letter.sort_date, *letter.visit_dates)
    if any(day is not None and time.first <= day <= time.last for day in days):
        return True
    return letter.period is not None and letter.period[0] <= time.last and time.first <= letter.period[1]
