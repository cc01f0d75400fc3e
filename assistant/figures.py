"""Figures asked for: comes in: a question and sentences, goes out: whether any sentence has that kind of figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from assistant.evidence import Evidence

# How a British telephone number is printed.
TELEPHONE = r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b"


class Figure(Enum):
    """A kind of figure, with how it is asked for and how it is printed."""

    PHONE = (
        r"\b(?:who|whom|number|how)\b (?:\w+ ){0,2}(?:i|we|you|people|some(?:one|body)|residents?|parents?|neighbours?"
        r"|families|the public) (?:\w+ ){0,2}(?:ring|phone|dial"
        r"|call(?=\W*$| (?:to|if|about|for|when|in an?|out of hours)\b))\b"
        r"|^\W*(?:what'?s )?(?:the )?(?:(?:[\w']+ ){0,2}?(?:[a-z]+'s|nspcc|barnardo'?s|helpline|hotline|lado|mash|edt"
        r"|ifd|front door|police|council) number|(?:[\w']+ ){1,3}?(?:tel|telephone|phone))(?: please)?\W*$"
        r"|\bphone numbers?\b|\bnumber (?:to|i) (?:ring|call|phone)\b|\bhotline number|\bhelpline number",
        rf"{TELEPHONE}|\b(?:call|ring|dial|phone|tel(?:ephone)?:?|on) (?:999|101|111)\b",
    )
    PERCENTAGE = (
        r"%|\bper ?cent|\bpercentage|\bproportion\b|\bwhat share\b|\bshare of\b|\brates?\b",
        r"\d ?%|\bper cent\b|\b(?:half|third|quarter|majority|all|none|most|minority)\b|\brate of \d",
    )
    MONEY = (
        r"£|\bpounds?\b"
        r"|\bhow much (?:money|did|does|is|was|are|were|has|have)\b.*\b(?:pa(?:y|id)|cost|spen[dt]|put|invest"
        r"|budget|fund|fine)|\bhow big was the (?:fine|budget|bill)\b|\bin cash\b|\bbudget figure\b",
        r"£ ?\d|\d ?(?:million|pounds)",
    )
    AVERAGE = (
        r"\baverage\b|\bon average\b|\btypical(?:ly)?\b|\bmean number\b|\bmedian\b",
        r"\baverag\w*\b.*\d|\d.*\baverag",
    )
    COUNT = (
        r"\bhow many\b|\bnumbers? of\b|\bhow often\b|\bhow few\b",
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|no|all|both|half|most|majority"
        r"|few|many|several|some|large number|high number|weekly|monthly|daily|quarterly|regularly)\b",
    )

    def __init__(self, asked: str, printed: str) -> None:
        self.asked = re.compile(asked, re.IGNORECASE)
        self.printed = re.compile(printed, re.IGNORECASE)


# Allegations against those who work with children go to an officer, whom letters name by what is done.
_HAS_ITS_OFFICER = re.compile(r"\ballegations?\b|\blado\b|\bdesignated officer\b|\bcomplain", re.I)


def find_asked_figure(question: str) -> Figure | None:
    """Return the kind of figure `question` asks for, the most particular one; None where it asks for none."""
    return next((figure for figure in Figure if figure.asked.search(question)), None)


def only_numbers_to_ring(ranked: Sequence[Evidence], question: str) -> list[Evidence]:
    """Return of `ranked` only what prints a telephone number, where `question` asks for one and any of it does.

    Who is worried about a child needs the number, not what a service does.
    """
    if find_asked_figure(question) is not Figure.PHONE or _HAS_ITS_OFFICER.search(question):
        return list(ranked)
    return [evidence for evidence in ranked if has_figure(Figure.PHONE, [evidence.text])] or list(ranked)


def has_figure(figure: Figure, sentences: Iterable[str]) -> bool:
    """Say whether any of `sentences` prints that kind of figure."""
    return any(figure.printed.search(sentence) for sentence in sentences)
