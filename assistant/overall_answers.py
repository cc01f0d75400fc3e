"""All that a letter finds: comes in: a letter, goes out: its own summary, or what it asks to be improved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.hold import join_words
from corpus import Kind, Letter, Paragraph, Section, Span

# What is found is shown whole up to so many words, then up to the end of a paragraph.
MOST_WORDS = 400
# What letters end with, whatever they found.
_FORMULA = re.compile(r"Ofsted will take the findings", re.I)
# The first that a letter has is its summary, or where it has none of these the beginning of what was found.
_SUMMARIES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"^children.s services in .+ because\b",
        r"^(?:headline|key|overall) findings?\b",
        r"^(?:executive )?summary\b|^summary statement\b",
        r"^overview\b",
        r"^inspection outcome\b",
        r"^findings\b",
    )
)
_TO_IMPROVE = re.compile(
    r"^(?:what (?:still )?needs to improve|areas? for (?:priority action|improvement|development)|recommendations?"
    r"|priority (?:and immediate )?actions?|what do(?:es)? .+ need to (?:improve|do better))\b",
    re.I,
)
_STRENGTHS = re.compile(
    r"^(?:(?:key|multi-agency) |the (?:local authority|council).s )?strengths\b"
    r"|^the (?:local authority|council) has the following strengths\b|^what is the .+ doing that is effective\b",
    re.I,
)
# Where a whole area is inspected the list is apart from the findings that lead to it.
_OF_AN_AREA = re.compile(r"^areas? for (?:priority action|improvement)\b", re.I)
_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")

Summary = tuple[tuple[Span, ...], str]


def headline_findings(letter: Letter) -> Summary:
    """Return the paragraphs of the letter's own summary and words that say what they are; nothing where it has none."""
    for pattern in _SUMMARIES:
        headings, paragraphs = _under(letter, pattern, only_first=True)
        if paragraphs:
            return _shown(letter, headings, paragraphs)
    first = letter.sections[:1]
    if letter.kind is Kind.INSPECTION_REPORT and first and not _plain(first[0].heading):
        # These begin with the grades and, without a heading, what led to them.
        return _shown(letter, [], [one for one in first[0].paragraphs if letter.slice(one).rstrip().endswith(".")])
    return (), ""


def to_improve(letter: Letter) -> Summary:
    """Return what the letter says under such headings needs to improve, with words that say what it is."""
    headings, paragraphs = _under(letter, _OF_AN_AREA) if letter.kind is Kind.AREA_SEND else ([], [])
    if not paragraphs:
        headings, paragraphs = _under(letter, _TO_IMPROVE)
    return _shown(letter, headings, paragraphs)


def strengths(letter: Letter) -> Summary:
    """Return what the letter says under such a heading is strong or effective, with words that say what it is."""
    return _shown(letter, *_under(letter, _STRENGTHS))


def _under(letter: Letter, wanted: re.Pattern[str], only_first: bool = False) -> tuple[list[str], list[Paragraph]]:
    """Return the headings that fit, whichever part of a section's headings they are, and what stands under them.

    Of a section under two that fit the inner one is named. With `only_first` only what the first one heads counts, and
    where sections stand right under it, those further down are left out.
    """
    found: list[tuple[str, Section]] = []
    for section in letter.sections:
        fitting = [part for part in section.heading.split(" > ") if wanted.search(_plain(part))]
        if fitting and (not only_first or not found or fitting[0] == found[0][0]):
            found.append((fitting[0] if only_first else fitting[-1], section))
    if only_first:
        found = [(part, one) for part, one in found if one.heading.endswith(part)] or found
    paragraphs = [one for _, section in found for one in section.paragraphs if not _FORMULA.match(letter.slice(one))]
    return list(dict.fromkeys(part for part, _ in found)), paragraphs


def _shown(letter: Letter, headings: Sequence[str], paragraphs: Sequence[Paragraph]) -> Summary:
    shown: list[Span] = []
    words = 0
    for paragraph in paragraphs:
        words += len(letter.slice(paragraph).split())
        if shown and words > MOST_WORDS:
            break
        shown.append(Span(paragraph.start, paragraph.end))
    if not shown:
        return (), ""
    beginning = "The beginning of " if len(shown) < len(paragraphs) else ""
    if not headings:
        return tuple(shown), f"The opening paragraphs of: {letter.title}."
    named = join_words([f"“{_plain(heading)}”" for heading in headings])
    return tuple(shown), f"{beginning}{named} in: {letter.title}."


def _plain(heading: str) -> str:
    """Return a heading without its number and its stop."""
    return _NUMBER.sub("", heading).strip(" .:")
