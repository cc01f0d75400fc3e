"""Promises of ranking again: the reranker has its share of the order, what it did not read stays behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.opening import open_letter_index
from assistant.reranking import RERANKED, RERANKED_SCORE, rerank_hits
from assistant.searching import Readers
from corpus import Letter, Place
from index import Hit, Passage

LETTER = "bradford-monitoring-visit-letter-2022-03-09"
QUESTION = "How high are social workers' caseloads?"


class Favouring:
    """Scores a text by how often a word stands in it; remembers what it read."""

    fingerprint = "favouring"

    def __init__(self, word: str) -> None:
        self._word = word
        self.read: list[tuple[str, str]] = []

    def score(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        self.read += [(question, text) for text in texts]
        return tuple(float(text.lower().count(self._word)) for text in texts)


def make_hits(letter: Letter, scores: Sequence[float]) -> list[Hit]:
    paragraphs = [paragraph for _, paragraph in letter.paragraphs()]
    return [
        Hit(
            Passage(
                f"{letter.id}#{number}",
                Place(letter.id, letter.title, "", paragraph.number),
                paragraph.start,
                paragraph.end,
                letter.slice(paragraph),
                "",
                paragraph.sentences,
            ),
            score,
            tuple(score for _ in paragraph.sentences),
        )
        for number, (paragraph, score) in enumerate(zip(paragraphs, scores, strict=False))
    ]


class Told:
    """Gives the scores it was told."""

    fingerprint = "told"

    def __init__(self, *scores: float) -> None:
        self._scores = scores

    def score(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        assert len(texts) == len(self._scores)
        return self._scores


def test_half_the_order_is_the_rerankers(assistant: Assistant) -> None:
    """Scores .9, .7, .1 stretch to 1, .75, 0 and -4, 4, 0 to 0, 1, .5: mixed .5, .875, .25, laid between .1 and .9."""
    letter = assistant.letter(LETTER)
    hits = make_hits(letter, (0.9, 0.7, 0.1))
    ranked = rerank_hits(hits, {LETTER: letter}, Told(-4.0, 4.0, 0.0), QUESTION)
    assert [hit.passage.id for hit in ranked] == [hits[i].passage.id for i in (1, 0, 2)]
    assert [hit.score for hit in ranked] == pytest.approx([0.9, 0.1 + 0.8 * 0.4, 0.1])
    assert [hit.signals[RERANKED_SCORE] for hit in ranked] == [4.0, -4.0, 0.0]


def test_what_is_not_read_stays_behind(assistant: Assistant) -> None:
    """Only so many are read; the others keep their places and scores. Where nothing was found nothing is read."""
    letter = max(assistant.letters, key=lambda held: sum(1 for _ in held.paragraphs()))
    hits = make_hits(letter, [1.0 - 0.01 * number for number in range(RERANKED + 2)])
    reranker = Favouring("children")
    ranked = rerank_hits(hits, {letter.id: letter}, reranker, QUESTION)
    assert len(reranker.read) == RERANKED
    assert list(ranked[RERANKED:]) == hits[RERANKED:]
    assert rerank_hits((), {}, reranker, QUESTION) == ()
    assert len(reranker.read) == RERANKED


def test_search_and_answer_follow_it(hashing_home: Path) -> None:
    """A reranker that favours one word brings passages with it forward, in the search and in what is quoted."""
    settings = Settings(hashing_home, model="hashing")
    index = open_letter_index(settings)
    plain = Assistant(settings, index)
    reranker = Favouring("supervision")
    other = Assistant(settings, index, readers=Readers(reranker=reranker))

    def mentions(assistant: Assistant) -> int:
        return sum("supervision" in hit.passage.text.lower() for hit in assistant.search(QUESTION, 5).hits)

    assert mentions(other) > mentions(plain)
    answer = other.ask(QUESTION)
    assert "search.rerank" in answer.timings_ms
    assert "search.rerank" not in plain.ask(QUESTION).timings_ms
    assert len(other.search(QUESTION, 3).hits) == 3
    assert other.search(QUESTION, 3).hits == other.search(QUESTION, 5).hits[:3]
