"""The order of a search: comes in: passages found and what letters state of themselves, goes out: hits to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from assistant.answer import Answer
from assistant.evidence import find_paragraph
from assistant.lists import items_of, leads_in
from corpus import Letter, Shape
from index import Hit, Passage, SearchResult, make_margin_passages, make_passages


def as_a_reader_wants(
    result: SearchResult, stated: Answer | None, letters: Mapping[str, Letter], k: int, wants_list: bool
) -> SearchResult:
    """Return the first `k` of `result`, what is `stated` in front, and the list that its head is of together.

    Who signed a letter stands in its last lines, which are not searched, and "TBP is active in:" says nothing without
    its items. What is put in front of the best hit, or behind the head, scores as much as that.
    """
    found = {hit.passage.id: hit for hit in result.hits}
    best = result.hits[0].score if result.hits else 1.0

    def as_hit(passage: Passage) -> Hit:
        hit = found.get(passage.id) or Hit(passage, best, (best,) * len(passage.sentences))
        return replace(hit, score=best)

    hits = _each_once((*map(as_hit, islice(_stated_passages(stated, letters), k)), *result.hits))
    if hits:
        items = map(as_hit, _items_with(hits[0].passage, letters, wants_list))
        hits = _each_once((hits[0], *items, *hits[1:]))
    return replace(result, hits=hits[:k], rejected=(*hits[k:], *result.rejected)[: len(result.rejected)])


def _stated_passages(stated: Answer | None, letters: Mapping[str, Letter]) -> Iterator[Passage]:
    """Yield the passages and margin lines that the quotes of `stated` are cut from, in order."""
    cut: dict[str, tuple[Passage, ...]] = {}
    for quote in stated.quotes if stated is not None else ():
        letter = letters[quote.place.letter_id]
        passages = cut.setdefault(letter.id, (*make_passages(letter), *make_margin_passages(letter)))
        yield next(one for one in passages if one.start <= quote.start and quote.end <= one.end)


def _items_with(head: Passage, letters: Mapping[str, Letter], wants_list: bool) -> Iterator[Passage]:
    """Yield the items that `head` leads into or, where a list is wanted, stands among."""
    if head.place.paragraph is None:  # a line of the margins
        return
    letter = letters[head.letter_id]
    paragraph = find_paragraph(letter, head.start)
    if leads_in(letter, paragraph) or (wants_list and paragraph.shape is Shape.BULLET):
        starts = {item.start for _, item in items_of(letter, paragraph)}
        yield from (passage for passage in make_passages(letter) if passage.start in starts)


def _each_once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return `hits` in order, each passage at its first place."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.id, hit)
    return tuple(first.values())
