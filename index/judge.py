"""Judging passages: comes in: a question and sentences, goes out: how likely they answer it, as a whole and each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of one passage for one question: chances in [0, 1].

    `answers` is the chance that the passage answers at all; `sentences`, in the given order, that each one does.
    """

    answers: float
    sentences: tuple[float, ...]


# Judges passages, each a list of at least one sentence that are read together: one verdict for each.
Hearing = Callable[[Sequence[Sequence[str]]], tuple[Verdict, ...]]


class Judge(Protocol):
    """Reads a question together with sentences. `fingerprint` names model and weights."""

    @property
    def fingerprint(self) -> str:
        """Name and hash of the weights."""
        ...

    def hear(self, question: str) -> Hearing:
        """Return what judges passages for `question`; the question may be read meanwhile, as passages are found."""
        ...
