"""Splitting the question set: comes in: the question files, goes out: the same files with `split` set on every line.

The paragraph of a question's first gold quote decides by its hash, so no paragraph is judged on that was tuned on;
what has no gold goes by its group. All questions of one group, and any two that share a run of eight words, stay
together. Run it with `python -m eval.split_questions` after adding questions; the same questions get the same split.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus import SHIPPED_LETTERS, Letter, find_letter_files, read_letter
from eval.gold import locate, plain_words
from eval.question import GoldQuote
from eval.questions import QUESTION_FOLDER, read_records

# Chosen among the first hundred numbers for halves that are alike in size and types; never by any result.
SALT = 84
RUN_LENGTH = 8
Record = dict[str, object]


def split_files(paths: Iterable[Path], letters: Mapping[str, Letter], salt: int = SALT) -> dict[str, int]:
    """Set `split` in every record of `paths`, write the files, and return how many questions each split holds."""
    records_by_path = {path: [record for _, record in read_records(path)] for path in paths}
    everything = [record for records in records_by_path.values() for record in records]
    for record, split in zip(everything, choose_splits(everything, letters, salt), strict=True):
        record["split"] = split
    for path, records in records_by_path.items():
        lines = (json.dumps(_in_order(record), ensure_ascii=False) for record in records)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return {split: sum(record["split"] == split for record in everything) for split in ("dev", "test")}


def choose_splits(records: list[Record], letters: Mapping[str, Letter], salt: int = SALT) -> list[str]:
    """Return "dev" or "test" for each record, in order; records that share a tie share the split."""
    parents: dict[str, str] = {}

    def root(tie: str) -> str:
        parents.setdefault(tie, tie)
        while parents[tie] != tie:
            tie = parents[tie]
        return tie

    ties_of = [ties(record, letters) for record in records]
    for tied in ties_of:
        roots = sorted({root(tie) for tie in tied})
        for other in roots[1:]:
            # The least name stands for all, so the order of the lines does not matter.
            parents[other] = roots[0]
    return ["dev" if _is_even(f"{salt} {root(tied[0])}") else "test" for tied in ties_of]


def ties(record: Record, letters: Mapping[str, Letter]) -> list[str]:
    """Return the names a question shares with others that must not be parted from it."""
    names = []
    gold = record["gold"]
    if isinstance(gold, list) and gold:
        place = locate(GoldQuote(gold[0]["letter"], gold[0]["quote"]), letters[gold[0]["letter"]])[0].paragraph
        # "0" sorts before the other names: the paragraph, where there is one, decides.
        names.append(f"0 {place.letter_id} {place.start}")
    names.append(f"1 {record['group_id']}")
    for text in (record["question"], record["standalone"]):
        names += [f"2 {run}" for run in word_runs(str(text or ""))]
    return names


def word_runs(text: str, length: int = RUN_LENGTH) -> set[str]:
    """Return every run of `length` neighbouring words of `text`."""
    words = plain_words(text)
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def _is_even(name: str) -> bool:
    return hashlib.sha256(name.encode("utf-8")).digest()[0] % 2 == 0


def _in_order(record: Record) -> Record:
    """Keep `split` beside the ids, where a reader looks for it."""
    first = {name: record[name] for name in ("id", "group_id", "split")}
    return first | {name: value for name, value in record.items() if name not in first}


def main() -> None:
    """Split the shipped question files in place."""
    letters = {letter.id: letter for letter in map(read_letter, find_letter_files([SHIPPED_LETTERS]))}
    split_files(sorted(QUESTION_FOLDER.glob("*.jsonl")), letters)


if __name__ == "__main__":
    main()
