"""Taking an answer away in a real browser: clipboard, downloads, receipt, feedback and paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
import pytest

from assistant import Assistant
from eval.browser import QUESTION_BOX, type_question

pytestmark = pytest.mark.browser
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
READ_CLIPBOARD = """async () => {
  const held = {};
  for (const item of await navigator.clipboard.read())
    for (const type of item.types) held[type] = await (await item.getType(type)).text();
  return held;
}"""
WARNING = "Check a quotation in its letter before you rely on it."


@dataclass
class Reader:
    """One visitor's tab on the Ask page."""

    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Any:
        """Ask, and return the new turn."""
        turns = self.page.locator(".turn").count()
        type_question(self.page, question)
        self.page.press(QUESTION_BOX, "Enter")
        turn = self.page.locator(".turn").nth(turns)
        turn.wait_for()
        return turn

    def wait_for_status(self, words: str) -> None:
        self.page.wait_for_function("words => document.getElementById('status').textContent.includes(words)", arg=words)

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.textContent"))


@pytest.fixture
def address(assistant: Assistant, serve_page: Callable[..., str]) -> str:
    """The address of a running page."""
    return serve_page(assistant)


@pytest.fixture(params=list(SIZES))
def reader(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Reader]:
    """A visitor on a desktop and on a phone; no script may fail and nothing may leave the house."""
    context = browser.new_context(
        viewport=SIZES[request.param], permissions=["clipboard-read", "clipboard-write"], accept_downloads=True
    )
    reader = Reader(context.new_page(), address)
    page = reader.page
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    page.on("console", lambda said: reader.complaints.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((address, "data:", "blob:")) else reader.complaints.append(sent.url),
    )
    page.goto(address)
    page.wait_for_selector(QUESTION_BOX, state="attached")
    yield reader
    harmed = page.evaluate("window.harmed")
    context.close()
    assert reader.complaints == []
    assert harmed is None


def test_copying_brings_the_citations_along(reader: Reader, shelf: Any) -> None:
    """Rich text and plain text, both with quotation, letter, place, dates, link and warning; and it is said aloud."""
    turn = reader.ask("supervision?")
    turn.locator("[data-do=copy]").click()
    reader.wait_for_status("Answer copied, with its citations.")
    assert turn.locator(".said").inner_text() == "Answer copied, with its citations."
    held = reader.page.evaluate(READ_CLIPBOARD)
    for quote in shelf.ask("supervision?").quotes:
        for words in held.values():
            assert quote.text in words
            assert "Ofsted monitoring visit letter, 22 August 2023, Headline findings, paragraph 1" in words
            assert "visit of 18 to 19 July 2023" in words
            assert WARNING in words
    assert f"{reader.address}/letters/visit-2023?para=1&words=" in held["text/plain"]
    assert "<blockquote" in held["text/html"]
    assert f'href="{reader.address}/letters/visit-2023?para=1&amp;words=' in held["text/html"]


def test_copying_works_without_https(reader: Reader) -> None:
    """Where the browser has no clipboard object, the old command copies the same rich text and plain text."""
    turn = reader.ask("supervision?")
    page = reader.page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    turn.locator("[data-do=copy]").click()
    reader.wait_for_status("Answer copied")
    page.evaluate("delete navigator.clipboard")
    held = page.evaluate(READ_CLIPBOARD)
    assert set(held) == {"text/plain", "text/html"}
    assert all("Most social workers receive regular supervision." in words for words in held.values())


def test_a_copy_that_fails_says_so(reader: Reader) -> None:
    """If neither way works, nobody is told that it did."""
    turn = reader.ask("supervision?")
    page = reader.page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.evaluate("document.execCommand = () => false")
    turn.locator("[data-do=copy]").click()
    reader.wait_for_status("it could not be copied")


def test_pasted_hostile_words_stay_words(reader: Reader, hostile: tuple[str, ...]) -> None:
    """Pasted into another document, markup of a letter is text; as Markdown, too, the clipboard holds it escaped."""
    turn = reader.ask("odd words?")
    page = reader.page
    turn.locator("[data-do=copy]").click()
    reader.wait_for_status("Answer copied")
    page.evaluate(
        "() => { const paper = document.createElement('div'); paper.id = 'paper'; paper.contentEditable = 'true';"
        " document.getElementById('main').append(paper); paper.focus(); }"
    )
    page.keyboard.press("Control+V")
    page.wait_for_function("document.querySelectorAll('#paper blockquote').length > 0")
    assert [words[1:-1] for words in page.locator("#paper blockquote").all_inner_texts()] == list(hostile)
    assert page.locator("#paper script, #paper img").count() == 0
    turn.locator("summary").first.click()
    turn.locator("[data-do=copy-markdown]").click()
    reader.wait_for_status("copied as Markdown")
    assert r"\<script\>" in page.evaluate("navigator.clipboard.readText()")


def test_files_are_downloaded_and_readable(reader: Reader, tmp_path: Any, shelf: Any) -> None:
    """The first press saves the file, the status line says its name, and Word's words are the answer's."""
    turn = reader.ask("supervision?")
    turn.locator("summary").first.click()
    saved = {}
    for name in ("word", "csv", "markdown", "json"):
        with reader.page.expect_download() as waiting:
            turn.locator(f"[data-format={name}]").click()
        saved[name] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(saved[name])
        reader.wait_for_status(f"Downloaded: {saved[name].name}")
    quoted = [quote.text for quote in shelf.ask("supervision?").quotes]
    paragraphs = docx.Document(str(saved["word"])).paragraphs
    assert [p.text[1:-1] for p in paragraphs if p.style.name == "Quote"] == quoted
    assert [quote["text"] for quote in json.loads(saved["json"].read_text("utf-8"))["quotes"]] == quoted
    assert saved["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert "# What the inspection letters say" in saved["markdown"].read_text("utf-8")


def test_a_receipt_is_kept_and_opened(reader: Reader) -> None:
    """The press shows the receipt's address, which opens the answer with each quotation checked."""
    page = reader.page
    turn = reader.ask("supervision?")
    turn.locator("[data-do=keep]").click()
    reader.wait_for_status("The receipt is kept.")
    assert reader.focused() == "Keep a receipt"
    turn.locator(".kept a").click()
    page.wait_for_selector("h1")
    assert page.inner_text("h1") == "Receipt of an answer"
    assert page.locator(".fate").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download for Word").click()
    assert waiting.value.suggested_filename.endswith(".docx")
    page.go_back()
    page.locator(".turn").wait_for()
    assert page.evaluate("localStorage.length + document.cookie.length") == 0


def test_feedback_with_the_keyboard_alone(reader: Reader, shelf: Any) -> None:
    """Tab, space, arrows and Enter are enough; a missing choice is said; afterwards the focus is on the thanks."""
    page = reader.page
    turn = reader.ask("supervision?")
    turn.locator("summary").last.focus()
    page.keyboard.press("Enter")
    turn.locator("form.feedback button").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.form-problem').textContent !== ''")
    assert turn.locator(".form-problem").inner_text() == "Choose what you think of this answer"
    assert page.evaluate("document.activeElement.value") == "helpful"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("The second one is about records.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reader.wait_for_status("Thank you. Your feedback is kept.")
    assert reader.focused().startswith("Thank you.")
    assert turn.locator("form.feedback").count() == 0
    (line,) = (shelf.settings.home / "feedback.jsonl").read_text("utf-8").splitlines()
    remark = json.loads(line)
    assert (remark["verdict"], remark["comment"]) == ("wrong_quote", "The second one is about records.")


def test_paper_holds_one_answer_with_its_addresses(reader: Reader) -> None:
    """Print shows that answer only: no forms, no buttons, each quotation whole with its letter's address."""
    page = reader.page
    first, second = reader.ask("supervision?"), reader.ask("and in 2022?")
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    first.locator("[data-do=print]").click()
    page.emulate_media(media="print")
    assert first.is_visible()
    for hidden in (second, page.locator("#question"), page.locator("nav"), first.locator("[data-do=copy]")):
        assert not hidden.is_visible()
    link = first.locator("figcaption .citation").first
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert f"{reader.address}/letters/visit-2023#p1" in shown
    assert "words=" not in shown
    assert link.evaluate("link => getComputedStyle(link.closest('figure')).breakInside") == "avoid"
    assert first.locator(".check-first").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert second.is_visible()


def test_a_server_that_is_gone_is_said(reader: Reader) -> None:
    """A press that reaches nobody says so instead of staying silent."""
    turn = reader.ask("supervision?")
    reader.page.route("**/receipts", lambda route: route.abort())
    turn.locator("[data-do=keep]").click()
    reader.wait_for_status("the server did not answer")
    reader.complaints = [words for words in reader.complaints if "ERR_FAILED" not in words]
