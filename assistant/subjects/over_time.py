"""Subjects through the letters: comes in: the letters of one corpus version, goes out: overviews and then-and-now."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant.scope import ALL_COUNCILS
from assistant.subjects.from_letters import find_phrases
from assistant.subjects.matching import SubjectFinder
from assistant.subjects.mentions import (
    NO_PRIMARY,
    Mentions,
    count_mentions,
    find_mentions,
    mentioned_sentences,
    primary_sentences,
    quote_mentions,
)
from assistant.subjects.results import (
    AcrossCouncils,
    CouncilSays,
    Count,
    LetterSays,
    OverTime,
    Overview,
    SubjectRow,
    VoiceSays,
)
from assistant.subjects.vocabulary import OWN_WORDS, Subject, load_vocabulary, subject_of_words
from assistant.understanding.councils import is_about, name_council
from corpus import Letter, Span, UserFacingError, Voice

_VOICES = tuple(Voice)


class Subjects:
    """What the letters say about each subject; letters are read when first asked for, and once.

    `home` is the council meant when none is named. Safe to share between threads.
    """

    def __init__(self, letters: Iterable[Letter], home: str | None = None) -> None:
        self._letters = tuple(letters)
        self._home = name_council(home) if home else None
        self._finder = SubjectFinder(load_vocabulary().values())
        self._mentions: dict[str, Mapping[str, Mentions]] = {}
        self._phrases: dict[str, tuple[Subject, ...]] = {}
        self._lock = threading.Lock()

    @property
    def councils(self) -> tuple[str, ...]:
        """The councils that letters are about, by name."""
        return tuple(sorted({letter.council for letter in self._letters if letter.council}))

    def choose_council(self, asked: str | None = None) -> str | None:
        """Return the council meant by `asked`, None for all of them.

        Without `asked` that is the home council, else the only one there is, else all. Raises UserFacingError for a
        council no letter is about.
        """
        held = self.councils
        if not asked or not asked.strip():
            return self._home if self._home in held else held[0] if len(held) == 1 else None
        if asked.strip().lower() == ALL_COUNCILS:
            return None
        council = next((one for one in held if one.lower() == asked.strip().lower()), name_council(asked.strip()))
        if council not in held:
            raise UserFacingError(f"We hold no letter about {council[:60]}.", "See which letters there are.")
        return council

    def find(self, asked: str) -> tuple[Subject, ...]:
        """Return the subjects meant by an id, a label or words, most of whose words are in `asked` first; may be none.

        "words:..." is found by those words and no others.
        """
        if asked.lower().startswith(OWN_WORDS):
            own = subject_of_words(asked[len(OWN_WORDS) :])
            return (own,) if own else ()
        known = load_vocabulary()
        if asked in known:
            return (known[asked],)
        same = tuple(one for one in known.values() if one.label.lower() == asked.strip().lower())
        if same:
            return same
        found = self._finder.find(asked, Span(0, len(asked)))
        return tuple(sorted((known[one] for one in found), key=lambda one: -_characters(found[one.id])))

    def overview(self, council: str | None) -> Overview:
        """Count every subject in each letter of `council` (None: all councils)."""
        letters = self._letters_of(council)
        with_phrases = [*load_vocabulary().values(), *self._phrases_of(council)]
        rows = [SubjectRow(subject, self._counts(subject, letters)) for subject in with_phrases]
        mentioned = {row.subject.id for row in rows if any(count.sentences for count in row.counts)}
        return Overview(
            council,
            letters,
            tuple(row for row in rows if row.subject.id in mentioned),
            tuple(row.subject for row in rows if row.subject.id not in mentioned),
        )

    def over_time(self, subject: Subject, council: str | None) -> OverTime:
        """Quote what each letter of `council` (None: all councils) says about `subject`, oldest first."""
        found = [(letter, self._mentions_of(subject, letter)) for letter in self._letters_of(council)]
        primary = primary_sentences([one for one in found if one[0].voice is Voice.INSPECTORS])
        voices = []
        for voice in _VOICES:
            beside = NO_PRIMARY if voice is Voice.INSPECTORS else primary
            says = [
                LetterSays(letter, quote_mentions(letter, mentions, beside), count_mentions(mentions))
                for letter, mentions in found
                if letter.voice is voice
            ]
            if says:
                voices.append(_follow(voice, says))
        return OverTime(subject, council, tuple(voices))

    def across_councils(self, subject: Subject) -> AcrossCouncils:
        """Count `subject` in the inspectors' letters of every council."""
        by_council: dict[str | None, list[LetterSays]] = {}
        for letter in self._letters_of(None):
            if letter.voice is Voice.INSPECTORS:
                says = LetterSays(letter, (), count_mentions(self._mentions_of(subject, letter)))
                by_council.setdefault(letter.council, []).append(says)
        named = sorted(by_council.items(), key=lambda item: (item[0] is None, item[0] or ""))
        return AcrossCouncils(subject, tuple(_sum_up(council, says) for council, says in named))

    def sentences(self, subject: Subject, letter: Letter) -> tuple[Span, ...]:
        """Return the sentences of `letter` that have the words of `subject`."""
        return mentioned_sentences(letter, self._mentions_of(subject, letter))

    def _letters_of(self, council: str | None) -> tuple[Letter, ...]:
        """By voice, then oldest first; a letter that names no council belongs to the only council there is."""
        letters = (
            letter for letter in self._letters if council is None or is_about(letter.council, (council,), self.councils)
        )
        return tuple(sorted(letters, key=lambda one: (_VOICES.index(one.voice), one.sort_date or date.max, one.id)))

    def _counts(self, subject: Subject, letters: Sequence[Letter]) -> tuple[Count, ...]:
        return tuple(count_mentions(self._mentions_of(subject, letter)) for letter in letters)

    def _mentions_of(self, subject: Subject, letter: Letter) -> Mentions:
        if subject.is_from_letters:
            return find_mentions(letter, SubjectFinder([subject])).get(subject.id, ())
        with self._lock:
            if letter.id not in self._mentions:
                self._mentions[letter.id] = find_mentions(letter, self._finder)
            return self._mentions[letter.id].get(subject.id, ())

    def _phrases_of(self, council: str | None) -> tuple[Subject, ...]:
        """The phrases of one council's letters; those of a whole country's are only the language of the trade."""
        if council is None:
            return ()
        with self._lock:
            if council not in self._phrases:
                self._phrases[council] = find_phrases(self._letters_of(council), self._finder)
            return self._phrases[council]


def _follow(voice: Voice, says: Sequence[LetterSays]) -> VoiceSays:
    dated = [one for one in says if one.letter.sort_date is not None]
    mentioning = [one.letter for one in dated if one.count.sentences]
    silent: tuple[Letter, ...] = ()
    if mentioning:
        last = mentioning[-1].sort_date or date.min
        silent = tuple(one.letter for one in dated if (one.letter.sort_date or date.min) > last)
    return VoiceSays(
        voice, tuple(says), mentioning[0] if mentioning else None, mentioning[-1] if mentioning else None, silent
    )


def _sum_up(council: str | None, says: Sequence[LetterSays]) -> CouncilSays:
    voice = _follow(Voice.INSPECTORS, says)
    return CouncilSays(
        council,
        len(says),
        sum(1 for one in says if one.count.sentences),
        sum(one.count.sentences for one in says),
        voice.first,
        voice.last,
        len(voice.silent_since),
    )


def _characters(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)
