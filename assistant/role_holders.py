"""Who holds an office: comes in: letters and a question, goes out: the lines that name them, and if these are old."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from assistant.understanding import council_spans, find_role
from corpus import Letter, Span

_OFFICE_FIRST = re.compile(
    r"(?:(?:strategic|executive|corporate|interim|acting|deputy|group|the)\W+)*"
    r"(?:director|chief exec|lead member|portfolio|cabinet member)",
    re.IGNORECASE,
)


def name_holders(letter: Letter, question: str) -> tuple[tuple[Span, ...], str]:
    """Return the lines that name who holds the office asked for, with the line before where the name stands there."""
    names_one = find_role(question, council_spans(question))
    lines = [Span(line.start, line.end) for _, line in letter.margin_lines()]
    places = [place for place, line in enumerate(lines) if names_one and names_one.search(letter.slice(line))]
    # "Director of Children's Services" alone stands under a name; "Ann Lee, Director of Children's Services" does not.
    under_a_name = {
        place - 1 for place in places if place and _OFFICE_FIRST.match(letter.slice(lines[place]))
        and not any(character.isdigit() for character in letter.slice(lines[place - 1]))
    }  # fmt: skip
    shown = tuple(lines[place] for place in sorted({*places, *under_a_name}))
    return shown, f"Named at the head or foot of: {letter.title}."


def newer_than_named(held: Sequence[Letter], shown: Collection[str]) -> tuple[str, ...]:
    """Say that they may have left since, where of the letters `held` a newer one about the same council names nobody.

    `shown` are the ids of the letters that name them.
    """
    newest: dict[str | None, date] = {}
    for letter in held:
        if letter.sort_date is not None:
            newest[letter.council] = max(letter.sort_date, newest.get(letter.council, letter.sort_date))
    named = [letter for letter in held if letter.id in shown]
    if all(one.sort_date is not None and one.sort_date >= newest.get(one.council, one.sort_date) for one in named):
        return ()
    return (
        "They held the office then. A newer document about the same council names nobody in it at its head or foot.",
    )
