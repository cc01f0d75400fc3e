"""Public question sets: comes in: their files, goes out: questions with sentences and which of them answer."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(0-9])")


@dataclass(frozen=True)
class Asked:
    """A question, the sentences it was asked of, and the numbers of those that answer (none: it is not answered).

    `near` is a sentence that only seems to answer, where the set names one; `source` is the article.
    """

    question: str
    sentences: tuple[str, ...]
    right: frozenset[int]
    near: int | None
    source: str


def split_sentences(text: str) -> list[tuple[int, str]]:
    """Split prose at full stops before capitals; each sentence with its offset."""
    starts = [0, *(m.end() for m in _END.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [(start, text[start:end].strip()) for start, end in zip(starts, ends, strict=True)]


def sentence_at(sentences: Sequence[tuple[int, str]], offset: int) -> int:
    """Return the number of the sentence that `offset` lies in."""
    return max(number for number, (start, _) in enumerate(sentences) if start <= offset)


def read_squad(path: Path) -> list[Asked]:
    """Read SQuAD 2.0: half of the questions are not answered by their paragraph."""
    rows = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            sentences = split_sentences(paragraph["context"])
            texts = tuple(text for _, text in sentences)
            for asked in paragraph["qas"]:
                right = frozenset(sentence_at(sentences, a["answer_start"]) for a in asked["answers"])
                seems = asked.get("plausible_answers") or []
                near = sentence_at(sentences, seems[0]["answer_start"]) if seems else None
                rows.append(Asked(asked["question"], texts, right, near, article["title"]))
    return rows


def read_selqa(path: Path) -> list[Asked]:
    """Read SelQA: every question has an answering sentence among the candidates of one section."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Asked(row["question"], tuple(row["candidates"]), frozenset(row["answers"]), None, row["article"])
        for row in rows
    ]


def read_clapnq(path: Path) -> list[Asked]:
    """Read CLAPnq: natural questions with one passage; no selected sentence means it is not answered."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage = row["passages"][0]
        sentences = tuple(passage["sentences"])
        chosen = {s.strip() for output in row["output"] for s in output["selected_sentences"]}
        right = frozenset(i for i, s in enumerate(sentences) if s.strip() in chosen)
        rows.append(Asked(row["input"], sentences, right, None, passage["title"]))
    return rows
