"""The report: comes in: a run with its baselines and changes, goes out: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from eval.baseline import Comparison
from eval.cases import EvaluationRun
from eval.figures import FIGURE_BY_NAME, RISK_LIMIT, estimate, median_words, silence_figures
from eval.plots import Bar, describe, draw_bars, draw_risk_coverage
from eval.report_misses import draw_miss
from eval.report_style import STYLE
from eval.table import comparison_lines, groupings, kind_lines, overall_lines

BY_GROUP = ("hit@5", "answer_hit", "gated_score")
BY_SYSTEM = ("hit@1", "hit@5", "recall@5", "mrr@10", "answer_hit", "quote_precision", "gated_score", "false_answer")


@dataclass(frozen=True, slots=True)
class Report:
    """What one report tells: the run, other systems on the same questions by name, and changes since the stored run."""

    title: str
    run: EvaluationRun
    baselines: Mapping[str, EvaluationRun]
    comparisons: Sequence[Comparison] = ()


def write_report(report: Report, path: Path) -> None:
    """Write the report to `path`, making its folder; raises OSError where that cannot be done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_page(report), encoding="utf-8")


def report_page(report: Report) -> str:
    """Return the whole page. Every text of a letter or question is escaped; nothing is loaded from anywhere."""
    title = escape(report.title)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1><main>"
        + "".join((_overall(report), _groups(report.run), _silence(report.run), _systems(report), _misses(report.run)))
        + "</main></body></html>\n"
    )


def _overall(report: Report) -> str:
    lines = overall_lines(report.run)
    if report.comparisons:
        lines += ["", *comparison_lines(report.comparisons)]
    return f"<section><h2>Overall</h2><p>Means with 95% intervals.</p><pre>{_text(lines)}</pre></section>"


def _groups(run: EvaluationRun) -> str:
    drawings = []
    for title, groups in groupings(run):
        for name in BY_GROUP:
            bars = [
                Bar(f"{group} ({len(cases)})", found)
                for group, cases in groups
                if (found := estimate(run, name, cases)) is not None
            ]
            drawings.append(draw_bars(f"{FIGURE_BY_NAME[name].title}, {title}", bars))
    return f"<section><h2>By kind of question</h2>{''.join(drawings)}</section>"


def _silence(run: EvaluationRun) -> str:
    drawing = draw_risk_coverage(silence_figures(run).points, RISK_LIMIT)
    note = (
        "Answering only the questions whose confidence is above a threshold: each point is one threshold. For a "
        "question that met silence, the closest paragraphs stand for the answer it would have had."
    )
    return f"<section><h2>Silence</h2><p>{note}</p>{drawing}<pre>{_text(kind_lines(run))}</pre></section>"


def _systems(report: Report) -> str:
    """Compare with plain and trivial systems: bars for the headline figures, then a table of all."""
    runs = {"this assistant": report.run, **report.baselines}
    if len(runs) == 1:
        return "<section><h2>Other systems</h2><p>None was run: ask for them with --baselines.</p></section>"
    drawings = [
        draw_bars(FIGURE_BY_NAME[name].title, [Bar(system, estimate(run, name)) for system, run in runs.items()])
        for name in ("hit@5", "answer_hit", "gated_score")
    ]
    heads = "".join(f'<th scope="col">{escape(FIGURE_BY_NAME[name].title)}</th>' for name in BY_SYSTEM)
    rows = "".join(
        f'<tr><th scope="row">{escape(system)}</th>'
        + "".join(f"<td>{escape(describe(estimate(run, name)))}</td>" for name in BY_SYSTEM)
        + f"<td>{_words(run)}</td></tr>"
        for system, run in runs.items()
    )
    note = (
        "All are asked the same questions and judged alike, follow-ups without their conversation except by this "
        "assistant. Each plain system quotes its first paragraph, LlamaIndex its two first pieces; none is ever silent."
    )
    head = f'<thead><tr><th scope="col">system</th>{heads}<th scope="col">median words</th></tr></thead>'
    table = f'<div class="scroll"><table>{head}<tbody>{rows}</tbody></table></div>'
    return f"<section><h2>Other systems</h2><p>{note}</p>{''.join(drawings)}{table}</section>"


def _misses(run: EvaluationRun) -> str:
    articles = "".join(draw_miss(case, run) for case in run.misses)
    return f"<section><h2>{len(run.misses)} misses of {len(run.cases)} questions</h2>{articles}</section>"


def _words(run: EvaluationRun) -> str:
    words = median_words(run)
    return "-" if words is None else f"{words:.0f}"


def _text(lines: Sequence[str]) -> str:
    return escape("\n".join(lines))
