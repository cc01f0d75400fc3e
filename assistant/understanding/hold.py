"""Holding a question to letters: comes in: one wish after another, goes out: the letters left and what is not held."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.facts import HeldLetter


@dataclass(frozen=True, slots=True)
class Hold:
    """The letters still allowed, in plain words what they are held to, what is not held, and the words that said so.

    `stated` tells a wish made in the question from a setting (the home council). `spans` are the places in the
    question that name the wish and nothing to search for. `wishes` are `held_to` and, beside it, the wishes that
    every letter met already; None where they are the same. The home council is one only
    for a question that speaks of "us". `spoken_of` are years that no letter is of but letters speak of, each in the
    forms in which it may be printed; `places` are no councils, and what is quoted must name them.
    """

    letters: tuple[HeldLetter, ...]
    held_to: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    per_letter: bool = False
    stated: bool = True
    wishes: tuple[str, ...] | None = None
    spoken_of: tuple[tuple[str, ...], ...] = ()
    places: tuple[str, ...] = ()

    @property
    def all_wishes(self) -> tuple[str, ...]:
        """Every wish in words, whether it left a letter out or not."""
        return self.held_to if self.wishes is None else self.wishes

    def then(self, other: Hold) -> Hold:
        """Return this hold narrowed by `other`, whose letters were chosen among this one's."""
        return Hold(
            other.letters,
            self.held_to + other.held_to,
            self.not_held + other.not_held,
            self.spans + other.spans,
            self.per_letter or other.per_letter,
            self.stated or other.stated,
            self.all_wishes + other.all_wishes,
            self.spoken_of + other.spoken_of,
            self.places + other.places,
        )


def join_words(words: list[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"; "" for no words."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
