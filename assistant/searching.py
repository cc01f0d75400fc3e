"""Searching for a question: comes in: a question as understood, goes out: hits, over all letters and by letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.understanding import Understanding
from index import Hit, LetterIndex, SearchRequest, SearchResult

HITS = 12
HITS_PER_LETTER = 6


@dataclass(frozen=True, slots=True)
class Found:
    """Hits best first; `by_letter` only where every letter is to be heard, in the order of their best hits."""

    hits: tuple[Hit, ...]
    by_letter: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)


def make_request(understanding: Understanding, k: int) -> SearchRequest:
    """Turn a question into what the index looks for."""
    return SearchRequest(
        text=understanding.search_text or understanding.read_as,
        k=k,
        extra_terms=understanding.extra_terms,
        letter_ids=understanding.letter_ids,
    )


def search_letters(understanding: Understanding, index: LetterIndex) -> Found:
    """Search once; for questions about change over time sort a longer list by letter, so that each is heard."""
    wide = HITS * 4 if understanding.per_letter else HITS
    result: SearchResult = index.search(make_request(understanding, wide))
    by_letter: dict[str, list[Hit]] = {}
    if understanding.per_letter:
        for hit in result.hits:
            hits = by_letter.setdefault(hit.passage.letter_id, [])
            if len(hits) < HITS_PER_LETTER:
                hits.append(hit)
    return Found(result.hits[:HITS], {name: tuple(hits) for name, hits in by_letter.items()}, result.timings_ms)
