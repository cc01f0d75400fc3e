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
    names_an_area,
)
from assistant.overall_answers import headline_findings, strengths, to_improve
from assistant.registers import attendance
from assistant.role_holders import name_holders
from assistant.structure_places import (
    StructureFinding,
    find_lines,
    find_phrase_spans,
    find_sentences,
    find_signed_offices,
    paragraph_spans,
    section_spans,
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
)
from corpus import Kind, Letter, Span, Voice, say_date, say_days

# All that is found is told by each council's newest letter, or by every one asked of, if they are few enough to read.
MOST_LETTERS = 4
_ASKS_OF_SEND = re.compile(
    r"\bSEND\b|\bsend (?:report|inspection|letter)\b|special (?:educational )?needs|area partnership", re.ASCII
)
# How letters without such a part say what a visit covered, the plainest first.
_COVERED = (
    r"\binspectors (?:looked at|reviewed|considered|evaluated|focused on|examined|assessed) (?:the )?(?:local authority"
    r"|council|progress|quality|effectiveness|arrangements|range|impact|following|areas)",
    r"\binspectors (?:looked at|reviewed|evaluated|focused on|examined)\b|\bthe focus of (?:the|this)\b",
    r"\bthis (?:monitoring |focused )?visit\b",
)
_ORDINAL_VISIT = r"\b(?:first|second|third|[a-z]+th|\d+(?:st|nd|rd|th)) (?:of a series of )?monitoring visit"
_CARRIED_OUT = (
    r"\binspect(?:ors?|ion)\b.*\b(?:on|off)[- ]?site\b|\b(?:visit|inspection)\b.*\bremotely\b"
    r"|\bcarried out (?:in line with|under|in accordance with)\b.*\b(?:framework|section|act)\b"
)
_EVIDENCE = (
    r"\b(?:range of evidence|evidence was (?:considered|gathered|reviewed))\b"
    r"|\binspectors (?:also )?(?:spoke (?:to|with)|met(?: with)?|talked (?:to|with)|held meetings with)\b"
    r"(?!.*\b(?:said|told|were (?:positive|unhappy))\b)"
)
# Only what says to call: a number printed otherwise may be anybody's.
_RING = r"^(?:please )?(?:call|ring|phone|dial|telephone)\b.*(?:\b999\b|\b101\b|\b0\d{2,4} ?\d{3} ?\d{3,4}\b)"
_MOST_SENTENCES = 6
# Parts that some documents have, in words.
_PARTS = {StructureFact.TO_IMPROVE: "what needs to improve", StructureFact.STRENGTHS: "strengths"}
_Found = tuple[tuple[Span, ...], str]


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
        case Intent.PARAGRAPH if understanding.paragraph_number:
            number = understanding.paragraph_number
            found = [(letter, _answer_paragraph(letter, number)) for letter in held]
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


def _answer_phrase(letter: Letter, phrase: str) -> _Found:
    spans = find_phrase_spans(letter, phrase)
    times = "once" if len(spans) == 1 else f"in {len(spans)} places"
    return spans, f"The wording “{phrase}” occurs {times} in: {letter.title}."


def _answer_paragraph(letter: Letter, number: str) -> _Found:
    named = "The last paragraph" if number == "last" else f"Paragraph {number}"
    return paragraph_spans(letter, number), f"{named} of: {letter.title}."


def _answer_fact(understanding: Understanding, held: list[Letter]) -> list[tuple[Letter, _Found]]:
    fact = understanding.structure_fact
    if fact is StructureFact.JUDGEMENTS:
        if wanted := grade_of_councils_asked_for(understanding.read_as):
            graded = [letter for letter in held if letter.judgements]
            asked_of = graded if asks_at_any_time(understanding.read_as) else _newest_of_each_council(graded)
            return [(letter, judgement_asked_for(letter, wanted)) for letter in asked_of]
        return [(letter, _judgements(letter, understanding.read_as)) for letter in held]
    if fact is StructureFact.ROLE_HOLDER:
        inspectors = [letter for letter in held if letter.voice is Voice.INSPECTORS]
        named = [(letter, name_holders(letter, understanding.read_as)) for letter in inspectors]
        with_one = _newest_of_each_council([letter for letter, (spans, _) in named if spans])
        return [(letter, found) for letter, found in named if any(letter is one for one in with_one)]
    if fact is StructureFact.ATTENDANCE:
        return [(letter, attendance(letter, understanding.read_as)) for letter in held]
    if fact is StructureFact.LATEST_LETTER:
        # "When were they last inspected" is about inspectors, where they have written at all.
        newest = _newest_of_each_council(_inspectors_own(held))
        # Of a few councils each one's newest letter may be meant, of many the newest of all.
        return [(letter, _latest(letter)) for letter in (newest if len(newest) <= MOST_LETTERS else newest[:1])]
    if fact in OVERALL_FACTS:
        inspectors = _inspectors_own(held)
        of_send = [letter for letter in inspectors if letter.kind is Kind.AREA_SEND]
        if _ASKS_OF_SEND.search(understanding.read_as):
            inspectors = of_send
        elif len(of_send) < len(inspectors):
            # A report on the whole area's arrangements is not what a council's children's services are asked for.
            inspectors = [letter for letter in inspectors if letter.kind is not Kind.AREA_SEND]
        newest = inspectors if understanding.per_letter else _newest_of_each_council(inspectors)
        found = [(letter, _ANSWERS[fact](letter)) for letter in newest] if len(newest) <= MOST_LETTERS else []
        if fact in _PARTS and not any(spans for _, (spans, _) in found):
            # Letters on monitoring visits have no such part: it stands among all that they find.
            return [(letter, _in_all(letter, _PARTS[fact])) for letter, _ in found]
        return found
    if fact is None:
        return []
    return [(letter, _ANSWERS[fact](letter)) for letter in held]


def _inspectors_own(held: list[Letter]) -> list[Letter]:
    """Return the inspectors' letters among `held`, all where there are none."""
    return [letter for letter in held if letter.voice is Voice.INSPECTORS] or held


def _in_all(letter: Letter, part: str) -> _Found:
    spans, words = headline_findings(letter)
    return (
        spans,
        f"This document has no section on {part}: {letter.title}. Shown instead: {words[:1].lower()}{words[1:]}",
    )


def _newest_of_each_council(letters: list[Letter]) -> list[Letter]:
    newest: dict[str | None, Letter] = {}
    for letter in _in_order(letters, Order.NEWEST_FIRST):
        newest.setdefault(letter.council, letter)
    return list(newest.values())


def _inspectors(letter: Letter) -> _Found:
    if not letter.inspectors:
        return (), ""
    spans = find_sentences(letter, all_of=(), any_of=letter.inspectors, also=r"inspector|HMI")
    lead = f" Lead inspector: {letter.lead_inspector}." if letter.lead_inspector else ""
    return spans or find_lines(letter, any_of=letter.inspectors), f"Inspectors: {_list(letter.inspectors)}.{lead}"


def _signed_by(letter: Letter) -> _Found:
    if letter.lead_inspector:
        lines = find_lines(letter, any_of=(letter.lead_inspector,))
        # A report names who led the inspection; a letter is signed.
        led = any("lead inspector" in letter.slice(line).lower() for line in lines[-1:])
        return with_office(letter, lines[-1:]), f"{'Lead inspector:' if led else 'Signed by'} {letter.lead_inspector}."
    if letter.voice is Voice.INSPECTORS:
        return (), ""
    spans = find_lines(letter, any_of=(), pattern=r"^report (?:of|by|from) the\b")
    if spans:
        return spans, f"The title page of: {letter.title}."
    return find_signed_offices(letter), f"Signed with their offices in: {letter.title}."


def _letter_date(letter: Letter) -> _Found:
    if letter.letter_date is None:
        return (), ""
    written = say_date(letter.letter_date)
    spans = find_lines(letter, any_of=(written,)) or find_sentences(letter, all_of=(written,), any_of=(), also="")
    return spans[:1], f"Dated {written}."


def _visit_dates(letter: Letter) -> _Found:
    if not letter.visit_dates:
        return (), ""
    last = letter.visit_dates[-1]
    spans = find_sentences(letter, all_of=(say_date(last),), any_of=(), also=r"visit|inspect") or find_lines(
        letter, any_of=(), pattern=rf"\binspection dates?\b.*{say_date(last)}"
    )
    inspected = letter.kind in (Kind.INSPECTION_REPORT, Kind.AREA_SEND, Kind.JOINT_INSPECTION)
    return spans[:1], f"{'Inspection' if inspected else 'Visit'} of {say_days(letter.visit_dates)}."


def _latest(letter: Letter) -> _Found:
    """The newest letter with its own date and the days of its visit: either may be meant by "last inspected"."""
    found = [_letter_date(letter), _visit_dates(letter), _period(letter)]
    spans = tuple(span for its_spans, _ in found for span in its_spans[:1])
    return spans, " ".join([f"{letter.title}.", *(words for its_spans, words in found if its_spans)])


def _visit_number(letter: Letter) -> _Found:
    if letter.visit_number is None:
        return (), ""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_ORDINAL_VISIT)[:1]
    # "The first since January 2023 and the ninth since 2018": the sentence tells, no single number does.
    counts = sum(len(re.findall(_ORDINAL_VISIT, letter.slice(span), re.IGNORECASE)) for span in spans)
    return (
        spans,
        f"Monitoring visit number {letter.visit_number}."
        if counts <= 1
        else "The letter counts its visits in more than one way.",
    )


def _addressee(letter: Letter) -> _Found:
    if not letter.addressee:
        return (), ""
    lines = [span for span in find_lines(letter, any_of=(letter.addressee,)) if not _starts_with_dear(letter, span)]
    return with_office(letter, lines[:1]), f"Addressed to {letter.addressee}."


def _starts_with_dear(letter: Letter, span: Span) -> bool:
    return letter.slice(span).lower().startswith("dear")


def _copied_to(letter: Letter) -> _Found:
    return find_lines(
        letter, any_of=(), pattern=r"^cc\b|\bcop(?:ying|ied) this letter\b|^copies? to\b"
    ), "The copy lines."


def _areas_covered(letter: Letter) -> _Found:
    spans = section_spans(letter, r"areas? covered|scope of|focus of|about (?:this|the) (?:visit|inspection)")
    for also in _COVERED:
        if spans:
            break
        spans = find_sentences(letter, all_of=(), any_of=(), also=also)[:2]
    return spans, "What the visit covered."


def _how_carried_out(letter: Letter) -> _Found:
    """By which framework, and whether on site or from afar."""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_CARRIED_OUT)
    return spans[:3], f"How it was carried out: {letter.title}."


def _evidence_used(letter: Letter) -> _Found:
    """What inspectors read and whom they spoke to."""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_EVIDENCE)
    return spans[:_MOST_SENTENCES], f"What the findings are based on: {letter.title}."


def _who_to_ring(letter: Letter) -> _Found:
    """The numbers for whoever is worried about a child."""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_RING)
    return spans[:_MOST_SENTENCES], f"Numbers to ring about a child, as printed in: {letter.title}."


def _period(letter: Letter) -> _Found:
    if letter.period is None:
        return (), ""
    first, last = letter.period
    spans = find_sentences(letter, all_of=(), any_of=(), also=r"\breport (?:covers|reflects on)\b|\bperiod covered\b")
    return spans, f"Covers {say_date(first)} to {say_date(last)}."


def _council(letter: Letter) -> _Found:
    if not letter.council:
        return (), ""
    spans = find_sentences(letter, all_of=(letter.council,), any_of=(), also="")
    return spans[:1] or find_lines(letter, any_of=(letter.council,))[:1], f"About {letter.council}."


def _listed(letter: Letter) -> _Found:
    for found in (_letter_date, _visit_dates, _period, _council):
        spans, _ = found(letter)
        if spans:
            return spans[:1], f"{letter.title}."
    first = next((paragraph for _, paragraph in letter.paragraphs()), None)
    return ((Span(first.start, first.end),) if first else ()), f"{letter.title}."


def _judgements(letter: Letter, question: str) -> _Found:
    """Return the letter's own grades; where it has none, what it tells of the judgement it follows up."""
    chosen, words = judgements_asked_for(letter, question)
    if chosen or names_an_area(question) or letter.voice is not Voice.INSPECTORS:
        return tuple(one.span for one in chosen), words
    told = find_sentences(letter, all_of=(), any_of=(), also=JUDGED_WORDING)
    return told, f"What is told of an earlier judgement in: {letter.title}."


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_ANSWERS: Mapping[StructureFact, Callable[[Letter], _Found]] = {
    StructureFact.LEAD_OR_INSPECTORS: _inspectors,
    StructureFact.SIGNED_BY: _signed_by,
    StructureFact.LETTER_DATE: _letter_date,
    StructureFact.VISIT_DATES: _visit_dates,
    StructureFact.VISIT_NUMBER: _visit_number,
    StructureFact.ADDRESSEE: _addressee,
    StructureFact.COPIED_TO: _copied_to,
    StructureFact.AREAS_COVERED: _areas_covered,
    StructureFact.HEADLINE_FINDINGS: headline_findings,
    StructureFact.TO_IMPROVE: to_improve,
    StructureFact.STRENGTHS: strengths,
    StructureFact.HOW_CARRIED_OUT: _how_carried_out,
    StructureFact.EVIDENCE_USED: _evidence_used,
    StructureFact.WHO_TO_RING: _who_to_ring,
    StructureFact.PERIOD: _period,
    StructureFact.COUNCIL: _council,
    StructureFact.LETTER_COUNT_OR_LIST: _listed,
}
