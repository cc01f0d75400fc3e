"""How the page serves its reader: comes in: a home with an index, goes out: times, weights and every citation clicked.

Run as `python -m eval.bench_page` (or `make page-bench`): a real browser on the real page, from outside. Exit status 1
where a bound is not kept or a citation does not lead to its words.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from corpus import UserFacingError
from eval.browser import QUESTION_BOX, open_browser, type_question, what_is_missing
from eval.page_server import running_page
from eval.questions import load_questions

ROUNDS = 5
ANSWERS = 50
USABLE_SECONDS = 2.0
SHOWN_MILLISECONDS = 300.0
_DESKTOP = {"width": 1440, "height": 900}
# Runs in the page: when the server's answer arrived and when the first quotation was drawn.
_WATCH = """() => {
    const show = window.askPage.show;
    window.askPage.show = (...given) => {
        const arrived = performance.now();
        const kept = show(...given);
        requestAnimationFrame(() => requestAnimationFrame(() => {
            window.shownAfter = performance.now() - arrived;
        }));
        return kept;
    };
}"""


def main() -> int:
    """Print the measurements; exit status 0 where every bound is kept."""
    missing = what_is_missing()
    if missing:
        sys.stderr.write(f"The page cannot be measured: {missing}.\n")
        return 1
    try:
        with running_page() as address, open_browser() as browser:
            failures = [*_measure_opening(browser, address), *_follow_citations(browser, address)]
    except UserFacingError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for failure in failures:
        sys.stdout.write(f"FAILED: {failure}\n")
    return 1 if failures else 0


def _measure_opening(browser: Any, address: str) -> list[str]:
    """Open the Ask page anew, nothing cached, and count what it takes until a question can be typed."""
    seconds, requests, kilobytes = [], 0, 0.0
    for _ in range(ROUNDS):
        context = browser.new_context(viewport=_DESKTOP)
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda done, sizes=sizes: sizes.append(done["encodedDataLength"]))
        started = perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(QUESTION_BOX)
        page.wait_for_selector("#ask")
        seconds.append(perf_counter() - started)
        page.wait_for_load_state("networkidle")
        requests, kilobytes = len(sizes), sum(sizes) / 1000
        context.close()
    usable = statistics.median(seconds)
    _say("question box usable, nothing cached", f"{usable:.2f} s (median of {ROUNDS}, slowest {max(seconds):.2f} s)")
    _say("weight of the page", f"{kilobytes:,.0f} kB in {requests} requests")
    return [f"the question box took {usable:.2f} s"] if usable > USABLE_SECONDS else []


def _follow_citations(browser: Any, address: str) -> list[str]:
    """Ask questions until enough were answered; click each citation and compare what is marked with what was quoted."""
    context = browser.new_context(viewport=_DESKTOP)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#ask")
    page.evaluate(_WATCH)
    failures: list[str] = []
    answered = clicked = 0
    delays: list[float] = []
    for question in _questions():
        if answered == ANSWERS:
            break
        page.evaluate("window.shownAfter = null; document.getElementById('clear').click()")
        type_question(page, question)
        page.press(QUESTION_BOX, "Enter")
        page.wait_for_function("window.shownAfter !== null")
        if page.locator(".turn .quote-number").count() == 0:
            continue
        answered += 1
        delays.append(float(page.evaluate("window.shownAfter")))
        count, faults = _click_each(page, question)
        clicked += count
        failures += faults
    context.close()
    middle = statistics.median(delays)
    shown = f"{middle:.0f} ms after the answer arrived (median of {answered}, slowest {max(delays):.0f} ms)"
    _say("first quotation drawn", shown)
    _say("citations clicked", f"{clicked} in {answered} answers, {len(failures)} did not mark exactly the quoted words")
    return failures + ([f"a quotation took {middle:.0f} ms to be drawn"] if middle > SHOWN_MILLISECONDS else [])


def _questions() -> Sequence[str]:
    return [question.question for question in load_questions() if question.answerable and not question.turns]


def _click_each(page: Any, question: str) -> tuple[int, list[str]]:
    """Return how many citations were clicked, and what was wrong."""
    figures = page.locator(".turn figure.quotation")
    faults = []
    for number in range(figures.count()):
        figure = figures.nth(number)
        quoted = figure.locator(".quoted").text_content()
        link = figure.locator("figcaption .citation")
        caption = link.text_content()
        page.evaluate("document.getElementById('status').textContent = ''")
        link.click()
        page.wait_for_function("document.getElementById('status').textContent.startsWith('Opened')")
        marked = "".join(page.locator("#source mark").all_text_contents())
        if "".join(marked.split()) != "".join(quoted.split()):
            faults.append(f"{question}: {caption} marks “{marked[:80]}” for “{quoted[:80]}”")
        elif page.locator("#source .cited mark").count() == 0 or not _is_cited(page, caption):
            faults.append(f"{question}: {caption} is marked in another paragraph")
        page.keyboard.press("Escape")
        page.wait_for_function("!document.body.classList.contains('reading')")
    return figures.count(), faults


def _is_cited(page: Any, caption: str) -> bool:
    """Whether the paragraph that holds the mark has the number the citation gives."""
    number = page.locator("#source .cited .number").first
    return "paragraph" not in caption or caption.endswith(f"paragraph {number.text_content()}")


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<38} {value}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
