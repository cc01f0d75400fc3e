"""Choices of documents in the browser's words: comes in: what stands in a link or a form, goes out: a Scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from urllib.parse import parse_qsl

from assistant import CHOICES, EVERYTHING, Scope, chosen_letters, make_scope, settle_councils
from corpus import Letter, QuestionError

# Anyone can write a link: so many choices are read, and so much of a bad one is shown.
MOST_CHOICES = 200
MOST_SAID = 5
_SHOWN_CHARACTERS = 60


def read_form(query: str) -> Scope:
    """Read what the page's own form sends; raises QuestionError for a choice that cannot be right."""
    return make_scope(_by_name(_choices_in(query)))


def read_link(query: str, letters: Sequence[Letter]) -> tuple[Scope, tuple[str, ...]]:
    """Read a link's choices, councils by the name they have here; what cannot be right is left out and said.

    A link to words in a letter ("letter=...&para=...") carries no choices.
    """
    scope = EVERYTHING
    ignored: list[str] = []
    try:
        given = _choices_in(query)
    except QuestionError as problem:
        return scope, (problem.message,)
    for name, value in given:
        try:
            one = settle_councils(make_scope({name: [value]}), letters)
            chosen_letters(one, letters)
            scope = _join(scope, one)
        except QuestionError as problem:
            is_short = len(value) <= _SHOWN_CHARACTERS
            ignored.append(problem.message if is_short else f"{name}: {value[:_SHOWN_CHARACTERS]}…")
    return scope, tuple(dict.fromkeys(ignored))[:MOST_SAID]


def _choices_in(query: str) -> list[tuple[str, str]]:
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_CHOICES)
    except ValueError:
        raise QuestionError(f"There are more than {MOST_CHOICES} choices.", "Choose fewer.") from None
    if any(name in ("para", "words") for name, _ in given):
        return []
    return [(name, value) for name, value in given if name in CHOICES and value.strip()]


def _by_name(given: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [value for other, value in given if other == name] for name in CHOICES}


def _join(scope: Scope, more: Scope) -> Scope:
    """Add one choice to others; raises QuestionError where days come the wrong way round."""
    joined: dict[str, object] = {}
    for field in fields(Scope):
        old, new = getattr(scope, field.name), getattr(more, field.name)
        joined[field.name] = tuple(dict.fromkeys((*old, *new))) if isinstance(old, tuple) else new or old
    return replace(scope, **joined)  # type: ignore[arg-type]
