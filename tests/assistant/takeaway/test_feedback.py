"""Feedback: one line a remark, whole whoever else writes, bounded, and exported for a person to complete."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import MAX_COMMENT_CHARACTERS, Receipt, RecordError, Settings, Verdict, add_feedback, keep_receipt
from assistant.cli import main
from assistant.takeaway.candidates import write_candidates
from assistant.takeaway.feedback import feedback_as_json, load_feedback
from assistant.takeaway.record import receipt_id, write_record
from eval.fields import Fields, QuestionFileError
from eval.question import Question
from eval.questions import load_questions, parse_question


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", model="hashing")


def test_a_remark_names_its_answer(settings: Settings, receipt: Receipt) -> None:
    """Verdict, comment, question, earlier turns and receipt number come back as they were given."""
    add_feedback(settings, receipt, Verdict.WRONG_QUOTE, "  not\nabout “us”  ")
    (remark,) = load_feedback(settings)
    assert (remark.verdict, remark.comment) == (Verdict.WRONG_QUOTE, "not\nabout “us”")
    assert (remark.question, remark.history) == (receipt.question, receipt.history)
    assert remark.receipt == receipt_id(write_record(receipt))
    assert (settings.home / "feedback.jsonl").stat().st_mode & 0o077 == 0


def test_a_long_comment_is_refused(settings: Settings, receipt: Receipt) -> None:
    """One character too many is said, and nothing is kept."""
    add_feedback(settings, receipt, Verdict.HELPFUL, "x" * MAX_COMMENT_CHARACTERS)
    with pytest.raises(RecordError, match="500 characters or fewer"):
        add_feedback(settings, receipt, Verdict.HELPFUL, "x" * (MAX_COMMENT_CHARACTERS + 1))
    assert len(load_feedback(settings)) == 1


_WRITER = """
import sys
from pathlib import Path
from assistant import Settings, Verdict, add_feedback, load_receipt
settings = Settings(Path(sys.argv[1]))
receipt = load_receipt(settings, sys.argv[2])
for number in range(25):
    add_feedback(settings, receipt, Verdict.HELPFUL, f"{sys.argv[3]}-{number} " + "x" * 400)
"""


def test_writers_at_the_same_time_lose_nothing(settings: Settings, receipt: Receipt) -> None:
    """Four processes write at once: every remark is there, whole, each writer's in its own order."""
    kept = keep_receipt(settings, receipt)
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(settings.home), kept.id, str(writer)])
        for writer in range(4)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * 4
    comments = [remark.comment.split()[0] for remark in load_feedback(settings)]
    assert sorted(comments) == sorted(f"{writer}-{number}" for writer in range(4) for number in range(25))
    for writer in range(4):
        assert [c for c in comments if c.startswith(f"{writer}-")] == [f"{writer}-{number}" for number in range(25)]


def test_a_line_cut_short_by_a_kill_is_taken_off(settings: Settings, receipt: Receipt) -> None:
    """Half a line is not read and does not spoil the next one; what was confirmed stays."""
    add_feedback(settings, receipt, Verdict.HELPFUL, "first")
    path = settings.home / "feedback.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id": "f1", "at": "20')
    assert [remark.comment for remark in load_feedback(settings)] == ["first"]
    add_feedback(settings, receipt, Verdict.HELPFUL, "second")
    assert [remark.comment for remark in load_feedback(settings)] == ["first", "second"]


def test_a_damaged_line_is_named(settings: Settings, receipt: Receipt) -> None:
    """A whole line that is no remark is an error with its number, never skipped in silence."""
    add_feedback(settings, receipt, Verdict.HELPFUL, "first")
    path = settings.home / "feedback.jsonl"
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(RecordError, match="line 2"):
        load_feedback(settings)


def test_feedback_is_bounded_in_number_and_age(settings: Settings, receipt: Receipt) -> None:
    """Beyond the limit the oldest goes; what is over age is neither read nor left in the file."""
    few = replace(settings, feedback_limit=3)
    for number in range(5):
        add_feedback(few, receipt, Verdict.HELPFUL, str(number))
    assert [remark.comment for remark in load_feedback(few)] == ["2", "3", "4"]
    path = settings.home / "feedback.jsonl"
    lines = path.read_text("utf-8").splitlines()
    old = json.loads(lines[0]) | {"at": (datetime.now(UTC) - timedelta(days=400)).isoformat()}
    path.write_text("\n".join([json.dumps(old), *lines[1:]]) + "\n", encoding="utf-8")
    assert [remark.comment for remark in load_feedback(settings)] == ["3", "4"]
    add_feedback(settings, receipt, Verdict.HELPFUL, "new")
    assert len(path.read_text("utf-8").splitlines()) == 3
    with pytest.raises(RecordError, match="No feedback is kept"):
        add_feedback(replace(settings, feedback_limit=0), receipt, Verdict.HELPFUL, "")


def test_candidates_have_the_evaluations_shape(settings: Settings, receipt: Receipt, tmp_path: Path) -> None:
    """Each line has exactly the evaluation's fields; as it stands it is refused, completed by a person it is taken."""
    alone = replace(receipt, history=())
    add_feedback(settings, receipt, Verdict.MISSED_SOMETHING, "the 2022 letter\nsays more")
    add_feedback(settings, alone, Verdict.HELPFUL, "")
    text = write_candidates(load_feedback(settings))
    candidates = [json.loads(line) for line in text.splitlines()]
    assert [set(candidate) for candidate in candidates] == [{field.name for field in fields(Question)}] * 2
    assert all(c["split"] == "candidate" and not c["gold"] and not c["points"] for c in candidates)
    assert candidates[0]["turns"] == list(receipt.history)
    assert "the 2022 letter\nsays more" in candidates[0]["notes"]
    path = tmp_path / "candidates.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionFileError, match="split"):
        load_questions([path])
    completed = candidates[1] | {
        "split": "dev", "type": "topic", "answerable": True,
        "gold": [{"letter": "a-letter", "quote": "Words."}], "points": [{"text": "p", "vital": True, "accept": [0]}],
    }  # fmt: skip
    assert parse_question(Fields("a line", completed)).question == alone.question


def test_the_command_lists_and_exports(
    settings: Settings, receipt: Receipt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`letters feedback` shows each remark, `--json` the same as values, `--export` writes the candidates."""
    home = ["--home", str(settings.home), "feedback"]
    assert main(home) == 0
    assert "Nobody has said anything yet" in capsys.readouterr().out
    add_feedback(settings, receipt, Verdict.MISSED_SOMETHING, "the 2022 letter")
    assert main(home) == 0
    shown = capsys.readouterr().out
    assert "missed something" in shown
    assert receipt.question in shown
    assert "the 2022 letter" in shown
    assert main([*home, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == feedback_as_json(load_feedback(settings))
    target = tmp_path / "candidates.jsonl"
    assert main([*home, "--export", str(target)]) == 0
    assert target.read_text("utf-8") == write_candidates(load_feedback(settings))
    assert main([*home, "--export", str(tmp_path)]) == 1
    assert "--export" in capsys.readouterr().err
