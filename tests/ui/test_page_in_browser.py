"""The page in a real browser: ask, follow a citation to the very words, come back, ask on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from assistant import Assistant, Scope
from corpus import Kind
from eval.browser import QUESTION_BOX, type_question

pytestmark = pytest.mark.browser
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Visit:
    """One visitor's tab and everything that went wrong or out of the house in it."""

    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda sent: self._note(sent.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"outside request: {url}")

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector(QUESTION_BOX, state="attached")

    def ask(self, question: str) -> None:
        turns = self.page.locator(".turn").count()
        type_question(self.page, question)
        self.page.press(QUESTION_BOX, "Enter")
        self.page.locator(".turn").nth(turns).wait_for()

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.textContent"))


@pytest.fixture
def address(assistant: Assistant, serve_page: Callable[..., str]) -> str:
    """The address of a running page."""
    return serve_page(assistant)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def visit_page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Visit]:
    """A visitor on a desktop and on a phone; after each test nothing may have gone wrong or out of the house."""
    context = browser.new_context(
        viewport=request.param, locale="fr-FR", permissions=["clipboard-read", "clipboard-write"]
    )
    visit = Visit(context.new_page(), address)
    visit.watch()
    yield visit
    harmed = visit.page.evaluate("window.harmed")
    context.close()
    assert visit.complaints == []
    assert harmed is None


def test_a_citation_opens_its_letter_at_the_very_words(visit_page: Visit) -> None:
    """Ask, choose each citation: exactly the quoted words are marked, in view and focused; Escape goes back."""
    visit_page.open()
    visit_page.ask("supervision?")
    page = visit_page.page
    assert visit_page.focused().startswith("Answer")
    assert page.inner_text("#status") == "Answer ready: 2 quotations."
    assert page.input_value(QUESTION_BOX) == ""
    quoted = page.locator(".quoted").all_inner_texts()
    captions = page.locator("figcaption .citation")
    assert captions.count() == len(quoted) == 2
    for number, words in enumerate(quoted):
        captions.nth(number).click()
        page.locator("#source mark").wait_for()
        assert page.locator("#source mark").all_inner_texts() == [words]
        assert words in visit_page.focused()
        box = page.locator("#source mark").bounding_box()
        assert 0 <= box["y"] < page.viewport_size["height"]
        assert "letter=visit-2023" in page.url
        page.keyboard.press("Escape")
        page.wait_for_function("!document.body.classList.contains('reading')")
        assert visit_page.focused() == captions.nth(number).inner_text()
        assert page.url == visit_page.address + "/"


def test_next_quotation_and_the_back_button(visit_page: Visit) -> None:
    """One can go from quotation to quotation, copy the link, and go back to the answer with one step back."""
    visit_page.open()
    visit_page.ask("supervision?")
    page = visit_page.page
    page.locator("figcaption .citation").first.click()
    page.locator("#source [data-do=next]").click()
    page.wait_for_function("document.querySelector('#source .source-where')?.textContent === 'Paragraph 3.2.1'")
    page.locator("#source [data-do=copy]").click()
    page.wait_for_function("document.getElementById('status').textContent === 'Link copied.'")
    assert page.evaluate("navigator.clipboard.readText()") == f"{visit_page.address}/letters/report?para=3.2.1#p3.2.1"
    page.go_back()
    page.wait_for_function("!document.body.classList.contains('reading')")
    assert visit_page.focused() == page.locator(".restated .citation").inner_text()


def test_a_follow_up_is_read_with_the_question_before(visit_page: Visit, shelf: Any) -> None:
    """The earlier questions travel with the next one; a reload keeps the conversation, clearing ends it."""
    visit_page.open()
    visit_page.ask("supervision?")
    visit_page.ask("and in 2022?")
    assert shelf.asked == [("supervision?", ()), ("and in 2022?", ("supervision?",))]
    page = visit_page.page
    assert page.locator(".turn").last.locator(".read-as").inner_text() == "Read as: What about supervision in 2022?"
    assert page.locator(".cells td").all_inner_texts() == ["NPS", "Y", "100%"]
    visit_page.open()
    assert page.locator(".turn").count() == 2
    assert page.evaluate("localStorage.length") == 0
    page.click("#clear")
    visit_page.ask("supervision?")
    assert shelf.asked[-1] == ("supervision?", ())


def test_silence_says_so_and_offers_near_misses(visit_page: Visit) -> None:
    """An example question starts a search; silence is said in words with near misses that open like any citation."""
    visit_page.open()
    page = visit_page.page
    page.locator(".example").first.click()
    page.locator(".turn").wait_for()
    assert visit_page.focused() == "The letters do not say"
    assert "Closest paragraphs (they do not answer the question)" in page.inner_text(".near-misses")
    page.locator(".near-misses .citation").click()
    page.locator("#source mark").wait_for()
    assert page.locator("#source mark").all_inner_texts() == ["Reviews."]


def test_hostile_words_stay_words(visit_page: Visit, hostile: tuple[str, ...]) -> None:
    """Markup and templates in a question and in a letter are shown and marked as the words they are."""
    visit_page.open()
    page = visit_page.page
    for words in hostile:
        visit_page.ask(words)
        assert page.locator(".turn .asked").last.inner_text() == words
    visit_page.ask("odd words?")
    assert page.locator(".turn").last.locator(".quoted").all_inner_texts() == list(hostile)
    for number, words in enumerate(hostile):
        page.locator(".turn").last.locator("figcaption .citation").nth(number).click()
        page.wait_for_function("words => document.querySelector('#source mark')?.textContent === words", arg=words)
        page.keyboard.press("Escape")
        page.wait_for_function("!document.body.classList.contains('reading')")


def test_failures_and_impossible_questions_are_told_apart_from_silence(visit_page: Visit, shelf: Any) -> None:
    """A crash says sorry and keeps the question; an empty or over-long one is caught in the page itself."""
    visit_page.open()
    page = visit_page.page
    page.click("#ask")
    assert page.locator("#form-error [role=alert]").inner_text() == "Enter a question"
    assert page.get_attribute(QUESTION_BOX, "aria-invalid") == "true"
    page.fill(QUESTION_BOX, "x" * 301)
    page.press(QUESTION_BOX, "Enter")
    assert page.locator("#form-error [role=alert]").inner_text() == "Question must be 300 characters or fewer"
    assert shelf.asked == []
    page.fill(QUESTION_BOX, "break")
    page.click("#ask")
    page.locator(".problem").wait_for()
    assert visit_page.focused() == "Sorry, there is a problem."
    assert page.input_value(QUESTION_BOX) == "break"
    assert page.locator("#form-error [role=alert]").count() == 0
    visit_page.ask("supervision?")
    assert page.locator(".problem").count() == 0
    assert shelf.asked[-1] == ("supervision?", ())


def test_a_lost_connection_is_a_problem_not_a_long_wait(visit_page: Visit, shelf: Any) -> None:
    """When the server no longer answers, the page says sorry within seconds and keeps the question."""
    visit_page.open()
    page = visit_page.page
    page.route("**/gradio_api/queue/**", lambda route: None)  # the question never comes back
    page.route("**/line/**", lambda route: route.abort())
    type_question(page, "supervision?")
    page.click("#ask")
    assert page.locator("#busy").inner_text() == page.locator("#status").inner_text() == "Searching 2 documents…"
    page.locator("#ask[aria-disabled=true]").wait_for()  # once Gradio has taken the question
    page.locator(".problem").wait_for(timeout=15000)
    assert page.input_value(QUESTION_BOX) == "supervision?"
    visit_page.complaints = [words for words in visit_page.complaints if "ERR_FAILED" not in words]


def test_a_question_typed_while_the_page_sets_itself_up_is_not_lost(visit_page: Visit, shelf: Any) -> None:
    """Gradio may empty the box once it is ready, and not hear the first Enter: the question is asked all the same."""
    visit_page.open()
    page = visit_page.page
    page.evaluate("""() => {
        let deaf = true;
        for (const type of ["keydown", "keypress", "click"]) document.addEventListener(type, (event) => {
            if (deaf && (event.key === "Enter" || event.target.closest("#ask"))) event.stopImmediatePropagation();
        }, true);
        setTimeout(() => { deaf = false; }, 700);
    }""")
    type_question(page, "supervision?")
    page.evaluate("document.querySelector('#question textarea').value = ''")
    page.press(QUESTION_BOX, "Enter")
    assert page.locator("#busy").inner_text() == page.locator("#status").inner_text() == "Searching 2 documents…"
    page.locator(".turn").wait_for()
    assert page.locator("#form-error [role=alert]").count() == 0
    assert shelf.asked == [("supervision?", ())]


def test_a_question_gradio_never_takes_is_a_problem_not_a_long_wait(visit_page: Visit, shelf: Any) -> None:
    """Where Gradio stays deaf, the page gives up after half a minute, says sorry and keeps the question."""
    visit_page.open()
    page = visit_page.page
    page.clock.install()
    page.evaluate("""() => document.addEventListener("click", (event) => {
        if (event.target.closest("#ask")) event.stopImmediatePropagation();
    }, true)""")
    type_question(page, "supervision?")
    page.click("#ask")
    assert page.locator("#busy").inner_text() == "Searching 2 documents…"
    page.clock.run_for(31_000)
    page.locator(".problem").wait_for()
    assert page.locator("#busy").inner_text() == page.locator("#status").inner_text() == ""
    assert page.input_value(QUESTION_BOX) == "supervision?"
    assert shelf.asked == []


def test_nothing_half_written_is_asked_while_gradio_is_deaf(visit_page: Visit, shelf: Any) -> None:
    """Who writes on after Enter, or empties the box, is not asked for; one complaint is said, once."""
    visit_page.open()
    page = visit_page.page
    page.evaluate("""() => {
        window.deaf = true;
        for (const type of ["keydown", "keypress", "click"]) document.addEventListener(type, (event) => {
            if (window.deaf && (event.key === "Enter" || event.target.closest("#ask"))) event.stopImmediatePropagation();
        }, true);
        window.complaints = 0;
        new MutationObserver(() => { window.complaints += 1; })
            .observe(document.getElementById("form-error"), { childList: true });
    }""")
    type_question(page, "supervision?")
    page.press(QUESTION_BOX, "Enter")
    assert page.locator("#busy").inner_text() == "Searching 2 documents…"
    page.locator(QUESTION_BOX).press_sequentially(" and")
    assert page.locator("#busy").inner_text() == ""
    page.evaluate("window.deaf = false")
    page.wait_for_timeout(600)
    assert shelf.asked == []
    page.press(QUESTION_BOX, "Enter")
    page.locator(".turn").wait_for()
    assert shelf.asked == [("supervision? and", ())]
    assert page.evaluate("window.complaints") <= 2


def test_what_stands_in_the_box_is_asked(visit_page: Visit, shelf: Any) -> None:
    """Gradio may not have heard what was typed, and would ask an empty question; the box is empty again afterwards."""
    visit_page.open()
    page = visit_page.page
    page.evaluate("document.querySelector('#question textarea').value = 'supervision?'")
    page.press(QUESTION_BOX, "Enter")
    page.locator(".turn").wait_for()
    assert shelf.asked == [("supervision?", ())]
    assert page.input_value(QUESTION_BOX) == ""


def test_a_question_that_was_lost_on_the_way_is_asked_once_more(visit_page: Visit, shelf: Any) -> None:
    """Gradio believes that its server has the question, the server never had it, and Gradio reloads the page."""
    visit_page.open()
    page = visit_page.page
    lost: list[str] = []

    def lose_the_first(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.fulfill(json={"event_id": "lost"})

    page.route("**/queue/join*", lose_the_first)
    type_question(page, "supervision?")
    page.press(QUESTION_BOX, "Enter")
    page.locator(".turn").wait_for()
    assert lost
    assert shelf.asked == [("supervision?", ())]
    assert page.evaluate("sessionStorage.getItem('asking')") is None
    visit_page.complaints.clear()  # Gradio's own, of the answer that never came


def test_enter_while_gradio_exchanges_the_box_is_not_lost(visit_page: Visit, shelf: Any) -> None:
    """Until a first question was asked, Enter after typing asks even where the box lost the focus in between."""
    visit_page.open()
    page = visit_page.page
    type_question(page, "supervision?")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    page.locator(".turn").wait_for()
    assert shelf.asked == [("supervision?", ())]


def test_links_opened_cold(visit_page: Visit) -> None:
    """A link to a letter's words opens them marked, on its own page and beside the Ask page; `q` waits to be asked."""
    page = visit_page.page
    page.goto(visit_page.address + "/letters/visit-2023?para=2&words=Plans.#p2")
    assert page.locator("mark").all_inner_texts() == ["Plans."]
    assert "Plans." in visit_page.focused()
    visit_page.open("/?letter=visit-2023&para=2&words=Plans.")
    page.locator("#source mark").wait_for()
    assert page.locator("#source mark").all_inner_texts() == ["Plans."]
    visit_page.open("/?q=supervision%3F")
    page.wait_for_function("document.querySelector('#question textarea').value === 'supervision?'")
    assert page.locator(".turn").count() == 0


@pytest.mark.parametrize("path", ["/letters/visit-2023?para=9&words=gone#p9", "/?letter=visit-2023&para=9&words=gone"])
def test_an_old_link_says_so_where_it_leads(visit_page: Visit, path: str) -> None:
    """The page opens at the paragraph, and the words that the link may be old stand in sight there."""
    page = visit_page.page
    page.goto(visit_page.address + path)
    page.locator(".cited").wait_for()
    page.wait_for_function("document.activeElement.matches('.cited')")
    box = page.locator("main .notice").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"] - box["height"]
    assert "The link may be old." in page.inner_text("main .notice")


def test_choices_of_documents_hold_until_they_are_cleared(visit_page: Visit, shelf: Any) -> None:
    """Choices travel with each question and follow-up, stand in the address, and survive a letter, a page and a reload."""
    visit_page.open()
    page = visit_page.page
    page.click("#choices summary")
    page.check("#choice-kind-monitoring_visit")
    page.fill("#choice-from", "2020-01-01")
    page.wait_for_function("location.search === '?kind=monitoring_visit&from=2020-01-01'")
    assert page.inner_text("#choices-made") == "2 choices made"
    visit_page.ask("supervision?")
    visit_page.ask("and in 2022?")
    chosen = Scope(kinds=(Kind.MONITORING_VISIT,), first=date(2020, 1, 1))
    assert shelf.scopes == [chosen, chosen]
    assert "1 left out by your choices" in page.locator(".searched").last.inner_text()
    page.locator("figcaption .citation").first.click()
    page.locator("#source mark").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("location.search === '?kind=monitoring_visit&from=2020-01-01'")
    page.goto(visit_page.address + "/help")
    visit_page.open()
    page.wait_for_function("location.search === '?kind=monitoring_visit&from=2020-01-01'")
    assert page.is_checked("#choice-kind-monitoring_visit")
    page.click("#choices [data-do=clear-choices]")
    assert page.url == visit_page.address + "/"
    visit_page.ask("supervision?")
    assert shelf.scopes[-1] == Scope()


def test_a_link_sets_choices_and_waits_to_be_asked(visit_page: Visit, shelf: Any) -> None:
    """A link's question and choices are set, what is wrong in it is said, and nothing is asked yet."""
    visit_page.open("/?q=left+out%3F&kind=council_report&voice=police")
    page = visit_page.page
    page.wait_for_function("document.querySelector('#question textarea').value === 'left out?'")
    page.wait_for_function("document.querySelector('#choices').nextElementSibling?.id === 'ask'")
    assert page.is_checked("#choice-kind-council_report")
    assert "“police” is not a voice." in page.inner_text("#choices .notice")
    assert page.locator(".turn").count() == 0
    page.click("#ask")
    page.locator(".turn").wait_for()
    assert shelf.scopes == [Scope(kinds=(Kind.COUNCIL_REPORT,))]
    page.click("[data-do=search-all]")
    page.locator(".turn").nth(1).wait_for()
    assert shelf.scopes[-1] == Scope()
    assert shelf.asked[-1][0] == "left out?"
    assert not page.is_checked("#choice-kind-council_report")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_the_keyboard_alone_is_enough(visit_page: Visit) -> None:
    """From the question to the source and back with Tab, Enter and Escape; nothing scrolls sideways."""
    visit_page.open()
    page = visit_page.page
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("supervision?")
    page.keyboard.press("Enter")
    page.locator(".turn").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#source mark").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("!document.body.classList.contains('reading')")
    assert "visit letter" in visit_page.focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_the_page_stays_in_english_and_has_one_main_part(visit_page: Visit) -> None:
    """A French browser is still told that this is British English; Gradio's own landmarks and messages are gone."""
    visit_page.open()
    page = visit_page.page
    page.wait_for_function("document.querySelectorAll('main').length === 1")
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.title() == "Ask a question - Ask the inspection letters"
    assert page.locator("h1").all_inner_texts() == ["Ask a question"]


def test_two_visitors_share_nothing(browser: Any, address: str, shelf: Any) -> None:
    """What one visitor asks is neither shown to another nor read with the other's questions."""
    visits = [Visit(browser.new_context(viewport=DESKTOP).new_page(), address) for _ in range(2)]
    for visit in visits:
        visit.open()
    visits[0].ask("supervision?")
    visits[1].ask("and in 2022?")
    assert [visit.page.locator(".turn").count() for visit in visits] == [1, 1]
    assert ("and in 2022?", ()) in shelf.asked
    for visit in visits:
        visit.page.context.close()
