"""Times in a question: comes in: a question, goes out: the times it asks for, how far each reaches and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.understanding.dates import Grain, Time, find_times
from assistant.understanding.exclusions import find_exclusion

_QUALIFIED = (
    r"(?:ofsted(?:'s)?|monitoring|annual|council(?:'s)?|executive|focused"
    r"|safeguarding|partnership|ilacs|full|inspectors'?)"
)
_NOUN_AFTER = re.compile(
    rf"^(?:'s)?,? (?:{_QUALIFIED} )*(letter|visit|report|inspection|judgement|judgment|annual report)s?\b", re.I
)
_NOUN_BEFORE = re.compile(
    r"\b(letter|visit|report|inspection|judgement|judgment)s?(?: (?:of"
    r"|from|in|on|dated|for|published|held|sent|covering|about))*"
    r"(?: the)?\s*$",
    re.I,
)
_REACH_BEFORE = re.compile(
    r"(?<!\blook[ -])(?<!\blooks[ -])(?<!\blooked[ -])(?<!\blooking[ -])"
    r"\b(?P<reach>since|after|following|before|prior to|until|till|up to"
    r"|up until|from|by|(?:than|as (?:much|many|often|high|low|bad|good|long|well|quickly) as)"
    r"(?: it was| they were| it did| they did)?(?: back)?"
    r"|compared? (?:with|to)|versus|vs|between)(?: (?:in|the|the end of|the start of|early|late|mid))*\s*$",
    re.I,
)
# "Over the year before February 2022" is told of in the letter of that month or later.
_LENGTH_BEFORE = re.compile(
    r"\b(?:year|months?|weeks?) (?:before|to|up to|until|leading up to|ending|prior to)(?: (?:in|the))?\s*$", re.I
)
# "since things fell apart in 2018"
_SINCE_EVENT = re.compile(r"\bsince (?:\w+ ){1,5}(?:back )?in\s*$", re.I)
_ONWARDS = re.compile(
    r"^(?: onwards?| on(?=\s*(?:$|[?.,]))| and (?:after|later|now|today)\b| (?:to|until|till) (?:now|today|date)\b"
    r"| (?:and|to|until|till) the present(?: day)?\b)",
    re.I,
)
_JOIN = re.compile(r"^\s*(?:and|to|until|till|-|\u2013|through to)\s+(?:in )?(?:the )?$", re.I)
# "Apart from 2022 and 2023" leaves out both.
_GOES_ON = re.compile(r"^,? ?(?:and|or|nor|,)(?: (?:in|from|the))* ?$", re.I)
_SMALL_BEFORE = re.compile(
    r"\b(?:(?:back|again|as) )?(?:in|during|for|of|from|at|on|as at|as of"
    r"|by|since|before|after|until|up to|dated|around"
    r"|throughout|between|following|prior to|compared? (?:with|to))(?: (?:early"
    r"|late|mid|the (?:end|start|beginning) of|the))*\s*$"
    r"|\bthe\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One time asked for: which days, reaching where, said of which noun, at which place in the question."""

    time: Time
    reach: str
    noun: str | None
    start: int
    end: int


def read_wishes(text: str) -> list[Wish]:
    """Return the times `text` asks for, in order; "between 2020 and 2022" is one.

    `reach` is one of during, since, after, before, up_to, between, compared, except; the place takes in the small words
    and the noun around the time ("in the 2022 letter").
    """
    times = find_times(text)
    wishes: list[Wish] = []
    position = 0
    while position < len(times):
        time = times[position]
        following = times[position + 1] if position + 1 < len(times) else None
        opened = re.search(r"\b(?:between|from)(?: the)?\s*$", text[: time.start], re.I)
        if following and opened and _JOIN.match(text[time.end : following.start]):
            # "Between 2022 and 2020" means the same years; a month without its year has none to be put in order by.
            ordered = Grain.MONTH_ONLY in (time.grain, following.grain) or time.first <= following.first
            first, last = (time, following) if ordered else (following, time)
            whole = replace(first, start=time.start, last=last.last, end=following.end)
            wishes.append(_place(text, whole, "between"))
            position += 2
            continue
        reach = _reach(text, time)
        if (
            wishes
            and wishes[-1].reach == "except"
            and reach == "during"
            and _GOES_ON.match(text[wishes[-1].end : time.start])
        ):
            reach = "except"
        wishes.append(_place(text, time, reach))
        position += 1
    return wishes


def only_compares(text: str) -> bool:
    """Say whether `text` names times only to compare with them ("better than in 2020")."""
    wishes = read_wishes(text)
    return bool(wishes) and all(wish.reach == "compared" for wish in wishes)


def _place(text: str, time: Time, reach: str) -> Wish:
    before, after = text[: time.start], text[time.end :]
    noun = _NOUN_AFTER.match(after) or _NOUN_BEFORE.search(before)
    small = _SMALL_BEFORE.search(before)
    start = small.start() if small else time.start
    end = time.end
    if follows := _NOUN_AFTER.match(after):
        end += follows.end()
    elif noun:
        start = min(start, noun.start())
        # "in the letter of 2022": the words before the noun go too.
        if lead := re.search(r"\b(?:in |from |at |during )?(?:the )?$", text[:start], re.I):
            start = lead.start()
    if onwards := _ONWARDS.match(text[end:]):
        end += onwards.end()
    if reach == "except":
        begins = find_exclusion(before[: noun.start()] if noun and not follows else before)
        start = start if begins is None else min(start, begins)
        end += len(text[end:]) - len(re.sub(r"^ one\b", "", text[end:]))
    return Wish(time, reach, noun[1].lower() if noun else None, start, end)


def _excludes_noun(before: str) -> bool:
    """ "Except the letter of 2022"; "without visits in 2022" asks of that year."""
    noun = _NOUN_BEFORE.search(before)
    is_one = noun is not None and re.search(r"\b(?:the|any|that|their|its)\s+$", before[: noun.start()], re.I)
    return bool(is_one and noun and find_exclusion(before[: noun.start()]) is not None)


def _reach(text: str, time: Time) -> str:
    if _ONWARDS.match(text[time.end :]):
        return "since"
    if find_exclusion(text[: time.start]) is not None or _excludes_noun(text[: time.start]):
        return "except"
    if _LENGTH_BEFORE.search(text[: time.start]):
        return "compared"
    match = _REACH_BEFORE.search(text[: time.start])
    word = match["reach"].lower() if match else ""
    if word == "since" or _SINCE_EVENT.search(text[: time.start]):
        return "since"
    if word in ("after", "following"):
        return "after"
    if word in ("before", "prior to"):
        return "before"
    if word in ("until", "till", "up to", "up until", "by"):
        return "up_to"
    if word.startswith(("than", "as ", "compare", "versus", "vs")):
        return "compared"
    return "during"
