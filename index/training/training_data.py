"""What judge and teacher learn from: comes in: the command line, goes out: pairs, labels and batches of examples."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from index.durable import file_sha256
from index.judge_input import QUESTION_TOKENS, SENTENCE_TOKENS, tidy_question
from index.training.encoder import Encoder
from index.training.judge_examples import Example, Others, Sizes, epoch_batches
from index.training.labelled import Labelled, read_labelled
from index.training.neighbours import other_paragraphs
from index.training.pairs import Pair, read_training_pairs
from index.training.public_sets import Asked, read_selqa, read_squad
from index.training.text_table import TextTable

HELD_ARTICLES = ("Force", "Warsaw")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files to learn from."""
    parser.add_argument("--more", type=Path, help="further pairs, all of them trained on")
    parser.add_argument("--public", type=Path, help="folder of the public sets")
    parser.add_argument("--labels", type=Path, help="which of the passages nearest to a question answer it")
    parser.add_argument("--others", type=Path, help="file to keep the neighbour lists in")


@dataclass(frozen=True)
class TrainingData:
    """Everything that examples are cut from."""

    pairs: Sequence[Pair]
    others: Others
    public: Sequence[Asked]
    labelled: Sequence[Labelled]

    def batches(self, args: argparse.Namespace) -> Iterator[list[Example]]:
        """Deal batches out as they are needed: all of them at once would fill gigabytes."""
        sizes = Sizes(args.batch, args.public_batch, args.label_batch)
        return chain.from_iterable(
            epoch_batches(self.pairs, self.others, self.public, self.labelled, sizes, f"{args.seed}-{epoch}")
            for epoch in range(args.epochs)
        )

    def prepare(self, reader: TextTable) -> None:
        """Have all texts read."""
        asked = [q for pair in self.pairs for q in (*pair.questions, *pair.near_misses)]
        asked += [one.question for one in self.public] + [one.question for one in self.labelled]
        reader.prepare([tidy_question(question) for question in asked], QUESTION_TOKENS)
        texts = [*(pair.sentences for pair in self.pairs), *(one.sentences for one in self.public)]
        reader.prepare([sentence for text in texts for sentence in text], SENTENCE_TOKENS)


def read_training_data(args: argparse.Namespace, encoder: Callable[[], Encoder] | None) -> TrainingData:
    """Read the files that `args` name; `encoder` is asked for only where no neighbour lists are kept yet.

    Raises ValueError where the lists kept are of other pairs, or none are kept and there is no encoder.
    """
    pairs = read_training_pairs(args.pairs, args.more)
    if args.others and args.others.exists():
        others = Others(*json.loads(args.others.read_text()))
        if len(others.of_questions) != len(pairs):
            raise ValueError(f"{args.others} lists {len(others.of_questions)} paragraphs, not {len(pairs)}: remove it.")
    elif encoder is None:
        raise ValueError("--others must name neighbour lists, which train_judge keeps.")
    else:
        others = other_paragraphs(pairs, encoder())
        if args.others:
            args.others.write_text(json.dumps([others.of_questions, others.of_near_misses]))
    labelled = read_labelled(args.labels, pairs) if args.labels else []
    return TrainingData(pairs, others, _read_public(args.public), labelled)


def header_of(args: argparse.Namespace, **others: Path | None) -> dict[str, str]:
    """Return the SHA-256 of pairs, further pairs, labels and `others` ("" where there is none), and all settings."""
    files = {"data": args.pairs, "more": args.more, "labels": args.labels, **others}
    settings = {name: str(value) for name, value in vars(args).items() if not isinstance(value, Path)}
    return {f"{name}_sha256": file_sha256(path) if path else "" for name, path in files.items()} | settings


def planned_steps(args: argparse.Namespace, pairs: int) -> int:
    """Return how many steps are planned: those asked for, or enough for all `pairs` in each epoch."""
    return int(args.steps or args.epochs * -(-pairs // args.batch))


def _read_public(folder: Path | None) -> list[Asked]:
    """Read what is trained on: SQuAD but two articles, and SelQA's development set."""
    if folder is None:
        return []
    squad = [a for a in read_squad(folder / "squad2_half_dev.json") if a.source not in HELD_ARTICLES]
    return squad + read_selqa(folder / "selqa_dev.json")
