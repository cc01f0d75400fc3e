"""Every page and every state in a real browser: axe-core, outside requests, console errors, sideways scroll, focus.

`make accessibility` prints the whole table; a plain test run prints only what is not 0.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import LetterChanges, Progress, Searched, Settings, UpdateReport
from corpus import SHIPPED_LETTERS, IndexUnavailable, find_letter_files, read_letter
from eval.browser import QUESTION_BOX, type_question, what_is_missing
from index import Skipped
from ui import Site

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SHIPPED = sorted(path for path in find_letter_files([SHIPPED_LETTERS]))


@dataclass(frozen=True)
class Look:
    """A window and the reader's wishes."""

    name: str
    width: int
    height: int
    wishes: dict[str, str] = field(default_factory=dict)


# A window of 1280 by 1024 at 400% zoom has 320 by 256 CSS pixels.
LOOKS = (
    Look("1440x900", 1440, 900),
    Look("1440 dark", 1440, 900, {"color_scheme": "dark"}),
    Look("1440 forced colours", 1440, 900, {"forced_colors": "active"}),
    Look("1440 reduced motion", 1440, 900, {"reduced_motion": "reduce"}),
    Look("390x844", 390, 844),
    Look("390 dark", 390, 844, {"color_scheme": "dark"}),
    Look("390 forced colours", 390, 844, {"forced_colors": "active"}),
    Look("320x568", 320, 568),
    Look("320x256 (400%)", 320, 256),
)
NO_WISHES = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}


@dataclass
class Tab:
    """A tab on the served page, and what it asked for or complained of since it was opened."""

    page: Any
    address: str
    stage: Stage
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda sent: self._note(sent.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.stage.address, self.stage.narrow_address, "data:", "blob:")):
            self.outside.append(url)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        if path.startswith("/?") or path == "/":
            self.page.wait_for_selector(QUESTION_BOX, state="attached")
            self.page.wait_for_function("document.querySelectorAll('main').length === 1")

    def ask(self, question: str, until: str = ".turn") -> None:
        self.open()
        type_question(self.page, question)
        self.page.press(QUESTION_BOX, "Enter")
        self.page.locator(until).first.wait_for()

    def fetch_letter(self, path: str) -> None:
        self.open(path)
        self.page.wait_for_function("document.querySelector('#source .source-empty, #source .letter-text')")


@dataclass
class Stage:
    """The served pages: one for everything, one where a single question is answered at a time."""

    shelf: Any
    address: str
    narrow_address: str
    hold: threading.Event = field(default_factory=threading.Event)
    others: list[Any] = field(default_factory=list)

    def crowd(self, tab: Tab, count: int) -> None:
        """Let `count` others ask first, on the page where one is answered at a time, and move `tab` there."""
        tab.address = self.narrow_address
        for _ in range(count):
            other = Tab(tab.page.context.new_page(), tab.address, self)
            self.others.append(other.page)
            other.ask("wait", "#busy:not(:empty)")
            other.page.wait_for_function("document.getElementById('ask').ariaDisabled === 'true'")
            other.page.wait_for_timeout(400)

    def clear(self) -> None:
        self.hold.set()
        self.shelf.notice = None
        for page in self.others:
            page.close()
        self.others.clear()


@dataclass(frozen=True)
class State:
    """A state to look at: how to get there, what has the focus then, what is read out, what the console may say."""

    reach: Callable[[Tab], None]
    focus: str | None = None
    said: str | None = None
    expected_error: str | None = None


def _path(path: str, focus: str | None = None) -> State:
    return State(lambda tab: tab.open(path), focus)


def _asked(question: str, said: str | None = None) -> State:
    return State(lambda tab: tab.ask(question), ".answer-title", said)


def _refused(question: str) -> State:
    return State(lambda tab: tab.ask(question, "#question-error"), QUESTION_BOX, "")


def _failed(question: str) -> State:
    return State(lambda tab: tab.ask(question, ".problem"), ".problem h2", "")


def _think(tab: Tab) -> None:
    tab.stage.hold.clear()
    tab.ask("wait", "#busy:not(:empty)")


def _stand_in_line(tab: Tab) -> None:
    tab.stage.hold.clear()
    tab.stage.crowd(tab, 1)
    tab.ask("wait", "#busy:not(:empty)")
    tab.page.wait_for_function("document.getElementById('busy').textContent.includes('ahead')")


def _come_too_late(tab: Tab) -> None:
    tab.stage.hold.clear()
    tab.stage.crowd(tab, 2)
    tab.ask("supervision?", ".problem")


def _lose_connection(tab: Tab) -> None:
    tab.page.route("**/gradio_api/queue/**", lambda route: None)
    tab.page.route("**/line/**", lambda route: route.abort())
    tab.page.route("**/health", lambda route: route.abort())
    tab.ask("supervision?", ".problem")


def _warned(tab: Tab) -> None:
    tab.stage.shelf.notice = "The newest index is damaged: an older one is used. Run: letters add --rebuild"
    tab.open()


def _source_open(tab: Tab) -> None:
    tab.ask("supervision?")
    tab.page.locator("figcaption .citation").first.click()
    tab.page.locator("#source mark").wait_for()


def _words_used(tab: Tab) -> None:
    tab.ask("short forms?")
    tab.page.locator(".words-used summary").first.click()


def _keep_receipt(tab: Tab) -> None:
    tab.ask("supervision?")
    tab.page.locator(".turn [data-do=keep]").click()
    tab.page.locator(".turn a[href^='/receipts/']").first.wait_for()


def _open_receipt(tab: Tab) -> None:
    _keep_receipt(tab)
    tab.page.goto(tab.address + tab.page.get_attribute(".turn a[href^='/receipts/']", "href"))


def _choose(tab: Tab) -> None:
    tab.open()
    tab.page.locator("#choices summary").first.click()


def _change(tab: Tab, path: str = "/letters") -> None:
    tab.address = tab.stage.narrow_address
    tab.open(path)
    if tab.page.locator(".add-letters").count():
        tab.page.locator(".add-letters summary").click()


def _send(tab: Tab) -> None:
    tab.stage.hold.clear()
    _change(tab)
    tab.page.set_input_files("#files", [{"name": "<b>.txt", "mimeType": "text/plain", "buffer": b"x"}])
    tab.page.locator(".add-letters form button").click()
    tab.page.wait_for_url("**/changes")
    tab.page.wait_for_function("document.querySelector('progress') !== null")


def _sent(tab: Tab) -> None:
    _send(tab)
    tab.stage.hold.set()
    tab.page.wait_for_selector("#change[data-running=false]")


STATES: dict[str, State] = {
    "empty": _path("/"),
    "thinking": State(_think, QUESTION_BOX, "Searching 7 documents…"),
    "queued": State(_stand_in_line, QUESTION_BOX, "1 question is ahead of yours."),
    "too many asking": State(_come_too_late, ".problem h2", ""),
    "answered": _asked("supervision?", "Answer ready: 2 quotations."),
    "part answer": _asked("and in 2022?", "Part answer ready: 1 quotation."),
    "hostile words": _asked("odd words?", "Answer ready: 6 quotations."),
    "words used": State(_words_used, ".words-used summary"),
    "not in the letters": _asked("anything else", "The letters do not say."),
    "left out by filters": _asked("left out?", "The letters do not say."),
    "unclear question": _asked("hm", "The question is not clear."),
    "refused": _asked("should we?", "Not a question for this service."),
    "empty question": _refused(""),
    "too long": _refused("x" * 301),
    "failed": _failed("break"),
    "failed with advice": _failed("rebuild"),
    "index missing": _failed("no index"),
    "index out of date": State(_warned),
    "connection lost": State(_lose_connection, ".problem h2", "", "ERR_FAILED"),
    "source panel open": State(_source_open, "#source .cited"),
    "source panel, old link": State(
        lambda tab: tab.fetch_letter("/?letter=visit-2023&para=2&words=gone"), "#source .cited"
    ),
    "source panel, letter removed": State(
        lambda tab: tab.fetch_letter("/?letter=gone&para=2"), "#source-title", "This letter is not here.", "404"
    ),
    "letter page": _path("/letters/visit-2023?para=2&words=Plans.#p2", ".cited"),
    "letter page with tables": _path("/letters/report"),
    "letter page, old link": _path("/letters/visit-2023?para=2&words=gone", ".cited"),
    "letter removed": State(lambda tab: tab.open("/letters/gone"), expected_error="404"),
    "documents": _path("/letters"),
    "documents searched": _path("/letters?q=bradford+2022"),
    "documents, none found": _path("/letters?q=nowhere"),
    "receipt kept": State(_keep_receipt),
    "receipt": State(_open_receipt),
    "choices open": State(_choose, "#choices summary"),
    "subjects": _path("/subjects"),
    "one subject": _path("/subjects?subject=supervision"),
    "add letters": State(_change),
    "remove a letter": State(lambda tab: _change(tab, "/changes/remove/visit-2023")),
    "letters changing": State(_send),
    "letters changed": State(_sent),
    "help": _path("/help"),
    "privacy": _path("/privacy"),
    "accessibility": _path("/accessibility"),
} | {f"letter {path.stem}": _path(f"/letters/{path.stem}") for path in SHIPPED}


@pytest.fixture(scope="module")
def stage(
    new_shelf: Callable[[], Any], serve_page: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Stage:
    """The hand-made letters and the shipped ones, with answers for every state."""
    shelf = new_shelf()
    shelf.shelf += tuple(read_letter(path) for path in SHIPPED)
    made = Stage(shelf, "", "")
    answered = shelf.answers["supervision?"]

    def wait(question: str) -> Any:
        made.hold.wait(60)
        return answered(question)

    def no_index(question: str) -> Any:
        raise IndexUnavailable("There is no index here.", "Build it with: letters add --rebuild")

    def left_out(question: str) -> Any:
        searched = Searched(2, date(2022, 3, 9), date(2023, 8, 22), 2, ("letters of 2022 and 2023",))
        return replace(shelf.silence(question), searched=searched)

    shelf.answers |= {"wait": wait, "no index": no_index, "left out?": left_out}

    class HeldChanges(LetterChanges):
        """Adds nothing, but takes its time over it."""

        def add(self, paths: Sequence[Path], on_progress: Progress = lambda *_: None) -> UpdateReport:
            on_progress("embedding", 3, 9)
            made.hold.wait(60)
            reason = ("the file is empty.", "Get the letter again from where it was published.")
            return UpdateReport(new=("newtown",), skipped=(Skipped(str(paths[0]), *reason),), built=True)

    changes = HeldChanges(Settings(tmp_path_factory.mktemp("home")), shelf)
    made.address = serve_page(shelf)
    made.narrow_address = serve_page(shelf, site=Site("help@council.example", changes, "", 1, 1))
    return made


@pytest.fixture(scope="module")
def axe() -> Any:
    missing = what_is_missing("axe_playwright_python")
    if missing:
        pytest.skip(f"browser tests left out: {missing}")
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def _looks_by_width() -> Iterator[tuple[Look, list[Look]]]:
    """A state is reached anew on a wide and on a narrow window, and looked at in every way that fits."""
    wide = [look for look in LOOKS if look.width >= 1000]
    yield wide[0], wide
    narrow = [look for look in LOOKS if look.width < 1000]
    yield narrow[0], narrow


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_accessible(name: str, stage: Stage, browser: Any, axe: Any, walked: list[Any]) -> None:
    """In every look: no axe violation, no outside request, no console error, no sideways scroll, focus where it belongs."""
    state, faults = STATES[name], []
    for first, looks in _looks_by_width():
        context = browser.new_context(viewport={"width": first.width, "height": first.height})
        tab = Tab(context.new_page(), stage.address, stage)
        tab.watch()
        try:
            state.reach(tab)
            faults += _wrong_focus_or_words(state, tab, first)
            for look in looks:
                row = _look_at(tab, look, axe, state.expected_error)
                walked.append((name, look.name, *row))
                faults += [f"{look.name}: {fault}" for fault in row if fault]
        finally:
            stage.clear()
            context.close()
    assert not faults


def _wrong_focus_or_words(state: State, tab: Tab, look: Look) -> list[str]:
    faults = []
    if state.focus and not tab.page.evaluate("wanted => document.activeElement.matches(wanted)", state.focus):
        focused = tab.page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        faults.append(f"{look.name}: the focus is on {focused}, not on {state.focus}")
    if state.said is not None and (said := tab.page.text_content("#status")) != state.said:
        faults.append(f"{look.name}: read out was {said!r}, not {state.said!r}")
    return faults


def _look_at(tab: Tab, look: Look, axe: Any, expected_error: str | None) -> tuple[list[str], list[str], list[str], str]:
    tab.page.set_viewport_size({"width": look.width, "height": look.height})
    tab.page.emulate_media(**(NO_WISHES | look.wishes))
    found = axe.run(tab.page, options=OPTIONS).response["violations"]
    violations = [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]]
    errors = [words for words in tab.errors if expected_error is None or expected_error not in words]
    sideways = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return violations, list(tab.outside), errors, f"{sideways} px too wide" if sideways > 0 else ""


def test_the_walk_sees_what_it_looks_for(stage: Stage, browser: Any, axe: Any) -> None:
    """A page with a fault of each kind is found faulty: the walk can fail."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = Tab(context.new_page(), stage.address, stage)
    tab.watch()
    tab.open("/help")
    tab.page.evaluate("""() => {
        document.querySelector("main").insertAdjacentHTML("beforeend",
            "<img src='/page/icon.svg'><p style='color: #ccc; width: 900px'>faint</p>");
        fetch("http://127.0.0.1:9/outside").catch(() => null);
        console.error("harm");
    }""")
    tab.page.wait_for_timeout(300)
    violations, outside, errors, sideways = _look_at(tab, LOOKS[4], axe, None)
    context.close()
    assert {words.split()[0] for words in violations} >= {"image-alt", "color-contrast"}
    # The page's own policy stops the request on its way out; the attempt shows all the same.
    assert any("127.0.0.1:9/outside" in words for words in outside + errors)
    assert "harm" in errors
    assert sideways


@pytest.mark.parametrize("question", ["wait", "supervision?"])
def test_progress_is_shown_at_once(question: str, stage: Stage, browser: Any) -> None:
    """Within 200 ms of pressing Enter the page says, in sight and aloud, that it is searching."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = Tab(context.new_page(), stage.address, stage)
    stage.hold.clear()
    tab.open()
    tab.page.fill(QUESTION_BOX, question)
    tab.page.evaluate("""() => {
        const busy = document.getElementById("busy");
        document.addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
        new MutationObserver(() => { window.shown ??= performance.now(); }).observe(busy, { childList: true });
    }""")
    tab.page.press(QUESTION_BOX, "Enter")
    tab.page.wait_for_function("window.shown")
    took = tab.page.evaluate("window.shown - window.pressed")
    stage.clear()
    context.close()
    assert took < 200
