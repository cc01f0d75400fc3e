"""The nouns of searching: comes in: what to look for, goes out: ranked hits with what was rejected and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.passage import Passage


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to look for: the question's text for the encoder, extra lexical terms, and which letters count.

    `extra_terms` are (term, weight) pairs a thesaurus adds to the lexical search only.
    `letter_ids` of None means every letter; an empty set means none, and finds nothing. `wording` is how the question
    is put, where `text` holds more than that; it tells only whether letters answer such questions.
    """

    text: str
    k: int = 10
    extra_terms: tuple[tuple[str, float], ...] = ()
    letter_ids: frozenset[str] | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. Higher `score` is better, comparable only within one search.

    `sentence_scores` stand in the order of `passage.sentences`. `signals` hold the raw parts of the score
    (cosines in [-1, 1], BM25 scores >= 0) that evidence choice and silence read.
    """

    passage: Passage
    score: float
    sentence_scores: tuple[float, ...]
    signals: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits best first, runners-up beyond k, and where the time went in milliseconds.

    `asked` is what the question alone tells, by the names in `index.exemplars`; empty for other encoders.
    """

    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    asked: Mapping[str, float] = field(default_factory=dict)
