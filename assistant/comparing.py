"""Councils side by side: comes in: a question, goes out: the same question of each of the few councils it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.understanding import Understanding, held_letters
from corpus import Letter

# More are not put side by side but searched together, as an answer could not quote each of them.
MOST_COUNCILS = 4


def ask_of_each_council(understanding: Understanding, letters: Mapping[str, Letter]) -> tuple[Understanding, ...]:
    """Return `understanding` for each council that it is held to, in the order of their names; else itself alone.

    Asked together, a council whose letters say a thing plainly would keep the other's from being heard at all.
    """
    if not understanding.per_letter or understanding.across_councils:
        return (understanding,)
    by_council: dict[str, set[str]] = {}
    for letter in held_letters(understanding, tuple(letters.values())):
        by_council.setdefault(letter.council or "", set()).add(letter.id)
    if not 1 < len(by_council) <= MOST_COUNCILS or "" in by_council:
        return (understanding,)
    return tuple(
        replace(understanding, letter_ids=frozenset(by_council[council]), per_letter=False)
        for council in sorted(by_council)
    )
