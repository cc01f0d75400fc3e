"""Which councils' letters a question is held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.scope import Scope, make_choices
from assistant.understanding import Understanding, understand
from corpus import Letter

Ask = Callable[..., Understanding]


def _ids(understanding: Understanding) -> set[str]:
    assert understanding.letter_ids is not None
    return set(understanding.letter_ids)


def test_a_question_without_a_council_means_home(ask_many: Ask) -> None:
    """Bradford is the home council, so an unnamed question is about Bradford."""
    assert _ids(ask_many("are caseloads high?")) == {"bradford-2022-03-09"}


def test_a_named_council_is_the_only_one_heard(ask_many: Ask) -> None:
    """ "Cheshire West, not East" hears Cheshire West alone."""
    understood = ask_many("caseloads in Cheshire West, not East")
    assert _ids(understood) == {"cheshire-west-and-chester-2021-06-02"}
    assert understood.held_to == ("letters about Cheshire West and Chester",)
    assert understood.search_text == "caseloads"


def test_which_councils_hears_all_of_them(ask_many: Ask) -> None:
    """A question about councils in general lifts the home council."""
    understood = ask_many("which councils were told caseloads are too high?")
    assert understood.letter_ids is None
    assert understood.wants_list
    assert understood.per_letter
    assert understood.across_councils
    assert understood.lists_councils
    assert not ask_many("are caseloads too high?").across_councils
    assert not ask_many("are caseloads too high?").lists_councils
    assert ask_many("Which letters since 2020 criticise strategy meetings?").lists_councils


def test_a_council_that_is_not_held_is_said(ask_many: Ask) -> None:
    """Naming Leeds holds the question to nothing and says why."""
    understood = ask_many("are caseloads high in Leeds?")
    assert understood.letter_ids == frozenset()
    assert understood.not_held == ("We hold no letter about Leeds.",)


def test_a_part_of_england_hears_each_of_its_councils(ask_many: Ask) -> None:
    """Those held of it, one by one; a nation or city without English councils is no council at all."""
    understood = ask_many("caseloads in the North West")
    assert _ids(understood) == {"cheshire-west-and-chester-2021-06-02", "cheshire-east-2020-02-03"}
    assert understood.held_to == ("letters about 2 councils in the North West",)
    assert ask_many("caseloads in West Yorkshire").held_to == ("letters about 1 council in West Yorkshire",)
    assert understood.lists_councils
    for place in ("Scotland", "Cardiff"):
        elsewhere = ask_many(f"caseloads in {place}")
        assert elsewhere.not_held == (f"We hold no letter about {place}: the letters are about councils in England.",)
        assert elsewhere.letter_ids == frozenset()


def test_a_held_council_still_answers_beside_one_that_is_not(ask_many: Ask) -> None:
    """Comparing Hull with Leeds hears Hull and says that Leeds is missing."""
    understood = ask_many("are caseloads higher in Hull than in Leeds?")
    assert _ids(understood) == {"kingston-upon-hull-2019-05-01"}
    assert understood.not_held == ("We hold no letter about Leeds.",)
    assert understood.per_letter


def test_an_everyday_name_that_is_not_held_is_explained(ask_many: Ask) -> None:
    """ "BCP" is said back with the council's full name."""
    assert ask_many("thresholds in BCP").not_held == (
        "We hold no letter about Bournemouth, Christchurch and Poole (BCP).",
    )


def test_two_inspections_of_one_council_are_told_apart_by_year(ask_many: Ask) -> None:
    """The year asked for is the year answered."""
    assert _ids(ask_many("what did the 2018 inspection of Torbay find?")) == {"torbay-2018-06-22"}
    assert _ids(ask_many("Torbay's caseloads in 2022")) == {"torbay-2022-05-09"}


def test_a_missing_year_of_a_named_council_says_whose(ask_many: Ask) -> None:
    """With many councils held, "no letter dated 2021" names the council."""
    understood = ask_many("caseloads in Torbay in 2021")
    assert understood.letter_ids == frozenset()
    assert understood.not_held == ("We hold no letter dated 2021 about Torbay.",)


def test_leaving_a_council_out_keeps_the_others(ask_many: Ask) -> None:
    """ "Other than Bradford" is heard as a wish for the rest."""
    assert "bradford-2022-03-09" not in _ids(ask_many("who has high caseloads other than Bradford?"))


def test_children_placed_outside_bradford_are_a_topic(ask: Ask) -> None:
    """ "Outside Bradford" describes placements; it neither holds nor drops a letter nor leaves the search."""
    understood = ask("are children placed outside Bradford visited?")
    assert understood.letter_ids is None
    assert "outside Bradford" in understood.search_text


def test_children_placed_in_other_areas_are_a_topic(ask_many: Ask) -> None:
    """With many councils held, placements elsewhere are the home council's; what others do is asked of all."""
    ours = ask_many("are our children placed in other areas")
    assert _ids(ours) == {"bradford-2022-03-09"}
    assert not ours.across_councils
    assert not ours.per_letter
    others = ask_many("what happens in other areas")
    assert others.letter_ids is None
    assert others.across_councils
    assert others.per_letter


@pytest.fixture
def unknown(many_councils: tuple[Letter, ...]) -> Letter:
    """A letter that names no council."""
    return replace(many_councils[0], id="unknown", council=None)


@pytest.mark.parametrize("question", ["safety plans", "our safety plans", "safety plans in Bradford"])
def test_an_unknown_council_is_the_only_one_held(
    many_councils: tuple[Letter, ...], unknown: Letter, question: str
) -> None:
    """A letter that names no council is heard with the only council held, named or not, and never among several."""
    bradford = many_councils[0]
    assert understand(question, (), (bradford, unknown), "Bradford").letter_ids is None
    assert _ids(understand(question, (), (*many_councils, unknown), "Bradford")) == {bradford.id}


def test_leaving_out_the_only_council_leaves_out_the_unknown_one(
    many_councils: tuple[Letter, ...], unknown: Letter
) -> None:
    """What counts as Bradford's when it is asked for counts so when it is not wanted."""
    understood = understand("safety plans other than Bradford", (), (many_councils[0], unknown), "Bradford")
    assert _ids(understood) == set()


@pytest.mark.parametrize("printed", ["Bradford", "City of Bradford Metropolitan District Council"])
def test_a_chosen_council_is_held_to_the_same_rule(
    many_councils: tuple[Letter, ...], unknown: Letter, printed: str
) -> None:
    """However its letters print it, the only council held has the letter that names none; among several it has not."""
    scope = Scope(councils=("Bradford",))
    letters = {
        letter.id: letter for letter in (replace(many_councils[0], council=printed), unknown, *many_councils[1:])
    }
    alone = make_choices(scope, {name: letters[name] for name in (many_councils[0].id, "unknown")})
    among = make_choices(scope, letters)
    assert alone is not None
    assert alone.letter_ids == {many_councils[0].id, "unknown"}
    assert among is not None
    assert among.letter_ids == {many_councils[0].id}


def test_home_that_is_not_held_does_not_silence_the_letters(many_councils: tuple[Letter, ...]) -> None:
    """A home council without letters limits nothing, unless the question says "our"."""
    letters = [letter for letter in many_councils if letter.council != "Bradford"]
    assert understand("are caseloads high?", (), letters, "Bradford").letter_ids is None
    ours = understand("are our caseloads high?", (), letters, "Bradford")
    assert ours.not_held == ("We hold no letter about Bradford.",)


@pytest.mark.parametrize(
    "question",
    [
        "caseloads in Norwich",
        "In Norwich, are caseloads high?",
        "What are Norwich's caseloads like?",
        "are children in Keighley safe",
        "support near Sutton Coldfield",
    ],
)
def test_a_place_that_no_letter_mentions_is_said(ask: Ask, question: str) -> None:
    """Bradford's caseloads are not Norwich's: who reads the quotes would take them for those."""
    understood = ask(question)
    assert understood.letter_ids == frozenset()
    assert understood.not_held[0].startswith("No document searched mentions ")


def test_a_place_that_a_letter_mentions_holds_to_that_letter(ask: Ask) -> None:
    """Only the annual report speaks of Queensbury."""
    understood = ask("what did young people in Queensbury do")
    assert understood.letter_ids == {"bradford-partnership-annual-report-2019-20"}
    assert understood.held_to == ("documents that mention Queensbury",)


@pytest.mark.parametrize(
    "question",
    [
        "practice evaluations in Feb 2020",
        "caseloads in England",
        "what is said in Section 20 cases",
        "Supervision In Assessment Teams",
        "what was found in Children's Services",
        "referrals in the front door",
        "decision-making in Mash",
        "children in Camhs",
        "what happened in Covid",
        "what is Matt Reed's job",
    ],
)
def test_what_letters_write_small_is_no_place(ask: Ask, question: str) -> None:
    """Months, headings and topics with a capital letter name no place."""
    assert not any("mention" in said for said in (*ask(question).not_held, *ask(question).held_to))
