"""What following subjects finds: comes in: letters and their mentions, goes out: frozen results any face can show."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Quote
from assistant.subjects.vocabulary import Subject
from corpus import Letter, Place, Span, Voice

NOTE = (
    "A count shows how often a subject comes up, not whether inspectors thought it good or bad. Each visit looked at "
    "different work, so a subject can be missing because it was not inspected."
)


@dataclass(frozen=True, slots=True)
class Count:
    """How often one letter has a subject's words: in how many sentences, in how many paragraphs."""

    sentences: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject with its count in each letter, in the order of the overview's letters."""

    subject: Subject
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Every subject that a council's letters have words for, and those that none has.

    `letters` stand by voice, oldest first within each. `council` is None for the letters of all councils.
    """

    council: str | None
    letters: tuple[Letter, ...]
    rows: tuple[SubjectRow, ...]
    unmentioned: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A quote that has a subject's words: where in the letter's text they stand, and whom it repeats.

    `repeats` are places of the inspectors' own letters that say the same; only other voices repeat.
    """

    quote: Quote
    words: tuple[Span, ...]
    repeats: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterSays:
    """What one letter says about a subject, in its own order; without sayings it has none of the words."""

    letter: Letter
    sayings: tuple[Saying, ...]
    count: Count


@dataclass(frozen=True, slots=True)
class VoiceSays:
    """When one voice first and last had the words, and its later dated letters without them."""

    voice: Voice
    letters: tuple[LetterSays, ...]
    first: Letter | None
    last: Letter | None
    silent_since: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """One subject through a council's letters, voice by voice, oldest letter first."""

    subject: Subject
    council: str | None
    voices: tuple[VoiceSays, ...]


@dataclass(frozen=True, slots=True)
class CouncilSays:
    """One council's letters of one voice beside those of others: how many, how many mention it, when.

    `council` is None for letters that name none.
    """

    council: str | None
    letters: int
    mentioning: int
    sentences: int
    first: Letter | None
    last: Letter | None
    silent_since: int


@dataclass(frozen=True, slots=True)
class AcrossCouncils:
    """One subject in the inspectors' letters of every council, councils by name."""

    subject: Subject
    councils: tuple[CouncilSays, ...]
