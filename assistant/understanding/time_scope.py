"""Which letters in time: comes in: a question and letters, goes out: the letters of the times and visits it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.understanding.council_scope import council_spans
from assistant.understanding.dates import Grain, Time, written_forms
from assistant.understanding.facts import HeldLetter, Holdings
from assistant.understanding.hold import Hold, join_words
from assistant.understanding.kind_questions import asks_for_a_kind
from assistant.understanding.letters_of_time import JUDGING_STEMS, is_in, is_spoken_of, letters_of, speaks_of
from assistant.understanding.time_wishes import Wish, read_wishes
from assistant.understanding.visits import hold_to_visits
from assistant.understanding.words import content_stems
from corpus import Kind

# "When did the director start in 2019?": a later letter may tell the day, as well as those of that year.
_ASKS_WHEN = re.compile(r"\W*(?:and )?when (?:did|was|were)\b", re.I)
_OF_LETTERS = re.compile(r"\b(?:visit|inspect|letter|report|ofsted|hmi)\w*|\b(?:they|you) (?:come|came)\b", re.I)
# Words in nearly every letter: sharing them with a dated sentence says nothing.
_EVERYWHERE = frozenset(
    content_stems(
        "children child service social work worker council bradford inspector ofsted letter visit local authority"
        " young people care report year monitoring"
    )
)
_VISITS = (Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT)


def hold_to_time(text: str, letters: tuple[HeldLetter, ...], holdings: Holdings) -> Hold:
    """Hold a question to the times and visits it names, where they name letters.

    A time that only belongs to what is asked ("the Act of 1996", "the review of July 2021") is left alone: no
    letter is that old, but the letters speak of it beside the question's other words. A time that nothing held
    is of, nor speaks of, is said to be missing.
    """
    visits = hold_to_visits(text, letters)
    wishes = [wish for wish in read_wishes(text) if not _within(wish, visits.spans)]
    if unwanted := [wish for wish in wishes if wish.reach == "except"]:
        visits = visits.then(_leave_out(unwanted, visits.letters))
        wishes = [wish for wish in wishes if wish.reach != "except"]
    if len(wishes) > 1:
        # "The 2023 letter compared with the 2022 letter" names both.
        wishes = [replace(wish, reach="during") if wish.reach == "compared" else wish for wish in wishes]
    wishes = [_with_year(wish, visits.letters, holdings) for wish in wishes]
    stems = frozenset(content_stems(_without_times(text, wishes))) - _EVERYWHERE
    if _ASKS_WHEN.match(text) and not _OF_LETTERS.search(text) and all(_is_bare_year(wish) for wish in wishes):
        return replace(visits, spoken_of=_years_asked_for(wishes, stems))
    # "How many focused visits in 2017?" asks for letters of that year and nothing that they speak of.
    only_documents = asks_for_a_kind(text, list(council_spans(text)))
    found: list[Hold] = []
    for wish in wishes:
        if only_documents and wish.reach == "during":
            chosen = letters_of(wish, visits.letters)
            missing = () if chosen else (_missing(wish),)
            hold: Hold | None = Hold(chosen, (_say(wish),) if chosen else (), missing, ((wish.start, wish.end),))
        else:
            hold = _hold_to_wish(wish, visits.letters, holdings, stems)
        if hold is not None:
            found.append(hold)
    if not found:
        return replace(visits, spoken_of=_years_asked_for(wishes, stems))
    together = {letter.id for hold in found for letter in hold.letters}
    chosen = tuple(letter for letter in visits.letters if letter.id in together)
    held_to = tuple(dict.fromkeys(words for hold in found for words in hold.held_to))
    return visits.then(
        Hold(
            chosen,
            held_to if chosen and len(held_to) > 0 else (),
            tuple(dict.fromkeys(said for hold in found for said in hold.not_held)),
            tuple(span for hold in found for span in hold.spans),
            per_letter=len(wishes) > 1 or any(wish.reach in ("since", "compared", "between") for wish in wishes),
            wishes=tuple(dict.fromkeys(words for hold in found for words in hold.all_wishes)),
        )
    )


def _leave_out(unwanted: list[Wish], letters: tuple[HeldLetter, ...]) -> Hold:
    """Return the letters of none of the `unwanted` times."""
    named = {letter.id for wish in unwanted for letter in letters_of(wish, letters)}
    kept = tuple(letter for letter in letters if letter.id not in named)
    said = tuple(f"all but {_say(wish)}" for wish in unwanted)
    spans = tuple((wish.start, wish.end) for wish in unwanted)
    if not kept:
        others = join_words([_say(wish) for wish in unwanted], "or")
        return Hold((), (), (f"We hold nothing but {others}.",), spans)
    return Hold(kept, said if len(kept) < len(letters) else (), (), spans, wishes=said)


def _is_bare_year(wish: Wish) -> bool:
    return wish.time.grain is Grain.YEAR and wish.reach == "during" and wish.noun is None


def _years_asked_for(wishes: list[Wish], stems: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Return the forms of the one year a question is about; a year compared with, or of a judgement, only dates it."""
    if len(wishes) != 1 or stems & JUDGING_STEMS or wishes[0].noun in ("inspection", "judgement", "judgment"):
        return ()
    wish = wishes[0]
    is_year = wish.time.grain in (Grain.YEAR, Grain.FINANCIAL_YEAR)
    return (written_forms(wish.time),) if is_year and wish.reach == "during" else ()


def _within(wish: Wish, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= wish.time.start and wish.time.end <= end for start, end in spans)


def _without_times(text: str, wishes: list[Wish]) -> str:
    for wish in sorted(wishes, key=lambda one: -one.start):
        text = f"{text[: wish.start]} {text[wish.end :]}"
    return text


def _with_year(wish: Wish, letters: tuple[HeldLetter, ...], holdings: Holdings) -> Wish:
    """Give a month without its year ("before the March visit") the year of the held letter of that month.

    Where letters of several years are meant, a reach counts from the newest and says so; the month alone means all.
    """
    if wish.time.grain is not Grain.MONTH_ONLY:
        return wish
    if wish.reach == "between":  # "the letter from March to May 2022": only the first month lacks its year
        return replace(wish, time=wish.time.in_year(wish.time.last.year)) if wish.time.last.year > 1 else wish
    meant = letters_of(wish, letters)
    if not meant and wish.reach in _REACHES:
        # "The council's report before the March letter" hears another letter than the one that dates it.
        councils = {letter.council for letter in letters}
        meant = letters_of(wish, tuple(letter for letter in holdings.held if letter.council in councils))
    days = [day for letter in meant for day in (letter.letter_date, *letter.visit_dates) if day]
    years = {day.year for day in days if is_in(day, wish.time)}
    if not years or (len(years) > 1 and wish.reach not in _REACHES):
        return wish
    return replace(wish, time=wish.time.in_year(max(years)))


def _hold_to_wish(
    wish: Wish, letters: tuple[HeldLetter, ...], holdings: Holdings, stems: frozenset[str]
) -> Hold | None:
    """Return the letters of one time, or None where the time belongs to what is asked."""
    if wish.reach == "compared":
        if letters_of(wish, letters) or is_spoken_of(wish, letters, holdings, stems):
            return None
        # Only one side of the comparison is missing: what is held still answers.
        return Hold(letters, (), (_missing(wish),), ((wish.start, wish.end),))
    if wish.reach in _REACHES and wish.time.grain is not Grain.MONTH_ONLY:
        return _hold_to_reach(wish, letters, holdings)
    chosen = letters_of(wish, letters)
    if not chosen:
        # A bare month that is no letter's may be of anything that is told of.
        is_bare = wish.noun is None and wish.time.grain is Grain.MONTH_ONLY
        if is_bare or is_spoken_of(wish, letters, holdings, stems):
            return None
        return Hold((), (), (_missing(wish),), ((wish.start, wish.end),))
    of_reports = wish.time.grain is Grain.FINANCIAL_YEAR or all(letter.period for letter in chosen)
    if wish.noun is None and of_reports:
        # An annual report covers this time: other letters that speak of it beside the same words are heard too.
        # A year inside such a report is still worth looking for: its tables have columns of several years.
        spoken = (letter for letter in letters if letter not in chosen)
        chosen += tuple(letter for letter in spoken if speaks_of(wish.time, letter.id, holdings, stems))
        return Hold(chosen, (_say(wish),))
    return Hold(chosen, (_say(wish),), (), ((wish.start, wish.end),))


def _say(wish: Wish) -> str:
    words = wish.time.words
    if wish.noun == "letter":
        return f"letters dated {words}"
    if wish.noun == "visit":
        return f"the visit of {words}"
    if wish.time.grain is Grain.FINANCIAL_YEAR:
        return f"the year {words}"
    return f"letters of {words}"


def _missing(wish: Wish) -> str:
    words = wish.time.words
    if wish.noun == "visit":
        return f"We hold no letter about a visit in {words}."
    if wish.noun in ("inspection", "judgement", "judgment"):
        return f"We hold no report of an inspection in {words}."
    if wish.noun and wish.noun.endswith("report"):
        return f"We hold no report of {words}."
    if wish.time.grain is Grain.FINANCIAL_YEAR:
        return f"We hold no document for {words}."
    return f"We hold no letter dated {words}."


_REACHES: dict[str, tuple[Callable[[date, Time], bool], str, str]] = {
    "since": (lambda day, time: day >= time.first, "letters since {}", "We hold no letter dated {} or later."),
    "after": (lambda day, time: day > time.last, "letters after {}", "We hold no letter dated after {}."),
    "before": (lambda day, time: day < time.first, "letters before {}", "We hold no letter dated before {}."),
    "up_to": (lambda day, time: day <= time.last, "letters up to {}", "We hold no letter dated {} or earlier."),
    "between": (
        lambda day, time: time.first <= day <= time.last,
        "letters between {} and {}",
        "We hold no letter dated between {} and {}.",
    ),
}


def _hold_to_reach(wish: Wish, letters: tuple[HeldLetter, ...], holdings: Holdings) -> Hold | None:
    within, words, missing = _REACHES[wish.reach]
    exact = wish.time.grain in (Grain.DAY, Grain.MONTH)
    if wish.reach in ("before", "up_to", "after") and exact and not letters_of(wish, letters):
        # "by 14 January 2022", "before 1 April 2023": a day the letters speak of is part of the question.
        spoken_of = any(speaks_of(wish.time, letter.id, holdings, frozenset()) for letter in letters)
        if spoken_of:
            return None
    if wish.reach == "up_to" and wish.noun is None and not exact and wish.time.last >= date.today():
        return None
    chosen = tuple(letter for letter in letters if any(within(day, wish.time) for day in _days(letter, wish.reach)))
    if wish.reach == "since" and wish.noun in ("inspection", "visit") and (after := _after_those_of(wish, chosen)):
        # "Since the 2023 inspection" asks for what came after it, also in the same year, and not for its own findings.
        chosen, words = after, f"letters since the {wish.noun} of {{}}"
    ends = _ends(wish.time) if wish.reach == "between" else (wish.time.words,)
    if not chosen and wish.reach == "before" and wish.noun in ("inspection", "visit"):
        # What was so before a visit is told by the letter on it, too.
        chosen, words = letters_of(wish, letters), "the visit of {}"
    if not chosen:
        return Hold((), (), (missing.format(*ends),), ((wish.start, wish.end),))
    said = (words.format(*ends),)
    span = ((wish.start, wish.end),)
    return Hold(chosen, said if len(chosen) < len(letters) else (), (), span, wishes=said)


def _after_those_of(wish: Wish, letters: tuple[HeldLetter, ...]) -> tuple[HeldLetter, ...]:
    """Return those of `letters` that are newer than the first visit that the wish names, and not on that visit."""
    named = [letter for letter in letters_of(wish, letters) if letter.sort_date is not None]
    of_noun = [letter for letter in named if (letter.kind in _VISITS) is (wish.noun == "visit")]
    named = of_noun or named
    first = min(named, key=lambda letter: letter.sort_date or date.max, default=None)
    if first is None or first.sort_date is None:
        return ()
    # The council's report on a visit has that visit's date, the inspectors' letter is weeks younger.
    return tuple(
        letter
        for letter in letters
        if letter.sort_date is not None
        and letter.sort_date > first.sort_date
        and not set(letter.visit_dates) & set(first.visit_dates)
    )


def _days(letter: HeldLetter, reach: str) -> tuple[date, ...]:
    """The days a letter is of: before and after count from its own date, other reaches from its visit too."""
    own = (letter.sort_date,) if letter.sort_date else ()
    return own if reach in ("before", "after") else (*own, *letter.visit_dates, *(letter.period or ())[1:])


def _ends(time: Time) -> tuple[str, str]:
    if time.grain is Grain.YEAR:
        return str(time.first.year), str(time.last.year)
    first = replace(time, last=time.first)
    last = replace(time, first=time.last.replace(day=1) if time.grain is Grain.MONTH else time.last)
    return first.words, last.words
