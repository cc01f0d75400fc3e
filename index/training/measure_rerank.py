"""Measuring the judge as a ranker: comes in: pairs and a judge, goes out: retrieval figures with and without it."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from index.training.encoder import Encoder, load_encoder
from index.training.judge_model import load_judge, load_state
from index.training.measure_judge import Judging
from index.training.measure_retrieval import (
    ask,
    by_voice,
    head,
    make_library,
    make_second,
    make_trial,
    rerank,
    say,
    table_line,
)
from index.training.pairs import Pair, read_pairs, split_by_letter
from index.training.scoring import FUSION, gold_ranks

LATE, LATE_SHARE, LATE_DEPTH = "late paragraph", 0.5, 30
DEPTHS = (4, 6, 12)
SHARES = (0.2, 0.4, 0.6, 1.0)


def report(encoder: Encoder, judging: Judging, pairs: Sequence[Pair]) -> None:
    """Write the figures of all questions on `pairs`, the pool being their paragraphs."""
    rows = range(len(pairs))
    with torch.autocast("cpu", torch.bfloat16):
        library, asked = make_library(encoder, list(pairs)), ask(encoder, pairs, rows)
    trial = make_trial(library, asked, rows)
    second = make_second(library, asked, trial, FUSION, LATE_DEPTH)
    mixed = rerank(second.fused, second.top, second.late[LATE], LATE_SHARE)
    top = np.argsort(-mixed, axis=1, kind="stable")[:, : max(DEPTHS)]
    read = [(question, pairs[k].sentences) for question, row in zip(asked.texts, top, strict=True) for k in row]
    logits = np.array([answers for _, answers in judging.scores(read)], dtype=np.float32).reshape(top.shape)
    chances = (1.0 / (1.0 + np.exp(-logits))).astype(np.float32)
    say(*head(), table_line("fusion", by_voice(gold_ranks(second.fused, trial.gold))))
    say(table_line("fusion + late", by_voice(gold_ranks(mixed, trial.gold))))
    for depth in DEPTHS:
        for share in SHARES:
            judged = rerank(mixed, top[:, :depth], chances[:, :depth], share)
            say(table_line(f"+ judge, first {depth}, share {share}", by_voice(gold_ranks(judged, trial.gold))))


def main() -> None:
    """Measure on the development or the kept-out letters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("judge", type=Path)
    parser.add_argument("--part", choices=("dev", "held"), default="held")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only the first so many paragraphs (a trial)")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    pairs = read_pairs(args.pairs)
    chosen = [pairs[i] for i in getattr(split_by_letter(pairs), args.part)][: args.limit]
    model, reader = load_judge(args.base, args.adapter)
    load_state(model, args.judge)
    report(load_encoder(args.base, args.adapter), Judging(model, reader, bfloat16=True), chosen)


if __name__ == "__main__":
    main()
