"""Sentences that lean on the one before: comes in: a sentence of a paragraph, goes out: the span that stands alone."""

from __future__ import annotations

import re

from assistant.both_sides import holds_against
from corpus import Letter, Paragraph, Span

# A sentence that opens so says something about the sentence before it and misleads without it: so does one that grants
# an exception ("Some individual managers provide good oversight").
_LEANING_OPENINGS = """
This|These|Those|That|They|Their|It|Its|He|She|His|Her|Such|Both|Neither|Either|Others?|Also|Then|Thus|Hence|So|But|And
However|Nevertheless|Nonetheless|Therefore|Consequently|Despite this|Although they|Although this|As a result|In addition
Additionally|Furthermore|Moreover|Similarly|Instead|Otherwise|For others|For some of these|For these|For example|Yet
In these|In this|In such|In most of these|In response|The latter|The former|One of these|Some of these|Many of these
Most of these|All of these|Not all of these|During this time|At the same time|Where this|When this|When they|Where they
Once they|While they|Because of this|To address this|Again
Some individual|A few|A small number|A minority|In a few|In a small number|In a minority
"""
# "It is too early" and "This letter" open sentences that stand by themselves.
_STANDING_OPENINGS = """
This (?:letter|report|visit|monitoring visit|inspection)|It remains early|Both (?:the|child)|In this (?:area|visit)
It (?:is|was|will be|would be) (?:\\w+ )?(?:too|clear|unclear|not clear|felt|noted|important|evident|positive)
"""
_LEANS, _STANDS = (
    re.compile(rf"(?:{'|'.join(openings.split(chr(10))[1:-1])})\b")
    for openings in (_LEANING_OPENINGS, _STANDING_OPENINGS)
)


# What turns the sentence before it round, or weighs it with others.
_TURNS = re.compile(r"(?:However|Overall|Nevertheless|Nonetheless|But|Yet|Despite this|Notwithstanding this)\b")


def leans(text: str) -> bool:
    """Say whether a sentence opens with words that point back at the sentence before it."""
    return bool(_LEANS.match(text)) and not _STANDS.match(text)


def with_support(letter: Letter, paragraph: Paragraph, first: int, last: int) -> Span:
    """Return sentences `first` to `last` of `paragraph` with what they cannot be read without.

    That is the sentences before them that they lean on, and right after them a "However, ..." or "Overall, ..." or what
    holds against them without such a word: praise without its "but" is half a finding. Indexes count from 0 in
    `paragraph.sentences`.
    """
    if last + 1 < len(paragraph.sentences):
        said, following = (letter.slice(sentence) for sentence in paragraph.sentences[last : last + 2])
        if _TURNS.match(following) or holds_against(said, following):
            last += 1
    while first > 0 and leans(letter.slice(paragraph.sentences[first])):
        first -= 1
    return Span(paragraph.sentences[first].start, paragraph.sentences[last].end)
