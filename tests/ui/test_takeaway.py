"""Taking an answer away over the wire: files, receipts and feedback, refusals in words, and nothing kept unasked."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Format, Scope, Settings
from corpus import Letter
from ui import build_app
from ui.markup_help import help_main
from ui.markup_kept import what_is_kept
from ui.routes_takeaway import KEPT_A_MINUTE
from ui.takeaway_desk import AskedHere, TakeawayDesk, open_desk
from ui.write_limit import WriteLimit

HERE = "http://localhost"
HARMLESS = set(
    "div p h2 h3 h4 h5 blockquote a strong button details summary form fieldset legend label input span textarea".split()
)


@pytest.fixture
def desk(assistant: Assistant) -> TakeawayDesk:
    return open_desk(assistant)


@pytest.fixture
def tools_of(desk: TakeawayDesk, assistant: Assistant, read_page: Any) -> Callable[..., dict[str, str]]:
    """The attributes of the tools under the answer to a question."""

    def draw(question: str) -> dict[str, str]:
        tools = desk.draw_tools(assistant.ask(question), AskedHere(("before?",), Scope(), HERE))
        return next(
            attributes for tag, attributes in read_page(tools).elements if "takeaway" in attributes.get("class", "")
        )

    return draw


@pytest.fixture
def sent(tools_of: Callable[..., dict[str, str]]) -> dict[str, str]:
    """What the page sends back for the answer about supervision."""
    tools = tools_of("supervision?")
    return {"record": tools["data-record"], "stamp": tools["data-stamp"]}


def home_of(shelf: Any) -> Path:
    return cast(Path, shelf.settings.home)


def test_each_file_can_be_downloaded(client: TestClient, sent: dict[str, str], shelf: Any) -> None:
    """Every format comes as an attachment with whole addresses in it, and nothing is kept on the server."""
    replies = {wanted: client.post(f"/answers/{wanted}", json=sent) for wanted in ("word", "csv", "markdown", "json")}
    for reply in replies.values():
        assert reply.status_code == 200
        assert reply.headers["content-disposition"].startswith('attachment; filename="inspection-letters-r')
        assert reply.headers["cache-control"] == "no-store"
    quoted = [quote.text for quote in shelf.ask("supervision?").quotes]
    paragraphs = docx.Document(BytesIO(replies["word"].content)).paragraphs
    assert [p.text[1:-1] for p in paragraphs if p.style.name == "Quote"] == quoted
    rows = list(csv.DictReader(StringIO(replies["csv"].content.decode("utf-8-sig"), newline="")))
    assert [row["quotation"][1:-1] for row in rows] == quoted
    assert rows[0]["link"].startswith(f"{HERE}/letters/visit-2023?")
    assert [quote["text"] for quote in replies["json"].json()["quotes"]] == quoted
    assert sorted(path.name for path in home_of(shelf).iterdir()) == ["stamp.key", "stamp.lock"]


def test_a_record_of_ones_own_making_is_refused(client: TestClient, sent: dict[str, str], shelf: Any) -> None:
    """Nobody can have the service write, keep or comment on an answer that it never gave."""
    forged = sent | {"record": sent["record"].replace("regular supervision", "no supervision")}
    assert forged != sent
    for address, more in (("/answers/word", {}), ("/receipts", {}), ("/feedback", {"verdict": "helpful"})):
        reply = client.post(address, json=forged | more)
        assert reply.status_code == 400
        assert "was not written by this service" in reply.json()["said"]
        assert client.post(address, json={"record": 1}).status_code == 422
        assert client.post(address, content=b"{").status_code == 422
    assert not (home_of(shelf) / "receipts").exists()
    assert client.post("/answers/exe", json=sent).status_code == 422


def test_a_receipt_is_kept_shown_and_checked(
    client: TestClient, sent: dict[str, str], shelf: Any, read_page: Any
) -> None:
    """The press keeps it, its page shows question, quotations and fate, and says when a letter changed or went."""
    reply = client.post("/receipts", json=sent).json()
    assert reply["said"] == "The receipt is kept."
    assert client.post("/receipts", json=sent).json()["said"] == "The receipt was kept before."
    (address,) = read_page(reply["html"]).attributes("a", "href")
    page = read_page(client.get(address).text)
    assert page.words("span", "quoted") == [quote.text for quote in shelf.ask("supervision?").quotes]
    assert "supervision?" in page.words("p", "asked")
    assert "before?" in page.words("dd")
    fates = "Checked now: Still the same words at the same place."
    assert page.words("p", "fate") == [fates, fates]
    for wanted in ("word", "csv", "markdown", "json"):
        assert client.get(f"{address}/{wanted}").status_code == 200
    visit: Letter = shelf.shelf[0]
    shelf.shelf = (replace(visit, text=visit.text.replace("regular", "monthly")), *shelf.shelf[1:])
    assert client.get(f"{address}/word").status_code == 409
    assert "Ask the question again" in client.post("/answers/word", json=sent).json()["said"]
    shown = read_page(client.get(address).text)
    assert f"{address}/word" not in shown.attributes("a", "href")
    assert shown.words("p", "verdict")[0].startswith("1 of 2 quotations still stand at the same place.")
    changed = shown.words("p", "fate")
    assert changed[0] == "Checked now: The letter was changed: these words are no longer there."
    shelf.shelf = shelf.shelf[1:]
    assert "The letter was removed since" in read_page(client.get(address).text).words("p", "fate")[0]


@pytest.mark.parametrize("address", ["/receipts/r00000000000000000000", "/receipts/nope", "/receipts/nope/word"])
def test_a_missing_receipt_is_missed_politely(client: TestClient, address: str) -> None:
    """404, with words, and no path of the machine in them."""
    reply = client.get(address)
    assert reply.status_code == 404
    assert "Receipt not found" in reply.text
    assert "/tmp" not in reply.text


def test_a_silence_can_be_kept_but_not_downloaded(
    client: TestClient,
    desk: TakeawayDesk,
    assistant: Assistant,
    tools_of: Callable[..., dict[str, str]],
    read_page: Any,
) -> None:
    """Near misses must not be pasted about as an answer; that the letters were silent may be worth a receipt."""
    tools = tools_of("anything else")
    drawn = read_page(desk.draw_tools(assistant.ask("anything else"), AskedHere((), Scope(), HERE)))
    assert drawn.attributes("button", "data-do") == ["print", "keep"]
    assert "data-copied" not in tools
    sent = {"record": tools["data-record"], "stamp": tools["data-stamp"]}
    assert client.post("/answers/word", json=sent).status_code == 409
    kept = client.post("/receipts", json=sent).json()
    (address,) = read_page(kept["html"]).attributes("a", "href")
    page = read_page(client.get(address).text)
    assert "The letters do not say" in page.words("h2")
    assert page.words("span", "quoted") == ["Reviews."]
    assert client.get(f"{address}/word").status_code == 409
    assert f"{address}/word" not in page.attributes("a", "href")


def test_feedback_is_kept_with_its_receipt(client: TestClient, sent: dict[str, str], shelf: Any) -> None:
    """A remark becomes a line for the people who look after the service, and its answer can be looked up."""
    reply = client.post("/feedback", json=sent | {"verdict": "wrong_quote", "comment": "<b>old</b>"})
    assert reply.json()["said"] == "Thank you. Your feedback is kept."
    (line,) = (home_of(shelf) / "feedback.jsonl").read_text("utf-8").splitlines()
    remark = json.loads(line)
    assert (remark["verdict"], remark["comment"], remark["question"]) == ("wrong_quote", "<b>old</b>", "supervision?")
    assert client.get(f"/receipts/{remark['receipt']}").status_code == 200


@pytest.mark.parametrize(("verdict", "comment"), [("", ""), ("brilliant", ""), ("helpful", "x" * 501)])
def test_impossible_feedback_is_refused_in_words(
    client: TestClient, sent: dict[str, str], shelf: Any, verdict: str, comment: str
) -> None:
    """No choice, an unknown one or a long comment keeps nothing, and the reply says what is wanted."""
    reply = client.post("/feedback", json=sent | {"verdict": verdict, "comment": comment})
    assert reply.status_code == 400
    assert reply.json()["said"]
    assert not (home_of(shelf) / "feedback.jsonl").exists()


def test_one_visitor_cannot_fill_the_disk(client: TestClient, sent: dict[str, str]) -> None:
    """Past the limit of a minute the reply is 429, when to come again, and words."""
    replies = [client.post("/receipts", json=sent) for _ in range(KEPT_A_MINUTE + 1)]
    assert [reply.status_code for reply in replies] == [200] * KEPT_A_MINUTE + [429]
    assert int(replies[-1].headers["retry-after"]) <= 61
    assert "Try again in" in replies[-1].json()["said"]


def test_the_limit_forgets_after_a_minute_and_holds_each_visitor_apart() -> None:
    """Two a minute for each; the third waits until the first is a minute old."""
    now = [0.0]
    limit = WriteLimit(2, lambda: now[0])
    assert [limit.seconds_to_wait("a") for _ in range(3)] == [0, 0, 61]
    assert limit.seconds_to_wait("b") == 0
    now[0] = 59.5
    assert limit.seconds_to_wait("a") == 1
    now[0] = 60.0
    assert limit.seconds_to_wait("a") == 0
    for number in range(2000):
        limit.seconds_to_wait(f"visitor {number}")
    assert len(limit._seen) <= 1000


def test_hostile_words_stay_words_in_the_tools_the_clipboard_and_the_receipt(
    client: TestClient, desk: TakeawayDesk, assistant: Assistant, shelf: Any, hostile: tuple[str, ...], read_page: Any
) -> None:
    """Markup in a letter or a question makes no element, on the clipboard and on the receipt's page alike."""
    for words in hostile:
        shelf.answers[words] = shelf.answers["odd words?"]
        drawn = desk.draw_tools(assistant.ask(words), AskedHere((words,), Scope(), HERE))
        assert drawn is not None
        assert not set("${}") & set(drawn)
        tools = read_page(drawn)
        assert {tag for tag, _ in tools.elements} <= HARMLESS
        holder = next(a for tag, a in tools.elements if "data-copied" in a)
        copied = read_page(json.loads(holder["data-copied"])["html"])
        assert {tag for tag, _ in copied.elements} <= HARMLESS
        assert copied.words("h2") == [words]
        assert [p[1:-1] for p in copied.words("blockquote")] == list(hostile)
        assert all(href.startswith(f"{HERE}/letters/") for href in copied.attributes("a", "href"))
        reply = client.post("/receipts", json={"record": holder["data-record"], "stamp": holder["data-stamp"]})
        page = read_page(client.get(read_page(reply.json()["html"]).attributes("a", "href")[0]).text)
        assert page.words("span", "quoted") == list(hostile)
        assert words in page.words("p", "asked")
        assert not [a for _, a in page.elements for name in a if name.startswith("on")]


def test_what_is_kept_is_said_and_can_be_switched_off(
    client: TestClient, desk: TakeawayDesk, assistant: Assistant, shelf: Any, read_page: Any
) -> None:
    """The days of the settings stand in the words; switched off, there is no button and the server refuses."""
    words = " ".join(what_is_kept(replace(shelf.settings, receipt_days=30, feedback_days=7)))
    assert "for 30 days" in words
    assert "for 7 days" in words
    assert "unless you ask for it" in client.get("/help").text
    record = desk.draw_tools(assistant.ask("supervision?"), AskedHere((), Scope(), HERE))
    shelf.settings = replace(shelf.settings, receipt_limit=0, feedback_limit=0)
    off = read_page(desk.draw_tools(assistant.ask("supervision?"), AskedHere((), Scope(), HERE)))
    assert "keep" not in off.attributes("button", "data-do")
    assert off.words("form") == []
    assert "not kept on this server" in help_main(what_is_kept(shelf.settings))
    holder = next(a for _, a in read_page(record).elements if "data-record" in a)
    with TestClient(build_app(assistant), base_url=HERE) as strict:
        reply = strict.post("/receipts", json={"record": holder["data-record"], "stamp": holder["data-stamp"]})
    assert reply.status_code == 400
    assert "No receipts are kept here." in reply.json()["said"]


def test_links_begin_with_the_settings_address(shelf: Any, assistant: Assistant, read_page: Any) -> None:
    """Where the people who run it name an address, citations use it, whatever the page was reached at."""
    shelf.settings = Settings(shelf.settings.home, address="https://letters.example/")
    drawn = open_desk(assistant).draw_tools(assistant.ask("supervision?"), AskedHere((), Scope(), HERE))
    holder = next(a for _, a in read_page(drawn).elements if "data-copied" in a)
    assert "(<https://letters.example/letters/visit-2023?" in json.loads(holder["data-copied"])["markdown"]


def test_the_link_to_a_question_keeps_the_choices(desk: TakeawayDesk, assistant: Assistant, read_page: Any) -> None:
    """The copied link fills in the question and the documents chosen, and nothing else that stood in a link."""
    asked = AskedHere((), Scope(councils=("Hull",)), HERE, "council=Hull&from=2022&para=1&evil=%3Cb%3E")
    drawn = read_page(desk.draw_tools(assistant.ask("supervision?"), asked))
    holder = next(a for _, a in drawn.elements if "data-copied" in a)
    assert json.loads(holder["data-copied"])["question"] == f"{HERE}/?q=supervision%3F&council=Hull&from=2022"


def test_an_answer_of_other_letters_has_no_tools(desk: TakeawayDesk, assistant: Assistant) -> None:
    """If the letters changed while it was made, an answer is shown without anything to take away."""
    answer = replace(assistant.ask("supervision?"), corpus_version="older")
    assert desk.draw_tools(answer, AskedHere((), Scope(), HERE)) is None


def test_what_is_too_old_goes_by_itself(
    client: TestClient, sent: dict[str, str], shelf: Any, assistant: Assistant
) -> None:
    """A service that starts deletes what is older than the settings allow, and so does each day's first answer."""
    client.post("/feedback", json=sent | {"verdict": "helpful", "comment": "kept"})
    home = home_of(shelf)
    (path,) = (home / "receipts").glob("r*.json")
    feedback = home / "feedback.jsonl"
    content, line = path.read_bytes(), feedback.read_bytes()
    os.utime(path, (0, 0))
    feedback.write_bytes(re.sub(rb'"at": "20\d\d', b'"at": "2001', line))
    desk = open_desk(assistant)
    assert (path.exists(), feedback.read_bytes()) == (False, b"")
    path.write_bytes(content)
    os.utime(path, (0, 0))
    desk.drop_old()
    assert path.exists()
    desk._dropped_on = None
    desk.draw_tools(assistant.ask("supervision?"), AskedHere((), Scope(), HERE))
    assert not path.exists()


def test_every_format_has_an_address(client: TestClient, sent: dict[str, str]) -> None:
    """What the command line writes, the page can send."""
    assert {client.post(f"/answers/{wanted}", json=sent).status_code for wanted in Format} == {200}
