"""What a writer is given and gives back: comes in: evidence in the order it is shown, goes out: statements with labels.

The writer is one seam with three fillings: the quoting writer (default, no model), the language-model writer
(optional) and the scripted writer (tests). None of them handles a quote's words: they only point at labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Statement
from assistant.evidence import Evidence
from assistant.speakers import introduce_letter


@dataclass(frozen=True, slots=True)
class Writing:
    """What to write from: the question as read, and evidence in the order of its labels Q1, Q2, ..."""

    question: str
    evidence: tuple[Evidence, ...]


class Writer(Protocol):
    """Turns evidence into statements. Quote numbers count from 1 in the order of the evidence."""

    def write(self, writing: Writing) -> Sequence[Statement]:
        """Return the statements of the answer, pointing only to labels that were given."""
        ...


class QuotingWriter:
    """Lets the letters speak: one heading per letter, built from metadata, over that letter's quotes."""

    def write(self, writing: Writing) -> Sequence[Statement]:
        """Group the quotes by letter in the order given."""
        groups: dict[str, list[int]] = {}
        for number, evidence in enumerate(writing.evidence, start=1):
            groups.setdefault(evidence.letter.id, []).append(number)
        letters = {evidence.letter.id: evidence.letter for evidence in writing.evidence}
        return [Statement(introduce_letter(letters[name]), tuple(numbers)) for name, numbers in groups.items()]


class ScriptedWriter:
    """Gives back prepared statements, whatever the evidence: for tests of the seal and of other writers."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = tuple(statements)

    def write(self, writing: Writing) -> Sequence[Statement]:
        """Return the prepared statements."""
        return self._statements
