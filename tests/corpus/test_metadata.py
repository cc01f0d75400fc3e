"""What documents say of themselves: kinds, councils, people, dates and grades in the forms they are printed in."""

from __future__ import annotations

from datetime import date

import pytest

from corpus import Kind
from corpus.council_names import council_names
from corpus.dates import find_days
from corpus.grades import states_grade
from corpus.letter import Paragraph, Section
from corpus.metadata.council import find_council, named_councils
from corpus.metadata.kind import find_kind
from corpus.metadata.people import find_addressee, find_people
from corpus.metadata.when import find_letter_date, find_visit_dates


@pytest.mark.parametrize(
    ("front", "subject", "kind"),
    [
        (["Dear Ms Lee"], "Focused visit to Camden children’s services", Kind.FOCUSED_VISIT),
        (["Dear Ms Lee"], "Monitoring visit of Bradford children’s services", Kind.MONITORING_VISIT),
        (["Dear local partnership"], "Joint targeted area inspection of Kirklees", Kind.JOINT_INSPECTION),
        (["Dear Ms Lee"], "Joint area SEND inspection in Torbay", Kind.AREA_SEND),
        (["Area SEND inspection of Bedford Borough Local Area Partnership"], "Inspection outcome", Kind.AREA_SEND),
        (["Torbay Council", "Inspection of children’s social care services"], "", Kind.INSPECTION_REPORT),
        (["Inspection of the Royal Borough of Windsor and Maidenhead local authority children’s services"], "",
         Kind.INSPECTION_REPORT),
        (["Derby City", "Inspection of services for children in need of help and protection"], "",
         Kind.INSPECTION_REPORT),
        (["Minutes of the allotment society"], "", Kind.OTHER),
    ],
)  # fmt: skip
def test_kinds_are_told_by_the_titles(front: list[str], subject: str, kind: Kind) -> None:
    """Each kind of document is known by the words of its own title."""
    assert find_kind(front, [subject], [], " ".join([*front, subject])) is kind


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("Focused visit to London Borough of Hackney local authority children’s services", "Hackney"),
        ("City of York Council", "York"),
        ("North Yorkshire County Council", "North Yorkshire"),
        ("Inspection of South Gloucestershire children’s services", "South Gloucestershire"),
        ("Bournemouth, Christchurch and Poole (BCP) children’s services", "Bournemouth, Christchurch and Poole"),
        ("Poole Borough Council", "Poole"),
        ("Northamptonshire County Council", "Northamptonshire"),
        ("West Northamptonshire Council", "West Northamptonshire"),
        ("Cumbria County Council", "Cumbria"),
        ("Hammersmith & Fulham children’s services", "Hammersmith and Fulham"),
        ("Southend on Sea Borough Council", "Southend-on-Sea"),
        ("St. Helens Council", "St Helens"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("City of London Corporation", "City of London"),
        ("Hull City Council", "Kingston upon Hull"),
        ("Focused visit to Slough Children First", "Slough"),
        ("Kingston upon Thames", "Kingston upon Thames"),
        ("Cheshire West and Chester", "Cheshire West and Chester"),
    ],
)
def test_councils_have_one_name_each(text: str, council: str) -> None:
    """However a council is printed, it has the one name it is known under; the longest name counts."""
    assert find_council([text], "", "") == council


def test_everyday_names_are_not_looked_for_in_documents() -> None:
    """A document prints its council's name; "Preston" or "Bath" alone may be a town or a person."""
    assert named_councils("a home in Preston, Christchurch, Bath or Halifax") == []
    known = council_names()
    for council, others in known.printed.items():
        assert all(named_councils(name) == [council] for name in (council, *others))
    assert all(named_councils(name) == [name] for name in known.former)


def test_other_bodies_are_no_councils() -> None:
    """A police force or a health body with a county's name does not make the letter that county's."""
    assert (
        named_councils("the Chief Constable of Bedfordshire police and NHS Sussex; reading and bury in lower case")
        == []
    )


@pytest.mark.parametrize(
    ("opening", "team"),
    [
        ("The inspectors were Andy Whippey, HMI, and Anne Waterman, HMI. The quality assurance manager was Sean Tarpey.",
         ("Andy Whippey", "Anne Waterman")),
        ("The visit was conducted by Alison Smale and Tara Geere, two of Her Majesty’s Inspectors.",
         ("Alison Smale", "Tara Geere")),
        ("The inspectors were Matt Reed, Louise Hollick and Jenny-Ellen Scotland, all of whom are Her Majesty’s Inspectors.",
         ("Matt Reed", "Louise Hollick", "Jenny-Ellen Scotland")),
        ("His Majesty’s Inspectors for this visit were lead inspector Ceri Evans and team inspector Máire O’Brien.",
         ("Ceri Evans", "Máire O’Brien")),
    ],
)  # fmt: skip
def test_teams_are_read_without_their_offices(opening: str, team: tuple[str, ...]) -> None:
    """Names come out as names, in the order printed, without ranks."""
    assert find_people(Kind.FOCUSED_VISIT, [], opening, ["Yours sincerely", team[0]], []) == (team[0], team)


def test_leads_of_reports_and_of_joint_letters() -> None:
    """A report names its lead; the heads who sign a joint letter led nothing."""
    front = ["Lead inspector: Dawn Godfrey, Her Majesty’s Inspector"]
    assert find_people(Kind.INSPECTION_REPORT, front, "", [], []) == ("Dawn Godfrey", ("Dawn Godfrey",))
    team = ["Charlie Fordham, HMI, Lead inspector Tessa Valpy, CQC Lead inspector", "Deena Wallworth, Ofsted Inspector"]
    lead, everyone = find_people(Kind.AREA_SEND, [], "", [], team)
    assert (lead, everyone) == ("Charlie Fordham", ("Charlie Fordham", "Tessa Valpy", "Deena Wallworth"))
    lines = ["Lead inspector: Ann Lee HMI", "Team inspectors: Ben May HMI, Cy Day SHMI, Di Roe AI and Eve Poe.",
             "Quality assurance manager: Flo Gray Senior HMI"]  # fmt: skip
    team_of = find_people(Kind.INSPECTION_REPORT, [], "", [], lines)
    assert team_of == ("Ann Lee", ("Ann Lee", "Ben May", "Cy Day", "Di Roe", "Eve Poe"))
    signed = ["Yours sincerely", "Yvette Stanley", "National Director"]
    assert find_people(Kind.JOINT_INSPECTION, [], "", signed, []) == (None, ())


@pytest.mark.parametrize(
    ("front", "addressee"),
    [
        (["8 June 2018", "Ms Joan Bloggs", "Director", "Dear Ms Bloggs"], "Joan Bloggs"),
        (["8 June 2018", "Chris McLoughlin, Director", "Dear Ms McLoughlin"], "Chris McLoughlin"),
        (["Sally Giles, Director", "Emma Taylor, Chief Executive", "Dear Ms Giles and Ms Taylor"], "Sally Giles and Emma Taylor"),
        (["8 June 2018", "Catherine Carr", "Director", "Dear Cath"], "Catherine Carr"),
        (["Dear local partnership"], "local partnership"),
        (["8 June 2018"], None),
    ],
)  # fmt: skip
def test_addressees_have_their_full_names(front: list[str], addressee: str | None) -> None:
    """The name in "Dear ..." is completed from the address above it, where it stands there."""
    assert find_addressee(front) == addressee


@pytest.mark.parametrize(
    ("kind", "text", "days"),
    [
        (Kind.FOCUSED_VISIT, "a focused visit to Camden on the 15 and 16 of May 2018.", (date(2018, 5, 15), date(2018, 5, 16))),
        (Kind.FOCUSED_VISIT, "a visit between 20 October and 22 October 2020.", (date(2020, 10, 20), date(2020, 10, 22))),
        (Kind.FOCUSED_VISIT, "Since the inspection on 3 May 2017, a visit took place on 9 June 2021.", (date(2021, 6, 9),)),
        (Kind.JOINT_INSPECTION, "This inspection took place from 4 to 8 December 2023.", (date(2023, 12, 4), date(2023, 12, 8))),
        (Kind.JOINT_INSPECTION, "Between 14 and 18 March 2016, Ofsted undertook", (date(2016, 3, 14), date(2016, 3, 18))),
        (Kind.AREA_SEND, "Inspection dates: 18 to 22 November 2024", (date(2024, 11, 18), date(2024, 11, 22))),
        (Kind.INSPECTION_REPORT, "Inspection date: 28 January–5 February 2014", (date(2014, 1, 28), date(2014, 2, 5))),
        (Kind.INSPECTION_REPORT, "Inspection date: 12/09/2016 to 06/10/2016", (date(2016, 9, 12), date(2016, 10, 6))),
        (Kind.FOCUSED_VISIT, "a visit in spring", ()),
    ],
)  # fmt: skip
def test_days_of_visits_and_inspections(kind: Kind, text: str, days: tuple[date, ...]) -> None:
    """Visit days are read in every form they are printed in; an earlier inspection's are not taken for them."""
    assert find_visit_dates(kind, [text], text) == days


def test_letter_dates() -> None:
    """The date a letter bears and the day a report says it was published; the days of the visit are neither."""
    assert find_letter_date(["8 June 2018", "Dear Ann"]) == date(2018, 6, 8)
    assert find_letter_date(["Report published: 25/11/2016"]) == date(2016, 11, 25)
    assert find_letter_date(["Inspection dates: 18 to 22 November 2024"]) is None
    assert find_days("17, 18 and 19 July 2023") == (date(2023, 7, 17), date(2023, 7, 19))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Children’s services in Bromley are inadequate", True),
        ("The overall judgement is that children’s services require improvement.", True),
        ("The Local Safeguarding Children Board is good", True),
        ("Requires improvement to be good", True),
        ("Children’s services in Bromley are good at keeping in touch with care leavers.", False),
        ("Services were judged to be good overall.", False),
    ],
)
def test_only_statements_of_grades_are_grades(text: str, states: bool) -> None:
    """A sentence that does nothing but state the overall judgement is one; praise in prose is none."""
    assert states_grade(text) is states


def test_grades_are_found_in_rows_that_lost_their_cells() -> None:
    """A row that a reader gave as plain text still yields its grade."""
    from corpus.grades import find_judgements

    text = "Overall effectiveness Requires improvement\n\nLeaders are good."
    rows = (Paragraph("1", 0, 42, ()), Paragraph("2", 44, 61, ()))
    found = find_judgements(text, [Section("", rows)])
    assert [(j.area, j.grade, text[j.span.start : j.span.end]) for j in found] == [
        ("Overall effectiveness", "Requires improvement", "Overall effectiveness Requires improvement")
    ]
