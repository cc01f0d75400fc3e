"""Subjects over time as a page: counts that lead to their sentences, words in place of colour, hostile text as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Subjects
from corpus import Letter


def test_a_count_leads_to_exactly_its_sentences(client: TestClient, shelf: Any, read_page: Any) -> None:
    """Each number opens its letter with as many sentences marked as it says, at a paragraph that is there."""
    page = read_page(client.get("/subjects").text)
    counts = [
        (attributes["href"], int(text.split()[0]))
        for (tag, attributes), text in zip(page.elements, page.texts, strict=True)
        if tag == "a" and attributes.get("class") == "figure"
    ]
    assert counts
    for address, count in counts:
        reply = client.get(address)
        opened = read_page(reply.text)
        assert opened.words("p", "notice")[0].startswith(f"{count} sentence")
        # A table row is marked cell by cell.
        assert len(opened.words("mark")) == count or "/report" in address
        assert f'id="{urlsplit(address).fragment}"' in reply.text


def test_none_is_said_in_words_and_the_note_stands(client: TestClient, read_page: Any) -> None:
    """A letter without a subject's words says None; what a count is not is said; bars are beside their numbers."""
    page = read_page(client.get("/subjects").text)
    assert "None" in page.words("td")
    assert any("not whether inspectors thought it good or bad" in words for words in page.words("p"))
    assert page.attributes("table", "role") == ["table"]
    bars = [attributes for tag, attributes in page.elements if attributes.get("class") == "bar"]
    assert bars
    assert all(bar["aria-hidden"] == "true" for bar in bars)


def test_one_subject_stands_letter_by_letter_with_its_words_marked(client: TestClient, read_page: Any) -> None:
    """Columns say whose words they are; quotes are whole, the subject's words marked; citations work."""
    page = read_page(client.get("/subjects?council=Bradford&subject=supervision").text)
    assert page.words("h1") == ["Supervision of staff"]
    assert page.words("h2")[:2] == ["The inspectors’ letters", "The council’s own reports"]
    assert page.words("span", "quoted") == [
        "Most social workers receive regular supervision. However, the quality of recorded supervision is not consistent."
    ]
    assert page.words("mark") == ["supervision", "supervision"]
    citations = [a["href"] for tag, a in page.elements if tag == "a" and "citation" in a.get("class", "")]
    for address in citations:
        assert read_page(client.get(address).text).words("mark") == page.words("span", "quoted")


def test_the_picture_says_in_words_what_it_shows(client: TestClient, shelf: Any, read_page: Any) -> None:
    """Two dated letters are drawn, each bar's number is told as text too."""
    visit = shelf.shelf[0]
    shelf.shelf = (*shelf.shelf, replace(visit, id="older", letter_date=visit.letter_date.replace(year=2020)))
    page = read_page(client.get("/subjects?subject=supervision").text)
    (said,) = [a["aria-label"] for tag, a in page.elements if a.get("role") == "img"]
    assert "22 August 2020: 2 sentences; 22 August 2023: 2 sentences" in said


def test_hostile_words_stay_words(client: TestClient, hostile: tuple[str, ...], read_page: Any) -> None:
    """What a letter or a link smuggles in is shown as text on every view of subjects."""
    tags = {tag for tag, _ in read_page(client.get("/subjects").text).elements} | {"mark", "blockquote"}
    for words in hostile:
        for params in ({"subject": words}, {"council": words}, {"subject": f"words:{words}"}):
            page = client.get("/subjects", params=params)
            assert page.status_code in (200, 404)
            assert "<script>window" not in page.text
            assert "<img" not in page.text
            assert "${" not in page.text
    own = read_page(client.get("/subjects", params={"subject": "words:window harmed", "council": "Bradford"}).text)
    assert "<script>window.harmed = 1</script>" in own.words("span", "quoted")
    assert not {tag for tag, _ in own.elements} - tags - {"section", "article", "figure", "figcaption", "details"} & {
        "script",
        "img",
    }


@pytest.mark.parametrize(
    "address", ["/subjects?council=Atlantis", "/subjects?subject=dinosaurs", "/subjects?subject=%00"]
)
def test_what_is_not_there_is_missed_politely(client: TestClient, address: str, read_page: Any) -> None:
    """An unknown council or subject is a page that says so and shows the way on."""
    reply = client.get(address)
    assert reply.status_code == 404
    assert read_page(reply.text).attributes("form", "action")


def test_several_councils_can_be_chosen_and_compared(client: TestClient, shelf: Any, read_page: Any) -> None:
    """With a second council there is a choice; a subject across councils has a row for each, linked to its page."""
    visit: Letter = shelf.shelf[0]
    shelf.shelf = (*shelf.shelf, replace(visit, id="leeds", council="Leeds"))
    page = read_page(client.get("/subjects?council=all&subject=supervision").text)
    assert page.words("option") == ["All councils", "Bradford", "Leeds"]
    rows = [href for href in page.attributes("a", "href") if href.endswith("&subject=supervision")]
    assert "/subjects?council=Leeds&subject=supervision" in rows
    assert all(client.get(href).status_code == 200 for href in rows)
    assert client.get("/subjects?council=all").status_code == 200


def test_one_assistant_reads_its_letters_once(shelf: Any, assistant: Assistant) -> None:
    """The page asks the assistant's own face; the fake beside it is the real reader of letters."""
    assert isinstance(assistant.subjects(), Subjects)
