"""Answers from a letter's structure: comes in: an Understanding and the letters, goes out: findings with their places.

Every finding points at whole sentences, paragraphs or margin lines of its letter; its words are made of metadata only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from assistant.judged_areas import (
    asks_at_any_time,
    grade_of_councils_asked_for,
    judgement_asked_for,
    judgements_asked_for,
)
from assistant.letter_facts import FACTS, Found, latest
from assistant.overall_answers import headline_findings
from assistant.registers import attendance
from assistant.role_holders import name_holders
from assistant.small_print import SMALL_PRINT, small_print
from assistant.structure_places import (
    StructureFinding,
    find_phrase_spans,
    find_sentences,
    paragraph_spans,
    with_office,
)
from assistant.understanding import (
    JUDGED_WORDING,
    OVERALL_FACTS,
    Intent,
    Order,
    StructureFact,
    Understanding,
    held_letters,
    lines_that_name,
    name_words,
    sections_named,
)
from assistant.understanding.follow_ups import own_words
from assistant.understanding.graded_areas import names_an_area
from assistant.understanding.hold import join_words
from assistant.understanding.section_names import own_heading
from corpus import Kind, Letter, Span, Voice

# All that is found is told by each council's newest letter, or by every one asked of, if they are few enough to read.
MOST_LETTERS = 4
_ASKS_OF_SEND = re.compile(
    r"\bSEND\b|\bsend (?:report|inspection|letter)\b|special (?:educational )?needs|area partnership", re.ASCII
)
# The gravest that a letter asks for: few letters have such a part, and the newest may not.
_PRIORITY_ACTION = re.compile(r"\bpriority actions?\b", re.IGNORECASE)
_OF_A_VISIT = (StructureFact.AREAS_COVERED, StructureFact.HOW_CARRIED_OUT, StructureFact.EVIDENCE_USED)
_OF_A_KIND = (StructureFact.PREVIOUS_INSPECTION, StructureFact.NEXT_INSPECTION)
# Parts that some documents have, in words.
_PARTS = {StructureFact.TO_IMPROVE: "what needs to improve", StructureFact.STRENGTHS: "strengths"}


def answer_from_structure(understanding: Understanding, letters: Sequence[Letter]) -> tuple[StructureFinding, ...]:
    """Return what the letters' own structure says, one finding a letter, in the order the question wants.

    Serves the intents STRUCTURE, PARAGRAPH and EXACT_PHRASE; any other gives none. No finding means that no
    letter the question is held to states the fact, has the paragraph or holds the phrase.
    """
    held = _in_order(held_letters(understanding, letters), understanding.order)
    match understanding.intent:
        case Intent.EXACT_PHRASE if understanding.phrase:
            phrase = understanding.phrase
            found = [(letter, _answer_phrase(letter, phrase)) for letter in held]
        case Intent.PARAGRAPH:
            numbers = understanding.paragraph_numbers
            found = [(letter, _answer_paragraph(letter, number)) for letter in held for number in numbers]
            if not any(spans for _, (spans, _) in found):
                found = [(letter, _answer_part(letter, number)) for letter in held for number in numbers]
        case Intent.STRUCTURE if understanding.structure_fact:
            found = _answer_fact(understanding, held)
        case _:
            found = []
    return tuple(StructureFinding(letter.id, spans, words) for letter, (spans, words) in found if spans)


def _in_order(letters: list[Letter], order: Order) -> list[Letter]:
    """Letters without any date come last either way."""
    dated = [letter for letter in letters if letter.sort_date is not None]
    dated.sort(key=lambda letter: letter.sort_date or date.min, reverse=order is Order.NEWEST_FIRST)
    return dated + [letter for letter in letters if letter.sort_date is None]


def _answer_phrase(letter: Letter, phrase: str) -> Found:
    spans = find_phrase_spans(letter, phrase)
    times = "once" if len(spans) == 1 else f"in {len(spans)} places"
    return spans, f"The wording “{phrase}” occurs {times} in: {letter.title}."


def _answer_paragraph(letter: Letter, number: str) -> Found:
    named = "The last paragraph" if number == "last" else f"Paragraph {number}"
    return paragraph_spans(letter, number), f"{named} of: {letter.title}."


def _answer_part(letter: Letter, number: str) -> Found:
    return paragraph_spans(letter, number, of_a_part=True), f"All of part {number} of: {letter.title}."


_Told = list[tuple[Letter, Found]]


def _answer_fact(understanding: Understanding, held: list[Letter]) -> _Told:
    fact = understanding.structure_fact
    if fact is None:
        return []
    if fact in SMALL_PRINT:
        return _told_by_the_newest(fact, _in_order(held, Order.NEWEST_FIRST))
    if fact in OVERALL_FACTS:
        return _overall(fact, understanding, held)
    if fact in _ANSWERED_BY:
        return _ANSWERED_BY[fact](understanding, held)
    return [(letter, FACTS[fact](letter)) for letter in (_inspectors_own(held) if fact in _OF_A_VISIT else held)]


def _grades(understanding: Understanding, held: list[Letter]) -> _Told:
    wanted = grade_of_councils_asked_for(understanding.read_as)
    if not wanted:
        return [(letter, _judgements(letter, understanding.read_as)) for letter in held]
    graded = [letter for letter in held if letter.judgements]
    asked_of = graded if asks_at_any_time(understanding.read_as) else _newest_of_each_council(graded)
    return [(letter, judgement_asked_for(letter, wanted)) for letter in asked_of]


def _holders(understanding: Understanding, held: list[Letter]) -> _Told:
    """The newest letter of each council that names who holds the office."""
    inspectors = [letter for letter in held if letter.voice is Voice.INSPECTORS]
    named = [(letter, name_holders(letter, understanding.read_as)) for letter in inspectors]
    with_one = _newest_of_each_council([letter for letter, (spans, _) in named if spans])
    return [(letter, found) for letter, found in named if any(letter is one for one in with_one)]


def _named(understanding: Understanding, held: list[Letter]) -> _Told:
    words = name_words(own_words(understanding.read_as))
    naming = [(letter, lines) for letter in held if (lines := lines_that_name(letter, words))][:MOST_LETTERS]
    return [
        (letter, (with_office(letter, lines), f"Named at the head or foot of: {letter.title}."))
        for letter, lines in naming
    ]


def _newest(_: Understanding, held: list[Letter]) -> _Told:
    # "When were they last inspected" is about inspectors, where they have written at all.
    newest = _newest_of_each_council(_inspectors_own(held))
    # Of a few councils each one's newest letter may be meant, of many the newest of all.
    return [(letter, latest(letter)) for letter in (newest if len(newest) <= MOST_LETTERS else newest[:1])]


def _overall(fact: StructureFact, understanding: Understanding, held: list[Letter]) -> _Told:
    """What the newest letters find in all, or in the part for `fact`; every letter where each is to be heard."""
    inspectors = _inspectors_own(held)
    of_send = [letter for letter in inspectors if letter.kind is Kind.AREA_SEND]
    if _ASKS_OF_SEND.search(understanding.read_as):
        inspectors = of_send
    elif len(of_send) < len(inspectors):
        # A report on the whole area's arrangements is not what a council's children's services are asked for.
        inspectors = [letter for letter in inspectors if letter.kind is not Kind.AREA_SEND]
    if fact is StructureFact.TO_IMPROVE and _PRIORITY_ACTION.search(understanding.read_as):
        inspectors = [letter for letter in inspectors if _names_priority_action(letter)] or inspectors
    newest = inspectors if understanding.per_letter else _newest_of_each_council(inspectors)
    found = [(letter, FACTS[fact](letter)) for letter in newest] if len(newest) <= MOST_LETTERS else []
    if fact in _PARTS and not any(spans for _, (spans, _) in found):
        # Letters on monitoring visits have no such part: it stands among all that they find.
        return [(letter, _in_all(letter, _PARTS[fact])) for letter, _ in found]
    return found


# What takes more than a look at one letter after the other.
_ANSWERED_BY: Mapping[StructureFact, Callable[[Understanding, list[Letter]], _Told]] = {
    StructureFact.JUDGEMENTS: _grades,
    StructureFact.ROLE_HOLDER: _holders,
    StructureFact.NAMED: _named,
    StructureFact.LATEST_LETTER: _newest,
    StructureFact.SECTION: lambda asked, held: [(letter, _section(letter, asked.search_text)) for letter in held],
    StructureFact.ATTENDANCE: lambda asked, held: [(letter, attendance(letter, asked.read_as)) for letter in held],
}


def _told_by_the_newest(fact: StructureFact, newest_first: list[Letter]) -> list[tuple[Letter, Found]]:
    """Return what the newest letter that prints it tells; where each kind of inspection has its turn, of each kind."""
    told: dict[Kind, tuple[Letter, Found]] = {}
    for letter in newest_first:
        if told and (fact not in _OF_A_KIND or letter.kind in told):
            continue
        found = small_print(letter, fact)
        if found[0]:
            told[letter.kind] = (letter, found)
    return list(told.values())


def _names_priority_action(letter: Letter) -> bool:
    return any(_PRIORITY_ACTION.search(section.heading) for section in letter.sections)


def _inspectors_own(held: list[Letter]) -> list[Letter]:
    """Return the inspectors' letters among `held`, all where there are none."""
    return [letter for letter in held if letter.voice is Voice.INSPECTORS] or held


def _in_all(letter: Letter, part: str) -> Found:
    spans, words = headline_findings(letter)
    return (
        spans,
        f"This document has no section on {part}: {letter.title}. Shown instead: {words[:1].lower()}{words[1:]}",
    )


def _section(letter: Letter, heading: str) -> Found:
    sections = sections_named(letter, heading)
    spans = tuple(Span(one.start, one.end) for section in sections for one in section.paragraphs)
    named = join_words([f"“{own_heading(section)}”" for section in sections])
    return spans, f"Under {named} in: {letter.title}."


def _newest_of_each_council(letters: list[Letter]) -> list[Letter]:
    newest: dict[str | None, Letter] = {}
    for letter in _in_order(letters, Order.NEWEST_FIRST):
        newest.setdefault(letter.council, letter)
    return list(newest.values())


def _judgements(letter: Letter, question: str) -> Found:
    """Return the letter's own grades; where it has none, what it tells of the judgement it follows up."""
    chosen, words = judgements_asked_for(letter, question)
    if chosen or names_an_area(question) or letter.voice is not Voice.INSPECTORS:
        return tuple(one.span for one in chosen), words
    told = find_sentences(letter, all_of=(), any_of=(), also=JUDGED_WORDING)
    return told, f"What is told of an earlier judgement in: {letter.title}."
