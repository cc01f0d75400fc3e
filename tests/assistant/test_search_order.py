"""Promises of a search's order: what letters state of themselves stands first, and lists are kept together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Answer, Assistant
from assistant.search_order import as_a_reader_wants
from index import Hit, SearchResult, make_passages

REPORT = "bradford-partnership-annual-report-2019-20"


def hits_of(assistant: Assistant, *starts: str) -> SearchResult:
    """A search that found the report's passages that begin with `starts`, best first."""
    passages = make_passages(assistant.letter(REPORT))
    found = [next(one for one in passages if one.text.startswith(start)) for start in starts]
    scores = (0.9, 0.8, 0.7)
    return SearchResult(tuple(Hit(one, score, ()) for one, score in zip(found, scores, strict=False)))


def ordered(assistant: Assistant, found: SearchResult, wants_list: bool = False, k: int = 10) -> list[str]:
    result = as_a_reader_wants(found, None, assistant.letters_by_id, k, wants_list)
    return [hit.passage.text[:24] for hit in result.hits]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("who signed the 2022 letter", ["Louise Hollick", "Her Majesty’s Inspector"]),
        ("who was the 2020 letter addressed to", ["Mark Douglas"]),
        ("what is the date of the 2022 letter", ["9 March 2022"]),
    ],
)
def test_lines_of_the_margins_stand_first_where_they_are_asked_for(
    assistant: Assistant, question: str, lines: list[str]
) -> None:
    """Who signed stands below the letter, where no search for words looks; its words are the letter's own."""
    hits = assistant.search(question, 10).hits
    assert [hit.passage.text for hit in hits[: len(lines)]] == lines
    for hit in hits:
        letter = assistant.letter(hit.passage.letter_id)
        assert letter.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_scores_never_rise_down_the_list(assistant: Assistant) -> None:
    """What is put forward scores as much as what it is put before; each passage is there once, and no more than k."""
    for question in ("who signed the 2022 letter", "what is TBP active in", "who never came to the board"):
        hits = assistant.search(question, 7).hits
        assert len(hits) == 7
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len({hit.passage.id for hit in hits}) == 7


def test_items_follow_what_leads_in(assistant: Assistant) -> None:
    """ "TBP is active in:" is nothing without its items; what was found besides comes after them."""
    texts = ordered(assistant, hits_of(assistant, "TBP is active in", "Are services safe"))
    assert texts[0] == "TBP is active in:"
    assert texts[1] == "Providing scrutiny and c"
    assert texts[7] == "Providing oversight and "
    assert texts[8] == "Are services safe?"


def test_a_list_that_is_wanted_is_kept_together(assistant: Assistant) -> None:
    """The best item stays first, the others follow; where no list is wanted nothing moves."""
    found = hits_of(assistant, "Are services caring", "TBP is active in")
    assert ordered(assistant, found, wants_list=True)[:5] == [
        "Are services caring?",
        "Are services safe?",
        "Are services effective?",
        "Are services responsive ",
        "Are services well-led?",
    ]
    assert ordered(assistant, found) == ["Are services caring?", "TBP is active in:"]


def test_what_no_longer_fits_is_among_the_runners_up(assistant: Assistant) -> None:
    """A list at the head pushes others out of the first k; they are not lost."""
    found = hits_of(assistant, "TBP is active in", "Are services safe")
    spare = replace(found, rejected=found.hits[1:])
    result = as_a_reader_wants(spare, None, assistant.letters_by_id, 2, wants_list=False)
    assert [hit.passage.text[:10] for hit in result.hits] == ["TBP is act", "Providing "]
    assert [hit.passage.text[:10] for hit in result.rejected] == ["Undertakin"]


def test_nothing_found_stays_nothing(assistant: Assistant) -> None:
    """An empty search and an answer without quotes give no hits."""
    silent: Answer = replace(assistant.ask("who signed the 2022 letter"), quotes=(), statements=())
    assert as_a_reader_wants(SearchResult(()), silent, assistant.letters_by_id, 10, True).hits == ()
