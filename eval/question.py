"""The nouns of the question set: comes in: nothing, goes out: what a question, its gold and its points are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus import Voice

Split = Literal["dev", "test"]

SPLITS = ("dev", "test")
STYLES = ("member", "staff")
TYPES = (
    "fact", "topic", "list", "temporal", "attribution", "metadata", "numeric_table", "exact", "restricted",
    "follow_up", "false_premise", "unanswerable", "adversarial",
)  # fmt: skip
UNANSWERABLE_KINDS = (
    "next_door_topic", "figure_not_given", "other_year", "other_council", "false_premise", "out_of_scope",
    "hostile", "gibberish",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words of one letter, verbatim but for white space and the shape of apostrophes and quotation marks."""

    letter: str
    quote: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a good answer says; `accept` numbers (from 0) the gold quotes any one of which says it."""

    text: str
    vital: bool
    accept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the question limits an answer to; an empty tuple is no limit."""

    letters: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a good answer to it shows, and what would be harmful to show.

    `turns` are the user's earlier turns, oldest first; `standalone` is a human rewrite of a follow-up.
    """

    id: str
    group_id: str
    split: Split
    style: str
    type: str
    question: str
    turns: tuple[str, ...]
    standalone: str | None
    answerable: bool
    unanswerable_kind: str | None
    gold: tuple[GoldQuote, ...]
    points: tuple[Point, ...]
    must_not: tuple[GoldQuote, ...]
    filters: Filters
    notes: str
