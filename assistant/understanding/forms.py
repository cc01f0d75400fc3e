"""The form of a question: comes in: a question, goes out: does it ask for a list, for change, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.question import Order

_POLITE = re.compile(
    r"^(?:(?:oh |for )?(?:bloody hell|god'?s sake|ffs|jesus|christ|good grief|omg|honestly|seriously)[,.!]? )+"
    r"|^(?:(?:hi|hello|hey|so|ok|okay|well|right|and|but|also|please|sorry|now|just|um|er)[,.!]? )+"
    r"|^(?:can|could|would|will) (?:you|i|we|someone) (?:please |kindly "
    r"|just )?(?:tell|show|give|find|check|see|say|explain|let|ask|know)(?: (?:me"
    r"|us))?(?: know)?(?: out)? ?"
    r"|^(?:please )?(?:tell|show|give|remind) (?:me|us) |^i(?:'d| would)? (?:like"
    r"|want|need|love)(?: to)? (?:know|see|find out|check|hear|understand"
    r"|ask) ?"
    r"|^i(?:'m| am) (?:trying to find out|looking for|interested in|wondering"
    r"|asking|after) ?|^i wonder |^(?:just )?wondering |^do (?:you|we) know "
    r"|^any idea |^is there anything (?:in the letters )?(?:about|on) "
    r"|^do the letters (?:say|mention|tell us)(?: anything)?(?: about"
    r"| on)? ",
    re.I,
)
_LIST = re.compile(
    r"^(?:which|list|name)\b|\bwhat (?:are|were) (?:the|some|all|any)\b"
    r"|\b(?:list|name) (?:all|the|every|each|any)\b|\bwhich (?:of|agenc"
    r"|area|letter|council|group|service|children|meeting|partner|priorit)\w*"
    r"|\bwhat (?:\w+ )?(?:things|areas|issues|problems|concerns|reasons"
    r"|steps|actions|changes|strengths|weaknesses|improvements|recommendations"
    r"|challenges|barriers|agencies|services|examples|priorities|measures"
    r"|kinds|types|sorts|groups|meetings|roles|documents|letters)\b"
    r"|\b(?:everything|all (?:the )?(?:mentions|references|places|times"
    r"|passages|quotes))\b|\bwho (?:are|were) (?:all )?(?:the|on)\b",
    re.I,
)
_OVER_TIME = re.compile(
    r"\bover (?:time|the (?:\w+ )?(?:years|months|period|letters|visits))\b"
    r"|\b(?:then and now|year[- ]on[- ]year|trends?|trajectory|timeline"
    r"|history of|chronolog\w+|track record|journey)\b"
    r"|\b(?:how|what) (?:has|have|had) [^?]{1,60}\b(?:changed|improved"
    r"|developed|evolved|progressed|moved|grown|declined|worsened|got better"
    r"|got worse|gone (?:up|down))\b|\bhow did [^?]{1,60}\b(?:change|improve"
    r"|develop|evolve)\b"
    r"|\b(?:has|have|had|did|is|are) [^?]{1,80}\b(?:changed?|improv(?:ed"
    r"|e|ing)|got(?:ten)? (?:any )?(?:better|worse)|get(?:ting)? (?:any )?(?:better"
    r"|worse)|worsened|deteriorat\w+|declin\w+|progressed|moved on|come on"
    r"|turned (?:around|the corner)|evolved)\b"
    r"|\bwhat(?:'s| has| have|s)? (?:has |is )?(?:changed|improved|got (?:better"
    r"|worse)|different)\b|\bany (?:better|worse)\b|\b(?:change|changes"
    r"|difference|progress|improvement|movement|improvements)\b[^?]{0,40}\b(?:since"
    r"|between|from one|over)\b"
    r"|\b(?:between|from) (?:the )?(?:19|20)\d\d\b[^?]{0,20}\b(?:and|to)\b[^?]{0,12}\b(?:19"
    r"|20)\d\d\b|\bfrom (?:the )?first (?:letter|visit)?\s?to\b|\bat each (?:visit"
    r"|inspection)\b|\b(?:each|every) visit\b",
    re.I,
)
# "What are managers doing to improve supervision", "what has to change": an aim, not what became of it.
_AIM = re.compile(
    r"\b(?P<begun>(?:start|beg[aiu]n|continu|manag|fail|slow)\w* )?(?:to (?:(?:be|help|further|\w+ly) )*"
    r"(?:change|improve|develop|evolve|decline|get (?:any )?(?:better|worse))"
    r"|(?:on|at|in|for|of|by|about|to|towards?) (?:improving|getting (?:any )?better))(?:d|ed)?\b",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|differ(?:s|ed|ence|ent)?(?: from| between)"
    r"|contrast\w*|side by side)\b|\b(?:better|worse|higher|lower|more"
    r"|fewer|less|same) than (?:in |at |it was |they were |before|last"
    r"|the)\b"
    r"|\bthan (?:in )?(?:19|20)\d\d\b|\b(?:same|different) (?:as|from) (?:in |at |before|last|the)\b",
    re.I,
)
_STILL = re.compile(
    r"\b(?:still|yet|any ?more|no longer|remain(?:s|ed)?|continu(?:e|es"
    r"|ed|ing)|nowadays|these days|so far|to date|up to now|ever since"
    r"|again and again|persist\w*)\b",
    re.I,
)


_WHO_CAME = re.compile(
    r"\W*who (?:all |else )?(?:turned up|turns up|attended|attends|came|comes|was there|were there)\b", re.I
)
_WHICH_LETTERS = re.compile(
    r"\W*(?:in |at )?(?:which|what) (?:of the |other )?(?:letters|reports|documents|areas|places|parts)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer should be built."""

    wants_list: bool
    order: Order
    per_letter: bool


def read_form(text: str) -> Form:
    """Read the form of a question. Change is told oldest first; "still" hears every letter, newest first."""
    bare = strip_politeness(text)
    over_time = bool(_OVER_TIME.search(_AIM.sub(lambda aim: aim[0] if aim["begun"] else " ", text)))
    compared = bool(_COMPARED.search(text))
    return Form(
        wants_list=bool(_LIST.search(bare)),
        order=Order.OLDEST_FIRST if over_time or compared else Order.NEWEST_FIRST,
        per_letter=over_time or compared or bool(_STILL.search(text)),
    )


def asks_who_came(text: str) -> bool:
    """Say whether it is asked who came to something, which a table may tell row by row."""
    return _WHO_CAME.match(text) is not None


def asks_which_letters(text: str) -> bool:
    """Say whether it is asked which letters, reports or areas something is so of."""
    return _WHICH_LETTERS.match(text) is not None


def strip_politeness(text: str) -> str:
    """Return `text` without the words a person leads in with: "please can you tell me"."""
    while match := _POLITE.match(text):
        if match.end() >= len(text.rstrip("?!. ")):
            break
        text = text[match.end() :]
    return text
