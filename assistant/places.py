"""Places asked for: comes in: a question's places and what was found, goes out: what names them.

A report that mentions a place once is not about it throughout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.understanding import Understanding


def only_of_places(understanding: Understanding, ranked: Sequence[Evidence]) -> tuple[list[Evidence], str | None]:
    """Return what of `ranked` stands in a paragraph, or under a heading, that names every place asked for.

    Beside it stands the first place, where nothing does.
    """
    if not understanding.places or not ranked:
        return list(ranked), None
    named = [re.compile(rf"\b{re.escape(place)}\b", re.IGNORECASE) for place in understanding.places]
    told = [
        one
        for one in ranked
        if all(name.search(f"{one.text_with_all_above} {one.letter.slice(one.paragraph)}") for name in named)
    ]
    return told, None if told else understanding.places[0]
