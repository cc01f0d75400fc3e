"""What a letter's small print tells: comes in: a letter, goes out: the lines on contact, complaints, other visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.structure_places import find_lines, find_sentences
from assistant.understanding import StructureFact
from corpus import Letter, Span, Voice

_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class _Print:
    """How lines at the head or foot, and sentences of the body, tell a thing, and what is said beside them."""

    words: str
    lines: str
    sentences: str = ""


_KINDS: Mapping[StructureFact, _Print] = {
    # The inspectorate's own: the council's address stands at the head, too.
    StructureFact.INSPECTORATE_CONTACT: _Print(
        "How to reach the inspectorate",
        r"^(?:ofsted )?piccadilly gate\b|^(?:store street|aviation house)\b|^(?:textphone|minicom)\b"
        r"|^(?:T|E|W|tel(?:ephone)?|e?mail|web)\b[: ]*(?:0\d|\S*ofsted)",
    ),
    StructureFact.COMPLAINTS: _Print(
        "How to complain about the inspection", r"\bcomplaints? about the inspection\b|\bcan complain to\b"
    ),
    StructureFact.OTHER_FORMATS: _Print("Other formats", r"\blarge print\b|\bbraille\b"),
    StructureFact.WHERE_PUBLISHED: _Print(
        "Where it is published",
        r"\b(?:publication|report|letter) is available at\b|\bpublished on the\b.*\bwebsite\b",
        r"\b(?:letter|report|it) will be published on\b",
    ),
    StructureFact.PREVIOUS_INSPECTION: _Print("On the inspection before", r"^dates? of (?:the )?previous inspection\b"),
    StructureFact.NEXT_INSPECTION: _Print(
        "On the next inspection",
        r"\bplanning (?:your|the) next inspection\b",
        r"\bnext (?:full )?(?:\w+ ){0,3}inspection will\b|\bplanning (?:your|the) next inspection\b",
    ),
}
SMALL_PRINT = frozenset(_KINDS)


def small_print(letter: Letter, fact: StructureFact) -> tuple[tuple[Span, ...], str]:
    """Return the places in an inspectors' letter that tell `fact`, one of SMALL_PRINT, and what they are in words."""
    kind = _KINDS[fact]
    if letter.voice is not Voice.INSPECTORS:
        return (), ""
    spans = find_lines(letter, any_of=(), pattern=kind.lines)
    if kind.sentences:
        spans = (*find_sentences(letter, all_of=(), any_of=(), also=kind.sentences), *spans)
    return spans[:_MOST_LINES], f"{kind.words}, as printed in: {letter.title}."
