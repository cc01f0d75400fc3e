"""Systems that only search: comes in: an index, goes out: stretches of letters, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus import Letter
from eval.gold import Region
from eval.metrics.sealing import ShownQuote, all_paragraphs
from index import DEFAULT_WEIGHTS, LetterIndex, SearchRequest


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a letter that a retriever returned, and the score it was ranked by."""

    region: Region
    score: float


class Retriever(Protocol):
    """A system that ranks stretches of letters for a question."""

    def find(self, question: str, k: int) -> Sequence[Found]:
        """Return up to `k` stretches, best first."""
        ...


class Piece(Protocol):
    """A piece of a letter as LlamaIndex cuts it."""

    @property
    def letter_id(self) -> str:
        """Its letter."""
        ...

    @property
    def start(self) -> int:
        """Offset of its first character."""
        ...

    @property
    def end(self) -> int:
        """Offset after its last character."""
        ...

    @property
    def score(self) -> float:
        """What it was ranked by."""
        ...


class PieceSearcher(Protocol):
    """LlamaIndex as `index` builds it for comparison."""

    def find(self, question: str, k: int) -> Sequence[Piece]:
        """Return the `k` most similar pieces, best first."""
        ...


@dataclass(frozen=True, slots=True)
class WeighedRetriever:
    """Our own index with other weights and the question as typed: nothing is understood, repaired or added."""

    index: LetterIndex
    weights: Mapping[str, float]

    def find(self, question: str, k: int) -> Sequence[Found]:
        """Return the `k` best paragraphs."""
        weights = replace(DEFAULT_WEIGHTS, **self.weights)
        hits = self.index.search(SearchRequest(question, k), weights).hits
        return [Found(Region(h.passage.letter_id, h.passage.start, h.passage.end), h.score) for h in hits]


@dataclass(frozen=True, slots=True)
class LlamaIndexRetriever:
    """LlamaIndex's defaults; with `by_paragraph` its pieces are taken apart into our paragraphs, in reading order."""

    searcher: PieceSearcher
    letters: Mapping[str, Letter]
    by_paragraph: bool = False

    def find(self, question: str, k: int) -> Sequence[Found]:
        """Return the `k` best pieces as they are, or the first `k` paragraphs of them."""
        pieces = [Found(Region(s.letter_id, s.start, s.end), s.score) for s in self.searcher.find(question, k)]
        if not self.by_paragraph:
            return pieces
        found: dict[Region, Found] = {}
        for piece in pieces:
            for quote in whole_sentences(piece.region, self.letters):
                found.setdefault(quote.region, Found(quote.region, piece.score))
        return list(found.values())[:k]


def whole_sentences(region: Region, letters: Mapping[str, Letter]) -> tuple[ShownQuote, ...]:
    """Return one quote for each paragraph that has whole sentences in `region`, in reading order."""
    letter = letters[region.letter_id]
    quotes = []
    for paragraph in sorted(all_paragraphs(letter), key=lambda p: p.start):
        inside = [s for s in paragraph.sentences if region.start <= s.start and s.end <= region.end]
        if inside:
            place = Region(letter.id, inside[0].start, inside[-1].end)
            quotes.append(ShownQuote(letter.text[place.start : place.end], place, paragraph.number))
    return tuple(quotes)
