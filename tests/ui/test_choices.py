"""Choosing documents on the page: links are read with care, the form shows what is chosen, the engine gets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from assistant import AnswerStatus, Assistant, Scope, Searched
from corpus import Kind, Letter, Voice
from ui.ask_event import answer_question
from ui.choices import MOST_CHOICES, MOST_SAID, read_link
from ui.markup_answer import answer_turn
from ui.markup_choices import MOST_LISTED, choices_part

FULL_LINK = "q=x&council=Bradford&kind=monitoring_visit&from=2020&to=2023-08-22&voice=inspectors&letter=visit-2023"
FULL_SCOPE = Scope(
    ("visit-2023",), ("Bradford",), (Kind.MONITORING_VISIT,), (Voice.INSPECTORS,), date(2020, 1, 1), date(2023, 8, 22)
)


def chosen_values(page: Any) -> dict[str, list[str]]:
    """The values a browser would send of a drawn form, by name."""
    sent: dict[str, list[str]] = {}
    name = ""
    for tag, attributes in page.elements:
        name = attributes.get("name", name)
        is_sent = "checked" in attributes or "selected" in attributes or attributes.get("type") == "date"
        if tag in ("input", "option") and is_sent and attributes.get("value"):
            sent.setdefault(name, []).append(attributes["value"])
    return sent


def test_a_link_sets_every_choice(visit: Letter, report: Letter, read_page: Any) -> None:
    """Council, type, days, voice and letter of a link are set in the form, which stands open and counts them."""
    scope, ignored = read_link(FULL_LINK, (visit, report))
    assert (scope, ignored) == (FULL_SCOPE, ())
    page = read_page(choices_part((visit, report), scope))
    assert chosen_values(page) == {
        "council": ["Bradford"],
        "kind": ["monitoring_visit"],
        "voice": ["inspectors"],
        "from": ["2020-01-01"],
        "to": ["2023-08-22"],
        "letter": ["visit-2023"],
    }
    assert page.attributes("details", "open") == [""]
    assert "6 choices made" in page.words("summary")[0]


def test_nothing_chosen_is_a_closed_part(visit: Letter, report: Letter, read_page: Any) -> None:
    """Without choices the part is closed; with one council held there is none to choose."""
    page = read_page(choices_part((visit, report), Scope()))
    assert page.attributes("details", "open") == []
    assert page.words("legend") == ["Type of document", "Whose words", "Dates", "Single documents"]
    assert chosen_values(page) == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=letter", "“letter” is not a kind of document."),
        ("council=Atlantis", "There is no council “Atlantis” here."),
        ("letter=gone", "There is no letter “gone”."),
        ("from=soon&voice=inspectors", "“soon” is not a day."),
        ("from=2023&to=2022", "is after the last"),
        ("voice=%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;"),
        ("council=" + "x" * 5000, "council: xxx"),
        ("&".join(["kind=monitoring_visit"] * (MOST_CHOICES + 1)), "more than 200 choices"),
        ("council=%00%ff&to=%F0%9F%98%80", "is not a day"),
    ],
)
def test_a_bad_value_in_a_link_is_left_out_and_said(client: TestClient, query: str, said: str) -> None:
    """The page comes up all the same, says plainly what it left out, and shows no more of it than needed."""
    reply = client.get(f"/?{query}")
    assert reply.status_code == 200
    assert "Part of the link was left out:" in reply.text
    assert said in reply.text
    assert "<script>alert" not in reply.text
    assert "x" * 100 not in reply.text


def test_good_values_stand_beside_bad_ones(visit: Letter) -> None:
    """One bad value costs no good one, and only so many are said."""
    scope, ignored = read_link("voice=police&voice=inspectors&from=2022&to=2021&kind=a&kind=b&kind=c&kind=d", (visit,))
    assert (scope.voices, scope.first, scope.last) == ((Voice.INSPECTORS,), date(2022, 1, 1), None)
    assert len(ignored) == MOST_SAID


def test_a_link_to_words_in_a_letter_chooses_nothing(visit: Letter) -> None:
    """There "letter" and "to" belong to the words."""
    assert read_link("letter=visit-2023&para=2&words=Plans.&to=end", (visit,)) == (Scope(), ())


def test_councils_go_by_any_name_and_may_be_several(visit: Letter, read_page: Any) -> None:
    """ "hull" in a link is the list's "Kingston upon Hull"; each council chosen has its own list, labelled."""
    hull = replace(visit, id="hull", council="Kingston upon Hull")
    scope, ignored = read_link("council=hull&council=bradford", (visit, hull))
    assert (scope.councils, ignored) == (("Kingston upon Hull", "Bradford"), ())
    page = read_page(choices_part((visit, hull), scope))
    assert chosen_values(page)["council"] == ["Kingston upon Hull", "Bradford"]
    assert page.attributes("select", "id") == ["choice-council-1", "choice-council-2"]


def test_many_councils_stay_usable(visit: Letter, read_page: Any) -> None:
    """150 councils are one list to pick from; their documents are listed once a council is chosen."""
    letters = [
        replace(visit, id=f"letter-{number}", title=f"Letter {number}", council=f"Shire {number % 150}")
        for number in range(600)
    ]
    page = read_page(choices_part(letters, Scope()))
    assert page.attributes("select", "name") == ["council"]
    assert len(page.words("option")) == 152
    assert "letter" not in page.attributes("input", "name")
    assert "600 documents: choose a council to pick single ones." in page.words("p")
    chosen = read_page(choices_part(letters, Scope(("letter-3",), ("Shire 7",))))
    listed = [a["value"] for tag, a in chosen.elements if tag == "input" and a["name"] == "letter"]
    assert listed == ["letter-3", "letter-7", "letter-157", "letter-307", "letter-457"]
    assert len(listed) < MOST_LISTED
    assert "Letter 157 (Shire 7)" in chosen.words("label")


def test_the_engine_gets_the_choices_of_each_question_alone(assistant: Assistant, shelf: Any) -> None:
    """Choices hold for the question they are sent with; nothing is kept for the next, or for another visitor."""
    answer_question(assistant, "supervision?", "[]", FULL_LINK)
    answer_question(assistant, "supervision?", "[]")
    assert shelf.scopes == [FULL_SCOPE, Scope()]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("from=2023&to=2022", "not later than the last"),
        ("kind=letter", "monitoring_visit"),
        ("letter=gone", "letters list"),
    ],
)
def test_choices_that_cannot_be_right_are_a_problem_in_plain_words(
    assistant: Assistant, choices: str, said: str
) -> None:
    """A wrong choice is never dropped in silence when a question is asked."""
    shown = answer_question(assistant, "supervision?", "[]", choices)
    assert shown["outcome"] == "problem"
    assert said in shown["html"]
    assert answer_question(assistant, "supervision?", "[]", ["kind"])["outcome"] == "problem"


def test_silence_left_by_choices_offers_all_documents(
    visit: Letter, cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """The choices and the count of documents left out stand in the answer, with the button that asks without them."""
    searched = Searched(1, None, None, chosen=("monitoring visit letters",), left_out_by_choices=2)
    silent = answer_of("and there?", AnswerStatus.NOT_IN_LETTERS, searched=searched, read_as="caseloads in Hull")
    page = read_page(answer_turn(silent))
    said = "Searched: 1 document; 2 left out by your choices (monitoring visit letters)."
    assert said in page.words("p", "searched")
    assert page.words("button") == ["Search all documents"]
    assert page.attributes("button", "data-question") == ["caseloads in Hull"]
    answered = answer_of("q", AnswerStatus.ANSWERED, (cut_quote(visit, "Plans."),), searched=searched)
    assert read_page(answer_turn(answered)).words("button") == []
    nothing = answer_of("q", AnswerStatus.NOT_IN_LETTERS, searched=replace(searched, letters=0))
    assert "No document was searched" in read_page(answer_turn(nothing)).words("p", "lead")[0]


def test_the_choices_can_be_drawn_alone(client: TestClient, read_page: Any) -> None:
    """The page's script gets the part for other choices without a new page."""
    page = read_page(client.get("/choices?" + urlencode({"kind": "council_report"})).text)
    assert page.elements[0][0] == "details"
    assert chosen_values(page) == {"kind": ["council_report"]}
