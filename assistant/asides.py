"""Beside the point: comes in: sentences and hits, goes out: those with something to quote for a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence

# What is beside the point unless a question asks for it: how it begins or ends, and the words that ask for it.
_ASIDES = tuple(
    (re.compile(aside, re.I), re.compile(asked_for, re.I))
    for aside, asked_for in (
        # "Are services safe?", "Children were asked:" only ask.
        (r".*(?:\?| asked:)$", r"\b(?:ask(?:ed|ing)?|questions?|survey(?:ed)?)\b"),
        # "Click here to access the strategy" is of no use on paper or read out, but tells where it is to be had.
        (
            r"(?:please )?click here\b|(?:the |a |our )?(?:\w+ ){0,3}(?:report|strategy|plan|document|details|guidance)"
            r" (?:is below|(?:can be|is|are) (?:found|accessed|viewed|downloaded|available|read) (?:at|on|here|via))\b",
            r"\b(?:where|links?|website|web|online|click|download|find|access|read)\b",
        ),
        # A number to ring.
        (
            r"call \d|(?:\w+ ){0,3}\w+: ?0\d{4}|.*\bcontact any of the following\b",
            r"\b(?:ring|phone|call|dial|numbers?|contact|report|telephone|help ?line|who|what should)\b",
        ),
        # "YOT - Youth Offending Team", "Hazlehurst Centre - Mountain Healthcare CQC Inspection" only name.
        (
            r"(?-i:[A-Z][A-Za-z&/’' ]{1,40} [-–—] (?:(?:[A-Z&][\w&/’'-]*|and|of|the|for|in|with)[ ,]*){2,12})$",
            r"\b(?:who|whose|which|members?|membership|partners?|agenc(?:y|ies)|bod(?:y|ies)|organi[sz]ations?|stands?"
            r"|means?|full name|short for|abbreviations?|acronyms?|call(?:ed)?|what (?:is|are|was|were|do|does)"
            r"|inspect\w*)\b",
        ),
        # "Inspectors looked at the arrangements for care leavers" tells what a visit was about, not what was found.
        (
            r"(?:during (?:the|this) (?:visit|inspection),? )?(?:this letter summari[sz]es\b"
            r"|(?:his|her) majesty.s inspectors? for this\b|(?:the )?inspectors "
            r"(?:also |then )?(?:looked at|reviewed|considered|evaluated|examined|focused on|spoke (?:to|with)"
            r"|met(?: with)?|sampled)\b|a (?:broad |wide )?range of evidence was\b"
            r"|th(?:is|e) (?:visit|inspection) (?:was (?:carried out|conducted|undertaken)|focused|looked|reviewed)\b)"
            r"(?!.*\b(?:but|however|although|found|noted|concluded|told|said|reported|judged)\b)",
            r"\b(?:look(?:ed|ing)?|cover(?:ed|s)?|visit(?:ed|s)?|inspect(?:ed|ions?)?|review(?:ed|s)?"
            r"|scope|spoken?|speak|talk(?:ed)?|meet|met|method|remit|remote(?:ly)?|on.?site|framework"
            r"|sampled?|focus(?:ed)?|areas?|carried out|what was)\b"
            r"|\b(?:inspectors?|ofsted|they)\b.*\b(?:check(?:ed)?|consider(?:ed)?|evidence|see|seen|saw)\b",
        ),
        # What letters end with, whatever was found.
        (
            r"Ofsted will take (?:the|these) findings\b|.*\bwill (?:publish|be publishing) (?:a copy of )?this letter\b"
            r"|.*\b(?:copying|copied|sending) this letter to\b|.*\bthis letter will be published\b"
            r"|thank you for the positive\b",
            r"\b(?:next|will|publish\w*|website|cop(?:y|ies|ied|ying)|sent|send|findings|plan\w*|ofsted)\b",
        ),
        # The names at the end of a report.
        (
            r"(?:.* )?local area partnership details\b",
            r"\b(?:who|whose|partners?|partnership|responsible|icb|nhs|details)\b",
        ),
    )
)


def without_asides(ranked: Sequence[Evidence], question: str) -> list[Evidence]:
    """Return `ranked` but for what only asks, links or tells what a visit was about, unless `question` asks for that.

    An item is such where what it hangs from is.
    """
    asides = [aside for aside, asked_for in _ASIDES if not asked_for.search(question)]

    def is_aside(evidence: Evidence) -> bool:
        words, above = evidence.sentence_text, evidence.lead_in_text
        texts = (words, f"{above} {words}") if above else (words,)
        return any(aside.match(text) for aside in asides for text in texts)

    return [evidence for evidence in ranked if not is_aside(evidence)]
