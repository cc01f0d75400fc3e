"""The pool with its teacher's verdicts: comes in: two files and the pairs, goes out: examples to learn from."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.durable import file_sha256
from index.training.judge_examples import JUDGED, Example, cut_as_judged
from index.training.pairs import Pair
from index.training.public_sets import Asked

Logits = npt.NDArray[np.float16]
SURE = 4.0  # A logit that is sure: 1.8% or 98.2%.
POOL_GROUPS = 10_000_000  # The pool's groups are numbered from here on, above all others.


class PoolVerdicts(NamedTuple):
    """The teacher's logits, in the pool's order: `answers` (windows,), `sentences` (windows, 3), nan where none is."""

    answers: Logits
    sentences: Logits


@dataclass(frozen=True)
class PoolQuestion:
    """A question, the windows of passages that it may be judged on, and the number of the first of them."""

    windows: tuple[Example, ...]
    first: int


def read_pool(path: Path, pairs: Sequence[Pair]) -> list[PoolQuestion]:
    """Read the pool, each window cut as passages are judged. Raises ValueError where a paragraph is not in `pairs`."""
    by_id = {pair.id: pair for pair in pairs}
    pool: list[PoolQuestion] = []
    first = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        unknown = next((paragraph for paragraph, _ in row["passages"] if paragraph not in by_id), None)
        if unknown is not None:
            raise ValueError(f"{path}, line {number + 1}: no paragraph {unknown}; give the pairs the pool was made of.")
        windows = tuple(
            _window(row["question"], by_id[paragraph], near, POOL_GROUPS + number)
            for paragraph, near in row["passages"]
        )
        pool.append(PoolQuestion(windows, first))
        first += len(windows)
    return pool


def _window(question: str, pair: Pair, near: int, group: int) -> Example:
    return cut_as_judged(Asked(question, pair.sentences, frozenset(), None, ""), near, group)


def pack_verdicts(verdicts: Sequence[tuple[Sequence[float], float]]) -> PoolVerdicts:
    """Put (sentence logits, window logit) of each window into tables."""
    sentences = np.full((len(verdicts), JUDGED), np.nan, np.float16)
    for row, (own, _) in enumerate(verdicts):
        sentences[row, : len(own)] = own[:JUDGED]
    return PoolVerdicts(np.array([whole for _, whole in verdicts], np.float16), sentences)


def write_verdicts(path: Path, verdicts: PoolVerdicts, pool: Path) -> None:
    """Write `verdicts` with the name of the file that they judge."""
    with path.open("wb") as file:
        np.savez_compressed(file, **verdicts._asdict(), pool=np.array(file_sha256(pool)))


def read_verdicts(path: Path, pool: Path) -> PoolVerdicts:
    """Read what `train_teacher` wrote on `pool`. Raises ValueError where it judges another pool or holds no numbers."""
    with np.load(path) as file:
        judged, verdicts = str(file["pool"]), PoolVerdicts(file["answers"], file["sentences"])
    if judged != file_sha256(pool):
        raise ValueError(f"{path} judges another pool: run train_teacher on {pool}.")
    if not np.isfinite(verdicts.answers).all():
        raise ValueError(f"{path} holds verdicts that are no numbers: the teacher's training went wrong.")
    return verdicts


def taught_batches(
    pool: Sequence[PoolQuestion], verdicts: PoolVerdicts, questions: int, seed: int, most_sure: int | None = None
) -> Iterator[list[Example]]:
    """Deal the pool out without end, `questions` with their windows at a time, taught by `verdicts`.

    Of the windows that the teacher is sure of no more than `most_sure` of each question are dealt (None: all).
    Raises ValueError where the pool has fewer questions than are to be dealt at a time.
    """
    if not 0 < questions <= len(pool):
        raise ValueError(f"{questions} questions at a time cannot be dealt of a pool of {len(pool)}.")
    return _deal(pool, verdicts, questions, random.Random(seed), most_sure)


def _deal(
    pool: Sequence[PoolQuestion], verdicts: PoolVerdicts, questions: int, chance: random.Random, most_sure: int | None
) -> Iterator[list[Example]]:
    answers, sentences = _chances(verdicts.answers), _chances(verdicts.sentences)
    order = list(range(len(pool)))
    while True:
        chance.shuffle(order)
        for start in range(0, len(order) - questions + 1, questions):
            batch = []
            for place in order[start : start + questions]:
                numbers = list(range(pool[place].first, pool[place].first + len(pool[place].windows)))
                if most_sure is not None:
                    sure = [n for n in numbers if abs(verdicts.answers[n]) > SURE]
                    left_out = set(chance.sample(sure, max(0, len(sure) - most_sure)))
                    numbers = [n for n in numbers if n not in left_out]
                for number in numbers:
                    window = pool[place].windows[number - pool[place].first]
                    own = tuple(sentences[number, : len(window.sentences)].tolist())
                    batch.append(replace(window, chances=own, answers=float(answers[number])))
            yield batch


def _chances(logits: Logits) -> npt.NDArray[np.float32]:
    """Return the chances, 0 where there is no logit."""
    chances = 1.0 / (1.0 + np.exp(-logits.astype(np.float32)))
    return np.nan_to_num(chances).astype(np.float32)
