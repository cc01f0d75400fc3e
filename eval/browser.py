"""A real browser to test and measure with: comes in: this machine, goes out: Chromium, or why there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CHROMIUM_VARIABLE = "LETTERS_CHROMIUM"
QUESTION_BOX = "#question textarea"
_MOST_TRIES, _BETWEEN_TRIES_MS = 20, 100
_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium's own calls home are switched off, so that any outside request seen is the page's.
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()


def find_chromium() -> str | None:
    """Return the browser named by LETTERS_CHROMIUM, else the system's, else Playwright's own; `None` without any."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        return shutil.which(named)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or _playwrights_own()


def what_is_missing(*modules: str) -> str | None:
    """Say in a sentence what keeps a browser from being driven; `None` where `modules` and a browser are there."""
    for module in ("playwright", *modules):
        if find_spec(module) is None:
            return f'the Python package {module.replace("_", "-")} is not installed (pip install "letters[browser]")'
    if find_chromium() is None:
        return f"Chromium is not installed (install it, or name one in {CHROMIUM_VARIABLE})"
    return None


@contextmanager
def open_browser() -> Iterator[Any]:
    """Start Chromium without a window and close it afterwards; needs what `what_is_missing` asks for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def type_question(page: Any, question: str) -> None:
    """Type `question` into the page's box, and once more where the box was exchanged meanwhile, as a reader would.

    While Gradio sets itself up it exchanges the box; what is typed at that moment reaches neither of the two. Raises
    AssertionError where the words still do not stand there.
    """
    box = page.locator(QUESTION_BOX)
    for _ in range(_MOST_TRIES):
        box.fill(question)
        if box.input_value() == question:
            return
        page.wait_for_timeout(_BETWEEN_TRIES_MS)
    raise AssertionError(f"the question box does not take {question!r}")


def _playwrights_own() -> str | None:
    """The browser that `playwright install chromium` puts in its cache folder; the newest where there are several."""
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None
