"""A whole run with a scripted assistant: what is counted, printed, written, stored and compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from corpus import IndexUnavailable, Letter, Voice
from eval.baseline import compare, load_baseline, save_baseline, worse_figures
from eval.baselines import run_baseline, trivial_baselines
from eval.cases import EvaluationRun
from eval.fields import QuestionFileError
from eval.figures import estimate, follow_up_gap, median_words, silence_figures, speed_figures, total
from eval.question import Filters, Question
from eval.report import Report, report_page, write_report
from eval.runner import run_evaluation
from eval.table import miss_lines, table_lines

Make = Callable[..., Any]
CASELOADS = [("a", "Caseloads are high.")]


@pytest.fixture
def questions(make_question: Make) -> list[Question]:
    """One answered rightly, one wrongly, one met by silence, one crashing; then one unanswerable of each outcome."""
    gold = ("Caseloads are high.",)
    return [
        make_question("right", gold),
        make_question("wrong", gold, question="is it <b>bad</b> & sad"),
        make_question("silent", gold),
        make_question("crash", gold),
        make_question("rightly-silent"),
        make_question("false"),
    ]


@pytest.fixture
def run(questions: list[Question], make_assistant: Make) -> EvaluationRun:
    assistant = make_assistant(
        {
            "what about right": CASELOADS,
            "is it <b>bad</b> & sad": [("a", "Plans drift.")],
            "what about crash": IndexUnavailable("The index is <gone>.", "Rebuild it."),
            "what about false": [("b", "Visits are regular.")],
        }
    )
    return run_evaluation(assistant, questions)


def test_every_question_is_counted_and_a_crash_is_wrong(run: EvaluationRun) -> None:
    """Of four answerable questions one is hit: 1/4. Silence and crash are wrongful: 2/4. Of two unanswerable, one is
    answered: 1/2. The crash is among the misses with its error."""
    means = {name: found.mean for name in ("answer_hit", "wrongful_silence", "false_answer", "failed", "hit@5")
             if (found := estimate(run, name)) is not None}  # fmt: skip
    assert means == {
        "answer_hit": 0.25, "wrongful_silence": 0.5, "false_answer": 0.5, "failed": pytest.approx(1 / 6), "hit@5": 0.25,
    }  # fmt: skip
    assert {case.question.id for case in run.misses} == {"wrong", "silent", "crash", "false"}
    assert any("IndexUnavailable: The index is <gone>. Rebuild it." in line for line in miss_lines(run))
    assert total(run, "failed") == 1


def test_a_crash_is_sure_where_it_should_not_be(questions: list[Question], make_assistant: Make) -> None:
    """Where nothing answers it counts as a sure answer, where something does as an unsure one."""
    gone = IndexUnavailable("The index is gone.", "Rebuild it.")
    assistant = make_assistant({"what about crash": gone, "what about rightly-silent": gone})
    crashed = [case for case in run_evaluation(assistant, questions).cases if case.error]
    assert [(case.question.answerable, case.shown.confidence) for case in crashed] == [(True, 0.0), (False, 1.0)]


def test_silence_and_speed_of_the_run(run: EvaluationRun) -> None:
    """Silent twice, once rightly, of two that should be: precision 1/2, recall 1/2.

    Answering everything: 5 of 6 wrong. Shown where there is an answer: 3 words and 2 words: the median is 2.5.
    """
    silence = silence_figures(run)
    assert (silence.precision, silence.recall, silence.f1) == (0.5, 0.5, 0.5)
    assert silence.points[-1].coverage == 1.0
    assert silence.points[-1].risk == pytest.approx(5 / 6)
    assert median_words(run) == 2.5
    speed = speed_figures(run)
    assert speed is not None
    assert speed.p50 <= speed.p95
    assert speed.times_embedding is None


def test_progress_is_told(questions: list[Question], make_assistant: Make) -> None:
    """Each question done is reported, up to all of them."""
    heard: list[tuple[int, int]] = []
    run_evaluation(make_assistant({}), questions, lambda done, total: heard.append((done, total)))
    assert heard == [(done, 6) for done in range(1, 7)]


def test_follow_ups_are_asked_with_their_turns_and_once_alone(make_question: Make, make_assistant: Make) -> None:
    """A follow-up goes with its conversation, its rewrite without; where only the rewrite is answered the gap is 1."""
    follow_up = make_question(
        "next",
        ("Caseloads are high.",),
        type="follow_up",
        question="and then",
        turns=("first",),
        standalone="caseloads?",
    )
    assistant = make_assistant({"caseloads?": CASELOADS})
    run = run_evaluation(assistant, [follow_up])
    assert ("and then", ("first",)) in assistant.asked
    assert ("caseloads?", ()) in assistant.asked
    assert follow_up_gap(run) == (1.0, 1)


def test_attribution_errors_reach_the_run(make_question: Make, make_assistant: Make) -> None:
    """A quote of the wrong voice is an error, and a miss, even where the gold is shown beside it."""
    question = make_question("voice", ("Caseloads are high.",), filters=Filters(voices=(Voice.INSPECTORS,)))
    run = run_evaluation(make_assistant({"what about voice": [*CASELOADS, ("b", "Plans drift.")]}), [question])
    assert total(run, "attribution_errors") == 1
    assert [case.question.id for case in run.misses] == ["voice"]


def test_trivial_systems_do_not_shine(run: EvaluationRun, make_assistant: Make, questions: list[Question]) -> None:
    """A system that answers rightly beats always silent, the lead sentence and everything in the gated score; quoting
    everything hits every question and still scores low; silence has every false answer right and no hit."""
    good = run_evaluation(make_assistant({q.question: CASELOADS for q in questions if q.answerable}), questions)
    score = _mean(good, "gated_score")
    others = {system.name: run_baseline(system, good) for system in trivial_baselines(good.letters)}
    assert all(_mean(other, "gated_score") < score for other in others.values())
    assert score == 1.0
    everything, silent = others["quotes everything"], others["always silent"]
    assert _mean(everything, "answer_hit") == 1.0
    assert _mean(everything, "gated_score") == pytest.approx((1 / 12) ** 0.5)
    assert (_mean(silent, "false_answer"), _mean(silent, "answer_hit")) == (0.0, 0.0)
    assert _mean(everything, "false_answer") == 1.0
    assert total(everything, "seal_violations") == 0


def test_the_table_tells_every_miss_and_every_kind(run: EvaluationRun) -> None:
    """Each miss is on a line with its question; silence is told by kind."""
    lines = table_lines(run)
    for case in run.misses:
        assert any(line.startswith(f"  {case.question.id} ") and case.question.question in line for line in lines)
    assert "  other_year         silent on 1 of 2" in lines


class _Checker(HTMLParser):
    """Collects what a page would load and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.drawings_without_text = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        self.drawings_without_text += tag == "svg" and not dict(attrs).get("aria-label")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_is_one_escaped_page(run: EvaluationRun, letters: Mapping[str, Letter], tmp_path: Path) -> None:
    """The page loads nothing, holds no markup of a question or an error, shows each miss with question, quotes and
    gold, and every drawing has a text equivalent."""
    others = {system.name: run_baseline(system, run) for system in trivial_baselines(letters)}
    path = tmp_path / "deep" / "report.html"
    write_report(Report("Evaluation", run, others), path)
    page = path.read_text(encoding="utf-8")
    checker = _Checker()
    checker.feed(page)
    assert not checker.loads
    assert "script" not in checker.tags
    assert "b" not in checker.tags
    assert re.findall(r"https?://", page) == []
    assert checker.drawings_without_text == 0
    assert checker.tags.count("article") == len(run.misses)
    for words in (
        "is it <b>bad</b> & sad",
        "Plans drift.",
        "Caseloads are high.",
        "The index is <gone>.",
        "quotes everything",
    ):
        assert words in checker.text


def test_the_report_says_where_no_other_system_was_run(run: EvaluationRun) -> None:
    """Without baselines the page still stands and says how to get them."""
    assert "--baselines" in report_page(Report("Evaluation", run, {}))


def test_the_stored_run_is_read_back_as_it_was(run: EvaluationRun, tmp_path: Path) -> None:
    """Comparing a run with itself shows no change in any figure."""
    path = tmp_path / "baseline.json"
    assert load_baseline(path) is None
    save_baseline(run, path)
    stored = load_baseline(path)
    assert stored is not None
    comparisons = compare(run, stored)
    assert comparisons
    assert all(comparison.change.mean == pytest.approx(0.0, abs=1e-4) for comparison in comparisons)
    assert worse_figures(comparisons) == ()


@pytest.mark.parametrize(("lost", "is_worse"), [(0, False), (1, False), (20, True)])
def test_only_a_fall_beyond_chance_fails(
    make_question: Make, make_assistant: Make, tmp_path: Path, lost: int, is_worse: bool
) -> None:
    """Forty questions, all right before. One lost: the interval of the change reaches 0. Twenty lost: it does not, and
    wrongful silence, where less is better, is worse as well."""
    questions = [make_question(f"q{number}", ("Caseloads are high.",)) for number in range(40)]
    path = tmp_path / "baseline.json"
    save_baseline(run_evaluation(make_assistant({q.question: CASELOADS for q in questions}), questions), path)
    now = run_evaluation(make_assistant({q.question: CASELOADS for q in questions[lost:]}), questions)
    stored = load_baseline(path)
    assert stored is not None
    worse = worse_figures(compare(now, stored))
    assert ("answer hit" in worse) == is_worse
    assert ("wrongful silence" in worse) == is_worse


def test_a_damaged_stored_run_is_an_error(tmp_path: Path) -> None:
    """A stored run that cannot be read is not taken for no stored run."""
    path = tmp_path / "baseline.json"
    path.write_text('{"questions": 3}', encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"baseline\.json"):
        load_baseline(path)


def _mean(run: EvaluationRun, name: str) -> float:
    values: Sequence[tuple[str, float]] = run.values(name)
    return sum(value for _, value in values) / len(values)
