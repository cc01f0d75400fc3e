"""What was searched, in facts: comes in: a question as understood and the letters, goes out: a Searched."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answer import Searched
from assistant.understanding import Understanding
from corpus import Letter


def searched_letters(understanding: Understanding, letters: Mapping[str, Letter]) -> Searched:
    """Say what was searched: the letters that count, their dates, and what question and choices left out."""
    wanted = understanding.letter_ids
    held = [letter for name, letter in letters.items() if wanted is None or name in wanted]
    dates = sorted(day for letter in held if (day := letter.sort_date) is not None)
    return Searched(
        letters=len(held),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        left_out=len(letters) - understanding.left_out_by_choices - len(held),
        held_to=understanding.held_to,
        chosen=understanding.chosen,
        left_out_by_choices=understanding.left_out_by_choices,
        letter_ids=tuple(letter.id for letter in held),
    )
