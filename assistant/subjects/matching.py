"""Finding a subject's words: comes in: a sentence, goes out: which subjects' words stand where in it.

Whole words only, and no likeness: a word fits itself, its plural and possessive, or what its star allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.subjects.vocabulary import Subject
from corpus import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# Words of one phrase are parted by spaces, line breaks, hyphens, slashes and the apostrophe of a plural.
_GAP = re.compile(r"['’]?[\s\-‐‑‒–/]+|[./]")
# A list with commas is still no other thing: "employment, training or education" is not staff training.
_GAP_OF_EXCEPTION = re.compile(r"['’]?[\s\-‐‑‒–/,]+|[./]")
_KEY_CHARACTERS = 3


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a phrase: what it may be in small letters, which openings of words, and which capitals."""

    whole: frozenset[str]
    openings: tuple[str, ...]
    capitals: frozenset[str]

    def fits(self, token: str) -> bool:
        """Whether `token`, as printed, is this word."""
        return token in self.capitals or token.lower() in self.whole or token.lower().startswith(self.openings)


@dataclass(frozen=True, slots=True)
class _Phrase:
    subject: str
    words: tuple[_Word, ...]
    is_exception: bool


class SubjectFinder:
    """Finds the words of many subjects in one reading of a text. Safe to share between threads."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._by_opening: dict[str, list[_Phrase]] = {}
        self._any_opening: list[_Phrase] = []
        self._first: dict[str, tuple[_Phrase, ...]] = {}
        for subject in subjects:
            for words, is_exception in ((subject.words, False), (subject.but_not, True)):
                for phrase in words:
                    self._add(_Phrase(subject.id, tuple(map(_read_word, phrase.split())), is_exception))

    def find(self, text: str, span: Span) -> dict[str, tuple[Span, ...]]:
        """Return for each subject found in `text` between the ends of `span` where its words stand, in order."""
        tokens = [_cut_possessive(match) for match in _WORD.finditer(text, span.start, span.end)]
        found: dict[str, list[Span]] = {}
        exceptions: dict[str, list[Span]] = {}
        for position, token in enumerate(tokens):
            for phrase in self._beginning_with(token.text):
                if _stands_at(phrase, tokens, position, text):
                    last = tokens[position + len(phrase.words) - 1]
                    place = exceptions if phrase.is_exception else found
                    place.setdefault(phrase.subject, []).append(Span(token.start, last.end))
        kept = ((subject, _kept(spans, exceptions.get(subject, ()))) for subject, spans in found.items())
        return {subject: spans for subject, spans in kept if spans}

    def _add(self, phrase: _Phrase) -> None:
        first = phrase.words[0]
        heads = {form[:_KEY_CHARACTERS] for form in (*first.whole, *first.openings)}
        for head in heads | {form[:_KEY_CHARACTERS].lower() for form in first.capitals}:
            self._by_opening.setdefault(head, []).append(phrase)

    def _beginning_with(self, token: str) -> tuple[_Phrase, ...]:
        """Each distinct word is looked at once; letters repeat theirs."""
        known = self._first.get(token)
        if known is None:
            candidates = self._by_opening.get(token[:_KEY_CHARACTERS].lower(), ())
            known = tuple(phrase for phrase in candidates if phrase.words[0].fits(token))
            self._first[token] = known
        return known


def _read_word(written: str) -> _Word:
    whole: set[str] = set()
    openings: list[str] = []
    capitals: set[str] = set()
    for form in written.split("|"):
        if form.endswith("*"):
            openings.append(form[:-1].lower())
        elif form.isupper() and len(form) > 1:
            capitals |= {form, form + "s"}
        elif form[0].isupper():
            capitals.add(form)
        else:
            whole |= set(_forms(form))
    return _Word(frozenset(whole), tuple(openings), frozenset(capitals))


def _forms(word: str) -> Iterator[str]:
    yield word
    if len(word) > 2 and word.isalpha():
        yield word + "s"
        if word.endswith(("s", "x", "ch", "sh")):
            yield word + "es"
        if word.endswith("y"):
            yield word[:-1] + "ies"


def _cut_possessive(match: re.Match[str]) -> _Token:
    text = _POSSESSIVE.sub("", match.group())
    return _Token(text, match.start(), match.start() + len(text))


def _stands_at(phrase: _Phrase, tokens: Sequence[_Token], position: int, text: str) -> bool:
    if position + len(phrase.words) > len(tokens):
        return False
    gap = _GAP_OF_EXCEPTION if phrase.is_exception else _GAP
    for offset, word in enumerate(phrase.words[1:], start=position + 1):
        before, token = tokens[offset - 1], tokens[offset]
        if not word.fits(token.text) or not gap.fullmatch(_without_possessive(text[before.end : token.start])):
            return False
    return True


def _without_possessive(gap: str) -> str:
    return gap[2:] if gap[:2].lower() in ("'s", "’s") else gap


def _kept(spans: Sequence[Span], exceptions: Sequence[Span]) -> tuple[Span, ...]:
    """Leave out what overlaps an exception, and join what overlaps: "child protection" and "protection plan"."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if any(span.start < other.end and other.start < span.end for other in exceptions):
            continue
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)
