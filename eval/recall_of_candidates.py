"""What the graph misses: comes in: a home with an index, goes out: how many of the exact best passages it also finds.

Up to `EXACT_ROWS_LIMIT` rows every question is scored exactly, and questions held to some letters always are. Above it
Chroma proposes the candidates of questions to every letter; here it is made to do so whatever the size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import Settings
from index import Encoder, IndexHome, LetterIndex, SearchRequest, load_encoder, open_index

BEST = 10
NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Recall:
    """Means over the questions: of the exact first ten, the share also among the first ten found; `too_few` counts
    questions with fewer hits than exist.
    """

    unfiltered: float
    filtered: float
    too_few: int


def measure_recall(settings: Settings, questions: Sequence[str]) -> Recall:
    """Ask each question of all letters, and of one letter in turn, both with candidates and exactly."""
    home = IndexHome(settings.home)
    encoder: Encoder = load_encoder(settings.model, home.models)
    with open_index(home, lambda: encoder, NO_LIMIT) as exact, open_index(home, lambda: encoder, 0) as narrowed:
        letters = sorted(exact.letters)
        everywhere = [SearchRequest(question, k=BEST) for question in questions]
        held = [
            SearchRequest(question, k=BEST, letter_ids=frozenset({letters[number % len(letters)]}))
            for number, question in enumerate(questions)
        ]
        found = [_compare(request, exact, narrowed) for request in (*everywhere, *held)]
    shares = [share for share, _ in found]
    return Recall(
        unfiltered=sum(shares[: len(everywhere)]) / len(everywhere),
        filtered=sum(shares[len(everywhere) :]) / len(held),
        too_few=sum(fewer for _, fewer in found),
    )


def _compare(request: SearchRequest, exact: LetterIndex, narrowed: LetterIndex) -> tuple[float, bool]:
    best = [hit.passage.id for hit in exact.search(request).hits]
    found = [hit.passage.id for hit in narrowed.search(request).hits]
    return len(set(best) & set(found)) / max(1, len(best)), len(found) < len(best)
