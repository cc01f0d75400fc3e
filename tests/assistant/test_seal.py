"""The seal: nothing but the letter's own whole sentences is ever shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, AnswerStatus, Assistant, Quote, Searched, Statement, is_sealed
from assistant.seal import seal_answer
from assistant.writers import ScriptedWriter, Writing
from corpus import Letter, Place, SealBroken, Span

LETTER_2022 = "bradford-monitoring-visit-letter-2022-03-09"
REPORT = "bradford-partnership-annual-report-2019-20"


def place_of(letter: Letter, number: str) -> tuple[Place, Span]:
    section, paragraph = next((s, p) for s, p in letter.paragraphs() if p.number == number)
    return Place(letter.id, letter.title, section.heading, number), Span(
        paragraph.sentences[0].start, paragraph.sentences[0].end
    )


def answer_with(*quotes: Quote, statements: tuple[Statement, ...] = ()) -> Answer:
    return Answer("q", AnswerStatus.ANSWERED, statements, quotes, (), Searched(1, None, None))


def test_a_quote_cannot_be_made_of_words() -> None:
    """There is no way to a quote but cutting it from a letter."""
    with pytest.raises(SealBroken):
        Quote("Children are safe.", Place("x", "X", "", "1"), 0, 18)


def test_a_cut_quote_passes_and_a_shifted_one_breaks(assistant: Assistant) -> None:
    """One character more or less, another paragraph's place or half a sentence breaks the seal."""
    letter = assistant.letter(LETTER_2022)
    place, span = place_of(letter, "7")
    good = Quote.cut(letter, span, place)
    seal_answer(answer_with(good), assistant.letter)
    shifted = [
        Quote.cut(letter, Span(span.start, span.end - 1), place),
        Quote.cut(letter, Span(span.start + 1, span.end), place),
        Quote.cut(letter, span, replace(place, paragraph="8")),
        replace(good, text=good.text.replace("significant", "Significant")),
    ]
    for quote in shifted:
        assert not is_sealed(quote, letter)
        with pytest.raises(SealBroken):
            seal_answer(answer_with(quote), assistant.letter)


def test_what_is_printed_around_a_quote_is_the_letters_too(assistant: Assistant) -> None:
    """A row under another head, an item under other words or another section says something else with the same words."""
    letter = assistant.letter(REPORT)
    section, row = next(one for one in letter.paragraphs() if one[1].cells)
    good = Quote.cut(letter, Span(row.start, row.end), letter.place_of(section, row), row)
    for told in (good, replace(good, lead_in=""), replace(good, cells=())):
        seal_answer(answer_with(told), assistant.letter)
    altered = [
        replace(good, lead_in="Inspectors said that nothing works."),
        replace(good, cells=(("Agency", "NPS"), *good.cells[1:])),
        replace(good, place=replace(good.place, section="Headline findings")),
        replace(good, place=replace(good.place, letter_title="Another letter")),
        replace(good, place=replace(good.place, page=99)),
    ]
    for quote in altered:
        assert not is_sealed(quote, letter)
    nowhere = replace(good, restated_in=(replace(good.place, paragraph="999"),))
    with pytest.raises(SealBroken, match="999"):
        seal_answer(answer_with(nowhere), assistant.letter)


def test_a_statement_pointing_nowhere_breaks_the_seal(assistant: Assistant) -> None:
    """A writer that points to a quote it was not given shows nothing at all."""
    writer = ScriptedWriter([Statement("Inspectors said so.", (2,))])
    letter = assistant.letter(LETTER_2022)
    place, span = place_of(letter, "7")
    answer = answer_with(Quote.cut(letter, span, place), statements=tuple(writer.write(Writing("q", ()))))
    with pytest.raises(SealBroken, match="not there"):
        seal_answer(answer, assistant.letter)


WORDS = st.sampled_from(
    """children adoption delay exploitation supervision caseloads training permanence missing school attendance health
    LADO front door police safety plans foster carers audit leaders turnover 2020 2022 board probation NPS mental waiting
    inspectors council partnership not what how many who""".split()
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
def test_every_quote_of_every_answer_is_whole_sentences_of_its_letter(assistant: Assistant, question: str) -> None:
    """Whatever is asked, each quote equals the letter at its offsets and begins and ends where sentences do."""
    answer = assistant.ask(question)
    for quote in (*answer.quotes, *answer.near_misses):
        letter = assistant.letter(quote.place.letter_id)
        assert letter.text[quote.start : quote.end] == quote.text
        paragraph = next(p for _, p in letter.paragraphs() if p.start <= quote.start and quote.end <= p.end)
        assert quote.start in {sentence.start for sentence in paragraph.sentences}
        assert quote.end in {sentence.end for sentence in paragraph.sentences}
