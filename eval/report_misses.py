"""One miss of the report: comes in: a case that failed a reader, goes out: HTML with what was shown beside the gold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus import Letter
from eval.cases import Case, EvaluationRun
from eval.gold import Region
from eval.metrics.sealing import ShownQuote
from eval.table import describe_miss

MOST_QUOTES = 8


def draw_miss(case: Case, run: EvaluationRun) -> str:
    """Return the question, what went wrong, and side by side what was shown, what is gold and what the search found."""
    question = case.question
    turns = "".join(f"<p>Earlier: {escape(turn)}</p>" for turn in question.turns)
    sides = [
        ("Shown", _quotes(case.shown.quotes, run) or "<p>Nothing.</p>"),
        ("Gold", _gold(case, run) or "<p>The letters do not say: silence is right.</p>"),
    ]
    if case.shown.closest:
        sides.append(("Offered as closest", _quotes(case.shown.closest, run)))
    if case.shown.ranked and question.answerable:
        sides.append(("First found", _passages(case.shown.ranked[:3], run)))
    columns = "".join(f"<div><h4>{title}</h4>{inside}</div>" for title, inside in sides)
    return (
        f"<article><h3>{escape(question.id)}: {escape(question.question)}</h3>{turns}"
        f'<p class="fault">{escape(describe_miss(case))} ({escape(question.type)}, {escape(case.shown.status)}, '
        f'confidence {case.shown.confidence:.2f})</p><div class="sides">{columns}</div></article>'
    )


def _quotes(quotes: Sequence[ShownQuote], run: EvaluationRun) -> str:
    shown = "".join(
        _quote(quote.text, _place(run.letters.get(quote.region.letter_id), quote.paragraph))
        for quote in quotes[:MOST_QUOTES]
    )
    return shown + (f"<p>And {len(quotes) - MOST_QUOTES} more.</p>" if len(quotes) > MOST_QUOTES else "")


def _gold(case: Case, run: EvaluationRun) -> str:
    vital = case.key.answering
    entries = []
    for number, quote in enumerate(case.question.gold):
        letter = run.letters[quote.letter]
        start = case.key.gold[number][0].sentences[0].start
        paragraph = next((p.number for _, p in letter.paragraphs() if p.start <= start < p.end), None)
        entries.append(_quote(quote.quote, f"{_place(letter, paragraph)}{'' if number in vital else ' (not vital)'}"))
    return "".join(entries)


def _passages(regions: Sequence[Region], run: EvaluationRun) -> str:
    entries = []
    for region in regions:
        letter = run.letters[region.letter_id]
        paragraph = next((p.number for _, p in letter.paragraphs() if p.start <= region.start < p.end), None)
        entries.append(_quote(letter.text[region.start : region.end], _place(letter, paragraph)))
    return "".join(entries)


def _place(letter: Letter | None, paragraph: str | None) -> str:
    title = "a letter that is not held" if letter is None else letter.title
    return title if paragraph is None else f"{title}, paragraph {paragraph}"


def _quote(words: str, place: str) -> str:
    return f"<blockquote>{escape(words)}<cite>{escape(place)}</cite></blockquote>"
