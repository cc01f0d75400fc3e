"""Labelled passages: comes in: a file of labels and the pairs, goes out: questions with passages near to them, judged.

`labels.jsonl` beside this file says of the passages that were found nearest to a question whether they answer it. A
line names the paragraph the question was written on (`of`), which of its questions it is (`asked`: a voice, or a near
miss's number), and the other paragraphs: of each its id, the number of the sentence nearest to the question, and the
numbers of those that answer, or null where it may. A line with a `question` is one that was written on its passages, to
be answered by one of them or to seem so. The letters' text is not in it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.training.pairs import VOICES, Pair


@dataclass(frozen=True)
class NearPassage:
    """A passage near to a question: its sentences, the nearest one's number, and which of them answer."""

    sentences: tuple[str, ...]
    near: int
    right: frozenset[int]


@dataclass(frozen=True)
class Labelled:
    """A question with passages near to it; its own paragraph, where that answers, is the first one."""

    question: str
    passages: tuple[NearPassage, ...]


def read_labelled(path: Path, pairs: Sequence[Pair]) -> list[Labelled]:
    """Read the labels whose paragraphs are all among `pairs`; passages that only may answer are left out."""
    by_id = {pair.id: pair for pair in pairs}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        _join(row, by_id)
        for row in rows
        if ("question" in row or row["of"] in by_id) and all(number in by_id for number, _, _ in row["passages"])
    ]


def _join(row: Mapping[str, Any], by_id: Mapping[str, Pair]) -> Labelled:
    """Join a line's labels to the words."""
    near = [
        NearPassage(by_id[paragraph].sentences, nearest, frozenset(right))
        for paragraph, nearest, right in row["passages"]
        if right is not None
    ]
    if "question" in row:
        return Labelled(row["question"], tuple(near))
    own, asked = by_id[row["of"]], row["asked"]
    if isinstance(asked, int):
        return Labelled(own.near_misses[asked], tuple(near))
    voice = VOICES.index(asked)
    right = own.answers[voice]
    return Labelled(own.questions[voice], (NearPassage(own.sentences, right[0], frozenset(right)), *near))
