"""All that a letter finds: comes in: a letter, goes out: its own summary, or what it asks to be improved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Kind, Letter, Paragraph, Section, Shape, Span

# A summary is shown whole up to so many words, then up to the end of a paragraph.
MOST_WORDS = 400
# Heads of letters hold short lines too: dates, grades, addresses.
_LEAST_WORDS = 25
# The first that a letter has is its summary.
_SUMMARIES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"^(?:headline|key|overall) findings?\b",
        r"^(?:executive )?summary\b|^summary statement\b",
        r"^overview\b",
        r"^inspection outcome\b",
    )
)
_TO_IMPROVE = re.compile(
    r"^(?:what (?:still )?needs to improve|areas? for (?:priority action|improvement|development)|recommendations?"
    r"|priority (?:and immediate )?actions?|what do(?:es)? .+ need to (?:improve|do better))\b",
    re.I,
)

_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")

Summary = tuple[tuple[Span, ...], str]


def headline_findings(letter: Letter) -> Summary:
    """Return the paragraphs of the letter's own summary and words that say what they are; nothing where it has none."""
    for pattern in _SUMMARIES:
        heading, sections = _under(letter, pattern)
        if found := _says_something(letter, sections):
            return _shown(letter, heading, found, MOST_WORDS)
    first = letter.sections[:1]
    if letter.kind is Kind.INSPECTION_REPORT and first and not _plain(first[0].heading):
        # These begin with the grades and, without a heading, what led to them.
        return _shown(letter, "", _says_something(letter, first), MOST_WORDS)
    return (), ""


def to_improve(letter: Letter) -> Summary:
    """Return what the letter says under such a heading needs to improve, whole, with words that say what it is."""
    heading, sections = _under(letter, _TO_IMPROVE)
    return _shown(letter, heading, [one for section in sections for one in section.paragraphs])


def _under(letter: Letter, wanted: re.Pattern[str]) -> tuple[str, list[Section]]:
    """Return the first heading that fits, whichever part of a section's headings it is, and the sections under it.

    Where some stand right under it those further down are left out.
    """
    heading, sections = "", list[Section]()
    for section in letter.sections:
        part = next((part for part in section.heading.split(" > ") if wanted.search(_plain(part))), None)
        if part is not None and heading in ("", part):
            heading, sections = part, [*sections, section]
    directly = [section for section in sections if section.heading.endswith(heading)]
    return heading, directly or sections


def _shown(letter: Letter, heading: str, paragraphs: Sequence[Paragraph], most_words: int | None = None) -> Summary:
    shown: list[Span] = []
    words = 0
    for paragraph in paragraphs:
        words += len(letter.slice(paragraph).split())
        if most_words is not None and shown and words > most_words:
            break
        shown.append(Span(paragraph.start, paragraph.end))
    if not shown:
        return (), ""
    if not heading:
        return tuple(shown), f"The opening of: {letter.title}."
    beginning = "The beginning of " if len(shown) < len(paragraphs) else ""
    return tuple(shown), f"{beginning}“{_plain(heading)}” in: {letter.title}."


def _plain(heading: str) -> str:
    """Return a heading without its number and its stop."""
    return _NUMBER.sub("", heading).strip(" .:")


def _says_something(letter: Letter, sections: Sequence[Section]) -> list[Paragraph]:
    """Return the paragraphs but for short lines of a letter's head."""
    return [
        one
        for section in sections
        for one in section.paragraphs
        if one.shape is Shape.BULLET or len(letter.slice(one).split()) >= _LEAST_WORDS
    ]
