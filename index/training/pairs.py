"""The pairs: comes in: the file of questions and paragraphs, goes out: records, dealt out by letter."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

VOICES = ("member", "staff")
# Whatever seed a run has, the letters kept out of training are the same, or measuring on them would mean nothing.
SPLIT_SEED = 0


@dataclass(frozen=True)
class Pair:
    """One paragraph with its two answered questions and the near misses that it does not answer, at least one."""

    id: str
    letter: str
    sentences: tuple[str, ...]
    questions: tuple[str, str]
    answers: tuple[tuple[int, ...], tuple[int, ...]]
    near_misses: tuple[str, ...]

    @property
    def paragraph(self) -> str:
        """The whole paragraph as one text."""
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Split:
    """Row numbers of the training, development and kept-out paragraphs."""

    train: tuple[int, ...]
    dev: tuple[int, ...]
    held: tuple[int, ...]


def read_pairs(path: Path) -> list[Pair]:
    """Read the JSON-lines file at `path`."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs.append(
            Pair(
                id=row["id"],
                letter=row["letter"],
                sentences=tuple(row["sentences"]),
                questions=(row["member"], row["staff"]),
                answers=(tuple(row["member_answer"]), tuple(row["staff_answer"])),
                near_misses=tuple(row["near_misses"]) if "near_misses" in row else (row["near_miss"],),
            )
        )
    return pairs


def read_more(path: Path | None) -> list[Pair]:
    """Read further pairs, all of which are trained on; none where there is no such file."""
    return [] if path is None else read_pairs(path)


def read_training_pairs(path: Path, more: Path | None) -> list[Pair]:
    """Read the pairs to train on: those of the training letters, and further ones."""
    pairs = read_pairs(path)
    return [pairs[i] for i in split_by_letter(pairs).train] + read_more(more)


def split_by_letter(pairs: Sequence[Pair], held: float = 0.15, dev: float = 0.10) -> Split:
    """Deal whole letters, always in the same way, to kept-out, dev and train."""
    letters = sorted({pair.letter for pair in pairs})
    random.Random(SPLIT_SEED).shuffle(letters)
    held_end = round(held * len(letters))
    dev_end = held_end + round(dev * len(letters))
    place = {letter: number for number, letter in enumerate(letters)}
    rows = [place[pair.letter] for pair in pairs]
    return Split(
        train=tuple(i for i, n in enumerate(rows) if n >= dev_end),
        dev=tuple(i for i, n in enumerate(rows) if held_end <= n < dev_end),
        held=tuple(i for i, n in enumerate(rows) if n < held_end),
    )
