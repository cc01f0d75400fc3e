"""Whose documents: comes in: a question and letters, goes out: the letters of the voices and kinds it asks for."""

from __future__ import annotations

import re

from assistant.understanding.council_scope import council_spans
from assistant.understanding.facts import HeldLetter
from assistant.understanding.hold import Hold, join_words
from assistant.understanding.kind_questions import asks_for_a_kind
from assistant.understanding.time_wishes import read_wishes
from assistant.understanding.voices import VoicePhrase, find_kinds, find_voices
from corpus import Kind, Voice

VOICE_WORDS = {
    Voice.INSPECTORS: "the inspectors' voice",
    Voice.COUNCIL: "the council's own report",
    Voice.PARTNERSHIP: "the partnership's report",
    Voice.OTHER: "other voices",
}
_EXCLUDED_WORDS = {
    Voice.INSPECTORS: "nothing from the inspectors' letters",
    Voice.COUNCIL: "nothing from the council's own report",
    Voice.PARTNERSHIP: "nothing from the partnership's report",
}
_NOT_HELD = {
    Voice.INSPECTORS: "We hold no letter from inspectors.",
    Voice.COUNCIL: "We hold no report of the council's own.",
    Voice.PARTNERSHIP: "We hold no report of the safeguarding partnership.",
}
KIND_WORDS = {
    Kind.MONITORING_VISIT: "monitoring visit letter",
    Kind.FOCUSED_VISIT: "focused visit letter",
    Kind.JOINT_INSPECTION: "joint inspection report",
    Kind.AREA_SEND: "area SEND inspection report",
    Kind.INSPECTION_REPORT: "inspection report",
    Kind.COUNCIL_REPORT: "council report",
    Kind.PARTNERSHIP_REPORT: "partnership report",
    Kind.OTHER: "other document",
}
_NAMES_DOCUMENT = re.compile(r"(?:letter|report)s?$", re.I)
_DOCUMENT = re.compile(r"\b(?:letter|report|visit|inspection|jtai|ilacs|review)s?\b", re.I)
_LOOKING_BACK = re.compile(
    r"\b(?:since|before|than(?: in| at)?|until|prior to|following|after)(?: the| that| its| their)?\s*$", re.I
)
_BEFORE = re.compile(r"(?:^|[\s,])(?:and )?(?:in|from|according to|as|what|where|when|how|whether)\s*$", re.I)


def hold_to_voices(text: str, letters: tuple[HeldLetter, ...]) -> Hold:
    """Hold a question to the voices it names and leave out those it excludes."""
    phrases = find_voices(text)
    excluded = [phrase for phrase in phrases if phrase.excluded]
    kept = _without(letters, excluded)
    left_out = list(dict.fromkeys(_EXCLUDED_WORDS[phrase.voice] for phrase in excluded))
    held_to = left_out if len(kept) < len(letters) else []
    spans = [(phrase.start, phrase.end) for phrase in excluded]
    wanted = [phrase for phrase in phrases if not phrase.excluded]
    present = {letter.voice for letter in kept}
    missing = [phrase for phrase in wanted if phrase.firm and phrase.voice not in present]
    # "did the council say" names a document only where the council's own words are held at all.
    wanted = [phrase for phrase in wanted if phrase.voice in present or phrase.firm]
    if not wanted:
        return Hold(kept, tuple(held_to), (), tuple(spans), stated=bool(excluded), wishes=tuple(left_out))
    voices = list(dict.fromkeys(phrase.voice for phrase in wanted))
    spans += [(phrase.start, phrase.end) for phrase in wanted]
    heard = [VOICE_WORDS[voice] for voice in voices if voice in present]
    return Hold(
        tuple(letter for letter in kept if letter.voice in voices),
        tuple(heard + held_to),
        tuple(dict.fromkeys(_NOT_HELD[phrase.voice] for phrase in missing)),
        tuple(spans),
        per_letter=len(voices) > 1,
        wishes=tuple(heard + left_out),
    )


def _without(letters: tuple[HeldLetter, ...], excluded: list[VoicePhrase]) -> tuple[HeldLetter, ...]:
    voices = {phrase.voice for phrase in excluded}
    return tuple(letter for letter in letters if letter.voice not in voices)


def hold_to_kinds(text: str, letters: tuple[HeldLetter, ...]) -> Hold:
    """Hold a question to a kind of document it names ("in the focused visit letter").

    A kind that is not held counts as missing only when its letter or report is named: inspections are talked
    about, too.
    """
    # "Better since the focused visit": the visit is what is looked back on, not whose words are wanted.
    found = [one for one in find_kinds(text) if not _is_looked_back_on(text, one[0])]
    held = {letter.kind for letter in letters}
    kinds = [kind for _, _, kind in found if kind in held]
    if len(set(kinds)) == 1 and len(read_wishes(text)) > 1 and len(_DOCUMENT.findall(text)) > 1:
        # "The 2020 focused visit and the 2022 inspection": the kind is of one of them, which its time names as well.
        return Hold(letters, spans=tuple((start, end) for start, end, _ in found), stated=False)
    if kinds:
        spans = tuple((start, end) for start, end, kind in found if kind in held)
        chosen = tuple(letter for letter in letters if letter.kind in kinds)
        words = tuple(f"{KIND_WORDS[kind]}s" for kind in dict.fromkeys(kinds))
        return Hold(chosen, words if len(chosen) < len(letters) else (), (), spans, wishes=words)
    only_documents = asks_for_a_kind(text, list(council_spans(text)))
    missing = [
        kind
        for start, end, kind in found
        if only_documents
        or (_NAMES_DOCUMENT.search(text[start:end]) and re.match(r"(?:in|from)\b", text[start:end], re.I))
    ]
    if missing:
        names = join_words([KIND_WORDS[kind] for kind in dict.fromkeys(missing)], "or")
        return Hold((), (), (f"We hold no {names}.",), tuple((start, end) for start, end, _ in found))
    return Hold(letters, stated=False)


def _is_looked_back_on(text: str, start: int) -> bool:
    after = re.match(r"after\b", text[start:], re.I)
    return after is not None or _LOOKING_BACK.search(text[:start]) is not None
