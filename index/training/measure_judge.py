"""Measuring the judge: comes in: pairs and a trained state, goes out: figures on letters it was not trained on."""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from index.judge_input import QUESTION_TOKENS, SENTENCE_TOKENS, tidy_question
from index.training.judge_model import JudgeModel, judge_all, load_judge, load_state
from index.training.pairs import VOICES, Pair, read_pairs, split_by_letter
from index.training.public_sets import Asked, read_clapnq, read_selqa, read_squad
from index.training.text_table import Reader

Scores = list[tuple[list[float], float]]


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Return the chance that one of `right` scores above one of `wrong`, ties half."""
    a, b = np.asarray(right)[:, None], np.asarray(wrong)[None, :]
    return float(((a > b) + 0.5 * (a == b)).mean())


def wrongful_at(
    right: Sequence[float], wrong: Sequence[float], shares: Sequence[float] = (0.05, 0.08, 0.2)
) -> list[float]:
    """Return which share of `wrong` passes where the given shares of `right` are turned away."""
    return [float((np.asarray(wrong) >= np.quantile(right, share)).mean()) for share in shares]


class Judging:
    """A trained judge with its reader."""

    def __init__(self, model: JudgeModel, reader: Reader, bfloat16: bool) -> None:
        """Keep the parts."""
        self.model, self.reader, self.bfloat16 = model, reader, bfloat16

    def scores(self, asked: Sequence[tuple[str, Sequence[str]]]) -> Scores:
        """Judge (question, sentences) pairs."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            self.reader.prepare([tidy_question(q) for q, _ in asked], QUESTION_TOKENS)
            self.reader.prepare([sentence for _, sentences in asked for sentence in sentences], SENTENCE_TOKENS)
            return judge_all(self.model, self.reader, [self.reader.read(q, s) for q, s in asked])


def say(**fields: object) -> None:
    """Write one JSON line."""
    sys.stdout.write(json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in fields.items()}) + "\n")
    sys.stdout.flush()


def near_miss_figures(judging: Judging, pairs: Sequence[Pair], name: str) -> None:
    """True questions against near misses: of their own paragraph, of an unrelated one, and by how much own is above.

    An unrelated paragraph answers neither, so what tells them apart there is the manner of asking alone.
    """
    order = list(range(len(pairs)))
    random.Random(1).shuffle(order)
    tables = []
    for places in (range(len(pairs)), order):
        asked = [
            (q, pairs[k].sentences)
            for p, k in zip(pairs, places, strict=True)
            for q in (*p.questions, p.near_misses[0])
        ]
        tables.append(np.array([s for _, s in judging.scores(asked)]).reshape(-1, len(VOICES) + 1))
    for where, table in (("own", tables[0]), ("unrelated", tables[1]), ("own above unrelated", tables[0] - tables[1])):
        near = table[:, -1].tolist()
        for voice, voice_name in enumerate(VOICES):
            true = table[:, voice]
            say(
                part=name,
                paragraph=where,
                voice=voice_name,
                auroc=area(true.tolist(), near),
                above_own=float((true > table[:, -1]).mean()),
            )
        both = table[:, :-1].ravel().tolist()
        passes = [round(x, 3) for x in wrongful_at(both, near)]
        say(part=name, paragraph=where, voice="both", auroc=area(both, near), near_misses_answered_at_5_8_20=passes)


def sentence_figures(
    judging: Judging,
    rows: Sequence[tuple[str, Sequence[str], frozenset[int]]],
    name: str,
    threshold: float | None = None,
) -> float:
    """Precision, recall and F1 of sentences above a threshold (None: best for F1), and whether the first is right."""
    scores = [s for s, _ in judging.scores([(q, s) for q, s, _ in rows])]
    grid = [threshold] if threshold is not None else np.arange(-4, 3, 0.1).round(1).tolist()
    best = (-1.0, 0.0, 0.0, 0.0)
    for limit in grid:
        precisions, recalls, f1s = [], [], []
        for own, (_, _, right) in zip(scores, rows, strict=True):
            chosen = {i for i, s in enumerate(own) if s >= limit} or {int(np.argmax(own))}
            hit = len(chosen & right)
            precision, recall = hit / len(chosen), hit / len(right)
            precisions.append(precision)
            recalls.append(recall)
            f1s.append(2 * precision * recall / (precision + recall) if hit else 0.0)
        best = max(best, (float(np.mean(f1s)), limit, float(np.mean(precisions)), float(np.mean(recalls))))
    first = float(np.mean([int(np.argmax(own)) in right for own, (_, _, right) in zip(scores, rows, strict=True)]))
    say(part=name, sentence_first_right=first, threshold=best[1], precision=best[2], recall=best[3], f1=best[0])
    return best[1]


def voice_rows(pairs: Sequence[Pair], voice: int) -> list[tuple[str, Sequence[str], frozenset[int]]]:
    """Return each paragraph's question, sentences and answering sentences."""
    return [(p.questions[voice], p.sentences, frozenset(p.answers[voice])) for p in pairs]


def letter_figures(judging: Judging, pairs: Sequence[Pair], name: str) -> None:
    """The best judged paragraph of the whole letter: true questions against near misses."""
    letters: dict[str, list[Pair]] = {}
    for pair in pairs:
        letters.setdefault(pair.letter, []).append(pair)
    asked = [
        (q, other.sentences) for p in pairs for q in (*p.questions, p.near_misses[0]) for other in letters[p.letter]
    ]
    scores = iter([s for _, s in judging.scores(asked)])
    best = np.array([[max(next(scores) for _ in letters[p.letter]) for _ in range(3)] for p in pairs])
    true = best[:, :2].ravel().tolist()
    say(
        part=name,
        paragraph="best of the letter",
        auroc=area(true, best[:, 2].tolist()),
        near_misses_answered_at_5_8_20=[round(x, 3) for x in wrongful_at(true, best[:, 2].tolist())],
    )


def public_figures(judging: Judging, folder: Path) -> None:
    """Public sets that were not trained on: two SQuAD articles, CLAPnq, SelQA's test."""
    squad = [a for a in read_squad(folder / "squad2_half_dev.json") if a.source in ("Force", "Warsaw")]
    clap = read_clapnq(folder / "clapnq_dev_answerable.jsonl") + read_clapnq(folder / "clapnq_dev_unanswerable.jsonl")
    for name, rows in (("squad held", squad), ("clapnq", clap)):
        scores = [s for _, s in judging.scores([(a.question, a.sentences) for a in rows])]
        say(
            public=name,
            auroc=area(
                [s for s, a in zip(scores, rows, strict=True) if a.right],
                [s for s, a in zip(scores, rows, strict=True) if not a.right],
            ),
        )
        answered: list[Asked] = [a for a in rows if a.right]
        sentence_figures(judging, [(a.question, a.sentences, a.right) for a in answered], name)
    selqa = read_selqa(folder / "selqa_test.json")[::3]
    sentence_figures(judging, [(a.question, a.sentences, a.right) for a in selqa], "selqa test")


def main() -> None:
    """Measure on the development or the kept-out letters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--part", choices=("dev", "held"), default="dev")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    pairs = read_pairs(args.pairs)
    rows = getattr(split_by_letter(pairs), args.part)
    chosen = [pairs[i] for i in rows]
    model, reader = load_judge(args.base, args.adapter)
    load_state(model, args.state)
    judging = Judging(model, reader, args.bfloat16)
    near_miss_figures(judging, chosen, args.part)
    letter_figures(judging, chosen, args.part)
    for voice, name in enumerate(VOICES):
        sentence_figures(judging, voice_rows(chosen, voice), f"{args.part} {name}", args.threshold)
    both = [row for voice in range(len(VOICES)) for row in voice_rows(chosen, voice)]
    sentence_figures(judging, both, f"{args.part} both", args.threshold)
    if args.public:
        public_figures(judging, args.public)


if __name__ == "__main__":
    main()
