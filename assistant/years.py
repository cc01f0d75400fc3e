"""Years asked for: comes in: a question's years and what was found, goes out: the years that none of it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.evidence import Evidence
from assistant.understanding import Understanding
from assistant.understanding.dates import Grain, Time, find_times
from assistant.understanding.facts import PLAIN_DASHES
from index import Hit

# What is quoted stands among the first few; a year printed further down belongs to something else.
_LOOKED_AT = 4
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) (?:financial )?year|\byear before\b")


def years_not_told(understanding: Understanding, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return the years asked for that no letter is of and none of the first `hits` prints, as they are usually written.

    What a reader knows beside a passage's own words counts: the heading above, a list's lead-in, a table's heads.
    """
    if not understanding.years_spoken_of:
        return ()
    passages = [hit.passage for hit in hits[:_LOOKED_AT]]
    printed = " ".join(f"{one.context} {one.row_words} {one.text}" for one in passages).lower().translate(PLAIN_DASHES)
    return tuple(forms[0] for forms in understanding.years_spoken_of if not any(form in printed for form in forms))


def only_of_years_spoken_of(
    understanding: Understanding, ranked: Sequence[Evidence], least_share: float
) -> tuple[list[Evidence], str | None]:
    """Return what of `ranked` tells of the years asked for that no letter is of, and their name where nothing does.

    A report of 2019-20 prints "9,934 referrals" of its own year beside what was so in 2018/19. What prints the year
    asked for counts, and in the next year's report "last year". It must come as near as what is quoted together:
    `least_share` of the best score.
    """
    if not understanding.years_spoken_of or not ranked:
        return list(ranked), None
    least = least_share * ranked[0].score
    told = [
        one for one in ranked if one.score >= least and all(_tells_of(one, f) for f in understanding.years_spoken_of)
    ]
    return told, None if told else understanding.years_spoken_of[0][0]


def prints(one: Evidence, forms: Sequence[str]) -> bool:
    """Whether a year, in one of its `forms`, stands in the words of `one`, its heading, its lead-in or its heads."""
    return any(form in _printed(one) for form in forms)


def _tells_of(one: Evidence, forms: Sequence[str]) -> bool:
    period = one.letter.period
    is_year_before = period is not None and year_before(period).words in forms
    if prints(one, forms) or (is_year_before and _LAST_YEAR.search(_printed(one))):
        return True
    return _years_named_above(one) in ({form} for form in forms)


def _years_named_above(one: Evidence) -> set[str]:
    """Return the years that the last sentence to name any names above `one` in its section, where figures go on."""
    letter, named = one.letter, set[str]()
    section = next(part for part, paragraph in letter.paragraphs() if paragraph is one.paragraph)
    for sentence in (sentence for paragraph in section.paragraphs for sentence in paragraph.sentences):
        if sentence.start >= one.span.start:
            break
        years = [time for time in find_times(letter.slice(sentence)) if time.grain is Grain.FINANCIAL_YEAR]
        named = {time.words for time in years} or named
    return named


def _printed(one: Evidence) -> str:
    return one.text_with_all_above.lower().translate(PLAIN_DASHES)


def year_of(period: tuple[date, date]) -> Time:
    """Return the year from April to March that a report of `period` covers, the last one of several."""
    end = period[1]
    first = end.year if end.month > 3 else end.year - 1
    return Time(0, 0, date(first, 4, 1), date(first + 1, 3, 31), Grain.FINANCIAL_YEAR)


def year_before(period: tuple[date, date]) -> Time:
    """Return the year before the one that a report of `period` covers."""
    year = year_of(period)
    return year.years_on(-1) or year


def of_the_year_asked(understanding: Understanding, ranked: Sequence[Evidence]) -> tuple[list[Evidence], str | None]:
    """Return `ranked`; where its best tells of a year before the one from April to March that is asked for, what else
    its section tells of the year asked for, and the name of that year where that is nothing.

    An annual report also prints figures of the year before ("In 2018/19 the panel reviewed 50 child deaths").
    """
    asked = [time for time in find_times(understanding.read_as) if time.grain is Grain.FINANCIAL_YEAR]
    if len(asked) != 1 or not ranked:
        return list(ranked), None
    year, best = asked[0], ranked[0]
    told = find_times(f"{best.lead_in_text} {best.text}")
    earlier = any(time.last < year.first and _is_a_year(time) for time in told)
    if not earlier or any(_overlap(time, year) for time in told):
        return list(ranked), None
    section = best.place.section
    own = [one for one in ranked if one.place.section == section and _names_whole(year, find_times(one.text))]
    own = own or _in_its_section(best, year)
    return own, None if own else year.words


def _in_its_section(best: Evidence, year: Time) -> list[Evidence]:
    """Return the sentences of the section `best` stands in that name the whole `year`, found or not.

    "The details for 1st April 2019 to 31st March 2020 are not currently available" is like no question for a number.
    """
    letter = best.letter
    place = best.place
    return [
        replace(best, paragraph=one, place=replace(place, paragraph=one.number, page=one.page), first=i, last=i)
        for section, one in letter.paragraphs()
        if section.heading == place.section
        for i, sentence in enumerate(one.sentences)
        if _names_whole(year, find_times(letter.slice(sentence)))
    ]


def _names_whole(year: Time, told: Sequence[Time]) -> bool:
    days = {time.first for time in told if time.grain is Grain.DAY}
    same = any(time.grain is Grain.FINANCIAL_YEAR and time.first == year.first for time in told)
    return same or {year.first, year.last} <= days


def _is_a_year(time: Time) -> bool:
    """A year from April to March, or the day it ends, on which a year's count is taken."""
    return time.grain is Grain.FINANCIAL_YEAR or (
        time.grain is Grain.DAY and (time.last.month, time.last.day) == (3, 31)
    )


def _overlap(time: Time, year: Time) -> bool:
    return time.first <= year.last and year.first <= time.last
