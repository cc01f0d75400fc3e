"""The nouns of an evaluation: comes in: one question's judgement, goes out: frozen cases and the run they make up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant import Answer
from corpus import Letter
from eval.gold import AnswerKey, Region
from eval.metrics.sealing import ShownQuote
from eval.question import Question
from index import SearchResult


class Judged(Protocol):
    """What is evaluated, as `assistant.Assistant` offers it."""

    @property
    def letters(self) -> Sequence[Letter]:
        """Every letter held."""
        ...

    @property
    def corpus_version(self) -> str:
        """Short hash of which letters say what under which recipe."""
        ...

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question; `history` holds the user's earlier turns."""
        ...

    def search(self, question: str, k: int = 10, history: Sequence[str] = ()) -> SearchResult:
        """Return the `k` best passages."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What one system did with one question.

    `ranked` are the regions its search found, best first. `closest` are quotes a silent answer offers as near
    misses: they are not an answer, but what would have been one had it not been silent. `context` are regions shown
    only to introduce a quote. `words` counts all words of the quotes, introductions included.
    """

    status: str
    silent: bool
    quotes: tuple[ShownQuote, ...] = ()
    closest: tuple[ShownQuote, ...] = ()
    ranked: tuple[Region, ...] = ()
    context: tuple[Region, ...] = ()
    words: int = 0
    confidence: float = 0.0
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One question as judged. `figures` by name; one that does not apply to this question is not in it.

    `error` is what a crash said, "" where there was none; a crash is wrong in every figure. `is_wrong_if_answered`
    tells, for the risk of answering, whether an answer to this question is (or would have been) wrong.
    """

    key: AnswerKey
    overlap: str
    shown: Shown
    figures: Mapping[str, float]
    is_wrong_if_answered: bool
    error: str = ""

    @property
    def question(self) -> Question:
        """The question asked."""
        return self.key.question

    @property
    def is_miss(self) -> bool:
        """Whether a reader was failed: no right answer, an answer where there is none, or unsound words."""
        wrong = self.figures.get("answer_hit") == 0.0 or self.figures.get("false_answer") == 1.0
        return wrong or self.figures["seal_violations"] > 0 or self.figures["attribution_errors"] > 0


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """All cases of one run over one collection of letters, in the order of the questions."""

    cases: tuple[Case, ...]
    corpus_version: str
    letters: Mapping[str, Letter]

    def values(self, figure: str, cases: Sequence[Case] | None = None) -> list[tuple[str, float]]:
        """Return (group, value) for each of `cases` (default: all) that has `figure`."""
        among = self.cases if cases is None else cases
        return [(case.question.group_id, case.figures[figure]) for case in among if figure in case.figures]

    def by_question(self, figure: str) -> dict[str, float]:
        """Return the figure of each question that has it, by the question's id."""
        return {case.question.id: case.figures[figure] for case in self.cases if figure in case.figures}

    @property
    def misses(self) -> tuple[Case, ...]:
        """The cases that failed a reader."""
        return tuple(case for case in self.cases if case.is_miss)
