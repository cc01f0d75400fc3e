"""Tables asked for: comes in: what was found and a question, goes out: the rows of the table that it asks for.

No reader trained on sentences thinks that "Bradford District CCG 11 0.99% 49" answers how long children wait. Where the
best of what was found are rows of one table, and its heads, caption and names hold every word of the question but such
as compare, the table is what was asked for; where a row of it is quoted among sentences its others are, too.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        between row table list each other another time long high low area place district part group"""
    )
)


def rows_asked_for(topic: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the rows of the table that the best of `ranked` are of, if it holds every word of `topic`; else nothing.

    `topic` is what is searched for. Tables of more than 14 rows are left to the search.
    """
    found = [one for one in ranked[:_LOOKED_AT] if one.paragraph.shape is Shape.ROW]
    rows = rows_of(found[0]) if found else []
    own = {row.paragraph.start for row in rows}
    of_it = [one for one in found if one.letter is found[0].letter and one.paragraph.start in own]
    return rows if len(of_it) >= _FEWEST_ROWS and _holds_every_word(topic, rows) else []


def with_rows_asked_for(topic: str, chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return `chosen`, each row of a table that holds every word of `topic` with all others of it, in their order.

    So that of those who wait the one who waits longest is not left out. Where `topic` names a row that is enough.
    """
    completed: list[Evidence] = []
    for evidence in chosen:
        rows = rows_of(evidence)
        whole = _holds_every_word(topic, rows) and not _names_a_row(topic, rows)
        for one in rows if whole else [evidence]:
            if not any(one.paragraph is held.paragraph and one.first == held.first for held in completed):
                completed.append(one)
    return completed


def _holds_every_word(topic: str, rows: Sequence[Evidence]) -> bool:
    if not rows or len(rows) > MOST_ITEMS or not any(content_stems(topic)):
        return False
    held = _words_of(rows)
    for word in find_words(topic):
        for stem in content_stems(word.text):
            if not (stem in held or stem in _COMPARING or stem.isdigit() or find_other_stems(word.text, _SURE) & held):
                return False
    return True


def _names_a_row(topic: str, rows: Sequence[Evidence]) -> bool:
    """Whether a word of `topic` stands in some of the rows and not in all: "the wait in Bradford City"."""
    stems = [frozenset(content_stems(row.text)) for row in rows]
    asked = {stem for stem in content_stems(topic) if not stem.isdigit()} - _COMPARING
    return any(0 < sum(stem in row for row in stems) < len(rows) for stem in asked)


def _words_of(rows: Sequence[Evidence]) -> frozenset[str]:
    """Return the stems of all that stands in a table and above it, short forms written out."""
    letter = rows[0].letter
    said = " ".join([rows[0].place.section, rows[0].lead_in_text, *(row.text_with_heads for row in rows)])
    forms = own_short_forms(letter.text)
    explained = [forms[word] for word in {word.strip("().,:") for word in said.split()} if word in forms]
    return frozenset(content_stems(" ".join([said, *explained])))
