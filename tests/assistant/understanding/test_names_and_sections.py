"""Promises of names and headings: a name at a letter's head or foot, or a report's heading, gets what stands there."""

from __future__ import annotations

import pytest

from assistant.understanding import Intent, StructureFact, Understanding
from tests.assistant.understanding.conftest import Ask


def fact_of(understanding: Understanding) -> StructureFact | None:
    return understanding.structure_fact if understanding.intent is Intent.STRUCTURE else None


@pytest.mark.parametrize(
    "question",
    [
        "who is Charlotte Ramsden",
        "charlotte ramsden",
        "C Ramsden: title and organisation?",
        "what is Matt Reed's job",
        "who was Louise Hollick",
        "piccadilly gate",
    ],
)
def test_a_name_at_the_head_or_foot_is_known(ask: Ask, question: str) -> None:
    """No paragraph holds it; who asks for somebody's post is shown the line that tells it."""
    assert fact_of(ask(question)) is StructureFact.NAMED


@pytest.mark.parametrize(
    "question",
    [
        "what does Marium Haque say about caseloads",
        "who is the independent scrutineer",
        "what is the role of the LADO",
        "who is Neil Penswick",
        "who is Joan Smith",
        "fostering",
        "children's services",
        "is the director any good",
        "what is the position in Bradford",
        "what was the position in August",
        "what is Ofsted's job",
        "what is the role of children's services",
        "who are the children",
        "who is Jane Haque",
    ],
)
def test_what_asks_for_more_than_a_name_is_searched_for(ask: Ask, question: str) -> None:
    """A question about what somebody does, a name in a paragraph, or one that stands nowhere."""
    assert fact_of(ask(question)) is not StructureFact.NAMED


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("ward implications", "ward implications"),
        ("options considered (s.9)?", "options considered (s.9)?"),
        ("background docs, section 12", "background docs, section 12"),
        ("trade union, council report", "trade union,"),
        ("recommendations, council report", "recommendations,"),
        ("financial implications in the council's report", "financial implications"),
    ],
)
def test_a_reports_heading_is_known(ask: Ask, question: str, heading: str) -> None:
    """By number or by words, beside the report's name or without it."""
    understanding = ask(question)
    assert fact_of(understanding) is StructureFact.SECTION
    assert understanding.search_text == heading


@pytest.mark.parametrize(
    "question",
    [
        "section 47 enquiries",
        "section 11 audit",
        "section 20",
        "who made the recommendations",
        "what are the findings on risk",
        "Headline findings",
        "are trade unions consulted about caseloads",
        "background checks on foster carers",
        "children",
        "what are the risks",
        "is there any impact",
        "community safety",
        "resources",
        "legal",
        "trade union",
    ],
)
def test_what_is_no_heading_is_searched_for(ask: Ask, question: str) -> None:
    """Sections of an Act, inspectors' headings, and questions that say more than a heading."""
    assert fact_of(ask(question)) is not StructureFact.SECTION


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("who signed the letters since 2021", StructureFact.SIGNED_BY),
        ("which inspectors came before 2022", StructureFact.LEAD_OR_INSPECTORS),
        ("when did inspectors visit since 2018", StructureFact.VISIT_DATES),
    ],
)
def test_a_year_that_only_bounds_leaves_the_fact(ask: Ask, question: str, fact: StructureFact) -> None:
    """ "Since 2018" asks of the letters after it, not of one of 2018."""
    assert fact_of(ask(question)) is fact


def test_a_fact_of_a_year_that_is_only_spoken_of_is_searched_for(ask: Ask) -> None:
    """Letters speak of 2018 and none is of it: the date of another letter is no answer."""
    assert ask("when was the 2018 inspection report published").intent is Intent.FIND
    assert fact_of(ask("when was the 2022 letter published")) is StructureFact.LETTER_DATE


@pytest.mark.parametrize("question", ["evidence base MV4", "MV 4: evidence base", "evidence base, 4th MV letter"])
def test_monitoring_visits_are_known_by_their_short_form(ask: Ask, question: str) -> None:
    """Staff write MV4 for the fourth monitoring visit."""
    assert ask(question).letter_ids == frozenset(("bradford-monitoring-visit-letter-2020-03-19",))


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("S/g Week, no. of events", "Safeguarding Week, no. of events"),
        ("attendance at strat mtgs this yr", "attendance at strat meetings this year"),
        ("s/w caseloads", "social worker caseloads"),
        ("MTG of minds", "Meeting of minds"),
        ("yrs/mtgs", "yrs/mtgs"),
    ],
)
def test_shorthand_is_written_out(ask: Ask, question: str, read_as: str) -> None:
    """Staff write "s/g" and "mtg"; the letters do not."""
    assert ask(question).read_as == read_as


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("ward implications in the exec report", "bradford-council-report-on-february-2022-visit"),
        ("trade unions, committee paper", "bradford-council-report-on-february-2022-visit"),
        ("awards in the safeguarding board's yearly report", "bradford-partnership-annual-report-2019-20"),
    ],
)
def test_reports_are_known_by_other_names(ask: Ask, question: str, letters: str) -> None:
    """A council's own report goes to its executive; an annual report is a yearly one."""
    assert ask(question).letter_ids == frozenset((letters,))


def test_a_visit_that_is_not_held_is_said_not_to_be(ask: Ask) -> None:
    """By its short form, too."""
    assert ask("MV5 fieldwork dates").not_held == ("We hold no letter about a fifth monitoring visit.",)


def test_the_newest_one_is_the_newest_letter(ask: Ask) -> None:
    """ "One" stands for the letter; the last one to wait, or to be held, is no letter."""
    assert ask("who signed the newest one").letter_ids == frozenset(("bradford-monitoring-visit-letter-2023-08-22",))
    assert ask("how long did the last one wait to be adopted").letter_ids is None


@pytest.mark.parametrize(
    "question",
    [
        "who sits on the partnership board",
        "who is on the safeguarding board?",
        "which agencies are on the board",
        "who are the members of the board",
        "board membership",
    ],
)
def test_who_sits_on_a_board_is_told_by_its_membership(ask: Ask, question: str) -> None:
    """Short names stand under "Board Membership"; no sentence says that anybody sits there."""
    assert fact_of(ask(question)) is StructureFact.SECTION


@pytest.mark.parametrize(
    "question",
    [
        "who sits on the improvement board",
        "what do members of the board think",
        "which agencies are on board with this",
    ],
)
def test_another_board_or_question_is_not_answered_by_it(ask: Ask, question: str) -> None:
    """The improvement board is not the partnership's."""
    assert fact_of(ask(question)) is None
