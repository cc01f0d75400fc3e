"""The question set: comes in: JSON lines, goes out: checked questions, or an error naming file, line and field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from corpus import Voice
from eval.fields import Fields, QuestionFileError
from eval.question import (
    SPLITS,
    STYLES,
    TYPES,
    UNANSWERABLE_KINDS,
    Filters,
    GoldQuote,
    Point,
    Question,
    Split,
)

QUESTION_FOLDER = Path(__file__).parent / "questions"


def load_questions(paths: Iterable[Path] | None = None) -> tuple[Question, ...]:
    """Return the questions of `paths` in order, by default all of this package's.

    Raises QuestionFileError for a file that cannot be read, a line that breaks the schema, or an id met twice.
    """
    questions: list[Question] = []
    lines_by_id: dict[str, str] = {}
    for path in sorted(QUESTION_FOLDER.glob("*.jsonl")) if paths is None else paths:
        for where, record in read_records(path):
            question = parse_question(Fields(where, record))
            if question.id in lines_by_id:
                raise QuestionFileError(where, f"the id {question.id!r} stands in {lines_by_id[question.id]} already")
            lines_by_id[question.id] = where
            questions.append(question)
    return tuple(questions)


def read_records(path: Path) -> Iterable[tuple[str, dict[str, object]]]:
    """Yield each line's place ("need.jsonl, line 3") and its JSON object; raises QuestionFileError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(path.name, f"the file cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path.name}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise QuestionFileError(where, f"this is not JSON ({error})") from error
        if not isinstance(record, dict):
            raise QuestionFileError(where, "each line must hold one JSON object")
        yield where, record


def parse_question(fields: Fields) -> Question:
    """Return the question in `fields`; raises QuestionFileError naming the field that breaks the schema."""
    question = Question(
        id=fields.text("id"),
        group_id=fields.text("group_id"),
        split=cast(Split, fields.choice("split", SPLITS)),
        style=fields.choice("style", STYLES),
        type=fields.choice("type", TYPES),
        question=fields.text("question"),
        turns=fields.texts("turns"),
        standalone=fields.text("standalone") if fields.has("standalone") else None,
        answerable=fields.flag("answerable"),
        unanswerable_kind=(
            fields.choice("unanswerable_kind", UNANSWERABLE_KINDS) if fields.has("unanswerable_kind") else None
        ),
        gold=_quotes(fields.objects("gold")),
        points=tuple(Point(p.text("text"), p.flag("vital"), p.numbers("accept")) for p in fields.objects("points")),
        must_not=_quotes(fields.objects("must_not")),
        filters=_filters(fields),
        notes=fields.text("notes", may_be_empty=True),
    )
    fields.end()
    _check_sense(question, fields.where)
    return question


def _quotes(objects: Sequence[Fields]) -> tuple[GoldQuote, ...]:
    return tuple(GoldQuote(entry.text("letter"), entry.text("quote")) for entry in objects)


def _filters(fields: Fields) -> Filters:
    if not fields.has("filters"):
        return Filters()
    inside = fields.inside("filters")
    voices = inside.texts("voices") if inside.has("voices") else ()
    unknown = set(voices) - set(Voice)
    if unknown:
        raise QuestionFileError(inside.where, f"unknown voices {sorted(unknown)}")
    return Filters(inside.texts("letters") if inside.has("letters") else (), tuple(Voice(v) for v in voices))


def _check_sense(question: Question, where: str) -> None:
    """Raise QuestionFileError where single fields are sound but contradict each other."""
    complaints = {
        "an answerable question needs gold and points": question.answerable and not (question.gold and question.points),
        "an unanswerable question has no gold and no points": not question.answerable
        and bool(question.gold or question.points),
        "unanswerable_kind belongs to unanswerable questions, and only to them": question.answerable
        == (question.unanswerable_kind is not None),
        "a follow-up has turns and a standalone rewrite, others have neither": {
            bool(question.turns),
            question.standalone is not None,
        }
        != {question.type == "follow_up"},
        "a point accepts at least one gold quote, by its number": not all(
            point.accept and all(0 <= number < len(question.gold) for number in point.accept)
            for point in question.points
        ),
        "an answerable question has a vital point": question.answerable and not any(p.vital for p in question.points),
    }
    for complaint, holds in complaints.items():
        if holds:
            raise QuestionFileError(where, complaint)
