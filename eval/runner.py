"""Running the question set: comes in: an assistant and questions, goes out: one EvaluationRun with a case for each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from assistant import Answer, AnswerStatus, answer_as_json
from corpus import Letter, Span
from eval.cases import Case, EvaluationRun, Judged, Shown
from eval.gold import AnswerKey, Region, make_answer_key
from eval.judging import CUTS, judge, judge_crash
from eval.metrics.sealing import ShownQuote, all_paragraphs
from eval.overlap import overlap_thirds
from eval.question import Question
from index import SearchResult

LOG = logging.getLogger(__name__)
SHOWS_QUOTES = (AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED)
OnProgress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def run_evaluation(
    assistant: Judged, questions: Sequence[Question], on_progress: OnProgress = no_progress
) -> EvaluationRun:
    """Ask every question and judge what comes back; `on_progress` hears (done, total).

    A crash becomes a case that is wrong and says why. Raises GoldNotFound where the letters held are not those the
    questions were written for.
    """
    letters = {letter.id: letter for letter in assistant.letters}
    keys = [make_answer_key(question, letters) for question in questions]
    thirds = overlap_thirds(keys)
    _warm_up(assistant)
    cases = []
    for done, key in enumerate(keys, start=1):
        cases.append(run_case(assistant, key, thirds[key.question.id], letters))
        on_progress(done, len(keys))
    return EvaluationRun(tuple(cases), assistant.corpus_version, letters)


def run_case(assistant: Judged, key: AnswerKey, overlap: str, letters: Mapping[str, Letter]) -> Case:
    """Ask one question, with its conversation; a follow-up is asked once more as its standalone rewrite."""
    question = key.question
    try:
        started = perf_counter()
        answer = assistant.ask(question.question, question.turns)
        elapsed_ms = (perf_counter() - started) * 1000.0
        # Asked after the answer, so that a remembered vector does not make the answer look quick.
        result = assistant.search(question.question, max(CUTS), question.turns)
        case = judge(key, overlap, shown_by(answer, result, letters), letters)
        figures = dict(case.figures) | {"milliseconds": elapsed_ms}
        if "search.embed" in answer.timings_ms:
            figures["embed_milliseconds"] = answer.timings_ms["search.embed"]
        if question.standalone is not None:
            figures |= _standalone_figures(assistant, key, letters)
        return replace(case, figures=figures)
    except Exception as error:  # whatever goes wrong is a wrong answer, and is listed
        LOG.debug("%s failed", question.id, exc_info=True)
        return judge_crash(key, overlap, f"{type(error).__name__}: {error}")


def shown_by(answer: Answer, result: SearchResult, letters: Mapping[str, Letter]) -> Shown:
    """Reduce an answer and a search to what is judged; links are those of the machine-readable face."""
    as_json = answer_as_json(answer, letters)
    silent = answer.status not in SHOWS_QUOTES
    quotes, closest = (
        tuple(
            ShownQuote(quote.text, Region(quote.place.letter_id, quote.start, quote.end), quote.place.paragraph, link)
            for quote, link in zip(shown, (entry["link"] for entry in as_json[name]), strict=True)
        )
        for shown, name in ((answer.quotes, "quotes"), (answer.near_misses, "near_misses"))
    )
    return Shown(
        status=answer.status.value,
        silent=silent,
        quotes=quotes,
        closest=closest,
        ranked=tuple(Region(hit.passage.letter_id, hit.passage.start, hit.passage.end) for hit in result.hits),
        context=introductions(quotes, letters),
        words=sum(len(f"{quote.text} {quote.lead_in}".split()) for quote in answer.quotes),
        confidence=answer.confidence,
        timings_ms=answer.timings_ms,
    )


def introductions(quotes: Sequence[ShownQuote], letters: Mapping[str, Letter]) -> tuple[Region, ...]:
    """Return the lines above lists and the heads of tables that the quoted bullets and rows hang from."""
    found = []
    for quote in quotes:
        letter = letters[quote.region.letter_id]
        for paragraph in all_paragraphs(letter):
            if paragraph.start <= quote.region.start and quote.region.end <= paragraph.end:
                spans: list[Span | None] = [paragraph.lead_in, *(cell.head for cell in paragraph.cells)]
                found += [Region(letter.id, span.start, span.end) for span in spans if span is not None]
    return tuple(found)


def _standalone_figures(assistant: Judged, key: AnswerKey, letters: Mapping[str, Letter]) -> dict[str, float]:
    """Return how the rewrite fares, so that the cost of leaning on the conversation can be told."""
    rewrite = key.question.standalone or ""
    shown = shown_by(assistant.ask(rewrite), assistant.search(rewrite, max(CUTS)), letters)
    figures = judge(key, "", shown, letters).figures
    if not key.question.answerable:
        return {"standalone_right": 1.0 - figures["false_answer"]}
    return {"standalone_right": figures["answer_hit"], "standalone_hit@5": figures["hit@5"]}


def _warm_up(assistant: Judged) -> None:
    """Load what loads when first needed, so that it is not counted as the first question's time."""
    try:
        assistant.ask("How often are children visited?")
    except Exception:  # the first question will meet the same trouble, and is listed
        LOG.debug("warming up failed", exc_info=True)
