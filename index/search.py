"""Finding passages: comes in: a request, the arrays and the encoder, goes out: ranked hits, runners-up and timings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from corpus import IndexUnavailable
from index.encoder import Encoder, TokenVectors, Vectors
from index.exemplars import Exemplars
from index.fusion import DEFAULT_WEIGHTS, Bounds, FusionWeights, Scores, best_of_groups, combine, rank
from index.late_interaction import CANDIDATES, mix_sentences, rerank, score_late
from index.lexical import weigh_query
from index.manifest import REBUILD
from index.pieces import embed_text_and_tokens
from index.search_arrays import SearchArrays
from index.search_types import Hit, SearchRequest, SearchResult

REJECTED_COUNT = 10
SIGNALS = ("bm25", "bm25_sentence", "paragraph_cosine", "sentence_cosine")
LATE_SIGNALS = ("late", "late_weakest")
STAGES = ("embed", "lexical", "dense", "fuse", "late")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The rows of the letters that count: stretches of the arrays, and where each passage's rows lie among them."""

    passages: list[slice]
    pieces: list[slice]
    sentences: list[slice]
    piece_bounds: Bounds
    sentence_bounds: Bounds


@dataclass(frozen=True, slots=True)
class _Scored:
    """The first stage's signals of every wanted passage and sentence, and each passage's place among all."""

    positions: NDArray[np.int64]
    signals: tuple[Scores, ...]
    sentence_signals: tuple[Scores, ...]
    sentence_bounds: Bounds


def search_passages(
    request: SearchRequest,
    arrays: SearchArrays,
    encoder: Encoder,
    weights: FusionWeights = DEFAULT_WEIGHTS,
    exemplars: Exemplars | None = None,
) -> SearchResult:
    """Return the `request.k` best passages of the wanted letters (fewer only where fewer exist) and the next ten.

    The question's vector leans towards `exemplars`, if there are any. Every wanted row is scored exactly, and the best
    passages are put in order a second time by late interaction; equal scores keep the order of the passages.
    `timings_ms` tells embed, lexical, dense, fuse, late.
    Raises IndexUnavailable when `arrays` hold another encoder's vectors.
    """
    if encoder.fingerprint != arrays.fingerprint:
        raise IndexUnavailable(
            f"The index was made with {arrays.fingerprint}, but the embedding model is {encoder.fingerprint}.",
            REBUILD,
        )
    blocks = arrays.blocks_of(request.letter_ids)
    if not blocks:
        return SearchResult(())
    times = [perf_counter()]
    question, tokens = embed_text_and_tokens(request.text, encoder)
    asked: dict[str, float] = {}
    if exemplars is not None:
        question, asked = exemplars.read(request.wording or request.text, question)
    times.append(perf_counter())
    wanted = _select(arrays, blocks)
    query = weigh_query(request.text, request.extra_terms)
    bm25 = take_rows(arrays.lexical.score(query), wanted.passages)
    sentence_bm25 = take_rows(arrays.lexical_sentences.score(query), wanted.sentences)
    times.append(perf_counter())
    piece_cosine = score_rows(arrays.piece_vectors, question, wanted.pieces)
    sentence_cosine = score_rows(arrays.sentence_vectors, question, wanted.sentences)
    times.append(perf_counter())
    scored = _Scored(
        positions=np.concatenate([np.arange(block.start, block.stop) for block in blocks]),
        signals=(
            bm25,
            best_of_groups(sentence_bm25, wanted.sentence_bounds),
            best_of_groups(piece_cosine, wanted.piece_bounds),
            best_of_groups(sentence_cosine, wanted.sentence_bounds),
        ),
        sentence_signals=(sentence_bm25, sentence_cosine),
        sentence_bounds=wanted.sentence_bounds,
    )
    fused = combine(scored.signals, weights.of_passage, arrays.yardstick(scored.positions))
    best = rank(fused, max(request.k + REJECTED_COUNT, CANDIDATES))
    times.append(perf_counter())
    hits = _look_again(best, fused[best], scored, (arrays, tokens), weights)
    times.append(perf_counter())
    durations = [(end - start) * 1000.0 for start, end in pairwise(times)]
    k = max(request.k, 0)
    return SearchResult(hits[:k], hits[k : k + REJECTED_COUNT], dict(zip(STAGES, durations, strict=True)), asked)


def _look_again(
    best: NDArray[np.intp],
    fused: Scores,
    scored: _Scored,
    read: tuple[SearchArrays, TokenVectors],
    weights: FusionWeights,
) -> tuple[Hit, ...]:
    """Return hits for the rows `best`, whose scores are `fused`, in the order of the second stage."""
    arrays, tokens = read
    positions = scored.positions[best]
    starts, ends = arrays.sentence_bounds[positions].tolist(), arrays.sentence_bounds[positions + 1].tolist()
    late = score_late(tokens, arrays.tokens, [slice(*stretch) for stretch in zip(starts, ends, strict=True)])
    own = [range(*scored.sentence_bounds[row : row + 2].tolist()) for row in best.tolist()]
    bounds = [0, *accumulate(map(len, own))]
    rows = np.fromiter(chain.from_iterable(own), dtype=np.intp, count=bounds[-1])
    sentence_scores = mix_sentences(
        combine(scored.sentence_signals, weights.of_sentence, rows=rows),
        late.sentences,
        bounds[min(CANDIDATES, len(own))],
        weights.sentence_late,
    ).tolist()
    order, scores = rerank(fused, late.passages, weights.late)
    names = (*SIGNALS, *LATE_SIGNALS)
    signals = (*(signal[best] for signal in scored.signals), late.passages, late.weakest)
    return tuple(
        Hit(
            passage=arrays.passages[positions[place]],
            score=score,
            sentence_scores=tuple(sentence_scores[bounds[place] : bounds[place + 1]]),
            signals={name: float(signal[place]) for name, signal in zip(names, signals, strict=True)},
        )
        for place, score in zip(order.tolist(), scores.tolist(), strict=True)
    )


def score_rows(vectors: Vectors, question: Vectors, blocks: list[slice]) -> Scores:
    """Return the cosine of `question` with each row of `blocks` of `vectors`, exact, in order.

    The one place where vectors meet a question: a vector store for very large collections goes in here.
    """
    # One dot product a row, not one matrix product: BLAS spreads the latter over threads, which costs 2 ms on a
    # busy machine, and its rounding depends on a row's neighbours, so that twins would score apart.
    scores = [np.vecdot(vectors[block], question) for block in blocks]
    return scores[0] if len(scores) == 1 else np.concatenate(scores)


def take_rows(scores: Scores, blocks: list[slice]) -> Scores:
    """Return the rows of `blocks`, in order."""
    return scores[blocks[0]] if len(blocks) == 1 else np.concatenate([scores[block] for block in blocks])


def _select(arrays: SearchArrays, blocks: list[slice]) -> _Wanted:
    """Find the pieces and sentences of the passages in `blocks`."""
    pieces, piece_bounds = _rows_below(arrays.piece_bounds, blocks)
    sentences, sentence_bounds = _rows_below(arrays.sentence_bounds, blocks)
    return _Wanted(blocks, pieces, sentences, piece_bounds, sentence_bounds)


def _rows_below(bounds: Bounds, blocks: list[slice]) -> tuple[list[slice], Bounds]:
    """Return the rows that lie below the passages of `blocks`, and each passage's bounds among those rows alone."""
    rows = [slice(int(bounds[block.start]), int(bounds[block.stop])) for block in blocks]
    if len(blocks) == 1:
        return rows, bounds[blocks[0].start : blocks[0].stop + 1] - bounds[blocks[0].start]
    counts = np.concatenate([np.diff(bounds[block.start : block.stop + 1]) for block in blocks])
    return rows, np.concatenate(([0], np.cumsum(counts)))
