"""Follow-ups that compare or move on: comes in: a turn and the question before it, goes out: what both ask, or None."""

from __future__ import annotations

import re

from assistant.understanding.councils import asks_across, find_councils
from assistant.understanding.dates import Grain
from assistant.understanding.follow_up_forms import COMPARE, RELATIVE, WHO_ELSE, YEAR_BESIDE
from assistant.understanding.follow_up_parts import scopes_of, without, without_times
from assistant.understanding.hold import join_words
from assistant.understanding.scope import ScopeKind, find_scope_phrases
from assistant.understanding.time_wishes import read_wishes
from assistant.understanding.words import content_stems

_LED_BY = re.compile(
    r"^who (?:(?:was|were) (?:that|it|this) (?:led|carried out) by|(?:led|carried out) (?:that|it|this))$", re.I
)
_GRADES = r"inadequate|outstanding|good|requir(?:e|es|ing) improvement"
_SAID = r"praised|criticised|criticized|commended"
_GRADE_ALONE, _SAID_ALONE = (
    re.compile(
        rf"(?:(?:which|how many)(?: ones| councils| of them| others)? (?:are|is|were|have been) )?(?P<word>{word})",
        re.I,
    )
    for word in (_GRADES, _SAID)
)
_WORD_OF = {_GRADE_ALONE: re.compile(rf"\b(?:{_GRADES})\b", re.I), _SAID_ALONE: re.compile(rf"\b(?:{_SAID})\b", re.I)}
_VISITED = re.compile(r"\b(?:visit|inspection|letter|report)\b", re.I)


def rewrite_comparison(rest: str, base: str) -> str | None:
    """ "Compare that with East Sussex": the earlier question asked of its council and of that one."""
    match = COMPARE.match(rest)
    if match is None:
        return None
    beside = rest[match.end() :]
    if (times := read_wishes(beside)) and read_wishes(base):
        # Two times of one letter each: "caseloads in 2023 and in 2022".
        return f"{base} and in {times[0].time.words}?"
    if asks_across(rest):
        return f"{without(base, scopes_of(base, ScopeKind.COUNCIL))} in other councils?"
    others = [rest[mention.start : mention.end] for mention in find_councils(rest) if not mention.excluded]
    named = [mention for mention in find_councils(base) if not mention.excluded]
    if not others or not named or any(content_stems(without(beside, find_scope_phrases(beside)))):
        return None
    end = named[-1].end
    return f"{base[:end]} and {join_words(others)}{base[end:]}?"


def rewrite_who_else(rest: str, base: str) -> str | None:
    """ "Who else had that problem?": the earlier question asked of other councils than its own."""
    if WHO_ELSE.match(rest) is None:
        return None
    councils = scopes_of(base, ScopeKind.COUNCIL)
    return f"{without(base, councils)} in other councils?" if councils else None


def rewrite_swap(rest: str, base: str) -> str | None:
    """ "And inadequate?", "which are good?" after another grade, "and criticised?" after praise: one for the other."""
    for pattern in (_GRADE_ALONE, _SAID_ALONE):
        match = pattern.fullmatch(rest)
        before = list(_WORD_OF[pattern].finditer(base))
        if match is not None and len(before) == 1:
            return f"{base[: before[0].start()]}{match['word']}{base[before[0].end() :]}?"
    return None


def rewrite_led_by(rest: str, base: str) -> str | None:
    """ "Who was that led by?" after a question of a visit: of another thing it is asked like any other question."""
    if _LED_BY.match(rest) is None or _VISITED.search(base) is None:
        return None
    scopes = " ".join(phrase.addition for phrase in find_scope_phrases(base))
    return f"who led the visit {scopes}".strip() + "?"


def rewrite_earlier(rest: str, base: str) -> str | None:
    """ "And before that?": the earlier question for the time before or after its own."""
    match = RELATIVE.match(rest)
    wishes = read_wishes(base)
    beside = YEAR_BESIDE.fullmatch(rest)
    if beside is not None and len(wishes) == 1:
        shifted = wishes[0].time.years_on(1 if beside["after"] else -1)
        time = wishes[0].time
        return f"{base[: time.start]}{shifted.words}{base[time.end :]}?" if shifted else None
    if beside is not None and beside["before"] and not wishes:
        # No year was named: what is told beside the figure is asked for, "a fall from the 146 of last year".
        return f"{base} compared with the year before?"
    if match is None or not wishes:
        return None
    later = match[0].lower().split()[-1] in ("later", "afterwards") or match["reach"] in ("after", "since")
    reach = "after" if later else "before"
    time, noun = wishes[0].time, wishes[0].noun
    # A month without its year is only a time beside its noun: "before the March visit".
    words = f"the {time.words} {noun or 'letter'}" if time.grain is Grain.MONTH_ONLY else time.words
    return f"{without_times(base)} {reach} {words}?"
