"""Promises of the judge's training examples: windows keep their labels, a removed answer is gone."""

from __future__ import annotations

import random

from index.training.judge_examples import Others, cut_example, cut_window, pair_examples, without_answer
from index.training.pairs import Pair
from index.training.public_sets import Asked, sentence_at, split_sentences

ASKED = Asked("who?", ("a one.", "b two.", "c three.", "d four."), frozenset({1, 2}), None, "x")


def test_a_window_holds_its_middle() -> None:
    """Whatever chance draws, the sentence the window is cut round lies in it, and it lies in the paragraph."""
    for seed in range(200):
        first, last = cut_window(ASKED.sentences, 2, random.Random(seed))
        assert 0 <= first <= 2 < last <= 4


def test_a_very_long_paragraph_is_cut_to_what_can_be_read() -> None:
    """Ten sentences of 300 letters: at most three are kept, the middle one among them."""
    for seed in range(50):
        first, last = cut_window(["x" * 300] * 10, 6, random.Random(seed))
        assert first <= 6 < last <= first + 3


def test_labels_move_with_the_window() -> None:
    """Each label of a window points to the sentence it pointed to in the paragraph."""
    for seed in range(100):
        example = cut_example(ASKED, 1, random.Random(seed), group=0)
        assert {example.sentences[i] for i in example.right} == {"b two.", "c three."} & set(example.sentences)


def test_a_paragraph_without_its_answer_does_not_answer() -> None:
    """The answering sentences are gone and nothing is marked; nothing is left of a paragraph that is all answer."""
    for seed in range(50):
        example = without_answer(ASKED, random.Random(seed), group=0)
        assert example is not None
        assert not example.right
        assert set(example.sentences) <= {"a one.", "d four."}
    assert without_answer(Asked("q", ("a.",), frozenset({0}), None, ""), random.Random(0), 0) is None


def test_a_near_miss_is_answered_nowhere() -> None:
    """Among a paragraph's examples both its questions have a marked sentence and its near miss has none."""
    pair = Pair("p1", "l", ("a one.", "b two."), ("member?", "staff?"), ((0,), (1,)), ("near?",))
    examples = pair_examples(0, [pair], Others([[]], [[]]), random.Random(3))
    assert {e.question for e in examples if e.right} == {"member?", "staff?"}
    assert [e.right for e in examples if e.question == "near?"] == [frozenset()]


def test_an_offset_finds_its_sentence() -> None:
    """A full stop before a capital ends a sentence, one within a number does not."""
    sentences = split_sentences("It rose 3.5 per cent. Then it fell.")
    assert [text for _, text in sentences] == ["It rose 3.5 per cent.", "Then it fell."]
    assert [sentence_at(sentences, offset) for offset in (0, 10, 22, 30)] == [0, 0, 1, 1]
