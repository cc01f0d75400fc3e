"""What a question is held to: comes in: a question and letters, goes out: one Hold of councils, voices, times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from assistant.understanding.council_scope import council_spans, hold_to_councils
from assistant.understanding.facts import HeldLetter, Holdings
from assistant.understanding.hold import Hold
from assistant.understanding.places import hold_to_places
from assistant.understanding.time_scope import hold_to_time
from assistant.understanding.time_wishes import read_wishes
from assistant.understanding.visits import visit_spans
from assistant.understanding.voice_scope import hold_to_kinds, hold_to_voices
from assistant.understanding.voices import VoicePhrase, find_voices
from corpus import Voice


def read_scope(text: str, held: tuple[HeldLetter, ...], holdings: Holdings, home: str | None) -> Hold:
    """Hold `text` to councils, then other places, voices, kinds and times, each among what the one before left.

    Where nothing is left the later wishes are not looked at: what is missing first is what is said.
    """
    hold = hold_to_councils(text, held, home)
    about = hold.held_to[0].removeprefix("letters ") if len(hold.held_to) == 1 and hold.stated else ""
    steps: tuple[Callable[[tuple[HeldLetter, ...]], Hold], ...] = (
        lambda letters: hold_to_places(text, letters, holdings),
        lambda letters: hold_to_voices(text, letters),
        lambda letters: hold_to_kinds(text, letters),
        lambda letters: hold_to_time(text, letters, holdings),
    )
    for step in steps:
        if hold.letters:
            found = step(hold.letters)
            hold = hold.then(_name_council(found, about))
    return hold


def _name_council(hold: Hold, about: str) -> Hold:
    """With several councils held, "we hold no letter dated 2021" must say whose."""
    if not about.startswith("about ") or not hold.not_held:
        return hold
    return replace(hold, not_held=tuple(f"{said.removesuffix('.')} {about}." for said in hold.not_held))


class ScopeKind(StrEnum):
    """What a scope phrase narrows."""

    COUNCIL = "council"
    VOICE = "voice"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class ScopePhrase:
    """Words that only narrow a question, and a way of saying the same that can follow any question."""

    kind: ScopeKind
    start: int
    end: int
    addition: str


_VOICE_ADDITIONS = {
    Voice.INSPECTORS: "according to inspectors",
    Voice.COUNCIL: "according to the council's own report",
    Voice.PARTNERSHIP: "according to the partnership's annual report",
}


@lru_cache(maxsize=512)
def find_scope_phrases(text: str) -> tuple[ScopePhrase, ...]:
    """Return every council, voice, visit and time named in `text`, whether held or not, in order."""
    found = [
        ScopePhrase(ScopeKind.VOICE, voice.start, voice.end, _say_voice(text, voice)) for voice in find_voices(text)
    ]
    found += [ScopePhrase(ScopeKind.TIME, start, end, _led(text[start:end])) for start, end in visit_spans(text)]
    found += [
        ScopePhrase(ScopeKind.TIME, wish.start, wish.end, _led(text[wish.start : wish.end]))
        for wish in read_wishes(text)
    ]
    found += [ScopePhrase(ScopeKind.COUNCIL, start, end, _led(text[start:end])) for start, end in council_spans(text)]
    kept: list[ScopePhrase] = []
    for phrase in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and kept[-1].kind is ScopeKind.VOICE and phrase.start < kept[-1].end < phrase.end:
            # "What did inspectors find in" and "in Leeds" share their "in".
            kept[-1] = replace(kept[-1], end=phrase.start)
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return tuple(kept)


def _say_voice(text: str, phrase: VoicePhrase) -> str:
    return text[phrase.start : phrase.end].strip(" ,") if phrase.excluded else _VOICE_ADDITIONS[phrase.voice]


_LEADS = """
    in for at of from during on since before after until up by between as back compared than dated around
    throughout following according with about except excluding not but without ignoring
    all every everything any anything each rather other apart aside leaving leave instead
    """.split()


def _led(words: str) -> str:
    words = words.strip(" ,")
    return words if words.split(" ")[0].lower() in _LEADS else f"in {words}"
