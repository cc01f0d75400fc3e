"""Sentences that lean on the one before: comes in: a sentence of a paragraph, goes out: the span that stands alone."""

from __future__ import annotations

import re
from functools import lru_cache

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
At that|During that|Since that|Following that|On that
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


_THIS_VISIT = re.compile(r"This (?:visit|inspection)\b")
_EARLIER_VISIT = re.compile(
    r"\b(?:following|since|after|previous|last|earlier) (?:\w+ ){0,3}?(?:visit|inspection)\b.{0,40}\b20\d\d\b", re.I
)
# What turns the sentence before it round, weighs it with others, or says that it is so no more.
_TURNS = re.compile(
    r"(?:However|Overall|Nevertheless|Nonetheless|But|Yet|Despite this|Notwithstanding this)\b"
    # "Recently, however, due to demand, the waiting time has increased."
    r"|[A-Z][a-z]+(?: [a-z]+){0,3},? however\b"
    r"|(?:This|That|These|It)(?: [a-z]+)? (?:has|have|had|is|was|were)(?: now| since)?(?: been)?(?: now| since)? "
    r"(?:resolved|addressed|rectified|remedied|corrected|put right)\b"
)


# "These evaluations", said of the evaluations in the sentence before; not "those children who ...", nor the document.
_SAID_OF = re.compile(
    r"\b(?:these|those|this|such) (?!(?:letter|report|visit|inspection|time|year)s?\b)([a-z]{4,})"
    r"\b(?! (?:who|whose|that|which|where|with|in|for)\b)",
    re.I,
)
# "These arrangements", "this particular area of work": whatever the words of the sentence before, it says which.
_POINTING = re.compile(
    r"\b(?:these (?!years\b|includes?\b)(?:[a-z]+ )?|such (?!as\b))([a-z]{4,}s)\b"
    r"(?! (?:who|whose|that|which|where|with|in|for|of)\b)"
    r"|\bthis (?:particular |specific )?(area|arena|work|case|review|problem|issue|group|cohort|approach|process)\b",
    re.I,
)
_WORD = re.compile(r"[a-z]{4,}")


def leans(text: str) -> bool:
    """Say whether a sentence opens with words that point back at the sentence before it."""
    return bool(_LEANS.match(text)) and not _STANDS.match(text)


@lru_cache(maxsize=4096)
def points_back(text: str, before: str) -> bool:
    """Say whether a sentence speaks of "these evaluations" where the sentence `before` it says which.

    "These arrangements" points back whatever that sentence calls them. A noun that the sentence has named itself points
    at itself.
    """
    named_before = _nouns(before)
    if any(_singular(match[1].lower()) in named_before and _is_unnamed(match, 1) for match in _SAID_OF.finditer(text)):
        return True
    return any(_is_unnamed(match, match.lastindex or 1) for match in _POINTING.finditer(text))


def _is_unnamed(pointing: re.Match[str], group: int) -> bool:
    """Whether the sentence has not named before what it points at."""
    return _singular(pointing[group].lower()) not in _nouns(pointing.string[: pointing.start()])


def _nouns(text: str) -> set[str]:
    return {_singular(word) for word in _WORD.findall(text.lower())}


def _singular(word: str) -> str:
    return word.removesuffix("s")


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
    while first > 0 and _needs(*(letter.slice(sentence) for sentence in paragraph.sentences[first - 1 : first + 1])):
        first -= 1
    return Span(paragraph.sentences[first].start, paragraph.sentences[last].end)


def _needs(before: str, text: str) -> bool:
    return leans(text) or points_back(text, before) or _is_of_an_earlier_visit(before, text)


def _is_of_an_earlier_visit(before: str, text: str) -> bool:
    """ "This visit highlighted ..." after "following the focused visit in January" is not of the letter's own visit."""
    return bool(_THIS_VISIT.match(text) and _EARLIER_VISIT.search(before))
