"""Measuring: comes in: the pairs file and an encoder, goes out: tables of retrieval figures on kept-out letters."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from index.exemplars import read_exemplars
from index.training.encoder import Encoder, Floats, TokenVectors, load_encoder
from index.training.pairs import VOICES, Pair, Split, read_pairs, split_by_letter
from index.training.scoring import (
    Ints,
    bm25_scores,
    figures,
    fuse,
    gold_ranks,
    grouped_max,
    late_score,
    min_max,
    piece_weights,
)

PARTS = ("bm25", "paragraph", "sentence")
START = {"bm25": 0.5, "paragraph": 0.25, "sentence": 0.25}
LATE_SHARES = tuple(round(0.1 * n, 1) for n in range(11))
Figures = dict[str, float]


@dataclass
class Library:
    """All paragraphs with their vectors; sentences stand in paragraph order."""

    pairs: list[Pair]
    paragraphs: Floats
    sentences: Floats
    sentence_tokens: list[TokenVectors]
    paragraph_tokens: list[TokenVectors]
    weights: Floats


@dataclass
class Asked:
    """Questions of some paragraphs, one voice after the other."""

    texts: list[str]
    gold: Ints
    vectors: Floats
    tokens: list[TokenVectors]


@dataclass
class Trial:
    """Score tables of some questions over one pool of paragraphs."""

    pool: Ints
    gold: Ints
    tables: dict[str, Floats]


def make_library(encoder: Encoder, pairs: list[Pair]) -> Library:
    """Embed every paragraph and sentence."""
    whole, whole_tokens = encoder.embed_both([pair.paragraph for pair in pairs])
    fine, fine_tokens = encoder.embed_both([s for p in pairs for s in p.sentences])
    documents = [tokens.ids.tolist() for tokens in whole_tokens]
    weights = piece_weights(documents, encoder.tokenizer.get_vocab())
    return Library(pairs, whole, fine, fine_tokens, whole_tokens, weights)


def ask(encoder: Encoder, pairs: Sequence[Pair], rows: Sequence[int]) -> Asked:
    """Embed the questions of the paragraphs numbered `rows`."""
    texts = [pairs[i].questions[v] for v in range(len(VOICES)) for i in rows]
    vectors, tokens = encoder.embed_both(texts)
    return Asked(texts, np.array(list(rows) * len(VOICES)), vectors, tokens)


def sentence_spans(pairs: Sequence[Pair]) -> list[range]:
    """Numbers of each paragraph's sentences."""
    ends = np.cumsum([len(pair.sentences) for pair in pairs]).tolist()
    return [range(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def make_trial(library: Library, asked: Asked, pool: Sequence[int]) -> Trial:
    """Score the paragraphs numbered `pool` in the three ways."""
    spans = sentence_spans(library.pairs)
    columns = [k for i in pool for k in spans[i]]
    starts = np.cumsum([0, *(len(spans[i]) for i in pool)])[:-1]
    place = {row: column for column, row in enumerate(pool)}
    texts = [library.pairs[i].paragraph for i in pool]
    return Trial(
        pool=np.array(pool),
        gold=np.array([place[int(row)] for row in asked.gold]),
        tables={
            "bm25": bm25_scores(texts, asked.texts),
            "paragraph": asked.vectors @ library.paragraphs[list(pool)].T,
            "sentence": grouped_max(asked.vectors @ library.sentences[columns].T, starts),
        },
    )


def tune(trials: Sequence[Trial], step: float = 0.05) -> dict[str, float]:
    """Return the fusion weights with the best mean figures over `trials`."""
    count = round(1 / step)
    grid = [
        dict(zip(PARTS, (a * step, b * step, (count - a - b) * step), strict=True))
        for a in range(count + 1)
        for b in range(count + 1 - a)
    ]
    scaled = [{name: min_max(t.tables[name]) for name in PARTS} for t in trials]

    def quality(weights: Mapping[str, float]) -> float:
        """Mean of the three figures over all trials."""
        return sum(
            sum(figures(gold_ranks(weigh(s, weights), t.gold)).values()) for s, t in zip(scaled, trials, strict=True)
        )

    return {name: round(w, 2) for name, w in max(grid, key=quality).items()}


def weigh(scaled: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted sum of tables that are scaled already."""
    tables = [weight * scaled[name] for name, weight in weights.items()]
    mixed: Floats = np.sum(tables, axis=0, dtype=np.float32)
    return mixed


def late_tables(
    library: Library, asked: Asked, trial: Trial, fused: Floats, depth: int
) -> tuple[Ints, dict[str, Floats]]:
    """Late-interaction scores of each question's first `depth` paragraphs."""
    spans = sentence_spans(library.pairs)
    top = np.argsort(-fused, axis=1, kind="stable")[:, :depth]
    whole = np.zeros(top.shape, dtype=np.float32)
    fine = np.zeros(top.shape, dtype=np.float32)
    for row, question in enumerate(asked.tokens):
        for rank, paragraph in enumerate(trial.pool[top[row]].tolist()):
            text = library.paragraph_tokens[paragraph]
            whole[row, rank] = late_score(question, text, library.weights)
            fine[row, rank] = max(
                late_score(question, library.sentence_tokens[k], library.weights) for k in spans[paragraph]
            )
    return top, {"late paragraph": whole, "late sentence": fine}


def rerank(fused: Floats, top: Ints, late: Floats, share: float) -> Floats:
    """Mix `share` of the late score into the first paragraphs, which stay first."""
    rows = np.arange(len(fused))[:, None]
    out = fused.copy()
    mixed = (1 - share) * min_max(fused[rows, top]) + share * min_max(late)
    out[rows, top] = fused.max(axis=1, keepdims=True) + 1 + mixed
    return out


def by_voice(ranks: Ints) -> dict[str, Figures]:
    """Figures of each voice and of both."""
    halves = np.split(ranks, len(VOICES))
    shown = {voice: figures(half) for voice, half in zip(VOICES, halves, strict=True)}
    return {**shown, "both": figures(ranks)}


def table_line(name: str, shown: Mapping[str, Figures]) -> str:
    """One Markdown row: recall@1, recall@5 and MRR of each voice."""
    cells = [f"{value:.3f}" for f in shown.values() for value in f.values()]
    return f"| {name} | " + " | ".join(cells) + " |"


def head() -> Iterator[str]:
    """Yield the lines of the Markdown table's head."""
    columns = [f"{v} {f}" for v in (*VOICES, "both") for f in ("R@1", "R@5", "MRR")]
    yield "| | " + " | ".join(columns) + " |"
    yield "|---|" + "---|" * len(columns)


@dataclass
class Second:
    """What the second stage mixes for one pool: fused scores, first paragraphs, late tables."""

    trial: Trial
    fused: Floats
    top: Ints
    late: dict[str, Floats]


def make_second(library: Library, asked: Asked, trial: Trial, weights: Mapping[str, float], depth: int) -> Second:
    """Fuse, keep the first `depth` paragraphs and score them by late interaction."""
    fused = fuse(trial.tables, weights)
    return Second(trial, fused, *late_tables(library, asked, trial, fused, depth))


def best_late_share(seconds: Sequence[Second]) -> tuple[str, float]:
    """Return the late table and share with the best figures over all pools."""

    def quality(choice: tuple[str, float]) -> float:
        """Sum of the three figures over the pools."""
        name, share = choice
        ranks = [gold_ranks(rerank(s.fused, s.top, s.late[name], share), s.trial.gold) for s in seconds]
        return sum(sum(figures(row).values()) for row in ranks)

    return max(((name, share) for name in seconds[0].late for share in LATE_SHARES), key=quality)


def tuned_settings(
    library: Library, asked: Asked, pools: Sequence[Sequence[int]], depth: int
) -> tuple[dict[str, float], str, float]:
    """Choose the fusion weights and the late share on development letters."""
    trials = [make_trial(library, asked, pool) for pool in pools]
    weights = tune(trials)
    seconds = [make_second(library, asked, trial, weights, depth) for trial in trials]
    return weights, *best_late_share(seconds)


def report(
    library: Library,
    asked: Asked,
    pool: Sequence[int],
    chosen: tuple[dict[str, float], str, float],
    depth: int,
) -> Iterator[tuple[str, dict[str, Figures]]]:
    """Yield (method, figures) for one pool."""
    trial = make_trial(library, asked, pool)
    for name in PARTS:
        yield name, by_voice(gold_ranks(trial.tables[name], trial.gold))
    yield "fusion, start", by_voice(gold_ranks(fuse(trial.tables, START), trial.gold))
    weights, late, share = chosen
    second = make_second(library, asked, trial, weights, depth)
    yield "fusion, tuned", by_voice(gold_ranks(second.fused, trial.gold))
    for name, table in second.late.items():
        alone = rerank(second.fused, second.top, table, 1.0)
        yield f"{name} alone", by_voice(gold_ranks(alone, trial.gold))
    mixed = rerank(second.fused, second.top, second.late[late], share)
    yield f"fusion + {late}", by_voice(gold_ranks(mixed, trial.gold))


def say(*lines: str) -> None:
    """Write lines to standard output."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("base", type=Path, help="folder of the base model")
    parser.add_argument("--adapter", type=Path, help="adapter file; none: base model")
    parser.add_argument("--exemplars", type=Path, help="exemplars that the questions lean towards")
    parser.add_argument("--scale", type=float, default=1.0, help="0 base, 1 tuned")
    parser.add_argument("--part", choices=("dev", "held"), default="held")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--depth", type=int, default=30, help="paragraphs re-ranked")
    parser.add_argument("--fusion", help="weights of BM25, paragraph, sentence: a,b,c")
    parser.add_argument("--late", default="late paragraph", help="late table to mix in")
    parser.add_argument("--late-share", type=float, default=0.5)
    parser.add_argument("--own", action="store_true", help="only the part's own pool; needs --fusion")
    parser.add_argument("--bfloat16", action="store_true", help="faster, less exact")
    args = parser.parse_args()
    if args.own and args.fusion is None:
        parser.error("--own needs --fusion: weights are never tuned on the part that is measured")
    return args


def given_settings(args: argparse.Namespace) -> tuple[dict[str, float], str, float] | None:
    """Return the weights named on the command line, if any."""
    if args.fusion is None:
        return None
    values = (float(value) for value in args.fusion.split(","))
    return dict(zip(PARTS, values, strict=True)), args.late, args.late_share


def measure(encoder: Encoder, pairs: list[Pair], split: Split, args: argparse.Namespace) -> None:
    """Tune on the development letters unless weights are given; write the tables."""
    rows = split.dev if args.part == "dev" else split.held
    with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
        library = make_library(encoder, pairs)
        asked = ask(encoder, pairs, rows)
        dev = ask(encoder, pairs, split.dev)
    if args.exemplars is not None:
        exemplars = read_exemplars(args.exemplars)
        asked, dev = (replace(one, vectors=np.stack([exemplars.lean(v) for v in one.vectors])) for one in (asked, dev))
    everything = range(len(pairs))
    chosen = given_settings(args) or tuned_settings(library, dev, (split.dev, everything), args.depth)
    say(json.dumps({"weights": chosen[0], "late": chosen[1], "share": chosen[2]}))
    for name, pool in {args.part: rows, "all": everything}.items():
        if name == "all" and args.own:
            return
        say(f"\npool {name}: {len(pool)} paragraphs, {len(asked.texts)} questions\n", *head())
        for method, shown in report(library, asked, pool, chosen, args.depth):
            say(table_line(method, shown))


def main() -> None:
    """Measure one encoder on one part of the letters."""
    args = arguments()
    torch.set_num_threads(args.threads)
    pairs = read_pairs(args.pairs)
    split = split_by_letter(pairs)
    if args.own:
        rows = split.dev if args.part == "dev" else split.held
        pairs = [pairs[row] for row in rows]
        own = tuple(range(len(pairs)))
        split = Split(train=(), dev=own, held=own)
    measure(load_encoder(args.base, args.adapter, args.scale), pairs, split, args)


if __name__ == "__main__":
    main()
