"""Making the pool: comes in: questions and paragraphs of many letters, goes out: for each question passages to judge.

Run as `python -m index.training.make_pool PAIRS BASE ADAPTER OUT --more MORE --labels FILE [FILE ...]`. Nobody
says whether these passages answer; the teacher does (`train_teacher.py`). They are the first ones of a few letters
drawn at random, by BM25, paragraph and best sentence. A line has the question and each passage's paragraph with its
nearest sentence; the letters' text is not in it.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from index.training.encoder import Encoder, Floats, load_encoder
from index.training.pairs import Pair, read_training_pairs
from index.training.scoring import FUSION, Ints, bm25_scores, fuse, grouped_max

SIZES = (5, 7, 40)  # Letters that are searched: of one council, and of several.
FIRST = 3  # As many as are judged when somebody asks.
FEW_SETS, MANY_SETS = 3, 8
FEW, MANY = 9, 24
BLOCK = 1000


class Known(NamedTuple):
    """A question, the letter it was written on ("" if on none or on several), how many sets of letters it is asked of.

    Of the passages found in them the first `most` are kept.
    """

    question: str
    letter: str
    sets: int
    most: int


def known_questions(pairs: Sequence[Pair], labels: Sequence[Path]) -> list[Known]:
    """Return each question once: those of `pairs`, and those that the files of labels bring along.

    Of one that stands on several lines, as those written without sight of a letter do, more passages are kept.
    """
    found = {q: Known(q, pair.letter, FEW_SETS, FEW) for pair in pairs for q in (*pair.questions, *pair.near_misses)}
    lines = [json.loads(line) for path in labels for line in path.read_text(encoding="utf-8").splitlines()]
    asked = Counter(str(line["question"]) for line in lines if "question" in line)
    for question, times in asked.items():
        found.setdefault(question, Known(question, "", MANY_SETS, MANY if times > 1 else FEW))
    return list(found.values())


def draw_rows(known: Known, of_letters: dict[str, list[int]], chance: random.Random) -> Iterator[list[int]]:
    """Yield the paragraphs' numbers of each set of letters that `known` is asked of.

    In half of the first sets stands the letter that the question was written on.
    """
    names = sorted(of_letters)
    for number in range(known.sets):
        drawn = chance.sample(names, SIZES[number % len(SIZES)])
        if number == 0 and known.letter and chance.random() < 0.5 and known.letter not in drawn:
            drawn[0] = known.letter
        yield [row for name in drawn for row in of_letters[name]]


def make_pool(
    pairs: Sequence[Pair], known: Sequence[Known], encoder: Encoder, seed: int
) -> Iterator[dict[str, object]]:
    """Yield a line for each of `known`, in order."""
    chance = random.Random(seed)
    texts = [pair.paragraph for pair in pairs]
    of_letters: dict[str, list[int]] = {}
    for row, pair in enumerate(pairs):
        of_letters.setdefault(pair.letter, []).append(row)
    starts: Ints = np.cumsum([0, *(len(pair.sentences) for pair in pairs[:-1])])
    paragraphs = encoder.embed(texts)
    sentences = encoder.embed([sentence for pair in pairs for sentence in pair.sentences])
    for begin in range(0, len(known), BLOCK):
        block = known[begin : begin + BLOCK]
        asked = [one.question for one in block]
        vectors = encoder.embed(asked)
        near = vectors @ sentences.T
        parts = {
            "bm25": bm25_scores(texts, asked),
            "paragraph": vectors @ paragraphs.T,
            "sentence": grouped_max(near, starts),
        }
        for place, one in enumerate(block):
            chosen: dict[int, None] = {}
            for rows in draw_rows(one, of_letters, chance):
                chosen.update(dict.fromkeys(_first(parts, place, rows)))
            passages = []
            for row in list(chosen)[: one.most]:
                own = near[place, starts[row] : starts[row] + len(pairs[row].sentences)]
                passages.append([pairs[row].id, int(own.argmax())])
            yield {"question": one.question, "passages": passages}
        sys.stderr.write(f"{begin + len(block)} of {len(known)}\n")


def _first(parts: dict[str, Floats], place: int, rows: Sequence[int]) -> list[int]:
    """Return the best ones of the paragraphs `rows` for the question at `place`."""
    scores = fuse({name: table[place, rows][None, :] for name, table in parts.items()}, FUSION)[0]
    return [rows[i] for i in np.argsort(-scores)[:FIRST].tolist()]


def main() -> None:
    """Write the pool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("base", type=Path, help="folder of the base model")
    parser.add_argument("adapter", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--labels", type=Path, nargs="+", default=[])
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(2)
    pairs = read_training_pairs(args.pairs, args.more)
    known = known_questions(pairs, args.labels)
    with args.out.open("w", encoding="utf-8") as file:
        for line in make_pool(pairs, known, load_encoder(args.base, args.adapter), args.seed):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
