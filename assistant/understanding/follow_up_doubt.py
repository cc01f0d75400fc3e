"""Follow-ups in doubt: comes in: a question and earlier turns, goes out: the question alone and put to their topic.

Where no rule of `follow_ups` is sure what a question leans on, it may still lean ("are they worth the paper?", "any use
to the plan?") or stand on its own ("kids going missing, is it going up?"). Both readings are searched for then, and
what is found decides: of the 75 answerable development conversations rules alone answered 52, so it is 62.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.dates import find_times
from assistant.understanding.follow_up_forms import FINITE, NOT_LEANING, PRONOUN, SPEAKING
from assistant.understanding.follow_up_parts import ask_about
from assistant.understanding.follow_ups import MOST_TURNS, read_surely, with_council
from assistant.understanding.topics import blank_out
from assistant.understanding.words import content_stems

_LED = re.compile(r"^\W*(?:and|but|so|or|oh|ok|okay|then|also|plus|even|ah|right|well|yes|no|hmm|er)\b", re.I)
_LEFT_OPEN = re.compile(
    r"\b(?:of (?:them|those|these|how many|which)|(?:which|what|that|this|any|the first|the last|the other) ones?"
    r"|ones?|there|then|others?|the (?:same|rest|other|others|two|three|latter|former|winners?))\W*$",
    re.I,
)
_ENDS_OR_VERB = re.compile(
    r"\s*(?:$|[?.,;]|(?:is|was|has|had|still|now|mean|happen|work|do|does|did|get|be)\w*\b)", re.I
)
# What is told of something else, and is no subject.
_MEASURE = re.compile(
    r"\b(?:(?:start |end )?dates?|years?|yrs?|prev(?:ious)?|trends?|totals?|rates?|numbers?|figures?|shares?"
    r"|percentages?|averages?|equivalent|comparison|timescales?|deadline"
    r"|breakdown|split|costs?|reasons?|source|examples?|by (?:age|gender|sex|area|ward|ethnicity))\b|%",
    re.I,
)
# More words than these are a topic of their own, unless something leans.
_MOST_OWN = 4
_MOST_IN_FRAGMENT = 3
_OF_SEVERAL = frozenset("they them their those these".split())


@dataclass(frozen=True, slots=True)
class Sign:
    """How much a question's wording speaks for leaning on the turn before.

    It is read as leaning where that is at most `margin` less sure to be answered than the question alone. Where the
    question alone is met with silence the other reading must be `sure_enough`: else whoever changes the subject to
    something that no letter tells of is answered with the subject before.
    """

    margin: float
    sure_enough: float
    leans: bool = False


# "Start date?", "prev year?" are of nothing by themselves.
NEVER_ALONE = Sign(margin=1.0, sure_enough=0.0, leans=True)
# "And ...", "how many of them": it leans. "Do people act on what it decides": it may. "Posts recruited": who knows.
LEANS = Sign(margin=0.2, sure_enough=0.0, leans=True)
MAY_LEAN = Sign(margin=0.2, sure_enough=0.6, leans=True)
UNSAID = Sign(margin=0.0, sure_enough=1.0)
# "Neglect?", "council tax?": a subject of its own where that is answered, else said of the earlier one.
FRAGMENT = Sign(margin=-1.0, sure_enough=0.6)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question as it stands and put to the topic of the turn before, and what its wording tells of which is meant."""

    alone: str
    leaning: str
    sign: Sign


def doubt_of(question: str, history: Sequence[str]) -> Doubt | None:
    """Return both readings of `question` after the turns in `history` (oldest first).

    Only the last six turns are looked at. None where there is no turn to lean on, where a rule is sure, or where the
    question has a topic of its own and nothing leans.
    """
    base = ""
    for turn in history[-MOST_TURNS:]:
        base = _read(turn, base) if base else turn
    sign = sign_of(question)
    if sign is None or not base or read_surely(question, base) is not None:
        return None
    return Doubt(with_council(question, question, base), _put_to(question, base), sign)


def sign_of(question: str) -> Sign | None:
    """Say what the wording alone tells; None for one with a topic of its own in which nothing leans."""
    bare = question.strip(" ?!.,")
    if _LED.match(bare) or _LEFT_OPEN.search(bare):
        return LEANS
    spoken = SPEAKING.sub(lambda said: "x" * len(said[0]), bare)
    own = len(list(content_stems(bare)))
    pronoun = None if NOT_LEANING.search(bare) else _free_pronoun(spoken)
    if pronoun is None and question.rstrip().endswith("?") and len(bare.split()) <= _MOST_IN_FRAGMENT:
        if FINITE.search(bare):
            return None
        untimed = blank_out(bare, [(time.start, time.end) for time in find_times(bare)])
        if not any(content_stems(_MEASURE.sub(" ", untimed))):
            return NEVER_ALONE
        return MAY_LEAN if _MEASURE.search(bare) else FRAGMENT
    if pronoun is None:
        return UNSAID if own <= _MOST_OWN else None
    before = len(list(content_stems(bare[: pronoun.start()])))
    if not before:
        return LEANS
    # "Are the bosses approachable or do they hide": whom it speaks of is named before.
    of_these = pronoun.group().lower() in _OF_SEVERAL and before > 1
    return MAY_LEAN if own <= _MOST_OWN and not of_these else None


def _free_pronoun(text: str) -> re.Match[str] | None:
    """Find a pronoun that stands for something; "that" in front of a noun or a clause does not."""
    for match in PRONOUN.finditer(text):
        if match.group().lower() not in ("that", "this") or _ENDS_OR_VERB.match(text[match.end() :]):
            return match
    return None


def _read(turn: str, base: str) -> str:
    """Return an earlier turn as it is leant on: by a rule, or put to the turn before where its wording leans."""
    surely = read_surely(turn, base)
    sign = sign_of(turn)
    if surely is None and sign is not None and sign.leans:
        return _put_to(turn, base)
    return with_council(surely or turn, turn, base)


def _put_to(question: str, base: str) -> str:
    return with_council(ask_about(question.strip(" ?!.,"), base), question, base)
