"""Drawings of figures: comes in: numbers with names, goes out: inline SVG, each with its text equivalent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from eval.metrics import RiskPoint
from eval.statistics import Estimate

WIDTH = 720
LABEL_WIDTH = 270
ROW_HEIGHT = 26
PLOT = (60, 20, 640, 300)  # left, top, right, bottom of the risk-coverage plot


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar plot: a name and its figure, None where the figure does not apply."""

    name: str
    estimate: Estimate | None


def draw_bars(title: str, bars: Sequence[Bar]) -> str:
    """Return a horizontal bar for each row, from 0 to 1, with its 95% interval as a line."""
    rows = [_draw_bar(bar, 30 + position * ROW_HEIGHT) for position, bar in enumerate(bars)]
    height = 40 + len(bars) * ROW_HEIGHT
    said = "; ".join(f"{bar.name}: {describe(bar.estimate)}" for bar in bars)
    return _svg(title, said, height, [f'<text x="0" y="16" class="head">{escape(title)}</text>', *rows])


def draw_risk_coverage(points: Sequence[RiskPoint], limit: float) -> str:
    """Return the share of wrong answers (up) by the share of questions answered (right), with the limit as a line."""
    left, top, right, bottom = PLOT

    def x(coverage: float) -> float:
        return left + coverage * (right - left)

    def y(risk: float) -> float:
        return bottom - risk * (bottom - top)

    path = " ".join(f"{x(point.coverage):.1f},{y(point.risk):.1f}" for point in points)
    ticks = [
        f'<text x="{x(share):.1f}" y="{bottom + 18}" text-anchor="middle">{share:.0%}</text>'
        f'<text x="{left - 8}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    drawing = [
        f'<path class="axis" d="M{left},{top} L{left},{bottom} L{right},{bottom}"/>',
        *ticks,
        f'<line class="limit" x1="{left}" x2="{right}" y1="{y(limit):.1f}" y2="{y(limit):.1f}"/>',
        f'<text x="{right}" y="{y(limit) - 5:.1f}" text-anchor="end">{limit:.0%} risk</text>',
        f'<polyline class="curve" points="{path}"/>',
        f'<text x="{(left + right) // 2}" y="{bottom + 38}" text-anchor="middle">share of questions answered</text>',
        f'<text x="{left + 8}" y="{top + 4}">share of those answers that are wrong</text>',
    ]
    said = "; ".join(
        f"answering {point.coverage:.0%}: {point.risk:.0%} wrong" for point in points[:: max(1, len(points) // 10)]
    )
    return _svg("Risk by coverage", said or "no points", bottom + 50, drawing)


def describe(estimate: Estimate | None) -> str:
    """Say a figure with its interval."""
    if estimate is None:
        return "does not apply"
    return f"{estimate.mean:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


def _draw_bar(bar: Bar, top: int) -> str:
    middle = top + 9
    scale = WIDTH - LABEL_WIDTH - 60
    label = f'<text x="{LABEL_WIDTH - 8}" y="{middle + 5}" text-anchor="end">{escape(bar.name)}</text>'
    if bar.estimate is None:
        return f'{label}<text x="{LABEL_WIDTH}" y="{middle + 5}">does not apply</text>'
    mean, low, high = (LABEL_WIDTH + scale * min(1.0, value) for value in _values(bar.estimate))
    return (
        f'{label}<rect class="bar" x="{LABEL_WIDTH}" y="{top}" width="{mean - LABEL_WIDTH:.1f}" height="18"/>'
        f'<line class="interval" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>'
        f'<text x="{WIDTH - 50}" y="{middle + 5}">{bar.estimate.mean:.3f}</text>'
    )


def _values(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.mean, estimate.low, estimate.high


def _svg(title: str, said: str, height: int, inside: Sequence[str]) -> str:
    """Wrap a drawing; `said` is what a reader who cannot see it is told."""
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" aria-label="{escape(f"{title}. {said}")}">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>{''.join(inside)}</svg>"
    )
