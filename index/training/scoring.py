"""Scoring for the figures: comes in: vectors and texts, goes out: score tables, gold ranks and their means."""

from collections import Counter
from collections.abc import Mapping, Sequence

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from index.content_tokens import STOP_WORDS
from index.training.encoder import Floats, TokenVectors

Ints = npt.NDArray[np.int64]
STOP_SHARE = 0.05
FUSION = {"bm25": 0.2, "paragraph": 0.35, "sentence": 0.45}  # Shares of the fusion, as chosen on development letters.
STOP_PIECES = STOP_WORDS | frozenset("? ! . , ; : - ' \" ( ) / ’ ‘ “ ”".split())


def grouped_max(scores: Floats, starts: Ints) -> Floats:
    """Best column of each group; `starts` holds each group's first column."""
    best: Floats = np.maximum.reduceat(scores, starts, axis=1)
    return best


def min_max(scores: Floats) -> Floats:
    """Stretch each row to run from 0 to 1 (a constant row becomes 0)."""
    low = scores.min(axis=1, keepdims=True)
    span = scores.max(axis=1, keepdims=True) - low
    scaled: Floats = (scores - low) / np.where(span > 0, span, 1)
    return scaled


def fuse(parts: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted sum of the min-max scaled score tables named in `weights`."""
    tables = [weight * min_max(parts[name]) for name, weight in weights.items()]
    mixed: Floats = np.sum(tables, axis=0, dtype=np.float32)
    return mixed


def bm25_scores(paragraphs: Sequence[str], questions: Sequence[str]) -> Floats:
    """Score every paragraph for every question with stemmed BM25."""
    stemmer = Stemmer.Stemmer("english")
    tokenizer = bm25s.tokenization.Tokenizer(stemmer=stemmer, stopwords="en")
    index = bm25s.BM25()
    corpus = tokenizer.tokenize(list(paragraphs), show_progress=False)
    index.index((corpus, tokenizer.get_vocab_dict()), show_progress=False)
    rows = tokenizer.tokenize(list(questions), update_vocab=False, show_progress=False, allow_empty=True)
    out = np.zeros((len(questions), len(paragraphs)), dtype=np.float32)
    for place, row in enumerate(rows):
        known = [number for number in row if number < len(tokenizer.get_vocab_dict())]
        if known:
            out[place] = index.get_scores_from_ids(known)
    return out


def piece_weights(documents: Sequence[Sequence[int]], pieces: Mapping[str, int]) -> Floats:
    """Return an idf for each word-piece number, near 0 for stop words."""
    held = Counter(piece for document in documents for piece in set(document))
    counts = np.zeros(max(pieces.values()) + 1, dtype=np.float32)
    for piece, count in held.items():
        counts[piece] = count
    total = len(documents)
    weights: Floats = np.log1p((total - counts + 0.5) / (counts + 0.5))
    for word in STOP_PIECES & pieces.keys():
        weights[pieces[word]] *= STOP_SHARE
    return weights.astype(np.float32)


def late_score(question: TokenVectors, text: TokenVectors, weights: Floats) -> float:
    """Weighted mean over question tokens of their best match among the text's."""
    weight = weights[question.ids]
    if not len(text.ids) or weight.sum() <= 0:
        return 0.0
    table = question.vectors.astype(np.float32) @ text.vectors.astype(np.float32).T
    return float(table.max(axis=1) @ weight / weight.sum())


def gold_ranks(scores: Floats, gold: Ints) -> Ints:
    """Rank of the gold column in each row, 1 is best, ties count against it."""
    own = scores[np.arange(len(gold)), gold][:, None]
    ranks: Ints = (scores >= own).sum(axis=1)
    return ranks


def figures(ranks: Ints) -> dict[str, float]:
    """Recall@1, recall@5 and mean reciprocal rank of `ranks`."""
    return {
        "r1": float((ranks <= 1).mean()),
        "r5": float((ranks <= 5).mean()),
        "mrr": float((1 / ranks).mean()),
    }
