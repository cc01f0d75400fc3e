"""Which councils' letters a question is held to."""

from __future__ import annotations

from collections.abc import Callable

from assistant.understanding import Understanding

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
    assert not ask_many("are caseloads too high?").across_councils


def test_a_council_that_is_not_held_is_said(ask_many: Ask) -> None:
    """Naming Leeds holds the question to nothing and says why."""
    understood = ask_many("are caseloads high in Leeds?")
    assert understood.letter_ids == frozenset()
    assert understood.not_held == ("We hold no letter about Leeds.",)


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


def test_home_that_is_not_held_does_not_silence_the_letters(many_councils: object) -> None:
    """A home council without letters limits nothing, unless the question says "our"."""
    from assistant.understanding import understand

    letters = [letter for letter in many_councils if letter.council != "Bradford"]  # type: ignore[attr-defined]
    assert understand("are caseloads high?", (), letters, "Bradford").letter_ids is None
    ours = understand("are our caseloads high?", (), letters, "Bradford")
    assert ours.not_held == ("We hold no letter about Bradford.",)
