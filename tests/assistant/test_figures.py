"""A figure that is asked for must be there: its kind is read from the question and looked for in the sentences."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.evidence import Evidence
from assistant.figures import Figure, find_asked_figure, has_figure, only_numbers_to_ring
from corpus import Place


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("what percentage of strategy meetings were late?", Figure.PERCENTAGE),
        ("% ICPC within 15 days", Figure.PERCENTAGE),
        ("how much did the council spend on agency staff?", Figure.MONEY),
        ("average wait for mental health services", Figure.AVERAGE),
        ("how many homes were inspected?", Figure.COUNT),
        ("who do I ring if a child is being hurt?", Figure.PHONE),
        ("what number do I call to report abuse", Figure.PHONE),
        ("phone number of the emergency duty team", Figure.PHONE),
        ("how many calls do the police get", Figure.COUNT),
        ("what do they call the hub", None),
        ("who do social workers ring when a child is missing", None),
        ("are social workers leaving?", None),
        ("how much do they listen to children?", None),
    ],
)
def test_the_kind_of_figure_is_read_from_the_question(question: str, figure: Figure | None) -> None:
    """A percentage, a sum of money, an average and a count are asked for in different words."""
    assert find_asked_figure(question) is figure


@pytest.mark.parametrize(
    ("figure", "sentence", "expected"),
    [
        (Figure.PERCENTAGE, "Around 20% of children in care are living with connected carers.", True),
        (Figure.PERCENTAGE, "Strategy meetings are timely.", False),
        (Figure.MONEY, "The actual income received was £367,970.", True),
        (Figure.MONEY, "Significant recurring funding has been provided.", False),
        (Figure.AVERAGE, "Average wait time for MH services (days) England 53", True),
        (Figure.AVERAGE, "There were 13 inspections.", False),
        (Figure.PHONE, "Call 01274 437500 - Multi-agency Integrated Front Door", True),
        (Figure.PHONE, "Call 999 - If urgent attention is needed", True),
        (Figure.PHONE, "There were 101 referrals to the LADO.", False),
        (Figure.PHONE, "In 2019 the LADO dealt with 133 referrals.", False),
        (Figure.COUNT, "There were five rapid reviews.", True),
        (Figure.COUNT, "Practice varies.", False),
    ],
)
def test_the_figure_is_looked_for_in_the_sentence(figure: Figure, sentence: str, expected: bool) -> None:
    """A sentence has the figure only where it prints that kind of figure."""
    assert has_figure(figure, [sentence]) is expected


def test_who_asks_whom_to_ring_gets_numbers_and_nothing_else(assistant: Assistant) -> None:
    """Where none is printed, or none is asked for, everything stays."""
    letter = assistant.letter("bradford-partnership-annual-report-2019-20")
    ranked = [
        Evidence(letter, paragraph, Place(letter.id, letter.title, "", paragraph.number), 0, 0, 1.0)
        for _, paragraph in letter.paragraphs()
    ]
    shown = only_numbers_to_ring(ranked, "who do I ring if a child is being hurt?")
    assert [one.text.split()[:2] for one in shown][:2] == [["Call", "999"], ["Call", "01274"]]
    assert {one.text.split()[0] for one in shown} == {"Call", "NSPCC:", "Barnardos:", "Family"}
    assert only_numbers_to_ring(ranked, "is a child being hurt?") == ranked
    silent = [one for one in ranked if one not in shown]
    assert only_numbers_to_ring(silent, "who do I ring if a child is being hurt?") == silent
