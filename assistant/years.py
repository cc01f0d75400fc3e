"""Years asked for: comes in: a question's years and what was found, goes out: the years that none of it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.understanding import Understanding
from assistant.understanding.dates import Grain, find_times
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


def years_told_instead(understanding: Understanding, ranked: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the one year from April to March that is asked for, where the best of `ranked` tells of an earlier one.

    An annual report also prints figures of the year before ("In 2018/19 the panel reviewed 50 child deaths").
    """
    asked = [time for time in find_times(understanding.read_as) if time.grain is Grain.FINANCIAL_YEAR]
    if len(asked) != 1 or not ranked:
        return ()
    told = find_times(f"{ranked[0].lead_in_text} {ranked[0].text}")
    another = any(time.grain is Grain.FINANCIAL_YEAR and time.first < asked[0].first for time in told)
    own = any(asked[0].first <= time.last and time.first <= asked[0].last for time in told)
    return (asked[0].words,) if another and not own else ()
