"""`letters ask --format`: each format to a file or the screen, and bad usage said before anything is searched."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import docx
import pytest

from assistant.cli import main


def test_each_format_goes_to_a_file(hashing_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file asked for is there and readable, and the command says which and how the question was met."""
    for name in ("word", "csv", "markdown", "json", "text"):
        target = tmp_path / f"answer.{name}"
        assert main(["--home", str(hashing_home), "ask", "safety plans", "--format", name, "--out", str(target)]) == 0
        said = capsys.readouterr()
        assert said.out == ""
        assert f"{target} is written (answered)" in said.err
    assert docx.Document(str(tmp_path / "answer.word")).paragraphs
    rows = list(csv.DictReader(StringIO((tmp_path / "answer.csv").read_text("utf-8-sig"), newline="")))
    quotes = json.loads((tmp_path / "answer.json").read_text("utf-8"))["quotes"]
    assert [row["quotation"] for row in rows] == [f"“{quote['text']}”" for quote in quotes]
    assert "safety plans are not robust" in (tmp_path / "answer.text").read_text("utf-8")
    assert "safety plans are not robust" in (tmp_path / "answer.markdown").read_text("utf-8")


def test_without_a_file_text_formats_are_printed(hashing_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--format text` prints what `letters ask` prints, `--format json` what `--json` prints."""
    ask = ["--home", str(hashing_home), "ask", "safety plans"]
    printed = {}
    for name, options in {
        "plain": [], "text": ["--format", "text"], "json": ["--format", "json"], "flag": ["--json"],
    }.items():  # fmt: skip
        assert main([*ask, *options]) == 0
        printed[name] = capsys.readouterr().out
    assert printed["plain"] == printed["text"]
    assert {**json.loads(printed["json"]), "timings_ms": 0} == {**json.loads(printed["flag"]), "timings_ms": 0}


@pytest.mark.parametrize(
    "options",
    [["q", "--format", "word"], ["q", "--json", "--format", "csv"], ["--format", "csv"], ["--batch", "b", "--format", "csv"]],
)  # fmt: skip
def test_bad_usage_is_said(hashing_home: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    """Exit status 2 and one line that says what is wanted."""
    assert main(["--home", str(hashing_home), "ask", *options]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_silent_answer_is_written_with_a_warning(
    hashing_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A CSV without rows is not left to be misread: the command says that the letters do not say."""
    target = tmp_path / "answer.csv"
    question = "how many strategy meetings were late in 2023?"
    assert main(["--home", str(hashing_home), "ask", question, "--format", "csv", "--out", str(target)]) == 0
    said = capsys.readouterr().err
    assert "not in letters" in said
    assert "quotes nothing" in said
