"""The honest edges of an answer: comes in: the evidence and the letters, goes out: its order and notes on its age."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, AnswerStatus, Statement
from assistant.evidence import Evidence
from assistant.speakers import say_month
from assistant.understanding import Understanding, held_letters
from assistant.understanding.councils import find_councils
from assistant.understanding.hold import join_words
from assistant.years import prints, year_before, year_of
from corpus import Letter, Voice

_UNDATED = date.min
_MOST_NAMED = 3
_MOST_MISSING = 8


def out_of_time_order(evidence: Sequence[Evidence], oldest_first: bool) -> tuple[Evidence, ...]:
    """Return `evidence` grouped by letter, newest letter first (or oldest); within a letter in reading order.

    Inspectors come before others of the same date.
    """

    def key(one: Evidence) -> tuple[int, bool, str, int]:
        day = (one.letter.sort_date or _UNDATED).toordinal()
        return (day if oldest_first else -day, one.letter.voice is not Voice.INSPECTORS, one.letter.id, one.span.start)

    return tuple(sorted(evidence, key=key))


def edge_notes(
    understanding: Understanding,
    evidence: Sequence[Evidence],
    letters: Mapping[str, Letter],
    near: Collection[str] = (),
) -> tuple[str, ...]:
    """Say how old the evidence is where later letters of the same council were searched and are not quoted.

    `near` are the ids of letters that came close enough, whether or not an answer's length left room for them.
    """
    notes = []
    restated = {place.letter_id for one in evidence for place in one.restated_in}
    later = [letter for letter in _later_letters(understanding, evidence, letters) if letter.id not in restated]
    if understanding.lists_councils or len({one.letter.council for one in evidence}) > 1:
        # Beside quotes about several councils it could not be told whose letters are meant; each has its own newest.
        later = []
    silent = [letter for letter in later if letter.id not in near]
    crowded_out = [letter for letter in later if letter.id in near]
    if later:
        notes.append(f"The newest quote is of {say_month(_newest_day(evidence))}.")
    if silent:
        # What was not found may be there all the same: who reads this aloud must not say that it is not.
        were, them, they = ("was", "it", "it is") if len(silent) == 1 else ("were", "them", "they are")
        notes[-1] += (
            f" {_the_later(silent)} {were} searched too, and nothing in {them} was found to quote:"
            f" look there before saying that {they} silent."
        )
    if crowded_out:
        them = "is not quoted: name its date" if len(crowded_out) == 1 else "are not quoted: name their dates"
        notes[-1] += f" {_the_later(crowded_out)} came close too and {them} to see what is said."
    if missing := councils_without_a_quote(understanding, evidence, letters):
        named = join_words(missing) if len(missing) <= _MOST_MISSING else f"{len(missing)} of the councils named"
        notes.append(f"Nothing about {named} was found to quote.")
    notes += _last_year_note(understanding, evidence)
    voices = {one.letter.voice for one in evidence}
    if voices and Voice.INSPECTORS not in voices:
        notes.append("These are not the inspectors' words.")
    return tuple(notes)


def councils_without_a_quote(
    understanding: Understanding, evidence: Sequence[Evidence], letters: Mapping[str, Letter]
) -> list[str]:
    """Return of which councils that a question names, or of which of a few it is held to, nothing is quoted."""
    if understanding.letter_ids is None and not understanding.per_letter:
        return []
    asked_of = {letter.council for letter in held_letters(understanding, tuple(letters.values())) if letter.council}
    mentions = [one for one in find_councils(understanding.read_as) if not one.excluded and len(one.councils) == 1]
    named = {council for one in mentions for council in one.councils}
    if len(asked_of) > _MOST_NAMED + 1:
        asked_of &= named
    return sorted(asked_of - {one.letter.council for one in evidence})


def _last_year_note(understanding: Understanding, evidence: Sequence[Evidence]) -> list[str]:
    """Say what "last year" and a figure without a year mean in an annual report, where the year before is asked for."""
    asked = understanding.years_spoken_of
    said: dict[str, str] = {}
    for one in evidence:
        period = one.letter.period
        if period is not None and any(year_before(period).words in f and not prints(one, f) for f in asked):
            year, before = year_of(period).words, year_before(period).words
            said[one.letter.id] = (
                f'The report covers {year}: a figure without a year is of {year}, and "last year" is {before}.'
            )
    return list(said.values())


def _the_later(letters: Sequence[Letter]) -> str:
    named = join_words(list(dict.fromkeys(say_month(letter.sort_date) for letter in letters)))
    return f"The later {'letter' if len(letters) == 1 else 'letters'} of {named}"


def lead_in(understanding: Understanding, evidence: Sequence[Evidence]) -> tuple[Statement, ...]:
    """Say over a list of councils what being listed means: the closest words, not that each was told what is asked.

    Likeness of words cannot tell "caseloads are too high" from "caseloads are not too high"; only reading can.
    """
    councils = {one.letter.council for one in evidence if one.letter.council}
    if not understanding.lists_councils or len(councils) < 2:
        return ()
    said = f"The closest words in letters about {len(councils)} councils; letters about others may say it too. "
    meant = "Being listed does not mean that a council was told what the question says"
    return (Statement(f"{said}{meant}: read its quote, which may say the opposite."),)


def say_why_silent(answer: Answer, without: Answer) -> Answer:
    """Add to a vain `answer` how many letters choices left out, and whether the answer `without` them is another."""
    count = answer.searched.left_out_by_choices
    were = "document was" if count == 1 else "documents were"
    answers = without.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED)
    found = (
        "there is an answer from other documents: search all documents" if answers else "the letters do not say either"
    )
    note = f"{count} {were} not searched because of your choices. Without your choices {found}."
    spent = without.timings_ms.get("total", 0.0)
    timings = {**answer.timings_ms, "without choices": spent, "total": answer.timings_ms.get("total", 0.0) + spent}
    return replace(answer, notes=(*answer.notes, note), timings_ms=timings)


def holdings_note(letters: Mapping[str, Letter]) -> str:
    """Say what is held at all: "We hold 5 documents about Bradford, March 2020 to August 2023.\""""
    councils = sorted({letter.council for letter in letters.values() if letter.council})
    about = f" about {join_words(councils)}" if 0 < len(councils) <= _MOST_NAMED else f" about {len(councils)} councils"
    days = sorted(day for letter in letters.values() if (day := letter.sort_date) is not None)
    span = f", {' to '.join(dict.fromkeys(say_month(day) for day in (days[0], days[-1])))}" if days else ""
    noun = "document" if len(letters) == 1 else "documents"
    return f"We hold {len(letters)} {noun}{about if councils else ''}{span}."


def _newest_day(evidence: Sequence[Evidence]) -> date | None:
    return max((one.letter.sort_date for one in evidence if one.letter.sort_date), default=None)


def _later_letters(
    understanding: Understanding, evidence: Sequence[Evidence], letters: Mapping[str, Letter]
) -> list[Letter]:
    """Return the inspectors' letters that were searched and are newer than all the evidence, oldest first."""
    newest = _newest_day(evidence)
    # A report on a visit has the visit's date, and is younger than the letter on that visit.
    reported = {day for one in evidence if one.letter.letter_date is None for day in one.letter.visit_dates}
    councils = {one.letter.council for one in evidence}
    wanted = understanding.letter_ids
    later = [
        letter
        for name, letter in letters.items()
        if newest is not None and letter.voice is Voice.INSPECTORS and letter.sort_date is not None
        and letter.sort_date > newest and letter.council in councils and (wanted is None or name in wanted)
        and reported.isdisjoint(letter.visit_dates)
    ]  # fmt: skip
    return sorted(later, key=lambda letter: letter.sort_date or _UNDATED)
