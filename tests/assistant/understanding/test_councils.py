"""Which councils a text names."""

from __future__ import annotations

import pytest

from assistant.understanding.councils import asks_across, find_councils, is_about, meant_councils, name_council
from corpus import council_names


@pytest.mark.parametrize(
    ("text", "councils"),
    [
        ("what about wakefield?", ["Wakefield"]),
        ("caseloads in Hull", ["Kingston upon Hull"]),
        ("Bath - early help", ["Bath and North East Somerset"]),
        ("BCP thresholds", ["Bournemouth, Christchurch and Poole"]),
        ("St. Helens and Stockton on Tees", ["St Helens", "Stockton-on-Tees"]),
        ("North East Lincolnshire audits", ["North East Lincolnshire"]),
        ("how is Reading doing?", ["Reading"]),
        ("is Kent's work good", ["Kent"]),
        ("compared with Leeds, Sheffield and York", ["Leeds", "Sheffield", "York"]),
        ("are york any better at keeping staff", ["York"]),
        ("Slough supervision", ["Slough"]),
        ("Slough 2024 supervision", ["Slough"]),
        ("slough supervision", ["Slough"]),
        ("Reading caseloads", ["Reading"]),
        ("Derby MASH", ["Derby"]),
        ("main findings of the Halton JTAI", ["Halton"]),
        ("Kent vs Derbyshire caseloads", ["Kent", "Derbyshire"]),
        ("Wakefield care leavers", ["Wakefield"]),
        ("supervision in middlesboro and W Sussex", ["Middlesbrough", "West Sussex"]),
        ("weaknesses in Lincs", ["Lincolnshire"]),
        ("What did Ofsted say about care leavers in kent", ["Kent"]),
        ("foster carers kent", ["Kent"]),
        ("caseloads slough 2022", ["Slough"]),
        ("neglect, halton", ["Halton"]),
        ("why are kent caseloads high", ["Kent"]),
        ("the JTAI Halton report", ["Halton"]),
        ("compare Newham, Derby and Kent on neglect", ["Newham", "Derby", "Kent"]),
        ("Derby/Leeds neglect", ["Derby", "Leeds"]),
        ("Redcar & Cleveland neglect", ["Redcar and Cleveland"]),
    ],
)
def test_names_and_everyday_names_are_found(text: str, councils: list[str]) -> None:
    """A council is found by its name, its everyday name and without its hyphens."""
    assert [mention.councils[0] for mention in find_councils(text)] == councils


@pytest.mark.parametrize(
    "text",
    [
        "Reading scores are low",
        "Reading age of children in care",
        "Sutton Coldfield",
        "barking mad",
        "who is sarah kent",
        "was sarah kent there",
        "progress in reading and maths",
        "is bath time safe",
        "did Sarah Kent say so",
        "West Yorkshire Police",
        "Greater Manchester agencies",
        "Sheffield Children's Hospital",
        "Derby Road children's home",
        "Bradford City CCG and Leeds District Care Trust",
        "children from Wales and Scotland",
        "are children placed in Wales",
        "do care leavers go to university in Scotland",
        "the North East team",
        "West Midlands Ambulance Service",
        "what happens in Keighley, Shipley and Ilkley",
    ],
)
def test_words_people_and_other_bodies_are_no_councils(text: str) -> None:
    """A name that is also a word, a person, a force or a town inside Bradford names no council."""
    assert not find_councils(text)


def test_every_name_of_the_one_list_is_found_in_a_question() -> None:
    """Printed names, everyday names, former councils and shared trusts all lead to a council, and to the right one."""
    known = council_names()
    for names in (known.printed, known.everyday):
        for council, others in names.items():
            for name in (council, *others):
                assert council in meant_councils(name), name
    for several in (known.former, known.together, known.regions):
        for name, councils in several.items():
            assert set(meant_councils(name)) == {name, *councils}
            assert set(councils) <= {*known.printed, *known.former}
    for name in known.elsewhere:
        assert meant_councils(name) == (name,)


def test_a_part_of_england_means_its_councils() -> None:
    """Each council is in one of the nine regions; London's boroughs are not London's when one is named."""
    known = council_names()
    nine = """London, North East, North West, Yorkshire and the Humber, East Midlands, West Midlands, East of England,
        South East, South West""".split(",")
    regions = [set(known.regions[" ".join(name.split())]) for name in nine]
    for council in known.printed:
        assert sum(council in region for region in regions) == 1, council
    assert "Camden" in meant_councils("London")
    (camden,) = find_councils("supervision in the London Borough of Camden")
    assert camden.councils == ("Camden",)
    for text in ("caseloads in London", "supervision in the north west", "compare Leeds and Yorkshire"):
        assert find_councils(text)[-1].is_region


def test_every_council_but_one_leaves_that_one_out() -> None:
    """As "every letter but" does with letters."""
    for text in ("caseloads in every council but Leeds", "all councils but Leeds", "everywhere but Leeds"):
        assert find_councils(text)[0].excluded, text


def test_two_cheshires_and_two_kingstons_stay_two() -> None:
    """Names that begin alike are told apart; the old county means both."""
    assert meant_councils("Cheshire East") == ("Cheshire East",)
    assert meant_councils("Cheshire West") == ("Cheshire West and Chester",)
    assert set(meant_councils("Cheshire")) == {"Cheshire", "Cheshire East", "Cheshire West and Chester"}
    assert meant_councils("Kingston") == ("Kingston upon Thames",)
    assert meant_councils("Hull") == ("Kingston upon Hull",)
    assert meant_councils("Bath") == ("Bath and North East Somerset",)
    assert meant_councils("Atlantis") == ()


def test_a_former_county_means_its_successors_too() -> None:
    """Northamptonshire's own letters and those of the two councils after it all fit the old name."""
    (mention,) = find_councils("audits in Northamptonshire")
    assert set(mention.councils) == {"Northamptonshire", "North Northamptonshire", "West Northamptonshire"}


@pytest.mark.parametrize(
    ("printed", "council"),
    [
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("Bradford Children and Families Trust", "Bradford"),
        ("Kingston upon Hull, City of", "Kingston upon Hull"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_one_council_has_one_name(printed: str, council: str) -> None:
    """However a letter prints its council, it is known under one name; an unknown one keeps its own."""
    assert name_council(printed) == council


@pytest.mark.parametrize(
    "text",
    [
        "how do other councils do",
        "are other councils struggling with caseloads",
        "what happens in other areas",
        "what happens in other local authorities",
        "what support is in place in other areas",
        "are placements monitored well in other areas",
        "what did inspectors say to other councils",
        "what can be learned from other councils",
        "which councils place children in our area",
        "has any council been told so",
        "caseloads across all councils",
        "what do inspectors find nationally",
        "are our caseloads higher than in other areas",
        "how does our pay compare to other places",
        "how do other councils do compared with us",
        "what do other councils do that we don't",
        "are we the worst of all councils",
        "do we have any letters about other councils",
        "show us how other councils do",
    ],
)
def test_what_is_asked_of_other_councils_asks_across(text: str) -> None:
    """Others are asked about where the question is of their doings or sets ours against theirs."""
    assert asks_across(text)


@pytest.mark.parametrize(
    "text",
    [
        "are our children placed in other areas",
        "are children placed in other areas",
        "are children placed with foster carers in other areas",
        "does the council place children in other areas",
        "kids moved to other places",
        "children from other areas",
        "do children living in other areas get visits",
        "are children moved anywhere else",
        "why do social workers leave for other councils",
        "is the duty team shared with other boroughs",
        "are other councils poaching our staff",
        "do the other councils know when we put our children there",
        "children placed here by other local authorities",
        "do we share adoption with several councils",
        "what the council said about safety plans",
        "shared vision across the council",
        "how is the cost split between council and health",
        "which council services were cut",
        "are caseloads high",
    ],
)
def test_others_that_something_passes_to_or_from_are_no_councils_asked(text: str) -> None:
    """Children placed elsewhere, staff lost to others and work shared with them are a council's own matters."""
    assert not asks_across(text)


def test_a_letter_of_an_unknown_council_belongs_to_the_only_one_held() -> None:
    """With two councils held, or none, nobody can say whose it is."""
    assert is_about("Hull", ["Hull"], ["Hull", "Leeds"])
    assert not is_about("Leeds", ["Hull"], ["Hull", "Leeds"])
    assert is_about(None, ["Hull", "Leeds"], ["Hull"])
    assert not is_about(None, ["Leeds"], ["Hull"])
    assert not is_about(None, ["Hull"], ["Hull", "Leeds"])
    assert not is_about(None, ["Hull"], [])


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("what was the kent visit about", ("Kent",)),
        ("which framework was used for the camden inspection", ("Camden",)),
        ("was the reading visit any good", ()),
        ("does sarah kent visit the family", ()),
    ],
)
def test_a_small_letter_before_its_visit_is_a_council(question: str, councils: tuple[str, ...]) -> None:
    """ "The kent visit" is of Kent; what is an everyday word, or who visits somebody, is none."""
    assert tuple(one for mention in find_councils(question) for one in mention.councils) == councils
