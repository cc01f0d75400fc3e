"""Letters by their order: comes in: a question and letters, goes out: "the seventh visit", "the latest letter"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce

from assistant.understanding.councils import find_councils
from assistant.understanding.exclusions import find_exclusion
from assistant.understanding.facts import ORDINALS, HeldLetter
from assistant.understanding.follow_up_forms import FINITE
from assistant.understanding.hold import Hold
from corpus import Voice

_COUNTS = {"two": 2, "three": 3, "four": 4, "couple of": 2, "few": 3, "2": 2, "3": 3, "4": 4}
_KIND = r"(?:ofsted(?:'s)? |monitoring |focused |inspectors'? |inspection |annual |council(?:'s)? |x+(?:'s)? )*"
_NOUN = r"(?P<noun>letter|visit|MV|report|inspection report|finding|document)s?\b"
_LEAD = r"(?:\b(?:in|from|at|during|on|of|for|according to)\s+)?(?:the |their |its |ofsted's |our )?"
_NUMBER_WORDS = "|".join(ORDINALS)
_NUMBERED = re.compile(
    rf"{_LEAD}\b(?:(?P<word>{_NUMBER_WORDS})|(?P<digits>\d{{1,2}})(?:st"
    rf"|nd|rd|th))(?: ofsted)?(?: monitoring visit| visit| MV)(?: letter)?\b"
    rf"|{_LEAD}\bvisit (?:number |no\.? ?)(?P<bare>\d{{1,2}})\b"
    rf"|{_LEAD}\bMV ?(?:number |no\.? ?)?(?P<short>\d{{1,2}})(?: letter)?\b",
    re.I,
)
_NEWEST = re.compile(
    rf"{_LEAD}\b(?P<which>latest|newest|most recent|last)(?: (?P<count>two"
    rf"|three|four|couple of|few|[234]))? {_KIND}{_NOUN}|{_LEAD}\b(?:latest|newest|most recent) one\b",
    re.I,
)
_NEWEST_FIRST = re.compile(rf"{_LEAD}\b(?P<count>two|three|[23]) (?:latest|newest|most recent) {_KIND}{_NOUN}", re.I)
_EARLIEST = re.compile(
    rf"{_LEAD}\b(?:earliest|oldest|first|original) (?:ever )?{_KIND}(?P<noun>letter"
    rf"|report|document)s?\b",
    re.I,
)
_PREVIOUS = re.compile(
    rf"{_LEAD}\b(?:previous|penultimate|second last|last but one) {_KIND}{_NOUN}"
    rf"|{_LEAD}\b(?:letter|visit|one) before (?:last|that)\b",
    re.I,
)
# "since the last inspection" is said in every letter: a time, not a letter.
_ONLY_A_TIME = re.compile(
    r"\b(?:since|after|following|before|prior to|until|between)\s+(?:the "
    r"|their |its |our )?$",
    re.I,
)
_EACH = re.compile(
    r"\b(?:each|every|all|both|all of|both of|any of)(?: of)?(?: the)?(?: two| three| four| five| \d)? ?"
    r"(?:ofsted |monitoring |inspection )*(?:letters?|visits?|reports?|documents?|inspections?)\b"
    r"|\b(?:the|these) (?:two|three|four|five) (?:ofsted |monitoring )*(?:letters|visits|reports|documents)\b"
    r"|\b(?:from )?(?:one )?(?:letter|visit) (?:to|by|after) (?:letter|visit|the next)\b",
    re.I,
)

# Whom a social worker visits, who visits them and what it follows. "Children's services" are the council.
_OF_A_CHILD = (
    r"(?:\b(?:child(?:ren)?|kids?|bab(?:y|ies)|youngsters?|teen(?:ager)?s?|young (?:person|people)|siblings?"
    r"|care leavers?|famil(?:y|ies)|parents?|mums?|mothers?|dads?|fathers?|carers?|adopters?|relatives?|households?"
    r"|workers?|visitors?|midwi(?:fe|ves)|nurses?|practitioners?|personal advis[eo]rs?|reviewing officers?|iros?"
    r"|referrals?|referred|births?|born|allocated|placed|placements?)"
    r"|(?<!return )\bhomes?)\b(?!(?:'s?)? (?:(?:and|&) \w+ )?(?:services?|social|trust|department)\b)"
)
_SOMEONE = re.compile(_OF_A_CHILD, re.I)
_TO_SOMEONE = re.compile(
    r"\s+(?:to(?! (?:look|check|find|review|inspect|assess|focus)\b)|by|from|after|following|once|when"
    rf"|an?|the|each|every|any|their)(?: [\w-]+){{0,3}}? {_OF_A_CHILD}",
    re.I,
)
_OF_SOMEONE = re.compile(rf"{_OF_A_CHILD}(?:'s|(?<=s)')\s+$", re.I)
_INSPECTING = re.compile(r"\b(?:ofsted|inspect\w*|hmis?|monitoring|letters?|findings?)\b", re.I)
_INSPECTORS_OWN = re.compile(r"\b(?:(?:ofsted|inspectors?)(?:'s?)?|what did)\s+$", re.I)
# What comes behind an inspection by its number: what it found, or a heading's colon.
_FINDING = re.compile(
    r"\s*[,:;]|\s+[-\u2013]|\s+(?:(?:also|actually|really|itself) )?(?:find|found|say|said|look|cover|conclude|show"
    r"|tell|note|praise|criticise|highlight|raise|identify|mention|report|recommend|focus|about|better|worse)",
    re.I,
)
_DATING = re.compile(r"(?:in|from|at|during|on) ", re.I)
_MEETING = re.compile(r"\b(?:alone|seen|spoken to|sees? (?:the|an?|each|every|all|their))\b", re.I)
# Nobody counts the visits to a child any further.
_MOST_VISITS_TO_A_CHILD = 3


_HINT = re.compile(r"letter|visit|report|document|inspection|finding|\bmv|\bone\b", re.I)


def hold_to_visits(text: str, letters: tuple[HeldLetter, ...]) -> Hold:
    """Hold a question to a visit or letter it names by number or order; several wishes are joined."""
    if not _HINT.search(text):
        return Hold(letters, stated=False)
    text = _mask_councils(text)
    per_letter = bool(_EACH.search(text))
    found: list[Hold] = []
    left_out: list[Hold] = []
    for match in _NUMBERED.finditer(text):
        if not _names_no_letter(text, match):
            hold, begins = _hold_to_number(match, letters), find_exclusion(text[: match.start()])
            if begins is None:
                found.append(hold)
            else:
                left_out.append(_all_but(replace(hold, spans=((begins, match.end()),)), letters))
    if left_out:
        return reduce(Hold.then, left_out)
    if not found:
        found = [hold for hold in (_hold_to_order(text, letters),) if hold is not None]
    if not found:
        return Hold(letters, per_letter=per_letter, stated=False)
    chosen = {letter.id for hold in found for letter in hold.letters}
    return Hold(
        tuple(letter for letter in letters if letter.id in chosen),
        tuple(words for hold in found for words in hold.held_to),
        tuple(said for hold in found for said in hold.not_held),
        tuple(span for hold in found for span in hold.spans),
        per_letter or len(found) > 1,
    )


def _all_but(hold: Hold, letters: tuple[HeldLetter, ...]) -> Hold:
    """Return a hold of those of `letters` that `hold` does not name; what it names and is not held leaves none out."""
    kept = tuple(letter for letter in letters if letter not in hold.letters)
    said = tuple(f"all but {words}" for words in hold.held_to)
    not_held = () if kept else tuple(f"We hold nothing but {words}." for words in hold.held_to)
    return Hold(kept, said, not_held, hold.spans)


def _mask_councils(text: str) -> str:
    """Put as many x in a council's place: "the latest West Sussex letter" is the latest letter."""
    for mention in find_councils(text):
        text = f"{text[: mention.start]}{'x' * (mention.end - mention.start)}{text[mention.end :]}"
    return text


def visit_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places that name a visit or letter by number or order."""
    if not _HINT.search(text):
        return ()
    text = _mask_councils(text)
    patterns = (_NUMBERED, _PREVIOUS, _NEWEST_FIRST, _NEWEST, _EARLIEST)
    matches = [match for pattern in patterns for match in pattern.finditer(text)]
    return tuple((match.start(), match.end()) for match in matches if not _names_no_letter(text, match))


def _names_no_letter(text: str, match: re.Match[str]) -> bool:
    named = next((name for name in ("which", "word", "digits") if match.groupdict().get(name)), None)
    is_only_a_time = _ONLY_A_TIME.search(text[: match.start(named) if named else match.start()])
    return bool(is_only_a_time) or _is_to_a_child(text, match)


def _is_to_a_child(text: str, match: re.Match[str]) -> bool:
    """Say whether a visit is a social worker's: "the first visit to a child", "do parents get a second visit".

    Words of a child's case right beside a visit make it one. Elsewhere in the question they do so only where nothing
    speaks of inspectors and the visit is more than the date of what was found ("caseloads at the first visit").
    """
    before, named, after = text[: match.start()], match.group(), text[match.end() :]
    if not re.search(r"visits?$", named, re.I) or _INSPECTING.search(named) or _INSPECTORS_OWN.search(before):
        return False
    if _TO_SOMEONE.match(after) or _OF_SOMEONE.search(before):
        return True
    number = _read_number(match) if match.re is _NUMBERED else None
    if number is None or number > _MOST_VISITS_TO_A_CHILD or _INSPECTING.search(text) or _FINDING.match(after):
        return False
    # Without a verb ("foster carers second visit") or behind "at", a visit only says when.
    only_dates = not FINITE.search(text) or (_DATING.match(named) and not _MEETING.search(text))
    return not only_dates and bool(_SOMEONE.search(text))


def _read_number(match: re.Match[str]) -> int:
    word = (match["word"] or "").lower()
    return ORDINALS[word] if word else int(match["digits"] or match["bare"] or match["short"])


def _article(ordinal: str) -> str:
    return "an" if re.match(r"e|8|1[18](?:th)?$", ordinal) else "a"


def _hold_to_number(match: re.Match[str], letters: tuple[HeldLetter, ...]) -> Hold:
    number = _read_number(match)
    chosen = tuple(letter for letter in letters if number in letter.visit_numbers)
    name = next((name for name, value in ORDINALS.items() if value == number), f"{number}th")
    span = ((match.start(), match.end()),)
    if not chosen:
        return Hold((), (), (f"We hold no letter about {_article(name)} {name} monitoring visit.",), span)
    return Hold(chosen, (f"the {name} monitoring visit",), (), span)


def _hold_to_order(text: str, letters: tuple[HeldLetter, ...]) -> Hold | None:
    for pattern, pick in ((_PREVIOUS, _second), (_NEWEST_FIRST, None), (_NEWEST, None), (_EARLIEST, _oldest)):
        match = pattern.search(text)
        if match is None or _names_no_letter(text, match):
            continue
        groups = match.groupdict()
        noun = (groups.get("noun") or "letter").lower()
        ordered = _newest_first(letters, noun)
        if pick is not None:
            chosen = pick(ordered)
        else:
            count = _COUNTS.get((groups.get("count") or "").lower(), 1)
            chosen = _newest_of_each_council(ordered, count)
        words = " ".join(match.group().lower().split())
        words = re.sub(r"^(?:in|from|at|during|on|of|for|according to) |\bx{3,}(?:'s)? ", "", words)
        words = words if words.startswith("the ") else f"the {words}"
        return Hold(chosen, (words,), (), ((match.start(), match.end()),))
    return None


def _newest_first(letters: tuple[HeldLetter, ...], noun: str) -> list[HeldLetter]:
    """Order dated letters; a "letter", "visit" or "finding" is the inspectors' where they are among them."""
    dated = ((letter.sort_date, letter) for letter in letters if letter.sort_date)
    ordered = [letter for _, letter in sorted(dated, key=lambda pair: pair[0], reverse=True)]
    if noun != "document" and noun != "report":
        return [letter for letter in ordered if letter.voice is Voice.INSPECTORS] or ordered
    return ordered


def _newest_of_each_council(ordered: list[HeldLetter], count: int) -> tuple[HeldLetter, ...]:
    taken: dict[str | None, int] = {}
    chosen: list[HeldLetter] = []
    for letter in ordered:
        if taken.get(letter.council, 0) < count:
            taken[letter.council] = taken.get(letter.council, 0) + 1
            chosen.append(letter)
    return tuple(chosen)


def _second(ordered: list[HeldLetter]) -> tuple[HeldLetter, ...]:
    return tuple(ordered[1:2])


def _oldest(ordered: list[HeldLetter]) -> tuple[HeldLetter, ...]:
    return tuple(ordered[-1:])
