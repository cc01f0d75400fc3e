"""Searching for a question: comes in: a question as understood, goes out: hits, over all letters and by letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter

from assistant.judging import judge_hits, order_by_verdicts
from assistant.reranking import RERANKED, rerank_hits
from assistant.understanding import Understanding
from assistant.understanding.follow_ups import own_words
from index import Hearing, Hit, Judge, LetterIndex, Reranker, SearchRequest, SearchResult

HITS = 12
# Asked which councils something is so of, many may be.
HITS_FOR_COUNCILS = 48
HITS_PER_LETTER = 6


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads the best passages together with the question, where it is wanted: a reranker first, then the judge."""

    judge: Judge | None = None
    reranker: Reranker | None = None


NO_READERS = Readers()


@dataclass(frozen=True, slots=True)
class Found:
    """Hits best first; `by_letter` only where every letter is to be heard, in the order of their best hits.

    `asked` is what the question alone tells the search; `hearing` judges further passages for it, where there is a
    judge.
    """

    hits: tuple[Hit, ...]
    by_letter: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    asked: Mapping[str, float] = field(default_factory=dict)
    hearing: Hearing | None = None


def searched_for(understanding: Understanding) -> str:
    """Return the words that are searched for and judged: the topic, or the whole question where it has none."""
    return understanding.search_text or understanding.read_as


def make_request(understanding: Understanding, k: int) -> SearchRequest:
    """Turn a question into what the index looks for."""
    text = searched_for(understanding)
    return SearchRequest(
        text=text,
        k=k,
        extra_terms=understanding.extra_terms,
        letter_ids=understanding.letter_ids,
        wording=own_words(text),
    )


def search_passages(understanding: Understanding, index: LetterIndex, readers: Readers, k: int) -> SearchResult:
    """Return the `k` best passages, in the order of the judge where there is one."""
    # A short list is cut out of a longer one, so that the same passages are judged whatever is asked for.
    result = _search(understanding, index, readers, _hear(understanding, readers), max(k, HITS))
    ordered = order_by_verdicts(result.hits)
    return replace(result, hits=ordered[:k], rejected=(*ordered[k:], *result.rejected)[: len(result.rejected)])


def search_letters(understanding: Understanding, index: LetterIndex, readers: Readers, kept: int = HITS) -> Found:
    """Search once for the best `kept` hits; for change over time sort a longer list by letter, so that each is heard.

    The judge's verdicts are among the hits' signals; the hits keep their order, as quotes are chosen by it.
    """
    wide = max(kept, HITS * 4 if understanding.per_letter else HITS)
    hearing = _hear(understanding, readers)
    result = _search(understanding, index, readers, hearing, wide)
    by_letter: dict[str, list[Hit]] = {}
    if understanding.per_letter:
        for hit in result.hits:
            hits = by_letter.setdefault(hit.passage.letter_id, [])
            if len(hits) < HITS_PER_LETTER:
                hits.append(hit)
    heard = {name: tuple(hits) for name, hits in by_letter.items()}
    return Found(result.hits[:kept], heard, result.timings_ms, result.asked, hearing)


def _hear(understanding: Understanding, readers: Readers) -> Hearing | None:
    """Let the judge, if any, begin to read the question: it goes on while passages are found."""
    return None if readers.judge is None else readers.judge.hear(searched_for(understanding))


def _search(
    understanding: Understanding, index: LetterIndex, readers: Readers, hearing: Hearing | None, k: int
) -> SearchResult:
    """Search for `k` passages, rank the first ones again where that is set, and let the judge, if any, read them."""
    question = searched_for(understanding)
    result: SearchResult = index.search(
        make_request(understanding, k if readers.reranker is None else max(k, RERANKED))
    )
    hits, spent = result.hits, dict(result.timings_ms)
    if readers.reranker is not None:
        started = perf_counter()
        hits = rerank_hits(hits, index.letters, readers.reranker, question)
        spent["rerank"] = (perf_counter() - started) * 1000.0
    if hearing is not None:
        started = perf_counter()
        hits = judge_hits(hits, index.letters, hearing)
        spent["judge"] = (perf_counter() - started) * 1000.0
    return replace(result, hits=hits[:k], rejected=(*hits[k:], *result.rejected), timings_ms=spent)
