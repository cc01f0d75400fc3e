"""Neighbours: comes in: pairs and an encoder, goes out: for each pair paragraphs that hardly answer its questions."""

from collections.abc import Sequence

import numpy as np

from index.training.encoder import Encoder
from index.training.judge_examples import Others
from index.training.pairs import VOICES, Pair
from index.training.scoring import bm25_scores, fuse

FIRST_FOR_NEAR_MISSES = 8


def other_paragraphs(pairs: Sequence[Pair], encoder: Encoder, same: float = 0.85) -> Others:
    """List for each paragraph others that hardly answer its questions: of its letter, or ranked 5th to 60th.

    The very first ranks are left out, as they may truly answer, and so is what says nearly the same. A near miss, which
    letters seldom answer, is judged with the first ones, as it will be when it is asked.
    """
    texts = [pair.paragraph for pair in pairs]
    vectors = encoder.embed(texts)
    alike = vectors @ vectors.T
    letters = [pair.letter for pair in pairs]
    found: list[dict[int, None]] = [{} for _ in pairs]
    for voice in range(len(VOICES)):
        asked = [pair.questions[voice] for pair in pairs]
        scores = fuse(
            {"bm25": bm25_scores(texts, asked), "paragraph": encoder.embed(asked) @ vectors.T},
            {"bm25": 0.4, "paragraph": 0.6},
        )
        for row, order in enumerate(np.argsort(-scores, axis=1)[:, 5:60].tolist()):
            found[row].update(dict.fromkeys(order))
    for row, letter in enumerate(letters):
        own = [i for i, other in enumerate(letters) if other == letter]
        # A letter's own other paragraphs are dealt out as often as all the ranked ones together.
        found[row].update(dict.fromkeys(own))
        found[row].pop(row, None)
    of_questions = [
        [i for i in row_found if alike[row, i] < same] + [i for i in row_found if letters[i] == letters[row]] * 4
        for row, row_found in enumerate(found)
    ]
    missed = encoder.embed([near for pair in pairs for near in pair.near_misses])
    ends = np.cumsum([len(pair.near_misses) for pair in pairs])
    of_near_misses = []
    for row, own_missed in enumerate(np.split(missed, ends[:-1])):
        first = np.argsort(-own_missed @ vectors.T, axis=1)[:, :FIRST_FOR_NEAR_MISSES].ravel().tolist()
        of_near_misses.append([i for i in first if alike[row, i] < same and i != row])
    return Others(of_questions, of_near_misses)
