"""The stored run: comes in: a run and baseline.json, goes out: changes, and whether they are more than chance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import EvaluationRun
from eval.fields import QuestionFileError
from eval.figures import FIGURE_BY_NAME, HEADLINES
from eval.questions import load_questions
from eval.statistics import Change, paired_change

BASELINE_FILE = Path(__file__).parent / "baseline.json"
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class StoredRun:
    """Headline figures of an earlier run by question id, and the collection of letters it was made on."""

    corpus_version: str
    figures: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One headline figure, now against then; `change` is now minus then on the questions both runs asked."""

    name: str
    change: Change

    @property
    def is_worse(self) -> bool:
        """Whether the whole 95% interval lies on the bad side of no change."""
        if FIGURE_BY_NAME[self.name].higher_is_better:
            return self.change.high < 0.0
        return self.change.low > 0.0


def load_baseline(path: Path = BASELINE_FILE) -> StoredRun | None:
    """Return the stored run, None where none is stored; raises QuestionFileError for a damaged file."""
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        figures = {
            str(question): {str(name): float(value) for name, value in by_name.items()}
            for question, by_name in content["questions"].items()
        }
        return StoredRun(str(content["corpus_version"]), figures)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionFileError(path.name, f"the stored run cannot be read ({error})") from error


def save_baseline(run: EvaluationRun, path: Path = BASELINE_FILE) -> None:
    """Store the headline figures of `run`; questions it did not ask keep theirs while they are in the question set."""
    stored = load_baseline(path)
    kept = dict(stored.figures) if stored is not None else {}
    known = {question.id for question in load_questions()} | {case.question.id for case in run.cases}
    for case in run.cases:
        kept[case.question.id] = {
            name: round(case.figures[name], DECIMALS) for name in HEADLINES if name in case.figures
        }
    questions = {name: kept[name] for name in sorted(kept) if name in known}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(figures)}" for name, figures in questions.items())
    text = f'{{\n"corpus_version": {json.dumps(run.corpus_version)},\n"questions": {{\n{lines}\n}}\n}}\n'
    path.write_text(text, encoding="utf-8")


def compare(run: EvaluationRun, stored: StoredRun) -> tuple[Comparison, ...]:
    """Return each headline figure's change on the questions that both runs have it for."""
    group_of = {case.question.id: case.question.group_id for case in run.cases}
    comparisons = []
    for name in HEADLINES:
        old = {question: figures[name] for question, figures in stored.figures.items() if name in figures}
        # Rounded like the stored ones: else the same run differs from itself by the rounding, always the same way.
        new = {question: round(value, DECIMALS) for question, value in run.by_question(name).items()}
        change = paired_change(old, new, group_of)
        if change is not None:
            comparisons.append(Comparison(name, change))
    return tuple(comparisons)


def worse_figures(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """Return the titles of the headline figures that fell beyond chance."""
    return tuple(FIGURE_BY_NAME[comparison.name].title for comparison in comparisons if comparison.is_worse)
