"""Promises of measuring on kept-out letters: pairs become letters and questions whose gold is found again."""

from __future__ import annotations

from pathlib import Path

from corpus import read_letter
from eval.kept_out_letters import is_found, questions_of, write_letters
from index.training.pairs import Pair

PAIRS = [
    Pair(
        "p1",
        "exampleton/children's services focused visit - 03 april 2018",
        ("40.", "Social workers see children often.", "Plans are clear and kept up to date by managers."),
        ("do kids get seen?", "visiting frequency"),
        ((1,), (1, 2)),
        ("how many visits were late?",),
    ),
    Pair(
        "p2",
        "exampleton/children's services focused visit - 03 april 2018",
        ("◼ Care leavers live in homes that are safe.", "They keep in touch with their advisers."),
        ("where do they live once they're 18?", "care leavers' accommodation"),
        ((0,), (0,)),
        ("what does a flat cost?",),
    ),
]


def test_pairs_become_one_letter_with_their_paragraphs_apart(tmp_path: Path) -> None:
    """Two pairs of one letter are two prose paragraphs of one file, without printed numbers and bullets."""
    names = write_letters(PAIRS, tmp_path)
    assert list(names.values()) == ["letter-000.md"]
    letter = read_letter(tmp_path / "letter-000.md")
    assert [letter.slice(p) for _, p in letter.paragraphs()] == [
        "Social workers see children often. Plans are clear and kept up to date by managers.",
        "Care leavers live in homes that are safe. They keep in touch with their advisers.",
    ]


def test_every_question_has_its_gold_and_near_misses_have_none(tmp_path: Path) -> None:
    """The answering sentences are found in the letter as it was read; a near miss is unanswerable."""
    write_letters(PAIRS, tmp_path)
    letter = read_letter(tmp_path / "letter-000.md")
    questions = [question for pair in PAIRS for question in questions_of(pair, letter.id)]
    assert [len(question.gold) for question in questions] == [1, 2, 0, 1, 1, 0]
    assert [question.answerable for question in questions] == [True, True, False] * 2
    assert all(is_found(question, {letter.id: letter}) for question in questions)
