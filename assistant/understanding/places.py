"""Places that are no councils: comes in: a question and letters, goes out: the letters that mention them.

"Caseloads in Norwich" asked of letters about Bradford is not answered with Bradford's caseloads.
"""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterator

from assistant.understanding.council_scope import council_spans
from assistant.understanding.facts import HeldLetter, Holdings
from assistant.understanding.hold import Hold
from assistant.understanding.words import find_words

_NAME = r"[A-Z][a-z]{2,}(?:[ -](?:upon|on|le|by|in)[ -][A-Z][a-z]+| [A-Z][a-z]{2,})?"
_IN_A_PLACE = re.compile(rf"\b(?i:in|at|around|across|near) (?:the )?(?P<place>{_NAME})\b")
_OF_A_PLACE = re.compile(rf"(?<=[a-z] )(?P<place>{_NAME})['\u2019]s\b")
# Names of times, of what happened then, of bodies, and of where every letter is about.
_NO_PLACES = frozenset(
    [name.lower() for name in (*month_name[1:], *month_abbr[1:], *day_name, *day_abbr)]
    + """sept spring summer autumn winter christmas easter eid ramadan covid brexit england britain british european
    europe kingdom parliament cafcass ofsted prevent""".split()
)
_MOST_CAPITALS = 0.6


def hold_to_places(text: str, letters: tuple[HeldLetter, ...], holdings: Holdings) -> Hold:
    """Hold a question to the letters that mention the places it names, where these are no councils.

    A place is a name behind "in" or "at" that no letter writes small or as a short form; with "'s" behind it
    ("Norwich's caseloads"), it is one only where no letter has it at all: it may be somebody's name. Where no letter
    mentions a place that is said.
    """
    hold = Hold(letters, stated=False)
    for place, may_be_a_person in _places(text, holdings):
        mention = re.compile(rf"\b{re.escape(place)}\b", re.I)
        mentioning = {letter.id for letter in holdings.letters if mention.search(letter.text)}
        naming = tuple(letter for letter in hold.letters if letter.id in mentioning)
        if naming and may_be_a_person:
            continue
        if not naming:
            return Hold((), (), (f"No document searched mentions {place}.",))
        said = (f"documents that mention {place}",)
        narrowed = said if len(naming) < len(hold.letters) else ()
        hold = hold.then(Hold(naming, narrowed, wishes=said, places=(place,)))
    return hold


def _places(text: str, holdings: Holdings) -> Iterator[tuple[str, bool]]:
    """Yield each place with whether it may be a person as well."""
    named = [(match, False) for match in _IN_A_PLACE.finditer(text)]
    named += [(match, True) for match in _OF_A_PLACE.finditer(text)]
    words = find_words(text) if named else []
    capitals = sum(word.text[0].isupper() for word in words)
    if len(words) > 2 and capitals >= _MOST_CAPITALS * len(words):
        # "Caseloads In Social Work Teams" is written so throughout.
        return
    for match, may_be_a_person in named:
        start, end = match.span("place")
        if any(start < other_end and other < end for other, other_end in council_spans(text)):
            continue
        place = match["place"]
        if not any(word.lower() in _NO_PLACES or _is_a_word(word, holdings) for word in re.split(r"[ -]", place)):
            yield place, may_be_a_person


def _is_a_word(word: str, holdings: Holdings) -> bool:
    """Whether letters write `word` small, or in capitals: "Mash" is the MASH."""
    otherwise = re.compile(rf"\b(?:{re.escape(word.lower())}|{re.escape(word.upper())})\b")
    return any(otherwise.search(letter.text) for letter in holdings.letters)
