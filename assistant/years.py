"""Years asked for: comes in: a question's years and what was found, goes out: the years that none of it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understanding import Understanding
from assistant.understanding.facts import PLAIN_DASHES
from index import Hit

# What is quoted stands among the first few; a year printed further down belongs to something else.
_LOOKED_AT = 4


def years_not_told(understanding: Understanding, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return the years asked for that no letter is of and none of the first `hits` prints, as they are usually written.

    What a reader knows beside a passage's own words counts: the heading above, a list's lead-in, a table's heads.
    """
    if not understanding.years_spoken_of:
        return ()
    passages = [hit.passage for hit in hits[:_LOOKED_AT]]
    printed = " ".join(f"{one.context} {one.row_words} {one.text}" for one in passages).lower().translate(PLAIN_DASHES)
    return tuple(forms[0] for forms in understanding.years_spoken_of if not any(form in printed for form in forms))
