"""Promises of our own training questions: they point at paragraphs, and what is read otherwise today is left out."""

from __future__ import annotations

import json
from collections.abc import Callable

from corpus import Letter
from index.training.own_questions import QUESTIONS, digest_of, join_questions, sentences_at


def test_a_question_meets_its_paragraph_again(make_letter: Callable[..., Letter]) -> None:
    """The same file with the same words gives a pair; other words or no such paragraph give none."""
    letter = make_letter(1, 3)
    paragraph = next(p for _, p in letter.paragraphs())
    sentences = sentences_at(letter, paragraph.start)
    assert sentences
    row = {
        "id": "q1", "source": "a.pdf", "start": paragraph.start, "sha256": digest_of(sentences), "member": "m?",
        "member_answer": [0], "staff": "s", "staff_answer": [0], "near_misses": ["n?", "k"],
    }  # fmt: skip
    (pair,) = join_questions([row], {"a.pdf": letter})
    assert (pair["sentences"], pair["letter"], pair["near_misses"]) == (sentences, "a.pdf", ["n?", "k"])
    for other in ({"sha256": "0"}, {"start": -1}, {"source": "b.pdf"}):
        assert not list(join_questions([row | other], {"a.pdf": letter}))


def test_the_questions_hold_no_text_of_letters() -> None:
    """Each line has questions, numbers and a digest; two true questions and two or three near misses, all different."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 3000
    for row in rows:
        assert set(row) == {
            "id", "source", "start", "sha256", "member", "member_answer", "staff", "staff_answer", "near_misses",
        }  # fmt: skip
        assert len(row["near_misses"]) in (2, 3)
        assert len({row["member"], row["staff"], *row["near_misses"]}) == 2 + len(row["near_misses"])
    assert not any("bradford" in row["source"] for row in rows)
