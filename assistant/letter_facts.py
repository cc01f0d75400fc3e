"""Facts of one letter: comes in: a letter, goes out: the places that state a fact of it, and words made of metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from assistant.figures import TELEPHONE
from assistant.overall_answers import headline_findings, strengths, to_improve
from assistant.structure_places import (
    find_lines,
    find_sentences,
    find_signed_offices,
    lines_between,
    section_spans,
    with_office,
)
from assistant.understanding import StructureFact
from assistant.understanding.hold import join_words
from corpus import Kind, Letter, Span, Voice, say_date, say_days

# The places that state a fact, none where the letter does not, and what is said beside them.
Found = tuple[tuple[Span, ...], str]
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
    r"|\bcarried out (?:in line with|under|in accordance with|at the request of)\b.*\b(?:framework|section|act)\b"
)
_EVIDENCE = (
    r"\b(?:range of evidence|evidence was (?:considered|gathered|reviewed))\b"
    r"|\binspectors (?:also )?(?:spoke (?:to|with)|met(?: with)?|talked (?:to|with)|held meetings with)\b"
    r"(?!.*\b(?:said|told|were (?:positive|unhappy))\b)"
)
# Only what says to call: a number printed otherwise may be anybody's.
_RING = rf"^(?:please )?(?:call|ring|phone|dial|telephone)\b.*(?:\b999\b|\b101\b|{TELEPHONE})"
_MOST_SENTENCES = 6
_CAME_ALONG = re.compile(
    r"(?=.*\b(?:HMI|inspector)\b).*\b(?:supernumerary|shadow\w*|accompan\w+|observ\w+|joined|quality assur\w+)\b", re.I
)


def _inspectors(letter: Letter) -> Found:
    if not letter.inspectors:
        return (), ""
    spans = find_sentences(letter, all_of=(), any_of=letter.inspectors, also=r"inspector|HMI")
    named = f"Inspectors: {join_words(list(letter.inspectors))}.{_who_led(letter)}"
    return _with_who_came_along(letter, spans) or find_lines(letter, any_of=letter.inspectors), named


def _who_led(letter: Letter) -> str:
    """Return who led, where the letter says so, else who signed it: that need not have been the one who led."""
    if not letter.lead_inspector:
        return ""
    name = re.escape(letter.lead_inspector)
    led = re.search(
        rf"lead (?:inspector|HMI)\b.{{0,20}}{name}|{name}.{{0,30}}lead (?:inspector|HMI)\b", letter.text, re.I | re.S
    )
    return f" {'Lead inspector:' if led else 'Signed by'} {letter.lead_inspector}."


def _with_who_came_along(letter: Letter, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return `spans` and the sentence behind each that names who came along: "... acted as supernumerary"."""
    follows = {
        one.start: Span(two.start, two.end)
        for _, paragraph in letter.paragraphs()
        for one, two in pairwise(paragraph.sentences)
        if _CAME_ALONG.search(letter.slice(two))
    }
    return tuple(shown for span in spans for shown in (span, follows.get(span.start)) if shown is not None)


def _signed_by(letter: Letter) -> Found:
    if letter.lead_inspector:
        lines = find_lines(letter, any_of=(letter.lead_inspector,))
        # A report names who led the inspection; a letter is signed.
        led = any("lead inspector" in letter.slice(line).lower() for line in lines[-1:])
        return with_office(letter, lines[-1:]), f"{'Lead inspector:' if led else 'Signed by'} {letter.lead_inspector}."
    if letter.voice is Voice.INSPECTORS:
        return lines_between(letter, after=r"^yours (?:sincerely|faithfully)\b"), f"Signed in: {letter.title}."
    spans = find_lines(letter, any_of=(), pattern=r"^report (?:of|by|from) the\b")
    if spans:
        return spans, f"The title page of: {letter.title}."
    return find_signed_offices(letter), f"Signed with their offices in: {letter.title}."


def _letter_date(letter: Letter) -> Found:
    if letter.letter_date is None:
        return (), ""
    written = say_date(letter.letter_date)
    spans = find_lines(letter, any_of=(written,)) or find_sentences(letter, all_of=(written,), any_of=(), also="")
    return spans[:1], f"Dated {written}."


def _visit_dates(letter: Letter) -> Found:
    if not letter.visit_dates:
        return (), ""
    last = letter.visit_dates[-1]
    spans = find_sentences(letter, all_of=(say_date(last),), any_of=(), also=r"visit|inspect") or find_lines(
        letter, any_of=(), pattern=rf"\binspection dates?\b.*{say_date(last)}"
    )
    inspected = letter.kind in (Kind.INSPECTION_REPORT, Kind.AREA_SEND, Kind.JOINT_INSPECTION)
    return spans[:1], f"{'Inspection' if inspected else 'Visit'} of {say_days(letter.visit_dates)}."


def latest(letter: Letter) -> Found:
    """The newest letter with its own date and the days of its visit: either may be meant by "last inspected"."""
    found = [_letter_date(letter), _visit_dates(letter), _period(letter)]
    spans = tuple(span for its_spans, _ in found for span in its_spans[:1])
    return spans, " ".join([f"{letter.title}.", *(words for its_spans, words in found if its_spans)])


def _visit_number(letter: Letter) -> Found:
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


def _addressee(letter: Letter) -> Found:
    if not letter.addressee:
        return (), ""
    name = re.escape(letter.addressee.replace("\u2019", "'"))
    lines = find_lines(letter, any_of=(), pattern=rf"^(?:(?:mr|mrs|ms|miss|dr|professor|sir|dame)\.? )?{name}\b")
    words = f"Addressed to {letter.addressee}."
    # A partnership's people stand between the date and "Dear ...".
    return (with_office(letter, lines[:1]), words) if lines else (_address_block(letter), "Addressed to")


def _postal_address(letter: Letter) -> Found:
    """The lines from the date to the salutation: to whom, and where."""
    return (_address_block(letter) if letter.addressee else ()), f"As addressed: {letter.title}."


def _address_block(letter: Letter) -> tuple[Span, ...]:
    if letter.letter_date is None:
        return ()
    return lines_between(letter, after=rf"^{say_date(letter.letter_date)}$", before=r"^(?:dear|cc)\b")


def _copied_to(letter: Letter) -> Found:
    return find_lines(
        letter, any_of=(), pattern=r"^cc\b|\bcop(?:ying|ied) this letter\b|^copies? to\b"
    ), "The copy lines."


def _areas_covered(letter: Letter) -> Found:
    spans = section_spans(letter, r"areas? covered|scope of|focus of|about (?:this|the) (?:visit|inspection)")
    for also in _COVERED:
        if spans:
            break
        spans = find_sentences(letter, all_of=(), any_of=(), also=also)[:2]
    return spans, "What the visit covered."


def _how_carried_out(letter: Letter) -> Found:
    """By which framework, and whether on site or from afar."""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_CARRIED_OUT)
    return spans[:3], f"How it was carried out: {letter.title}."


def _evidence_used(letter: Letter) -> Found:
    """What inspectors read and whom they spoke to."""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_EVIDENCE)
    return spans[:_MOST_SENTENCES], f"What the findings are based on: {letter.title}."


def _who_to_ring(letter: Letter) -> Found:
    """The numbers for whoever is worried about a child."""
    spans = find_sentences(letter, all_of=(), any_of=(), also=_RING)
    return spans[:_MOST_SENTENCES], f"Numbers to ring about a child, as printed in: {letter.title}."


def _period(letter: Letter) -> Found:
    if letter.period is None:
        return (), ""
    first, last = letter.period
    spans = find_sentences(letter, all_of=(), any_of=(), also=r"\breport (?:covers|reflects on)\b|\bperiod covered\b")
    return spans, f"Covers {say_date(first)} to {say_date(last)}."


def _council(letter: Letter) -> Found:
    if not letter.council:
        return (), ""
    spans = find_sentences(letter, all_of=(letter.council,), any_of=(), also="")
    return spans[:1] or find_lines(letter, any_of=(letter.council,))[:1], f"About {letter.council}."


def _listed(letter: Letter) -> Found:
    for found in (_letter_date, _visit_dates, _period, _council):
        spans, _ = found(letter)
        if spans:
            return spans[:1], f"{letter.title}."
    first = next((paragraph for _, paragraph in letter.paragraphs()), None)
    return ((Span(first.start, first.end),) if first else ()), f"{letter.title}."


FACTS: Mapping[StructureFact, Callable[[Letter], Found]] = {
    StructureFact.LEAD_OR_INSPECTORS: _inspectors,
    StructureFact.SIGNED_BY: _signed_by,
    StructureFact.LETTER_DATE: _letter_date,
    StructureFact.VISIT_DATES: _visit_dates,
    StructureFact.VISIT_NUMBER: _visit_number,
    StructureFact.ADDRESSEE: _addressee,
    StructureFact.COPIED_TO: _copied_to,
    StructureFact.POSTAL_ADDRESS: _postal_address,
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
