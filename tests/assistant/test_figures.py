"""A figure that is asked for must be there: its kind is read from the question and looked for in the sentences."""

from __future__ import annotations

import pytest

from assistant.figures import Figure, find_asked_figure, has_figure


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("what percentage of strategy meetings were late?", Figure.PERCENTAGE),
        ("% ICPC within 15 days", Figure.PERCENTAGE),
        ("how much did the council spend on agency staff?", Figure.MONEY),
        ("average wait for mental health services", Figure.AVERAGE),
        ("how many homes were inspected?", Figure.COUNT),
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
        (Figure.COUNT, "There were five rapid reviews.", True),
        (Figure.COUNT, "Practice varies.", False),
    ],
)
def test_the_figure_is_looked_for_in_the_sentence(figure: Figure, sentence: str, expected: bool) -> None:
    """A sentence has the figure only where it prints that kind of figure."""
    assert has_figure(figure, [sentence]) is expected
