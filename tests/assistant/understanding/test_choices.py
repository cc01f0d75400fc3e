"""A question within a person's choices: both hold, and where they contradict each other that is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from assistant.scope import Scope, make_choices
from assistant.understanding import Choices, Understanding
from corpus import Kind, Letter, Voice

Ask = Callable[..., Understanding]


@pytest.fixture
def choose(many_councils: tuple[Letter, ...]) -> Callable[..., Choices | None]:
    """Make the choices of a Scope over the letters of many councils."""
    by_id = {letter.id: letter for letter in many_councils}
    return lambda **fixed: make_choices(Scope(**fixed), by_id)


def ids(understanding: Understanding) -> set[str]:
    assert understanding.letter_ids is not None
    return set(understanding.letter_ids)


@pytest.mark.parametrize(
    ("fixed", "left"),
    [
        ({"councils": ("Hull",)}, {"kingston-upon-hull-2019-05-01"}),
        ({"councils": ("reading",)}, {"reading-2018-07-04"}),
        ({"councils": ("Cheshire",)}, {"cheshire-west-and-chester-2021-06-02", "cheshire-east-2020-02-03"}),
        ({"councils": ("Hull", "Reading")}, {"kingston-upon-hull-2019-05-01", "reading-2018-07-04"}),
        ({"kinds": (Kind.INSPECTION_REPORT,)}, {"torbay-2022-05-09"}),
        ({"letter_ids": ("reading-2018-07-04",)}, {"reading-2018-07-04"}),
        ({"councils": ("Torbay",), "last": date(2020, 12, 31)}, {"torbay-2018-06-22"}),
        ({"councils": ("all",), "first": date(2022, 3, 9)}, {"bradford-2022-03-09", "torbay-2022-05-09"}),
    ],
)
def test_choices_hold_a_question_that_names_nothing(
    ask_many: Ask, choose: Callable[..., Choices], fixed: Mapping[str, Sequence[str]], left: set[str]
) -> None:
    """Councils by any name, kinds, single letters and days each leave only what fits; home is not in the way."""
    understood = ask_many("are caseloads high?", choices=choose(**fixed))
    assert ids(understood) == left
    assert understood.not_held == ()
    assert understood.left_out_by_choices == 7 - len(left)


def test_home_is_still_meant_where_choices_name_no_council(ask_many: Ask, choose: Callable[..., Choices]) -> None:
    """Days alone do not lift the home council; "all" does, and leaves nothing out."""
    assert ids(ask_many("are caseloads high?", choices=choose(first=date(2021, 1, 1)))) == {"bradford-2022-03-09"}
    everywhere = ask_many("are caseloads high?", choices=choose(councils=("all",)))
    assert everywhere.letter_ids is None
    assert (everywhere.chosen, everywhere.left_out_by_choices) == ((), 0)
    nowhere = ask_many("are caseloads in Cumbria high?", choices=choose(councils=("all",)))
    assert nowhere.not_held == ("We hold no letter about Cumbria.",)


@pytest.mark.parametrize(
    ("question", "fixed", "said"),
    [
        (
            "are caseloads high in Torbay?",
            {"councils": ("Hull",)},
            "The question names Torbay, but you chose letters about Kingston upon Hull.",
        ),
        (
            "are caseloads high in Leeds?",
            {"councils": ("Hull",)},
            "The question names Leeds, but you chose letters about Kingston upon Hull.",
        ),
        (
            "are caseloads high in Hull?",
            {"councils": ("Leeds",)},
            "The question names Kingston upon Hull, but you chose letters about Leeds.",
        ),
        (
            "caseloads in Hull in 2019",
            {"first": date(2022, 1, 1)},
            "The question asks for letters about Kingston upon Hull and letters of 2019, but you chose documents dated "
            "1 January 2022 or later: no document is both.",
        ),
        (
            "caseloads in 2018",
            {"councils": ("all",), "first": date(2019, 1, 1), "last": date(2020, 12, 31)},
            "The question asks for letters of 2018, but you chose documents dated 1 January 2019 to 31 December 2020: "
            "no document is both.",
        ),
        (
            "are our caseloads high?",
            {"last": date(2021, 12, 31)},
            "The question asks for letters about Bradford, but you chose documents dated 31 December 2021 or earlier: "
            "no document is both.",
        ),
        (
            "are caseloads high?",
            {"councils": ("Torbay",), "kinds": (Kind.AREA_SEND,)},
            "You chose letters about Torbay and area SEND inspection reports: no document held fits that.",
        ),
        ("are caseloads high?", {"councils": ("Leeds",)}, "We hold no letter about Leeds."),
    ],
)
def test_a_contradiction_is_named_and_silent(
    ask_many: Ask, choose: Callable[..., Choices], question: str, fixed: Mapping[str, Sequence[str]], said: str
) -> None:
    """The choices are never overridden by the question, nor the question by the choices."""
    understood = ask_many(question, choices=choose(**fixed))
    assert ids(understood) == set()
    assert said in understood.not_held


def test_what_is_both_still_answers_and_the_rest_is_said(ask_many: Ask, choose: Callable[..., Choices]) -> None:
    """Comparing Hull with Torbay within letters about Hull hears Hull, and says that Torbay was left out."""
    understood = ask_many("are caseloads higher in Hull than in Torbay?", choices=choose(councils=("Hull",)))
    assert ids(understood) == {"kingston-upon-hull-2019-05-01"}
    assert understood.not_held == (
        "The question asks for letters about Kingston upon Hull and Torbay, but you chose letters about Kingston upon "
        "Hull: 2 documents asked for were not searched.",
    )


def test_the_latest_letter_is_the_latest_of_the_chosen(ask_many: Ask, choose: Callable[..., Choices]) -> None:
    """ "The latest letter" asks for an order, not for a letter: it contradicts no choice."""
    choices = choose(councils=("Torbay",), last=date(2020, 1, 1))
    understood = ask_many("what does the latest letter say about caseloads?", choices=choices)
    assert ids(understood) == {"torbay-2018-06-22"}
    assert understood.not_held == ()


def test_a_council_chosen_beside_a_held_one_is_said_to_be_missing(
    ask_many: Ask, choose: Callable[..., Choices]
) -> None:
    """Hull answers; that nothing is held about Leeds is said."""
    understood = ask_many("are caseloads high?", choices=choose(councils=("Hull", "Leeds")))
    assert ids(understood) == {"kingston-upon-hull-2019-05-01"}
    assert understood.not_held == ("We hold no letter about Leeds.",)


def test_a_voice_can_be_chosen(ask_many: Ask, choose: Callable[..., Choices]) -> None:
    """Every letter here is the inspectors': choosing them leaves nothing out, choosing the council leaves nothing."""
    heard = ask_many("are caseloads high?", choices=choose(voices=(Voice.INSPECTORS,)))
    assert (heard.left_out_by_choices, heard.chosen) == (0, ("the inspectors' voice",))
    assert ids(ask_many("are caseloads high?", choices=choose(voices=(Voice.COUNCIL,)))) == set()
