"""Promises of the labelled passages: labels find their words, and what only may answer is left out."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

from index.training.judge_examples import Others, Sizes, cut_as_judged, epoch_batches, labelled_examples
from index.training.labelled import Labelled, NearPassage, read_labelled
from index.training.pairs import Pair
from index.training.public_sets import Asked

PAIRS = [
    Pair("a", "x", ("a0.", "a1."), ("who?", "staff who"), ((1,), (0, 1)), ("when?", "why?")),
    Pair("b", "y", ("b0.", "b1.", "b2."), ("what?", "staff what"), ((0,), (0,)), ("how many?",)),
]


def read(path: Path, *rows: object) -> list[Labelled]:
    """Write `rows` as lines and read them."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read_labelled(path, PAIRS)


def test_a_near_miss_has_the_passages_it_was_read_with(tmp_path: Path) -> None:
    """The second near miss of "a" was read with "b", whose last two sentences answer it."""
    (one,) = read(tmp_path / "labels", {"of": "a", "asked": 1, "passages": [["b", 0, [1, 2]]]})
    assert one == Labelled("why?", (NearPassage(("b0.", "b1.", "b2."), 0, frozenset({1, 2})),))


def test_an_answered_question_has_its_own_paragraph_first(tmp_path: Path) -> None:
    """A staff question is answered by both sentences of its own paragraph and by nothing of the other."""
    (one,) = read(tmp_path / "labels", {"of": "a", "asked": "staff", "passages": [["b", 2, []]]})
    assert one.question == "staff who"
    assert [passage.right for passage in one.passages] == [frozenset({0, 1}), frozenset()]


def test_what_may_answer_is_left_out(tmp_path: Path) -> None:
    """A passage that the reader was not sure of teaches neither yes nor no."""
    (one,) = read(tmp_path / "labels", {"of": "a", "asked": 0, "passages": [["b", 0, None]]})
    assert one.passages == ()


def test_a_question_written_on_its_passages_brings_its_words(tmp_path: Path) -> None:
    """It belongs to no paragraph: "a" does not answer it, the first sentence of "b" does."""
    (one,) = read(tmp_path / "labels", {"question": "how?", "passages": [["a", 1, []], ["b", 2, [0]]]})
    assert one.question == "how?"
    assert [(passage.near, passage.right) for passage in one.passages] == [(1, frozenset()), (2, frozenset({0}))]


def test_labels_of_paragraphs_that_are_not_at_hand_are_passed_over(tmp_path: Path) -> None:
    """Neither a question nor a passage of a letter that was not given is guessed."""
    rows = ({"of": "z", "asked": 0, "passages": []}, {"of": "a", "asked": 0, "passages": [["z", 0, []]]})
    assert read(tmp_path / "labels", *rows) == []


def test_each_passage_becomes_an_example_round_what_answers_or_as_it_is_judged() -> None:
    """A window holds an answering sentence or the nearest one, and a label only for what it holds."""
    answers = NearPassage(("n0.", "n1.", "n2.", "n3."), 0, frozenset({3}))
    seems = NearPassage(("s0.", "s1.", "s2.", "s3."), 2, frozenset())
    windows = set()
    for seed in range(50):
        first, second = labelled_examples(Labelled("q?", (answers, seems)), 7, random.Random(seed))
        assert {first.sentences[i] for i in first.right} == {"n3."} & set(first.sentences)
        assert "n3." in first.sentences or first.sentences == ("n0.", "n1.", "n2.")
        assert "s2." in second.sentences
        assert not second.right
        assert (first.group, second.group) == (7, 7)
        windows.add("n3." in first.sentences)
    assert windows == {True, False}


def test_a_passage_is_cut_as_it_is_judged() -> None:
    """Three sentences, the nearest in their middle where it can be, fewer where they are long; labels move along."""
    sentences = tuple(f"s{i}." for i in range(6))
    asked = Asked("q?", sentences, frozenset({0, 3}), None, "")
    for near, first in ((0, 0), (1, 0), (3, 2), (5, 3)):
        example = cut_as_judged(asked, near, group=1)
        assert example.sentences == sentences[first : first + 3]
        assert {example.sentences[i] for i in example.right} == {"s0.", "s3."} & set(example.sentences)
    long = replace(asked, sentences=tuple("x" * 600 + str(i) for i in range(6)))
    assert cut_as_judged(long, 2, group=1).sentences == (long.sentences[2],)


def test_a_batch_holds_what_was_asked_for() -> None:
    """Both paragraphs with all their questions and one labelled question with its one passage."""
    labelled = [Labelled("label?", (NearPassage(("n.",), 0, frozenset({0})),))]
    sizes = Sizes(paragraphs=2, public=0, labelled=1)
    (batch,) = epoch_batches(PAIRS, Others([[], []], [[], []]), [], labelled, sizes, "s")
    assert sum(example.question == "label?" for example in batch) == 1
    assert {"who?", "staff who", "what?", "when?", "how many?"} <= {example.question for example in batch}
