"""`letters eval` from end to end, with the real assistant over the shipped letters and an embedder without weights."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Settings, open_assistant
from eval.baseline import compare, load_baseline, worse_figures
from eval.baselines import open_baseline_index, run_baseline, trivial_baselines
from eval.cases import EvaluationRun
from eval.command import choose_questions, run_baselines, run_eval_command
from eval.figures import total
from eval.runner import run_evaluation


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return open_assistant(Settings(home=tmp_path_factory.mktemp("home"), model="hashing"))


@pytest.fixture(scope="module")
def run(assistant: Assistant) -> EvaluationRun:
    return run_evaluation(assistant, choose_questions("dev"))


@pytest.fixture(scope="module")
def shipped_run(tmp_path_factory: pytest.TempPathFactory) -> EvaluationRun:
    """Every question asked of the assistant as it ships."""
    return run_evaluation(open_assistant(Settings(home=tmp_path_factory.mktemp("shipped"))), choose_questions("all"))


@pytest.mark.model
def test_the_assistant_beats_every_trivial_system(shipped_run: EvaluationRun) -> None:
    """The gated score is above that of silence, the lead sentence and everything."""
    score = _mean(shipped_run, "gated_score")
    for system in trivial_baselines(shipped_run.letters):
        assert _mean(run_baseline(system, shipped_run), "gated_score") < score, system.name


@pytest.mark.model
def test_no_headline_figure_fell_since_the_stored_run(shipped_run: EvaluationRun) -> None:
    """No headline figure is worse than in the stored run by more than chance, and no quote is anything but its letter's
    own words. After a change that is meant to cost something: letters eval --split all --update-baseline."""
    stored = load_baseline()
    assert stored is not None
    comparisons = compare(shipped_run, stored)
    assert len(comparisons) >= 6
    assert worse_figures(comparisons) == ()
    assert total(shipped_run, "seal_violations") == 0


def test_the_search_beats_every_trivial_system(run: EvaluationRun) -> None:
    """Even an embedder without weights finds an answer among the first five for some questions; trivial ones for none."""
    found = _mean(run, "hit@5")
    for system in trivial_baselines(run.letters):
        assert _mean(run_baseline(system, run), "hit@5") < found, system.name


def test_no_seal_is_broken_and_nothing_crashes(run: EvaluationRun) -> None:
    """Every quote shown for a development question is the letter's own whole sentences, and its link leads to them."""
    assert [(case.question.id, case.error) for case in run.cases if case.error] == []
    assert total(run, "seal_violations") == 0


def test_plain_systems_and_llama_index_are_judged_alike(run: EvaluationRun, tmp_path: Path) -> None:
    """Each plain system answers the same questions, none breaks a seal, and each finds something."""
    answerable = [case for case in run.cases if case.key.question.answerable]
    run = replace(run, cases=tuple(answerable[:: len(answerable) // 40]))
    others = run_baselines(open_baseline_index(tmp_path, "hashing"), run)
    assert len(others) >= 10
    for name, other in others.items():
        assert len(other.cases) == len(run.cases)
        assert total(other, "seal_violations") == 0, name
    found = {name: _mean(other, "hit@5") for name, other in others.items() if "BM25" in name or "Llama" in name}
    assert min(found.values()) > 0.0, found
    # A piece of many paragraphs holds the answer more often than the first of its paragraphs does.
    whole, apart = others["LlamaIndex defaults, its pieces"], others["LlamaIndex defaults, by paragraph"]
    assert _mean(whole, "hit@5") >= _mean(apart, "hit@5")


def test_the_command_prints_and_writes(assistant: Assistant, tmp_path: Path) -> None:
    """The table is printed, the report and one line of results for each question are written, and the status is good."""
    said: list[str] = []
    status = run_eval_command(assistant, tmp_path / "out", "test", False, said.append)
    text = "".join(said)
    assert "search recall@5" in text
    assert "misses" in text
    assert str(tmp_path / "out" / "evaluation.html") in text
    results = (tmp_path / "out" / "evaluation.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in results] == [question.id for question in choose_questions("test")]
    assert (status == 0) == ("FAILED" not in text)


def _mean(run: EvaluationRun, name: str) -> float:
    values = [value for _, value in run.values(name)]
    return sum(values) / len(values)
