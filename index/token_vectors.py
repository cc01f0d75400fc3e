"""Token vectors kept small: comes in: tokens of every sentence, goes out: a table of 4 bits a number, read by sentence.

Each number is rounded to one of 15 steps of one size for all, as far as 3.5 times the mean size of a unit vector's
numbers. On the development questions this ranked as 32 bits did, to one question in 122.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import TokenIds, TokenVectors, Vectors
from index.fusion import Bounds, Scores

PackedRows = NDArray[np.uint8]
STEPS = 7  # to either side of 0
STEPS_PER_MEAN_SIZE = 2.0
_ZERO = 8  # how a step of 0 is written: 1 to 15 stand for -7 to 7
_QUESTION_STEPS = 127
# OpenBLAS spreads larger products over threads, which costs more than it gains and waits for busy cores.
_LARGEST_PRODUCT = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class PackedTokens:
    """The content tokens of one text: `ids` (tokens,) and `rows` (tokens, bytes of `row_bytes`)."""

    ids: TokenIds
    rows: PackedRows


@dataclass(frozen=True)
class TokenTable:
    """The content tokens of every sentence, and how many sentences hold each token.

    Shapes: rows (tokens, row bytes), those of sentence i at starts[i]:starts[i + 1]; starts (sentences + 1,);
    ids (distinct tokens,), rising, each held by counts (distinct tokens,) sentences. Raises ValueError when the
    parts do not belong together.
    """

    rows: PackedRows
    starts: Bounds
    ids: TokenIds
    counts: NDArray[np.int32]

    def __post_init__(self) -> None:
        starts_fit = len(self.starts) > 0 and self.starts[0] == 0 and not np.any(np.diff(self.starts) < 0)
        if not starts_fit or self.starts[-1] != len(self.rows) or self.rows.ndim != 2:
            raise ValueError("the token rows do not follow the sentences")
        if len(self.ids) != len(self.counts) or np.any(np.diff(self.ids) <= 0):
            raise ValueError("the token counts do not follow the tokens")

    @property
    def sentences(self) -> int:
        """How many sentences the table holds."""
        return len(self.starts) - 1

    @cached_property
    def _plain_rows(self) -> PackedRows:
        """The rows without numpy's wrapper around mapped files, which makes each slice slow."""
        return np.asarray(self.rows)

    def weigh(self, ids: TokenIds) -> Scores:
        """Return each token's inverse document frequency, a sentence being a document; shape (len(ids),), over 0.

        BM25's: log(1 + (n - held + 0.5) / (held + 0.5)) for a token that `held` of n sentences hold.
        """
        found = np.searchsorted(self.ids, ids)
        known = np.zeros(len(ids), dtype=bool)
        known[found < len(self.ids)] = True
        known[known] = self.ids[found[known]] == ids[known]
        held = np.zeros(len(ids), dtype=np.float64)
        held[known] = self.counts[found[known]]
        weights: Scores = np.log1p((self.sentences - held + 0.5) / (held + 0.5)).astype(np.float32)
        return weights

    def match(self, question: Vectors, sentences: Sequence[slice]) -> tuple[Scores, Bounds]:
        """Return the cosine of each question token with each token of these stretches of sentences, in order.

        Shapes: question (q, dimension) to (q, tokens), and the first token of each sentence, with their number at
        the end. The same two vectors give the same number whatever stands beside them: both are rounded to whole
        steps, and sums of their products are exact.
        """
        starts = [self.starts[part.start : part.stop + 1] for part in sentences]
        counts = np.concatenate([np.diff(part) for part in starts]) if starts else np.zeros(0, dtype=np.int64)
        bounds: Bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        packed = [self._plain_rows[part[0] : part[-1]] for part in starts]
        rows = np.concatenate(packed) if packed else self._plain_rows[:0]
        return match_packed(question, rows), bounds


def match_packed(question: Vectors, rows: PackedRows) -> Scores:
    """Return the cosine of each vector of `question` (q, dimension) with each of `rows` (n, bytes), shape (q, n)."""
    count, dimension = question.shape
    largest = np.abs(question).max(axis=1, keepdims=True, initial=1e-12)
    rounded = np.zeros((count, 2 * rows.shape[1]), dtype=np.float32)
    rounded[:, :dimension] = np.round(question * (_QUESTION_STEPS / largest))
    cosines = np.empty((count, len(rows)), dtype=np.float32)
    block = max(1, _LARGEST_PRODUCT // max(1, rounded.size))
    for start in range(0, len(rows), block):
        steps = _unpack(rows[start : start + block])
        cosines[:, start : start + block] = rounded @ steps.T
    # Steps are counted from 1 up: what that adds to every sum is taken off again.
    cosines -= _ZERO * rounded.sum(axis=1, keepdims=True)
    cosines *= largest * np.float32(step_size(dimension) / _QUESTION_STEPS)
    return cosines


def step_size(dimension: int) -> float:
    """Return the size of one step for unit vectors of `dimension` numbers, whose mean size is dimension ** -0.5."""
    return float(1.0 / (STEPS_PER_MEAN_SIZE * dimension**0.5))


def row_bytes(dimension: int) -> int:
    """Return how many bytes a packed vector takes."""
    return (dimension + 1) // 2


def pack(tokens: TokenVectors) -> PackedTokens:
    """Round the vectors of `tokens` to steps, two to a byte: the first half of a vector below, the second above."""
    count, dimension = tokens.vectors.shape
    steps = np.full((count, 2 * row_bytes(dimension)), _ZERO, dtype=np.uint8)
    steps[:, :dimension] = np.clip(np.round(tokens.vectors / np.float32(step_size(dimension))), -STEPS, STEPS) + _ZERO
    half = row_bytes(dimension)
    rows: PackedRows = steps[:, :half] | np.left_shift(steps[:, half:], 4)
    return PackedTokens(tokens.ids, rows)


def build_token_table(tokens: Sequence[PackedTokens], dimension: int) -> TokenTable:
    """Put the tokens of every sentence, in the sentences' order, into one table."""
    starts = np.concatenate(([0], np.cumsum([len(one.ids) for one in tokens]))).astype(np.int64)
    nothing = np.zeros((0, row_bytes(dimension)), dtype=np.uint8)
    rows = np.concatenate([nothing, *(one.rows for one in tokens)])
    once = [np.unique(one.ids) for one in tokens]
    ids, counts = np.unique(np.concatenate([np.zeros(0, dtype=np.int32), *once]), return_counts=True)
    return TokenTable(rows, starts, ids.astype(np.int32), counts.astype(np.int32))


def join_packed(parts: Sequence[PackedTokens]) -> PackedTokens:
    """Return the tokens of all `parts` (at least one) as those of one text."""
    if len(parts) == 1:
        return parts[0]
    return PackedTokens(np.concatenate([part.ids for part in parts]), np.concatenate([part.rows for part in parts]))


def _unpack(rows: PackedRows) -> Scores:
    """Return the steps of `rows`, counted from 1, as floats: shape (len(rows), 2 * row bytes)."""
    half = rows.shape[1]
    steps = np.empty((len(rows), 2 * half), dtype=np.float32)
    steps[:, :half] = rows & 0x0F
    steps[:, half:] = rows >> 4
    return steps
