"""Many questions in one process: comes in: a file of questions, goes out: a file of answers in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from assistant.progress import Bar
from assistant.scope import EVERYTHING, Scope
from assistant.scope_reading import CHOICES, make_scope
from assistant.whole_file import write_whole_file
from corpus import QuestionError

_SHAPE = 'Each line is an object such as {"id": "1", "question": "...", "history": [], "council": "all"}.'


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One question of a batch."""

    id: str
    question: str
    history: tuple[str, ...] = ()
    scope: Scope = EVERYTHING


def run_batch(source: Path, target: Path | None, scope: Scope, respond: Callable[[BatchLine], dict[str, Any]]) -> int:
    """Answer every question of `source` into `target` (standard output where None); returns the exit status.

    `scope` are the choices for the lines that make none of their own.

    All lines are checked before the first is answered. A question that fails is written with status "failed" and
    its error, so that the others are not lost, and the exit status is 1. `target` appears whole or not at all.
    """
    lines = read_batch(source, scope)
    failures = 0
    written = []
    with Bar() as bar:
        for done, line in enumerate(lines, start=1):
            try:
                answer = respond(line)
            except Exception as problem:  # noqa: BLE001 - one question must not cost the others their answers
                failures += 1
                answer = {"id": line.id, "question": line.question, "status": "failed", "error": str(problem)}
                answer |= {"text": "", "quotes": [], "near_misses": [], "hits": []}
            written.append(json.dumps(answer, ensure_ascii=False))
            bar.show("answering", done, len(lines))
    _write(target, written)
    if failures:
        sys.stderr.write(f"letters: {failures} of {len(lines)} questions failed; their lines say why.\n")
    return 1 if failures else 0


def read_batch(source: Path, scope: Scope = EVERYTHING) -> list[BatchLine]:
    """Read a file of questions; what a line chooses of one sort takes the place of what `scope` chooses of it.

    Raises QuestionError naming the first line that is not a question.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise QuestionError(
            f"{source} cannot be read.", "Check the name, and that it is a UTF-8 text file."
        ) from problem
    # Not splitlines(): a question may hold U+2028, which is no line end in JSON lines.
    numbered = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return [_read_line(line, f"{source}, line {number}", scope) for number, line in numbered]


def _read_line(line: str, where: str, scope: Scope) -> BatchLine:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise QuestionError(f"{where} is not JSON.", _SHAPE) from problem
    if not isinstance(given, dict) or not isinstance(given.get("question"), str):
        raise QuestionError(f"{where} has no question.", _SHAPE)
    history = given.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise QuestionError(f"{where}: the history is not a list of texts.", _SHAPE)
    return BatchLine(given.get("id", ""), given["question"], tuple(history), _read_scope(given, where, scope))


def _read_scope(given: Mapping[str, Any], where: str, scope: Scope) -> Scope:
    """Read the choices of a line: each a text, or a list of texts."""
    words: dict[str, list[str]] = {}
    for name in CHOICES:
        value = given.get(name)
        words[name] = [value] if isinstance(value, str) else [] if value is None else value
        if not isinstance(words[name], list) or not all(isinstance(word, str) for word in words[name]):
            raise QuestionError(f"{where}: “{name}” is neither a text nor a list of texts.", _SHAPE)
    try:
        own = make_scope(words)
        return replace(scope, **{f.name: getattr(own, f.name) for f in fields(own) if getattr(own, f.name)})
    except QuestionError as problem:
        raise QuestionError(f"{where}: {problem.message}", problem.what_to_do) from problem


def _write(target: Path | None, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if target is None:
        sys.stdout.write(text)
        return
    write_whole_file(target, text.encode("utf-8"))
