"""The honest edges of an answer: comes in: the evidence and the letters, goes out: its order and notes on its age."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, AnswerStatus, Statement
from assistant.evidence import Evidence
from assistant.speakers import say_month
from assistant.understanding import Understanding
from assistant.understanding.hold import join_words
from corpus import Letter, Voice

_UNDATED = date.min
_MOST_NAMED = 3


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
    """Say how old the evidence is where later letters of the same council were searched and gave nothing.

    `near` are the ids of letters that came close enough, though an answer's length left no room for them.
    """
    notes = []
    speaking = {*near, *(place.letter_id for one in evidence for place in one.restated_in)}
    later = [letter for letter in _later_letters(understanding, evidence, letters) if letter.id not in speaking]
    if later:
        newest = max((one.letter.sort_date for one in evidence if one.letter.sort_date), default=None)
        named = join_words([say_month(letter.letter_date) for letter in later])
        noun = "later letter" if len(later) == 1 else "later letters"
        searched = (
            "was searched too, but no passage in it" if len(later) == 1 else "were searched too, but no passage in them"
        )
        notes.append(f"The newest quote is of {say_month(newest)}. The {noun} of {named} {searched} came close enough.")
    voices = {one.letter.voice for one in evidence}
    if voices and Voice.INSPECTORS not in voices:
        notes.append("These are not the inspectors' words.")
    return tuple(notes)


def lead_in(understanding: Understanding, evidence: Sequence[Evidence]) -> tuple[Statement, ...]:
    """Say over a list of councils what being listed means: the closest words, not that each was told what is asked.

    Likeness of words cannot tell "caseloads are too high" from "caseloads are not too high"; only reading can.
    """
    councils = {one.letter.council for one in evidence if one.letter.council}
    if not understanding.across_councils or len(councils) < 2:
        return ()
    said = (
        f"The closest words in letters about {len(councils)} councils. Being listed does not mean that a council was "
    )
    return (Statement(f"{said}told what the question says: read its quote, which may say the opposite."),)


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


def _later_letters(
    understanding: Understanding, evidence: Sequence[Evidence], letters: Mapping[str, Letter]
) -> list[Letter]:
    """Return the inspectors' letters that were searched and are newer than all the evidence, oldest first."""
    newest = max((one.letter.sort_date for one in evidence if one.letter.sort_date), default=None)
    councils = {one.letter.council for one in evidence}
    wanted = understanding.letter_ids
    later = [
        letter
        for name, letter in letters.items()
        if newest is not None and letter.voice is Voice.INSPECTORS and letter.letter_date is not None
        and letter.letter_date > newest and letter.council in councils and (wanted is None or name in wanted)
    ]  # fmt: skip
    return sorted(later, key=lambda letter: letter.letter_date or _UNDATED)
