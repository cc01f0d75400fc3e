"""`letters eval`: comes in: an opened assistant and a split, goes out: a printed table, a report and an exit status."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from assistant import Assistant
from eval.baseline import Comparison, compare, load_baseline, save_baseline, worse_figures
from eval.baselines import (
    llama_index_baseline,
    open_baseline_index,
    plain_baselines,
    run_baseline,
    trivial_baselines,
)
from eval.cases import EvaluationRun
from eval.figures import HEADLINES, estimate, total
from eval.question import Question
from eval.questions import load_questions
from eval.report import Report, write_report
from eval.runner import run_evaluation
from eval.table import table_lines
from index import LetterIndex

Write = Callable[[str], object]
SplitChoice = Literal["dev", "test", "all"]
REPORT_FILE = "evaluation.html"
RESULTS_FILE = "evaluation.jsonl"
BASELINE_FOLDER = "baseline-index"
FAILED, GOOD = 1, 0


def run_eval_command(
    assistant: Assistant,
    out_folder: Path,
    split: SplitChoice,
    update_baseline: bool,
    write: Write,
    with_baselines: bool = False,
) -> int:
    """Evaluate, print the table, and write the report and every question's results into `out_folder`.

    `write` takes text with its own line ends. Returns 1 where a quote is not the letter's own or a headline figure fell
    beyond chance since the stored run, else 0. With `update_baseline` this run becomes the stored one. Raises
    UserFacingError for a damaged question set and OSError where `out_folder` cannot be written.
    """
    run = run_evaluation(assistant, choose_questions(split))
    stored = None if update_baseline else load_baseline()
    comparisons = compare(run, stored) if stored is not None else ()
    for line in table_lines(run, comparisons):
        write(f"{line}\n")
    others = run_baselines(open_baseline_index(out_folder / BASELINE_FOLDER), run) if with_baselines else {}
    for line in baseline_lines(run, others):
        write(f"{line}\n")
    report = out_folder / REPORT_FILE
    write_report(Report(f"Evaluation on the {split} questions", run, others, comparisons), report)
    write_results(run, out_folder / RESULTS_FILE)
    write(f"\nReport: {report}\n")
    if update_baseline:
        save_baseline(run)
        write("This run is now the stored one.\n")
    return judge_run(run, comparisons, write)


def choose_questions(split: SplitChoice) -> tuple[Question, ...]:
    """Return the questions of one split, or all."""
    return tuple(question for question in load_questions() if split in (question.split, "all"))


def judge_run(run: EvaluationRun, comparisons: tuple[Comparison, ...], write: Write) -> int:
    """Say what failed, if anything, and return the exit status."""
    worse = worse_figures(comparisons)
    if total(run, "seal_violations"):
        write("FAILED: a quote shown is not the letter's own words at its place.\n")
    if worse:
        write(f"FAILED: worse beyond chance: {', '.join(worse)}.\n")
    return FAILED if worse or total(run, "seal_violations") else GOOD


def run_baselines(index: LetterIndex, run: EvaluationRun) -> Mapping[str, EvaluationRun]:
    """Run the plain systems, LlamaIndex's defaults and the trivial ones on the same questions, by name."""
    from index.llama_index_default import build_llama_index_default

    systems = list(plain_baselines(index))
    for name, tokens in (("LlamaIndex defaults", 1024), ("LlamaIndex, 256 tokens", 256)):
        searcher = build_llama_index_default(run.letters.values(), index.encoder, tokens)
        systems += llama_index_baseline(name, searcher, run.letters)
    return {system.name: run_baseline(system, run) for system in (*systems, *trivial_baselines(run.letters))}


def baseline_lines(run: EvaluationRun, others: Mapping[str, EvaluationRun]) -> list[str]:
    """Return one line of headline figures for each system; nothing where no other was run."""
    if not others:
        return []
    lines = ["", f"{'other systems':<44}" + "".join(f"{name:>20}" for name in HEADLINES)]
    for name, other in {"this assistant": run, **others}.items():
        cells = (estimate(other, figure) for figure in HEADLINES)
        lines.append(f"  {name:<42}" + "".join(f"{'-' if e is None else f'{e.mean:.3f}':>20}" for e in cells))
    return lines


def write_results(run: EvaluationRun, path: Path) -> None:
    """Write one JSON line for each question: what was asked, what happened, every figure."""
    lines = []
    for case in run.cases:
        record = {
            "id": case.question.id,
            "question": case.question.question,
            "status": case.shown.status,
            "confidence": round(case.shown.confidence, 4),
            "figures": {name: round(value, 4) for name, value in case.figures.items()},
            "quotes": [[q.region.letter_id, q.region.start, q.region.end] for q in case.shown.quotes],
            "error": case.error or None,
        }
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")
