"""Finding by words: comes in: texts, goes out: an index that gives every text's BM25 score for a weighted query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import IndexUnavailable
from index.manifest import REBUILD
from index.terms import find_terms

Query = tuple[tuple[str, float], ...]
ARRAYS = ("term_starts", "rows", "weights")


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """BM25 by term: text `rows[i]` scores `weights[i]` for the term whose stretch `term_starts` marks.

    bm25s builds it; searching needs numpy alone, so that a question does not pay for loading bm25s.
    Shapes: term_starts (terms + 1,), rows and weights (postings,); rows count from 0 up to `size`.
    """

    size: int
    vocabulary: dict[str, int]
    term_starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the BM25 score (>= 0) of every text, shape (size,), each term's part times its weight."""
        scores = np.zeros(self.size, dtype=np.float32)
        for term, weight in query:
            number = self.vocabulary.get(term)
            if number is not None:
                start, end = self.term_starts[number], self.term_starts[number + 1]
                # A text stands once among a term's rows, so adding by position is safe.
                scores[self.rows[start:end]] += np.float32(weight) * self.weights[start:end]
        return scores

    def count_texts_with(self, term: str) -> int:
        """Return how many texts hold `term`, a term as `find_terms` gives it."""
        number = self.vocabulary.get(term)
        return 0 if number is None else int(self.term_starts[number + 1] - self.term_starts[number])

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, the same bytes for the same index; raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        content = {"size": self.size, "terms": sorted(self.vocabulary, key=self.vocabulary.__getitem__)}
        (folder / "terms.json").write_text(json.dumps(content), encoding="utf-8")
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)


def build_lexical_index(texts: Sequence[str]) -> LexicalIndex:
    """Index `texts` with BM25 (Lucene's variant, k1 1.5, b 0.75: Kamphuis et al. 2020, Which BM25 Do You Mean?)."""
    from bm25s import BM25

    terms_by_text = [find_terms(text) for text in texts]
    vocabulary = {
        term: number for number, term in enumerate(sorted({term for terms in terms_by_text for term in terms}))
    }
    if not vocabulary:
        nothing = np.zeros(0, dtype=np.int32)
        return LexicalIndex(len(texts), {}, np.zeros(1, dtype=np.int64), nothing, nothing.astype(np.float32))
    numbers = [[vocabulary[term] for term in terms] for terms in terms_by_text]
    bm25 = BM25(k1=1.5, b=0.75, method="lucene")
    bm25.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
    return LexicalIndex(
        len(texts),
        vocabulary,
        np.asarray(bm25.scores["indptr"], dtype=np.int64),
        np.asarray(bm25.scores["indices"], dtype=np.int32),
        np.asarray(bm25.scores["data"], dtype=np.float32),
    )


def load_lexical_index(folder: Path) -> LexicalIndex:
    """Return the index saved in `folder`; raises IndexUnavailable when it is missing or damaged."""
    try:
        content = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        size, terms = int(content["size"]), list(content["terms"])
        starts, rows, weights = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in ARRAYS)
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise _damaged() from error
    fitting = len(starts) == len(terms) + 1 and len(rows) == len(weights) == starts[-1]
    if not fitting or (len(rows) and not 0 <= rows.min() <= rows.max() < size):
        raise _damaged()
    return LexicalIndex(size, {term: number for number, term in enumerate(terms)}, starts, rows, weights)


def weigh_query(text: str, extra_terms: Sequence[tuple[str, float]] = ()) -> Query:
    """Return each distinct term of the question with weight 1, then those of `extra_terms` with theirs.

    A name of several words shares its weight out among them; a term met twice keeps its greater weight.
    """
    weights = dict.fromkeys(find_terms(text), 1.0)
    for name, weight in extra_terms:
        terms = find_terms(name)
        for term in terms:
            weights[term] = max(weights.get(term, 0.0), weight / len(terms))
    return tuple(weights.items())


def _damaged() -> IndexUnavailable:
    return IndexUnavailable("The word index is missing or damaged.", REBUILD)
