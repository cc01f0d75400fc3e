"""The subjects letters are followed by: comes in: the vocabulary file, goes out: frozen subjects, theme by theme."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# Words that name a subject by themselves: "words:improvement board" is found by these words and no others.
OWN_WORDS = "words:"
FROM_LETTERS = "From these letters"
_OWN_WORDS_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: found in a sentence that has one of its `words` where none of `but_not` overlaps it.

    `related` are ids of other subjects. A subject of the vocabulary stands under a `theme` and has a plain label;
    one that is only words of the letters has the words as its label.
    """

    id: str
    label: str
    theme: str
    words: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def is_from_letters(self) -> bool:
        """Whether the subject is words of the letters themselves rather than of the vocabulary."""
        return self.id.startswith(OWN_WORDS)


@lru_cache(maxsize=1)
def load_vocabulary() -> Mapping[str, Subject]:
    """Return the subjects of the vocabulary by id, in the file's order."""
    data = tomllib.loads(files("assistant.subjects").joinpath("vocabulary.toml").read_text("utf-8"))
    return {
        one["id"]: Subject(
            one["id"],
            one["label"],
            theme["name"],
            tuple(one["words"]),
            tuple(one.get("but_not", ())),
            tuple(one["related"]),
        )
        for theme in data["theme"]
        for one in theme["subject"]
    }


def subject_of_words(words: str) -> Subject | None:
    """Return the subject that is found by `words` and nothing else; None where there is no word in them."""
    # What a person types is words, never this file's notation.
    plain = " ".join("".join(c if c.isalnum() or c in "'’" else " " for c in words[:_OWN_WORDS_CHARACTERS]).split())
    if not any(c.isalnum() for c in plain):
        return None
    return Subject(f"{OWN_WORDS}{plain.lower()}", f"“{plain}”", FROM_LETTERS, (plain.lower(),))
