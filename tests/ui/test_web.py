"""The web application: its pages, its refusals, its headers, and that it keeps nothing between requests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from assistant import MAX_QUESTION_CHARACTERS, Assistant
from ui.ask_event import answer_question
from ui.frame import UnknownGradioPage, gradio_head
from ui.guard import MAX_BODY_BYTES

PAGES = (
    "/",
    "/subjects",
    "/subjects?subject=supervision",
    "/letters",
    "/letters/visit-2023",
    "/help",
    "/privacy",
    "/accessibility",
)


def ask_over_the_wire(client: TestClient, question: str, earlier: str, choices: str = "") -> dict[str, Any]:
    """Ask as the page's own script does: join Gradio's queue, read the reply from its stream."""
    session = "session-1"
    data = [question, earlier, choices, "ticket-1"]
    payload = {"data": data, "fn_index": 0, "session_hash": session, "event_data": None}
    client.post("/gradio_api/queue/join", json=payload).raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if message.get("msg") == "process_completed":
                (shown,) = message["output"]["data"]
                return dict(shown)
    raise AssertionError("the stream ended without an answer")


def test_a_question_is_answered_over_the_wire(client: TestClient) -> None:
    """The event takes a question and the earlier ones as JSON, and brings back what the browser shows."""
    shown = ask_over_the_wire(client, "supervision?", "[]")
    assert shown["outcome"] == "turn"
    assert shown["said"] == "Answer ready: 2 quotations."


def test_every_citation_of_an_answer_leads_to_its_words(
    client: TestClient, assistant: Assistant, read_page: Any
) -> None:
    """Both addresses of each citation answer, and mark exactly the quoted words."""
    for question in ("supervision?", "odd words?", "anything else"):
        turn = read_page(answer_question(assistant, question, "[]")["html"])
        quoted = turn.words("span", "quoted")
        cited = [(a["href"], a["data-source"]) for tag, a in turn.elements if tag == "a" and "words=" in a["href"]]
        assert len(cited) == len(quoted) > 0
        for words, addresses in zip(quoted, cited, strict=True):
            for address in addresses:
                reply = client.get(address)
                assert reply.status_code == 200
                assert read_page(reply.text).words("mark") == [words]
                fragment = urlsplit(address).fragment
                assert not fragment or f'id="{fragment}"' in reply.text


def test_pages_have_a_language_a_title_and_one_heading(client: TestClient, read_page: Any) -> None:
    """Every page is British English, names itself and has one h1 and one main, Gradio's page included."""
    for address in PAGES:
        page = read_page(client.get(address).text)
        assert page.attributes("html", "lang") == ["en-GB"]
        assert page.words("title")[0].endswith(" - Ask the inspection letters")
        assert len(page.words("h1")) == len(page.words("main")) == 1
        assert page.attributes("a", "href")[0] == "#main"


def test_no_page_names_an_outside_host(client: TestClient, read_page: Any) -> None:
    """Nothing a page loads by itself comes from anywhere but here."""
    for address in PAGES:
        page = read_page(client.get(address).text)
        loaded = page.attributes("script", "src") + page.attributes("link", "href") + page.attributes("img", "src")
        assert loaded
        assert not [source for source in loaded if re.match(r"\w+:|//", source)]
        assert not [a for tag, a in page.elements if tag == "meta" and a.get("property", "").startswith("og:")]


def test_documents_are_listed_and_can_be_opened(client: TestClient, read_page: Any) -> None:
    """The list shows every letter with a link that works."""
    page = read_page(client.get("/letters").text)
    links = [href for href in page.attributes("a", "href") if href.startswith("/letters/")]
    assert links == ["/letters/visit-2023", "/letters/report"]
    assert all(client.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize("address", ["/letters/nope", "/letters/nope/panel?start=1&end=2", "/letters/%3Cscript%3E"])
def test_an_unknown_letter_is_missed_politely(client: TestClient, address: str) -> None:
    """A letter that is not, or no longer, here gives 404 and a way on."""
    reply = client.get(address)
    assert reply.status_code == 404
    assert "This letter is not here" in reply.text
    assert "<script>" not in reply.text.lower().replace("<script src", "")


def test_every_response_carries_the_safe_headers(client: TestClient) -> None:
    """Pages, pieces, scripts, errors and refusals alike; inline scripts need this response's own nonce."""
    for address in (*PAGES, "/page/page.css", "/letters/nope", "/gradio_api/upload", "/health"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    first, second = client.get("/"), client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", first.headers["content-security-policy"])
    assert nonce is not None
    assert first.text.count(f'<script nonce="{nonce[1]}"') >= 3
    assert nonce[1] not in second.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"host": "localhost.evil.example:7860"}, 403),
        ({"host": ""}, 403),
        ({"host": "127.0.0.1:7860"}, 200),
        ({"host": "[::1]:7860"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:81"}, 403),
        ({"origin": "http://localhost"}, 200),
    ],
)
def test_only_our_own_host_and_origin_are_served(client: TestClient, headers: dict[str, str], status: int) -> None:
    """Another site cannot reach the page through a visitor's browser, by its own name or by rebinding ours."""
    assert client.get("/help", headers=headers).status_code == status


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    """64 KB is plenty for a question; more is refused, whether or not its length was announced."""
    big = b"x" * (MAX_BODY_BYTES + 1)
    assert client.post("/gradio_api/queue/join", content=big).status_code == 413
    assert client.post("/gradio_api/queue/join", content=iter([big[:40000], big[40000:]])).status_code == 413


@pytest.mark.parametrize("address", ["/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://x/", "/gradio_api/runs"])
def test_routes_the_page_does_not_need_are_closed(client: TestClient, address: str) -> None:
    """Gradio's file, proxy and record routes answer nothing."""
    assert client.get(address).status_code == 404


def test_the_server_keeps_nothing_between_questions(client: TestClient, shelf: Any) -> None:
    """What was asked before reaches the engine only if the browser sends it along."""
    ask_over_the_wire(client, "supervision?", "[]")
    ask_over_the_wire(client, "and in 2022?", "[]")
    ask_over_the_wire(client, "and in 2022?", '["supervision?"]')
    assert shelf.asked == [("supervision?", ()), ("and in 2022?", ()), ("and in 2022?", ("supervision?",))]
    assert "set-cookie" not in client.get("/").headers


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("  \n ", "Enter a question"),
        (None, "Enter a question"),
        ("x" * (MAX_QUESTION_CHARACTERS + 1), f"Question must be {MAX_QUESTION_CHARACTERS} characters or fewer"),
    ],
)
def test_a_question_that_cannot_be_taken_never_reaches_the_engine(
    assistant: Assistant, shelf: Any, question: object, said: str
) -> None:
    """Empty and over-long questions get a clear word, by the server as well as by the page."""
    shown = answer_question(assistant, question, "[]")
    assert (shown["outcome"], shown["said"]) == ("invalid", said)
    assert said in shown["html"]
    assert shelf.asked == []


def test_a_crash_is_shown_as_a_crash(assistant: Assistant) -> None:
    """A failure of the engine is a problem in plain words, never silence; its inner workings stay inside."""
    shown = answer_question(assistant, "break", "[]")
    assert shown["outcome"] == "problem"
    assert "Sorry, there is a problem." in shown["html"]
    assert "Your question was not answered. Try again." in shown["html"]
    assert "the engine broke" not in shown["html"]
    assert "do not say" not in shown["html"]


def test_an_error_with_advice_shows_the_advice(assistant: Assistant) -> None:
    """An error meant for people says what happened and what to do."""
    html = answer_question(assistant, "rebuild", "[]")["html"]
    assert "The index is being rebuilt." in html
    assert "Ask again in a minute." in html


@pytest.mark.parametrize("earlier", ["{", '{"a": 1}', "[1]", "null"])
def test_earlier_questions_that_cannot_be_read_are_a_problem(assistant: Assistant, shelf: Any, earlier: str) -> None:
    """A follow-up is never answered as if nothing had been asked before."""
    assert answer_question(assistant, "and in 2022?", earlier)["outcome"] == "problem"
    assert shelf.asked == []


def test_a_warning_about_the_index_stands_on_every_page(client: TestClient, shelf: Any) -> None:
    """Where the engine has something to warn about, no page hides it."""
    shelf.notice = "The index is out of date."
    assert all("The index is out of date." in client.get(address).text for address in PAGES)


def test_large_pages_travel_compressed(client: TestClient) -> None:
    """The start page is sent as gzip to a browser that takes it."""
    assert client.get("/", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_an_unexpected_gradio_page_is_an_error() -> None:
    """Should another Gradio version send another page, we fail loudly rather than serve a page that cannot ask."""
    with pytest.raises(UnknownGradioPage):
        gradio_head("<html><head><script>other</script></head></html>", "n")


def test_importing_the_face_loads_no_web_library() -> None:
    """`import ui` is cheap: Gradio and the web server load when the page is served."""
    code = "import sys, ui; print([name for name in ('gradio', 'fastapi', 'uvicorn') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"


def test_gradio_calls_no_one(client: TestClient) -> None:
    """Its analytics are off and it may fetch nothing from a model hub."""
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"
