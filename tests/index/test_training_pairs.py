"""Promises of the training data: the letters kept out are kept out of every run."""

from __future__ import annotations

from index.training.pairs import Pair, split_by_letter


def make_pairs(letters: int) -> list[Pair]:
    """Two paragraphs of each letter."""
    return [
        Pair(f"{letter}-{n}", f"letter {letter}", ("a.",), ("m?", "s?"), ((0,), (0,)), ("n?",))
        for letter in range(letters)
        for n in range(2)
    ]


def test_the_split_is_by_letter_and_the_same_for_every_run() -> None:
    """No seed of a run moves a letter: what was kept out once is never trained on."""
    pairs = make_pairs(40)
    split = split_by_letter(pairs)
    assert split == split_by_letter(pairs)
    assert sorted((*split.train, *split.dev, *split.held)) == list(range(80))
    letters = [{pairs[row].letter for row in part} for part in (split.train, split.dev, split.held)]
    assert [len(part) for part in letters] == [30, 4, 6]
    assert len(set().union(*letters)) == 40, "no letter is in two parts"
