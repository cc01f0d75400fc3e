"""A run as plain text: comes in: a run and what it is compared with, goes out: the lines of a table with its misses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from eval.baseline import Comparison
from eval.cases import Case, EvaluationRun
from eval.figures import (
    FIGURE_BY_NAME,
    FIGURES,
    RISK_LIMIT,
    estimate,
    follow_up_gap,
    median_words,
    silence_figures,
    speed_figures,
    total,
)
from eval.overlap import NO_GOLD, THIRDS

GROUPED = ("recall@1", "recall@5", "hit@5", "answer_hit", "coverage", "gated_score", "wrongful_silence", "false_answer")
Grouping = tuple[str, list[tuple[str, list[Case]]]]


def table_lines(run: EvaluationRun, comparisons: Sequence[Comparison] = ()) -> list[str]:
    """Return the whole table: overall, by group, silence by kind, changes since the stored run, and every miss."""
    lines = [*overall_lines(run), ""]
    for title, groups in groupings(run):
        lines += [*_group_lines(title, groups, run), ""]
    lines += [*kind_lines(run), ""]
    if comparisons:
        lines += [*comparison_lines(comparisons), ""]
    return lines + miss_lines(run)


def overall_lines(run: EvaluationRun) -> list[str]:
    """Return each figure with its 95% interval, then what applies to the run as a whole."""
    answerable = sum(case.question.answerable for case in run.cases)
    lines = [f"{len(run.cases)} questions, {answerable} of them answerable; letters {run.corpus_version}", ""]
    for figure in FIGURES:
        found = estimate(run, figure.name)
        if found is not None:
            interval = f"[{found.low:.3f}, {found.high:.3f}]"
            lines.append(f"  {figure.title:<32} {found.mean:6.3f}  {interval}  of {found.count}")
    silence = silence_figures(run)
    lines += [
        f"  silence: precision {silence.precision:.3f}, recall {silence.recall:.3f}, F1 {silence.f1:.3f}",
        f"  risk by coverage: area {silence.area:.3f}, "
        f"coverage at {RISK_LIMIT:.0%} risk {silence.coverage_at_limit:.3f}",
        f"  AUROC of the confidence: {'-' if silence.auroc is None else f'{silence.auroc:.3f}'}",
        f"  in all: {total(run, 'seal_violations')} seal violations, "
        f"{total(run, 'attribution_errors')} attribution errors, {total(run, 'failed')} crashes",
    ]
    words, speed, gap = median_words(run), speed_figures(run), follow_up_gap(run)
    if words is not None:
        lines.append(f"  median words shown: {words:.0f}")
    if gap is not None:
        lines.append(f"  follow-up gap (rewritten minus as asked): {gap[0]:+.3f} of {gap[1]}")
    if speed is not None:
        times = "" if speed.times_embedding is None else f", {speed.times_embedding:.1f} times the bare embedding"
        lines.append(f"  an answer takes: p50 {speed.p50:.0f} ms{times}; p95 {speed.p95:.0f} ms")
    return lines


def groupings(run: EvaluationRun) -> list[Grouping]:
    """Return the cases by type, by style and by third of word overlap, each group with its name."""
    return [
        ("by type", _grouped(run, lambda case: case.question.type)),
        ("by style", _grouped(run, lambda case: case.question.style)),
        ("by words shared with the gold", _grouped(run, lambda case: case.overlap, (*THIRDS, NO_GOLD))),
    ]


def kind_lines(run: EvaluationRun) -> list[str]:
    """Return how often each kind of unanswerable question met silence."""
    lines = ["silence by kind of question"]
    unanswerable = [case for case in run.cases if not case.question.answerable]
    for kind, cases in _grouped_of(unanswerable, lambda case: case.question.unanswerable_kind or ""):
        silent = sum(1 - case.figures["false_answer"] for case in cases)
        lines.append(f"  {kind:<18} silent on {silent:.0f} of {len(cases)}")
    return lines


def comparison_lines(comparisons: Sequence[Comparison]) -> list[str]:
    """Return each headline figure's change since the stored run."""
    lines = ["change since the stored run (question by question)"]
    for comparison in comparisons:
        change = comparison.change
        note = "  WORSE beyond chance" if comparison.is_worse else ""
        lines.append(
            f"  {FIGURE_BY_NAME[comparison.name].title:<32} {change.mean:+.3f}  [{change.low:+.3f}, {change.high:+.3f}]"
            f"  p {change.p_value:.3f}  of {change.count}{note}"
        )
    return lines


def miss_lines(run: EvaluationRun) -> list[str]:
    """Return one line for each case that failed a reader."""
    lines = [f"{len(run.misses)} misses"]
    for case in run.misses:
        lines.append(f"  {case.question.id} {case.question.type}: {case.question.question}  <- {describe_miss(case)}")
    return lines


def describe_miss(case: Case) -> str:
    """Say in a few words what went wrong."""
    if case.error:
        return f"crashed: {case.error}"
    faults = []
    if case.figures["seal_violations"]:
        faults.append("a quote is not the letter's own")
    if case.figures["attribution_errors"]:
        faults.append("a quote the question rules out")
    if case.figures.get("false_answer"):
        faults.append("answered what the letters do not say")
    if case.figures.get("wrongful_silence"):
        faults.append("silent" if case.is_wrong_if_answered else "silent, though the closest paragraphs answer")
    elif case.figures.get("answer_hit") == 0.0:
        where = "the search found it" if case.figures["hit@10"] else "the search did not find it"
        faults.append(f"other words shown; {where}")
    return "; ".join(faults)


def _group_lines(title: str, groups: list[tuple[str, list[Case]]], run: EvaluationRun) -> list[str]:
    heads = "".join(f"{name:>17}" for name in GROUPED)
    lines = [f"{title:<30}{'n':>4}{heads}"]
    for name, cases in groups:
        cells = []
        for figure in GROUPED:
            values = [value for _, value in run.values(figure, cases)]
            cells.append(f"{sum(values) / len(values):>17.3f}" if values else f"{'-':>17}")
        lines.append(f"  {name:<28}{len(cases):>4}{''.join(cells)}")
    return lines


def _grouped(
    run: EvaluationRun, name_of: Callable[[Case], str], order: Sequence[str] = ()
) -> list[tuple[str, list[Case]]]:
    groups = _grouped_of(run.cases, name_of)
    return sorted(groups, key=lambda group: order.index(group[0])) if order else groups


def _grouped_of(cases: Iterable[Case], name_of: Callable[[Case], str]) -> list[tuple[str, list[Case]]]:
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(name_of(case), []).append(case)
    return sorted(groups.items())
