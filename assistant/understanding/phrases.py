"""Exact wording and paragraphs: comes in: a question, goes out: the phrase or paragraph number it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.words import content_stems

_QUOTED = re.compile(r"\"([^\"]{2,200})\"|(?<![A-Za-z0-9])'([^']{2,}(?:'[a-z][^']*)*)'(?![A-Za-z0-9])")
_NAMED = re.compile(
    r"\b(?:exact )?(?:phrase|words?|wording|term|expression)s? (?P<phrase>(?!used"
    r"|does|do|did|in|is|are|was|about|for|of|to|that|appear|from|on|you)"
    r"[\w',-]+(?: [\w',-]+){0,11}?) (?:ever )?(?:appear|occur|used|come up"
    r"|crop up|mentioned|anywhere|in (?:the|any|which) letters?|in any)"
    r"|\b(?:use|uses|used|contain|contains|include|includes) the (?:exact )?(?:phrase"
    r"|words?|term|expression) (?P<last>[\w',-]+(?: [\w',-]+){0,11})[ ?.!]*$",
    re.I,
)
# "Which letters mention professional curiosity?"
_MENTIONED = re.compile(
    r"^(?:which|what|do any|does any|how many) (?:of the |of these |other )?(?:(?:councils|authorities)['’] )?"
    r"(?:letters?|reports?|documents?)"
    r" (?:ever |also |explicitly )?(?:mention|use|contain|include)s? (?P<words>[\w',-]+(?: [\w',-]+){0,5})[ ?.!]*$",
    re.I,
)
# What may stand around a phrase when only its wording is asked for.
_ABOUT_WORDING = frozenset(
    """
    phrase word wording term expression appear occur say said write written use anywhere letter document report
    exact exactly verbatim quote quotation sentence paragraph passage contain include mention line text find show
    inspector ofsted council partnership executive annual bradford come crop read stand literally precise
    precisely page search look string true false actual actually source date year month state first second third
    latest last time many often used using
    """.split()
)
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})"
_PARAGRAPH = re.compile(
    rf"\b(?:paragraph|paragraphs|para|paras|par|point|item|clause)\.? (?:number "
    rf"|no\.? ?)?{_NUMBER}\b|\u00b6 ?(?P<pilcrow>\d{{1,3}}(?:\.\d{{1,3}})*)"
    r"|(?<![\d/.£%-])(?P<dotted>\d{1,2}\.\d{1,2}\.\d{1,2})\b(?!%)|\bsection (?P<section>\d{1,2}(?:\.\d{1,2})+)\b"
    r"|\b(?:section|part|number) (?P<whole>\d{1,2}) of the (?:council"
    r"|executive|director|annual|partnership|report|letter)"
    r"|(?<![\d/.£%-])(?P<short>\d{1,2}\.\d{1,2})(?! ?%| ?per|\d| ?(?:million"
    r"|m\b|days|children|times))\b(?= (?:of|in) the|\s*(?:say|said|mean"
    r"|state|read)|\s*\??$)"
    r"|\b(?P<ordinal>first|second|third|fourth|fifth|last|final|opening|closing) paragraph\b",
    re.I,
)
# "6.4 says" and "3.1 of the report" are paragraphs whatever stands before.
_AS_A_PARAGRAPH = re.compile(r" (?:of|in) the|\s*(?:say|said|mean|state|read)", re.I)
_FURTHER = re.compile(
    rf"\s*(?:(?P<range>to|-|\u2013|through)|,? ?(?:and|&|or)|,)\s*(?:(?:paragraphs?|paras?) )?{_NUMBER}\b"
    r"(?! ?(?:%|per\b|million|children|letters?\b|visits?\b|reports?\b))(?!\d|/)(?<!20\d\d)"
    r"(?! ?(?:st|nd|rd|th)?(?: of)? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.I,
)
_MOST_PARAGRAPHS = 20
_ORDINALS = {
    "first": "1",
    "opening": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "last": "last",
    "final": "last",
    "closing": "last",
}


_HINT = re.compile(r"\d|paragraph", re.I)
_PHRASE_HINT = re.compile(r"[\"']|phrase|word|term|expression", re.I)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in a question; `only_wording` when nothing but its occurrence is asked."""

    words: str
    only_wording: bool


def find_phrase(text: str) -> Phrase | None:
    """Return the quoted phrase of a question, or the one named by "the phrase ... occur"; None where there is none."""
    if not _PHRASE_HINT.search(text):
        return None
    match = _QUOTED.search(text)
    if match is not None:
        words = next(group for group in match.groups() if group).strip(" .,?!")
    else:
        match = _NAMED.search(text)
        if match is None:
            return None
        words = (match["phrase"] or match["last"]).strip(" .,?!")
    around = set(content_stems(f"{text[: match.start()]} {text[match.end() :]}"))
    rest = {word for word in around if not word.isdigit()} - _wording_stems()
    return Phrase(words, not rest and bool(words))


def find_mentioned(text: str) -> Phrase | None:
    """Return the words that "which letters mention ...?" asks for, None where nothing is asked so.

    Where no letter has them the letters may speak of it in other words, and it is no phrase.
    """
    match = _MENTIONED.match(text)
    words = match["words"].strip(" ,") if match else ""
    return Phrase(words, True) if words else None


@lru_cache(maxsize=1)
def _wording_stems() -> frozenset[str]:
    return frozenset(stem for word in _ABOUT_WORDING for stem in content_stems(word))


def find_paragraph_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of the paragraphs a question asks to read ("3.1.2", "12", "last"), in the order asked for.

    "Paragraphs 3 to 5" are three. "Section 47" and figures such as "5.7 per 1,000" are no paragraphs, nor is a number
    that ends a question about something: "is the average caseload still 17.5?".
    """
    if not _HINT.search(text):
        return ()
    for match in _PARAGRAPH.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        if ordinal := groups.get("ordinal"):
            return (_ORDINALS[ordinal.lower()],)
        if (
            "short" in groups
            and not _AS_A_PARAGRAPH.match(text[match.end() :])
            and _asks_something(text[: match.start()])
        ):
            continue
        return _and_further(next(iter(groups.values())), text[match.end() :])
    return ()


def _asks_something(before: str) -> bool:
    return bool({stem for stem in content_stems(before) if not stem.isdigit()} - _wording_stems())


def _and_further(number: str, after: str) -> tuple[str, ...]:
    """Return `number` and those that `after`, the words behind it, goes on with: "5, 6 and 8", "3 to 5"."""
    numbers = [number]
    while match := _FURTHER.match(after):
        further = match["number"]
        stem, _, low = numbers[-1].rpartition(".")
        other, _, high = further.rpartition(".")
        if match["range"] and stem and not other:
            # "3.1 to 3" are 3.1 to 3.3.
            other, further = stem, f"{stem}.{high}"
        if match["range"] and stem == other:
            first, last = sorted((int(low), int(high)))
            among = [f"{stem}.{n}" if stem else str(n) for n in range(first, min(last, first + _MOST_PARAGRAPHS) + 1)]
            numbers = [*numbers[:-1], *among]
        else:
            numbers.append(further)
        after = after[match.end() :]
    return tuple(dict.fromkeys(numbers))
