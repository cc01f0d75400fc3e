"""Whose documents a question is held to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding import Understanding
from assistant.understanding.voices import find_kinds
from corpus import Kind

Ask = Callable[..., Understanding]
Held = Callable[[Understanding], set[str]]
LETTERS = {"2020", "2022", "2023"}
ALL = {*LETTERS, "council", "partnership"}


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("what did inspectors say about return home interviews", LETTERS),
        ("did Ofsted find drift in planning?", LETTERS),
        ("according to inspectors, is supervision good?", LETTERS),
        ("Ofsted's letters on turnover", LETTERS),
        ("only the letters: missing children", LETTERS),
        ("what did the inspectors say about the council's improvement plan", LETTERS),
        ("according to the council's own report, what happens next?", {"council"}),
        ("what does the Executive report say about trade unions", {"council"}),
        ("what does the council itself say about wards", {"council"}),
        ("what does the partnership's annual report say about CAMHS waits", {"partnership"}),
        ("safeguarding board report on early help", {"partnership"}),
        ("what did the independent scrutineer say about thresholds", {"partnership"}),
        ("turnover excluding the partnership report", ALL - {"partnership"}),
        ("turnover, not the council report", ALL - {"council"}),
        ("does the council's report differ from what inspectors said about turnover", {*LETTERS, "council"}),
        ("does the council own up that care leavers need better", {"council"}),
        ("what does the council report say about caseloads", {"council"}),
        ("what does the council report about caseloads", {"council"}),
        ("does the council report of February mention wards", {"council"}),
        ("does the safeguarding board report talk of early help", {"partnership"}),
    ],
)
def test_a_voice_that_is_asked_for_is_the_one_heard(ask: Ask, held: Held, question: str, letters: set[str]) -> None:
    """Inspectors, council and partnership are told apart, together or left out as asked."""
    assert held(ask(question)) == letters


@pytest.mark.parametrize(
    "question",
    [
        "did the council respond to Ofsted's recommendations",
        "who do the inspectors report to and who reads the report",
        "was the service judged inadequate by Ofsted",
        "what has the council done about turnover",
        "how does the partnership work with schools",
        "do the letters say children are seen alone",
        "how quickly does the council report missing children to the police",
        "does Bradford council report missing children",
        "how often does the council report on caseloads to scrutiny",
        "what does the council report to ministers",
        "who does the director report to",
        "must the local authority report deaths",
        "does the safeguarding board report serious incidents",
        "how often does the partnership report to ministers",
    ],
)
def test_a_body_that_is_only_talked_about_holds_nothing(ask: Ask, held: Held, question: str) -> None:
    """Ofsted, the council or the partnership as a topic is no wish for its voice."""
    assert held(ask(question)) == ALL


def test_what_is_reported_by_whom_is_searched_for(ask: Ask) -> None:
    """Where the council does the reporting, its name and the verb stay in the search."""
    question = "how quickly does the council report missing children to the police"
    assert ask(question).search_text == question


def test_a_document_that_is_not_held_is_said(ask_many: Ask) -> None:
    """Among letters of inspectors only, the council's own report is missing; its merely speaking is not."""
    assert ask_many("what does the council's own report say about wards").not_held == (
        "We hold no report of the council's own about Bradford.",
    )
    assert not ask_many("what does the council say about wards").not_held


def test_a_kind_of_document_is_heard_alone(ask_many: Ask) -> None:
    """ "In the inspection report" leaves focused visits out."""
    understood = ask_many("caseloads in the inspection report of Torbay")
    assert understood.letter_ids == frozenset({"torbay-2022-05-09"})


def test_a_visit_that_is_looked_back_on_leaves_later_letters_in(ask_many: Ask) -> None:
    """ "Better since the focused visit in 2018" asks of what came later as well."""
    for question in (
        "have caseloads in Torbay fallen since the focused visit in 2018",
        "caseloads in Torbay after the focused visit",
    ):
        assert "torbay-2022-05-09" in (ask_many(question).letter_ids or ()), question
    assert ask_many("caseloads in Torbay's focused visit").letter_ids == {"torbay-2018-06-22"}


def test_a_send_report_is_a_kind_of_document() -> None:
    """In capitals or as the area's; who is asked to send reports is not."""
    named = (
        "what does the SEND report say",
        "the area send report",
        "the area SEND inspection",
        "SEND inspection letter",
        "how many reports are about SEND",
    )
    assert [find_kinds(text)[0][2] for text in named] == [Kind.AREA_SEND] * 5
    assert find_kinds("Torbay FV: inspectors")[0][2] is Kind.FOCUSED_VISIT
    assert find_kinds("Torbay's ILACS") == []
    assert find_kinds("do schools send reports to parents") == []


def test_since_a_visit_leaves_out_what_was_found_on_it(ask_many: Ask) -> None:
    """ "Since the 2018 visit" asks of what came after; "since 2018" has that visit in it."""
    assert ask_many("what has improved in Torbay since the 2018 visit").letter_ids == {"torbay-2022-05-09"}
    assert ask_many("what has improved in Torbay since 2018").letter_ids == {"torbay-2018-06-22", "torbay-2022-05-09"}


def test_documents_of_a_kind_that_is_not_held_are_missing(ask_many: Ask) -> None:
    """ "How many JTAIs has Torbay had" is not answered with its other letters, nor "focused visits in 2017" with 2018's."""
    asked = ask_many("how many JTAIs has Torbay had?")
    assert (asked.letter_ids, asked.not_held) == (frozenset(), ("We hold no joint inspection report about Torbay.",))
    assert ask_many("which focused visits in 2017?").letter_ids == frozenset()
    assert ask_many("did Torbay have a focused visit?").letter_ids == {"torbay-2018-06-22"}


def test_a_kind_named_for_one_of_two_documents_leaves_the_other_in(ask_many: Ask) -> None:
    """ "The 2018 focused visit compared with the 2022 inspection" names both by their years."""
    both = frozenset({"torbay-2018-06-22", "torbay-2022-05-09"})
    compared = ask_many("compare Torbay's 2018 focused visit with the 2022 inspection on caseloads")
    assert (compared.letter_ids, compared.not_held, compared.search_text) == (both, (), "caseloads")
    assert ask_many("caseloads in Torbay's focused visits of 2018 and 2022").letter_ids == {"torbay-2018-06-22"}
