"""Voices: comes in: a question, goes out: whose documents it wants to hear, and whose not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus import Kind, Voice


@dataclass(frozen=True, slots=True)
class VoicePhrase:
    """Words that name a voice: where they stand; `firm` when they name its document, not only its speaking."""

    start: int
    end: int
    voice: Voice
    firm: bool
    excluded: bool = False


_INSPECTORS = (
    r"(?<!cqc )(?<!probation )(?<!quality )(?:the )?(?:ofsted(?:'s)?(?: inspectors?)?"
    r"|(?:her|his) majesty'?s inspectors?"
    r"|inspectors?|hmis?\b|inspectorate|inspection team)"
)
_SPEAK = (
    r"(?:say|find|think|note|see|conclude|identify|praise|criticise|mention|observe|describe|raise|write|comment"
    r"|highlight|recognise|state|tell us|warn|worry|like|pick up|flag|complain|make of|point out|notice|hear|witness"
    r"|acknowledge|report(?! to)|believe|feel|consider|recommend|look at|ask for|want)(?: on| of| that| about| in)?"
)
_SPOKE = (
    r"(?:say|says|said|saying|finds|found|thinks?|thought|noted|saw|seen|concluded|identified|praised|criticised"
    r"|mentioned|observed|described|raised|wrote|written|commented|highlighted|recognised|stated|warned|flagged"
    r"|pointed out|noticed|heard|acknowledged|reported|recommended)"
)
_COUNCIL = r"(?:the )?(?:[a-z]\w+ )?(?:council|local authority|strategic director|director|executive)"
_BOARD = (
    r"(?:the )?(?:[a-z]\w+ )?(?:safeguarding (?:children(?:'s)? )?)?(?:partnership"
    r"|safeguarding board|independent chair"
    r"|(?:independent )?scrutineer)"
)
_ASKED = r"(?:what |how |where |when |whether )?(?:did|do|does|have|has|had|would|could) "
_OFTEN = r"(?:itself |themselves |also |actually |really |ever |not |still )?"

_PHRASES: tuple[tuple[Voice, bool, re.Pattern[str]], ...] = tuple(
    (voice, firm, re.compile(pattern, re.I))
    for voice, firm, pattern in (
        (Voice.INSPECTORS, False, rf"\b{_ASKED}{_INSPECTORS} {_OFTEN}{_SPEAK}\b"),
        (Voice.INSPECTORS, False, rf"\b(?:what )?{_INSPECTORS} (?:have |had |has )?{_OFTEN}{_SPOKE}\b"),
        (
            # "did inspectors in 2020 and 2022 both criticise": only the lead is the voice.
            Voice.INSPECTORS,
            False,
            rf"\b{_ASKED}{_INSPECTORS}(?= (?:in|at|on|both|all|during|\w+ly)\b(?: [\w-]+){{0,6}}? {_SPEAK}\b)",
        ),
        (Voice.INSPECTORS, False, rf"\baccording to {_INSPECTORS}"),
        (Voice.INSPECTORS, False, rf"\bin {_INSPECTORS}(?:'|'s)? (?:own )?(?:words|view|opinion|eyes)\b"),
        (Voice.INSPECTORS, False, rf"\b{_INSPECTORS}(?:'|'s)? (?:views?|words|verdict|opinion|findings|comments)\b"),
        (Voice.INSPECTORS, False, rf"\b(?:{_SPOKE}) by {_INSPECTORS}\b"),
        (
            Voice.INSPECTORS,
            True,
            rf"\b(?:in |from |according to )?{_INSPECTORS}(?:'|'s)? (?:monitoring (?:visit )?)?letters?"
            rf"\b",
        ),
        (
            Voice.INSPECTORS,
            True,
            r"\b(?:in|from|according to) (?:the |that )?ofsted(?:'s)? "
            r"(?:monitoring )?(?:visit )?reports?\b",
        ),
        (Voice.INSPECTORS, True, r"\b(?:only|just|solely) (?:in |from )?(?:the )?letters?\b|\bletters? only\b"),
        (Voice.COUNCIL, False, rf"\baccording to {_COUNCIL}(?:'?s)?(?: own)?(?: report| paper| words)?\b"),
        (
            Voice.COUNCIL,
            False,
            rf"\b{_ASKED}{_COUNCIL} {_OFTEN}(?:say|claim|admit|state|argue|acknowledge|accept that|concede|own up)\b",
        ),
        (Voice.COUNCIL, False, rf"\b(?:what )?{_COUNCIL} (?:itself )?(?:says|said|claims|claimed|admits|admitted)\b"),
        (Voice.COUNCIL, False, r"\bin the (?:council|local authority)'s own (?:words|view|eyes)\b"),
        (
            Voice.COUNCIL,
            True,
            rf"\b(?:in |from |according to )?{_COUNCIL}(?:'?s)?(?: own)? (?:report"
            rf"|paper|account|version)\b",
        ),
        (
            Voice.COUNCIL,
            True,
            r"\b(?:council'?s? )?(?:report|paper) (?:to (?:the )?executive|(?:of"
            r"|by|from) the (?:strategic )?director)\b"
            r"|\b(?:in |from |according to )?(?:the )?(?:exec(?:utive)?|committee|cabinet|scrutiny) (?:report|paper)\b",
        ),
        (
            Voice.PARTNERSHIP,
            True,
            rf"\b(?:in |from |according to )?{_BOARD}(?:'s)?(?: own)? (?:annual |yearly )?(?:safeguarding )?(?:"
            rf"report|review of the year)\b",
        ),
        (
            Voice.PARTNERSHIP,
            True,
            r"\b(?:in |from |according to )?(?:the )?(?:safeguarding )?(?:board's )?(?:annual|yearly) (?:"
            r"safeguarding )?report\b",
        ),
        (Voice.PARTNERSHIP, False, rf"\baccording to {_BOARD}(?:'s)?\b"),
        (
            Voice.PARTNERSHIP,
            False,
            rf"\b{_ASKED}{_BOARD} {_OFTEN}(?:say|claim|admit|state|report|acknowledge"
            rf"|think)\b",
        ),
        (
            Voice.PARTNERSHIP,
            False,
            rf"\b(?:what )?{_BOARD} (?:itself )?(?:says|said|claims|claimed|admits"
            rf"|admitted)\b",
        ),
    )
)

# "How soon does the council report it": behind "does", to report is what the council does, unless another verb follows
# ("does the council report say") or what it told is asked for ("what does the council report about caseloads").
_TELL = (
    rf"(?:(?:in|of|from|for) (?:[\w-]+ ){{1,3}}?)?{_OFTEN}(?:{_SPEAK}|tell|show|give|list|explain|cover|contain|include"
    r"|set out|talk|refer|deal|suggest|claim|admit|argue|own up|accept|concede|promise|blame|compare|differ|agree|match"
    r"|use|name|leave out|have|make|need|go)"
)
_DOES_REPORT = rf"(?:do|does|did|can|could|should|must|will|would|may) (?:{_COUNCIL}|{_BOARD}) {_OFTEN}report\b"
_REPORTING = re.compile(
    rf"(?<!\bwhat )\b{_DOES_REPORT}(?! (?:that|{_TELL})\b)"
    rf"|\bwhat {_DOES_REPORT}(?! (?:about|on|in|that|{_TELL})\b|[?.]?$)",
    re.I,
)

_LEAVING_OUT = (
    r"(?:exclud\w+|except(?:ing)?(?: for)?|apart from|aside from|other than|not counting|not including|without"
    r"|ignor\w+|leav\w+ (?:out|aside)|setting aside|but not|rather than|instead of|not)"
    r"(?: (?:in|from|what))?(?: anything (?:in|from))? (?:the )?"
)
_EXCLUSIONS: tuple[tuple[Voice, re.Pattern[str]], ...] = tuple(
    (voice, re.compile(rf",?\s*\b{_LEAVING_OUT}{pattern}", re.I))
    for voice, pattern in (
        (
            Voice.PARTNERSHIP,
            r"(?:\w+ )?(?:safeguarding )?(?:(?:partnership|board)(?:'s)?(?: annual)? (?:report"
            r"|said|says)|annual report|partnership\b(?:'s)?)",
        ),
        (
            Voice.COUNCIL,
            r"(?:\w+ )?(?:(?:council|executive|director)(?:'s)?(?: own)? (?:report"
            r"|paper|says|said|claims|words|account)|council's\b)",
        ),
        (Voice.INSPECTORS, r"(?:ofsted(?:'s)?|inspectors?'?)(?: (?:letters?|findings|said|say|words)|(?=[?.,]|$))"),
    )
)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:(?:in|at|during|from|after) )?(?:the |that )?(?:last |latest )?{pattern}", re.I))
    for kind, pattern in (
        (Kind.MONITORING_VISIT, r"(?:ofsted )?monitoring visit letters?\b"),
        (Kind.FOCUSED_VISIT, r"(?:focus+ed[- ]visits?(?: letters?| reports?)?|(?-i:FVs?))\b"),
        (Kind.JOINT_INSPECTION, r"(?:jtais?|joint (?:targeted )?(?:area )?inspections?)(?: reports?| letters?)?\b"),
        (
            Kind.AREA_SEND,
            r"(?:(?:local )?area )?(?:send inspections?(?: reports?| letters?)?|(?-i:SEND) (?:reports?|letters?))\b"
            r"|\barea send (?:reports?|letters?)\b"
            r"|\b(?:reports?|letters?|inspections?) (?:are |is )?(?:about|on|of|into) (?:local )?(?-i:SEND)\b",
        ),
        (Kind.INSPECTION_REPORT, r"(?:full |standard |short |ilacs )?inspection reports?\b"),
    )
)


# Most questions name no voice: these words are looked for before the long patterns are tried.
_HINT = re.compile(
    r"ofsted|inspector|hmi|letter|council|paper|authority|director|executive"
    r"|partnership|board|scrutineer|chair|report",
    re.I,
)


@lru_cache(maxsize=512)
def find_voices(text: str) -> tuple[VoicePhrase, ...]:
    """Return the voices named in `text`, excluded ones first; an excluded voice is not heard as a wish as well."""
    if not _HINT.search(text):
        return ()
    text = _REPORTING.sub(lambda match: " " * len(match[0]), text)
    found = [
        VoicePhrase(match.start(), match.end(), voice, True, excluded=True)
        for voice, pattern in _EXCLUSIONS
        for match in pattern.finditer(text)
    ]
    for voice, firm, pattern in _PHRASES:
        for match in pattern.finditer(text):
            phrase = VoicePhrase(match.start(), match.end(), voice, firm)
            if not _overlaps(phrase, found):
                found.append(phrase)
    return tuple(_drop_topics(text, found))


def _overlaps(phrase: VoicePhrase, others: Iterable[VoicePhrase]) -> bool:
    return any(phrase.start < other.end and other.start < phrase.end for other in others)


_JOINED = re.compile(
    r"\b(?:and|or|versus|vs|compared|differ\w*|agree\w*|match\w*|than|but|both|in|from|according)\b", re.I
)


def _drop_topics(text: str, found: list[VoicePhrase]) -> list[VoicePhrase]:
    """After "say about", a document is what is talked about: "did inspectors say the council's report was late"."""
    speaking = [phrase for phrase in found if not phrase.firm]
    if not speaking:
        return found
    first = min(speaking, key=lambda phrase: phrase.start)
    return [
        phrase
        for phrase in found
        if phrase.excluded or phrase.start <= first.start or _JOINED.search(text[first.end : phrase.start + 4])
    ]


def find_kinds(text: str) -> list[tuple[int, int, Kind]]:
    """Return the kinds of document named in `text`, each with its place."""
    if not _KIND_HINT.search(text):
        return []
    return [(match.start(), match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(text)]


_KIND_HINT = re.compile(r"visit|jtai|joint|send\b|report|\bfvs?\b", re.I)
