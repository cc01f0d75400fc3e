"""Tables asked for: comes in: what was found and a question, goes out: the rows of the table that it asks for.

No reader trained on sentences thinks that "Bradford District CCG 11 0.99% 49" answers how long children wait. Where the
best of what was found are rows of one table, and its heads, caption and names hold every word of the question but such
as compare, the table is what was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.gloss import own_short_forms
from assistant.lists import MOST_ITEMS, rows_of
from assistant.understanding.thesaurus import find_other_stems
from assistant.understanding.words import content_stems, find_words
from corpus import Shape

_LOOKED_AT = 3
_FEWEST_ROWS = 2
_SURE = 0.45
# Words that compare or count, whatever the table is of.
_COMPARING = frozenset(
    content_stems(
        """most least longest shortest highest lowest best worst biggest smallest compare compared comparison versus
        rate percentage per cent number figure many much total more less fewer higher lower above below difference
        between row table list each other another time long high low"""
    )
)


def rows_asked_for(topic: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the rows of the table that the best of `ranked` are of, if it holds every word of `topic`; else nothing.

    `topic` is what is searched for. Tables of more than 14 rows are left to the search.
    """
    found = [one for one in ranked[:_LOOKED_AT] if one.paragraph.shape is Shape.ROW]
    # A row with a cell less has other heads: the largest table that any of them is of.
    rows = max(map(rows_of, found), key=len, default=[])
    beside = [one for one in found if rows and one.place == replace(rows[0].place, paragraph=one.place.paragraph)]
    if len(rows) > MOST_ITEMS or len(beside) < _FEWEST_ROWS:
        return []
    held = _words_of(rows)
    for word in find_words(topic):
        for stem in content_stems(word.text):
            if not (stem in held or stem in _COMPARING or stem.isdigit() or find_other_stems(word.text, _SURE) & held):
                return []
    starts = {row.paragraph.start for row in rows}
    every = [*rows, *(one for one in beside if one.paragraph.start not in starts)]
    return sorted(every, key=lambda row: row.paragraph.start) if any(content_stems(topic)) else []


def _words_of(rows: Sequence[Evidence]) -> frozenset[str]:
    """Return the stems of all that stands in a table and above it, short forms written out."""
    letter = rows[0].letter
    said = " ".join([rows[0].place.section, rows[0].lead_in_text, *(row.text_with_heads for row in rows)])
    forms = own_short_forms(letter.text)
    explained = [forms[word] for word in {word.strip("().,:") for word in said.split()} if word in forms]
    return frozenset(content_stems(" ".join([said, *explained])))
