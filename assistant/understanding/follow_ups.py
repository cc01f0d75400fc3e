"""Follow-ups: comes in: a question that leans on earlier ones, goes out: a question that stands on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.council_scope import council_spans
from assistant.understanding.councils import asks_across, find_councils, means_home
from assistant.understanding.follow_up_forms import (
    CHANGED,
    COMPARE,
    COUNTED_WHO,
    DETAIL,
    FINITE,
    MORE,
    NOT_LEANING,
    OF_THEM,
    PRONOUN,
    SOURCE,
    SPEAKING,
    STILL_SO,
    WHEN_WAS_IT,
    WHO_CAME,
    WHO_WROTE,
    WHY,
)
from assistant.understanding.follow_up_moves import (
    rewrite_comparison,
    rewrite_earlier,
    rewrite_led_by,
    rewrite_swap,
    rewrite_who_else,
)
from assistant.understanding.follow_up_parts import (
    ask_about,
    lower_first,
    replace_scope,
    replace_subject,
    scopes_of,
    topic_of,
    without,
    without_times,
)
from assistant.understanding.forms import strip_politeness
from assistant.understanding.hold import join_words
from assistant.understanding.phrases import find_paragraph_numbers
from assistant.understanding.question import StructureFact
from assistant.understanding.scope import ScopeKind, find_scope_phrases
from assistant.understanding.structure_questions import find_structure_fact
from assistant.understanding.time_wishes import read_wishes
from assistant.understanding.words import content_stems

_JOINER = re.compile(r"^(?:(?:and|but|ok|okay|so|then|also|now|right|well|yes|no|sorry|oops|hmm|er)\b[, ]*)+", re.I)
# "Leicestershire I mean"
_MEANT = re.compile(r"(?<=\w),? i meant?$", re.I)
_ASKED_OF = re.compile(
    r"^(?:(?:what|how) about|what of|i meant?"
    r"|(?:the )?same (?:question )?(?:but )?(?:for|in|about|again for)|or)\b\s*",
    re.I,
)
# Words of one who goes on asking of the same place; so do one, two or three words.
_LEANS_ON_A_COUNCIL = re.compile(
    r"^\W*(?:and|but|ok|okay|so|then|also|thanks|what about|how about)\b"
    r"|\b(?:there|they|them|their|it|its|that|those|these)\b|^\W*(?:[\w'-]+\W+){0,2}[\w'-]+\W*$",
    re.I,
)
_LIKE = 5
# Asked of in every other question: no sign of going on with the same.
_LIKE_ALL = frozenset(
    stem[:_LIKE]
    for stem in content_stems(
        "children child kids young people social worker work council service services letter inspector visit report"
        " inspection findings say support help"
    )
)
_OF_HOW_MANY = re.compile(r"^\W*how (?:many|much|often|long|quickly|soon|old)\b", re.I)
# "What's being done for them then?" names no other subject.
_OF_SOMEBODY = re.compile(r"\b(?:them|they|he|him|she|it)\b", re.I)
_HERE = re.compile(r"(?:for |about |in )?(?:us|here|ours?|ourselves|ours? (?:own )?council)", re.I)
_OF_A_LETTER = re.compile(r"\b(?:they|letters?|reports?|inspectors?|ofsted|visits?|inspections?)\b", re.I)
_OF_A_VISIT = re.compile(r"\b(?:visit(?:ed)?|inspection|inspected|came)\b", re.I)
_MEETING = re.compile(r"\b(?:(?:partnership )?board(?: meetings?)?|(?:panel|partnership) meetings?)\b", re.I)
_SINCE_THEN = re.compile(r"since (?:then|that)", re.I)
MOST_TURNS = 6
_ABOUT = re.compile(r"\s*\(about: .*\)")


def stand_alone(question: str, history: Sequence[str]) -> str:
    """Return `question` so that it can be read without the earlier turns in `history` (oldest first).

    A full question is returned as it is. Only the last six turns are looked at.
    """
    base: str | None = None
    for turn in history[-MOST_TURNS:]:
        if any(content_stems(turn)) or base is None:
            base = _rewrite(turn, base) if base else turn
    return _rewrite(question, base) if base else question


def read_surely(question: str, base: str) -> str | None:
    """Return `question` as a rule reads it after the turn `base`, None where none does.

    A pronoun alone is no sure sign: "kids going missing, is it going up?" stands on its own.
    """
    return _rewrite_by_rules(question, base, of_pronouns=False)


def own_words(standing: str) -> str:
    """Return a question that `stand_alone` made without the earlier turn it names: what this turn asks."""
    return _ABOUT.sub("", standing).strip() or standing


def _rewrite(question: str, base: str) -> str:
    return with_council(_rewrite_by_rules(question, base) or question, question, base)


def _rewrite_by_rules(question: str, base: str, of_pronouns: bool = True) -> str | None:
    bare = question.strip(" ?!.,")
    base = base.rstrip(" ?!.,")
    rest = _ASKED_OF.sub("", _JOINER.sub("", _MEANT.sub("", bare)))
    polite = strip_politeness(rest) or rest
    return (
        rewrite_comparison(polite, base)
        or rewrite_led_by(polite, base)
        or rewrite_who_else(polite, base)
        or rewrite_swap(polite, base)
        or _rewrite_lean(bare, polite, base)
        or _rewrite_number(rest, base)
        or rewrite_earlier(rest, base)
        or _rewrite_scope(bare, rest, base)
        or _rewrite_subject(bare, rest, base)
        or _rewrite_pronoun(bare, polite, base, of_pronouns)
        or _rewrite_saying(polite, base)
        or _rewrite_fragment(question, rest, base, of_pronouns)
    )


def with_council(standing: str, question: str, base: str) -> str:
    """Return what `question` was read as, held to the council that `base` was asked of, where it goes on with that.

    "What needs to improve there?", "and caseloads?" stay with the council that was asked of before."""
    named = [base[mention.start : mention.end] for mention in find_councils(base) if not mention.excluded]
    if not named or find_councils(standing) or means_home(question) or asks_across(standing):
        return standing
    # "How many were adopted?" goes on from "adoption in Bromley".
    shared = {one[:_LIKE] for one in content_stems(question)} & {one[:_LIKE] for one in content_stems(base)}
    goes_on = bool(shared - _LIKE_ALL) and _OF_HOW_MANY.match(question) is not None
    leans = goes_on or _LEANS_ON_A_COUNCIL.search(question) or find_structure_fact(question, []) is not None
    return f"{standing.rstrip(' ?')} in {join_words(named)}?" if leans else standing


def _rewrite_lean(bare: str, rest: str, base: str) -> str | None:
    """ "Why?", "who said that?", "is that still so?": the earlier question with a lead that says what is wanted."""
    for said in (bare, rest):
        if STILL_SO.match(said):
            return f"Is it still so: {lower_first(without_times(base))}?"
        if CHANGED.match(said):
            phrases = find_scope_phrases(said)
            times = read_wishes(said)
            if times and times[0].reach == "compared" and read_wishes(base):
                # "Better than in 2020?" after a question of 2023: both are asked of.
                return f"{base} and in {times[0].time.words}?"
            # "Is it better than in 2019?" asks of all the time since, and not of 2019 alone.
            alone = phrases and not any(wish.reach == "compared" for wish in times)
            whole = replace_scope(base, phrases) if alone else f"{without_times(base)}?"
            return f"Has that changed over time: {lower_first(whole)}"
        if WHO_WROTE.match(said) and _OF_A_LETTER.search(base):
            of = [phrase.addition for phrase in find_scope_phrases(base) if phrase.kind is not ScopeKind.VOICE]
            if of:
                return f"who wrote the letter {' '.join(of)}?"
        if (asked := WHEN_WAS_IT.match(said)) and find_structure_fact(base, list(council_spans(base)), overall=False):
            return _ask_when(asked["written"] or "", base)
        if (came := WHO_CAME.match(said)) and (of_meeting := _MEETING.search(base)):
            meeting = of_meeting[0]
            if "miss" not in came[0].lower():
                return f"{came[0]} to the {meeting}?"
            return f"{came[0]} {meeting if 'meeting' in meeting.lower() else f'{meeting} meetings'}?"
        if WHY.match(said):
            if re.match(r"why\b", base, re.I):
                return f"{base}?"
            asks = FINITE.match(base) and not re.match(r"wh|how", base, re.I)
            return f"Why {lower_first(base)}?" if asks else f"Why: {lower_first(base)}?"
        if (SOURCE.match(said) and not _asks_of_a_letter(said)) or DETAIL.match(said):
            return f"{said[0].upper()}{said[1:]}: {lower_first(base)}?"
        if MORE.match(said):
            return f"{base}?"
        if (leaning := OF_THEM.match(said)) is not None:
            counted = COUNTED_WHO.match(base)
            if counted is None:
                return f"{said} (about: {topic_of(base)})?"
            return f"{leaning['lead']}the {counted['who']} who {counted['what']}{said[leaning.end() :]}?"
    return None


def _ask_when(written: str, base: str) -> str:
    """ "When was it written?" after "who signed the 2022 letter?"."""
    noun = "letter" if written or not _OF_A_VISIT.search(base) else "visit"
    scope = " ".join(phrase.addition for phrase in find_scope_phrases(base))
    whole = scope.removeprefix("in the ")
    what = whole if whole != scope and re.search(r"(?:letter|visit|report)$", whole) else f"{noun} {scope}"
    return f"{' '.join(f'when was the {what} {written}'.split())}?"


def _asks_of_a_letter(said: str) -> bool:
    """ "When was that visit?" asks for its days, "when was that?" for those of what was said."""
    return find_structure_fact(said, [], overall=False) in (StructureFact.VISIT_DATES, StructureFact.LETTER_DATE)


def _rewrite_number(rest: str, base: str) -> str | None:
    """ "And 6.2?" after a question for paragraph 5.1."""
    numbers, earlier = find_paragraph_numbers(f"paragraph {rest}"), find_paragraph_numbers(base)
    if not numbers or len(earlier) != 1 or not re.fullmatch(r"(?:paragraph |para )?[\d.]+", rest, re.I):
        return None
    return f"{base.replace(earlier[0], numbers[0], 1)}?"


def _rewrite_scope(bare: str, rest: str, base: str) -> str | None:
    """ "And in 2022?", "what about Wakefield?": the earlier question with that part replaced."""
    phrases = find_scope_phrases(rest)
    left = without(rest, phrases)
    if rest == bare and (
        find_structure_fact(rest, list(council_spans(rest)), overall=False)
        or re.search(r"\b(?:inspection|judge?ment)\b", rest, re.I)
    ):
        return None
    if not phrases or any(stem for stem in content_stems(left) if stem not in _SCOPE_ONLY):
        return None
    return _swap_time(rest, base) or replace_scope(base, phrases)


def _swap_time(rest: str, base: str) -> str | None:
    """ "And the 2020 one?": the earlier question with another time beside the same noun."""
    times, earlier = read_wishes(rest), read_wishes(base)
    if not re.search(r"\bones?$", rest, re.I) or len(times) != 1 or len(earlier) != 1:
        return None
    stale = earlier[0].time
    return f"{base[: stale.start]}{times[0].time.words}{base[stale.end :]}?"


_SCOPE_ONLY = frozenset(content_stems("letter report document visit inspector ofsted find council year"))


def _rewrite_subject(bare: str, rest: str, base: str) -> str | None:
    """ "And for foster carers?", "what about supervision?": the earlier question asked of something else."""
    led = len(rest) < len(bare)
    if not led or not rest or FINITE.search(rest) or len(rest.split()) > 8 or _OF_SOMEBODY.search(rest):
        return None
    if _SINCE_THEN.fullmatch(rest):
        return f"Has that changed over time: {lower_first(without_times(base))}?"
    where = "here" if _HERE.fullmatch(rest) else f"in {rest}" if asks_across(rest) else None
    if where is not None:
        return f"{without(base, scopes_of(base, ScopeKind.COUNCIL))} {where}?"
    phrases = find_scope_phrases(rest)
    subject = without(rest, phrases)
    if phrases:
        base = replace_scope(base, phrases).rstrip("?")
    return f"{replace_subject(base, subject)}?"


def _rewrite_pronoun(bare: str, polite: str, base: str, of_anything: bool) -> str | None:
    """ "Do they get training?": the question with the earlier topic behind it; one with its own topic stays.

    Unless it may be `of_anything`, only who speaks and facts of a letter are read so ("what did they say in it?").
    """
    speaks = SPEAKING.search(polite)
    scopes = [phrase.addition for phrase in find_scope_phrases(base)]
    is_structural = find_structure_fact(polite, [], overall=False) is not None
    if (speaks or (is_structural and PRONOUN.search(polite))) and not find_scope_phrases(polite):
        polite = f"{polite} {' '.join(scopes)}".strip() if scopes else polite
        if is_structural or not PRONOUN.search(SPEAKING.sub("", polite)):
            return f"{polite}?" if scopes else None
    match = PRONOUN.search(SPEAKING.sub(lambda said: "x" * len(said[0]), polite))
    if not of_anything or match is None or NOT_LEANING.search(polite):
        return None
    own = [stem for stem in content_stems(without(polite, find_scope_phrases(polite))) if stem not in _SCOPE_ONLY]
    # "They" may stand for someone named in the question itself; "it" and "he" seldom do in a short one.
    of_one = match.group().lower() in _OF_ONE
    if any(content_stems(SPEAKING.sub("", polite[: match.start()]))) and not of_one:
        return None
    if len(own) > (_MOST_OWN_OF_ONE if of_one else 1) or (
        match.group().lower() in ("that", "this") and not _stands_alone(polite, match)
    ):
        return None
    return f"{bare} (about: {topic_of(base)})?"


_OF_ONE = frozenset("it its he him his she her".split())
_MOST_OWN_OF_ONE = 4


def _rewrite_saying(polite: str, base: str) -> str | None:
    """ "What did they say?": the earlier question, as nothing else is asked."""
    asks_all = find_structure_fact(polite, []) is StructureFact.HEADLINE_FINDINGS and not COMPARE.match(polite)
    return f"{base}?" if asks_all and PRONOUN.search(polite) else None


def _rewrite_fragment(question: str, rest: str, base: str, of_any_words: bool) -> str | None:
    """ "Vs statistical neighbours?", "start date?": a few words that make no question put to the earlier topic.

    Unless they may be `of_any_words`, only those that join what went before: "bins?" is a subject of its own.
    """
    words = rest.split()
    short_question = of_any_words and question.rstrip().endswith("?") and len(words) <= 3
    if not words or FINITE.search(rest) or not (short_question or (_JOINING_FRAGMENT.match(rest) and len(words) <= 8)):
        return None
    return ask_about(rest, base)


_JOINING_FRAGMENT = re.compile(
    r"(?:vs\.?|versus|compared (?:with|to)|against|even|only|just|including|except|not counting|especially)\b", re.I
)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    return bool(_NO_NOUN_AFTER.match(text[match.end() :]))


_NO_NOUN_AFTER = re.compile(
    r"\s*(?:$|[?.,]|(?:is|was|has|had|still|now|mean|happen|work|chang|improv|get|be)\w*\b)", re.I
)
