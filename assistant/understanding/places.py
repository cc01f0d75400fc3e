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

_IN_A_PLACE = re.compile(
    r"\b(?:in|at|around|across|near) "
    r"(?P<place>[A-Z][a-z]{2,}(?:[ -](?:upon|on|le|by|in)[ -][A-Z][a-z]+| [A-Z][a-z]{2,})?)\b"
)
# Names of times and of where every letter is about; "in Children's Services" is no place.
_NO_PLACES = frozenset(
    [name.lower() for name in (*month_name[1:], *month_abbr[1:], *day_name, *day_abbr)]
    + "sept england britain european europe kingdom spring summer autumn winter christmas easter parliament".split()
)
_MOST_CAPITALS = 0.6


def hold_to_places(text: str, letters: tuple[HeldLetter, ...], holdings: Holdings) -> Hold:
    """Hold a question to the letters that mention the places it names, where these are no councils.

    A place is a name behind "in" or "at" that no letter writes small, as letters write a word that starts a heading or
    a title. Where no letter mentions it that is said.
    """
    hold = Hold(letters, stated=False)
    for place in _places(text, holdings):
        mention = re.compile(rf"\b{re.escape(place)}\b")
        texts = {letter.id: letter.text for letter in holdings.letters}
        naming = tuple(letter for letter in hold.letters if mention.search(texts[letter.id]))
        if not naming:
            return Hold((), (), (f"No document searched mentions {place}.",))
        said = (f"documents that mention {place}",)
        hold = hold.then(Hold(naming, said if len(naming) < len(hold.letters) else (), wishes=said))
    return hold


def _places(text: str, holdings: Holdings) -> Iterator[str]:
    words = find_words(text)
    capitals = sum(word.text[0].isupper() for word in words)
    if len(words) > 2 and capitals >= _MOST_CAPITALS * len(words):
        # "Caseloads In Social Work Teams" is written so throughout.
        return
    for match in _IN_A_PLACE.finditer(text):
        start, end = match.span("place")
        if any(start < other_end and other < end for other, other_end in council_spans(text)):
            continue
        place = match["place"]
        if not any(word.lower() in _NO_PLACES or _is_a_word(word, holdings) for word in re.split(r"[ -]", place)):
            yield place


def _is_a_word(word: str, holdings: Holdings) -> bool:
    small = re.compile(rf"\b{re.escape(word.lower())}\b")
    return any(small.search(letter.text) for letter in holdings.letters)
