"""Promises of checking: what was near in words only is not quoted once the judge has read it; nothing is lost without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.checking import without_doubted
from assistant.evidence import Evidence
from assistant.judging import ANSWERS, DEFAULT_JUDGING
from assistant.searching import Found
from corpus import Letter, Paragraph, Shape
from index import Hit, Passage, Verdict

LETTER = "bradford-monitoring-visit-letter-2022-03-09"


class Judge:
    """Says how likely a text answers, by what it begins with; remembers what it read."""

    def __init__(self, chances: dict[str, float]) -> None:
        self._chances = chances
        self.read: list[str] = []

    def __call__(self, passages: Sequence[Sequence[str]]) -> tuple[Verdict, ...]:
        texts = [" ".join(passage) for passage in passages]
        self.read += texts
        chances = [next((c for begin, c in self._chances.items() if begin in text), 0.9) for text in texts]
        return tuple(Verdict(chance, (chance,)) for chance in chances)


def hit_of(letter: Letter, paragraph: Paragraph, chance: float | None = None) -> Hit:
    section = next(part for part, one in letter.paragraphs() if one is paragraph)
    passage = Passage(
        f"{letter.id}#{paragraph.start}", letter.place_of(section, paragraph), paragraph.start, paragraph.end,
        letter.slice(paragraph), "", paragraph.sentences,
    )  # fmt: skip
    signals = {} if chance is None else {ANSWERS: chance}
    return Hit(passage, 1.0, tuple(1.0 for _ in paragraph.sentences), signals)


def evidence_of(letter: Letter, paragraph: Paragraph) -> Evidence:
    section = next(part for part, one in letter.paragraphs() if one is paragraph)
    return Evidence(letter, paragraph, letter.place_of(section, paragraph), 0, 0, 1.0)


@pytest.fixture
def prose(assistant: Assistant) -> list[Paragraph]:
    """Paragraphs of one sentence or more, none that leans on another."""
    return [p for _, p in assistant.letter(LETTER).paragraphs() if p.shape is Shape.PROSE and p.number][4:8]


def test_what_the_judge_doubts_is_not_quoted(assistant: Assistant, prose: list[Paragraph]) -> None:
    """Of three passages one was read before; the second is read and believed, the third read and left out."""
    letter = assistant.letter(LETTER)
    first, believed, doubted = prose[:3]
    judge = Judge({letter.slice(doubted)[:30]: 0.1})
    found = Found((hit_of(letter, first, 0.8), hit_of(letter, believed), hit_of(letter, doubted)), hearing=judge)
    chosen = [evidence_of(letter, one) for one in (first, believed, doubted)]
    assert without_doubted(chosen, found, {LETTER: letter}) == chosen[:2]
    assert len(judge.read) == 2
    assert not any(letter.slice(first)[:30] in text for text in judge.read)


def test_by_letter_hits_are_checked_too(assistant: Assistant, prose: list[Paragraph]) -> None:
    """Where every letter is heard its own hits are what was found."""
    letter = assistant.letter(LETTER)
    first, doubted = prose[:2]
    judge = Judge({letter.slice(doubted)[:30]: 0.01})
    found = Found((hit_of(letter, first, 0.8),), {LETTER: (hit_of(letter, doubted),)}, hearing=judge)
    chosen = [evidence_of(letter, one) for one in (first, doubted)]
    assert without_doubted(chosen, found, {LETTER: letter}) == chosen[:1]


def test_where_nothing_would_be_left_all_stays(assistant: Assistant, prose: list[Paragraph]) -> None:
    """Whether to be silent is decided elsewhere; and without a judge nothing is doubted."""
    letter = assistant.letter(LETTER)
    hits = (hit_of(letter, prose[0], 0.9), hit_of(letter, prose[1]))
    chosen = [evidence_of(letter, prose[1])]
    assert without_doubted(chosen, Found(hits, hearing=Judge({"": 0.0})), {LETTER: letter}) == chosen
    assert without_doubted(chosen, Found(hits), {LETTER: letter}) == chosen
    unjudged = Found(tuple(replace(hit, signals={}) for hit in hits), hearing=Judge({"": 0.0}))
    assert without_doubted(chosen, unjudged, {LETTER: letter}) == chosen


def test_a_long_list_is_checked_as_far_as_time_allows(assistant: Assistant) -> None:
    """No more passages are read than the rule says; the rest stays as it was chosen."""
    letter = assistant.letter(LETTER)
    paragraphs = [p for _, p in letter.paragraphs()]
    judge = Judge({"": 0.0})
    hits = (hit_of(letter, paragraphs[0], 0.9), *(hit_of(letter, one) for one in paragraphs[1:]))
    chosen = [evidence_of(letter, one) for one in paragraphs]
    kept = without_doubted(chosen, Found(hits, hearing=judge), {LETTER: letter})
    assert len(judge.read) == DEFAULT_JUDGING.checked
    assert len(kept) == len(chosen) - DEFAULT_JUDGING.checked


@pytest.mark.model
def test_a_word_with_another_sense_opens_no_answer(real: Assistant) -> None:
    """ "An equal split ... of male and female child deaths" is nothing about children who are parted."""
    answer = real.ask("are brothers and sisters split up")
    assert any("separate children from their brothers and sisters" in quote.text for quote in answer.quotes)
    assert not any("equal split" in quote.text for quote in answer.quotes)
