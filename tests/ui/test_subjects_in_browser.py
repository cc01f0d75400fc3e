"""Subjects over time in a real browser: no sideways scrolling, no script needed, the table stays a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant import Assistant

pytestmark = pytest.mark.browser
VIEWS = ("/subjects", "/subjects?council=Bradford&subject=supervision", "/subjects?council=all&subject=supervision")


@pytest.fixture
def address(assistant: Assistant, serve_page: Callable[..., str]) -> str:
    """The address of a running page."""
    return serve_page(assistant)


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_view_scrolls_sideways_or_breaks(browser: Any, address: str, width: int) -> None:
    """Every view fits a narrow screen, with scripts off and with forced colours, and asks no outside host."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False, forced_colors="active"
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    for view in VIEWS:
        page.goto(address + view)
        main = page.locator("main").bounding_box()
        assert main["x"] + main["width"] <= width
        for part in page.locator("main p, main h1, main table, main figure, main form").all():
            box = part.bounding_box()
            assert box is None or box["x"] + box["width"] <= width + 1
    assert all(url.startswith(address) for url in asked)
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_table_stays_a_table_for_those_who_listen(browser: Any, address: str, width: int) -> None:
    """Even as blocks on a phone, rows and cells keep their roles, and a count's link says what it counts."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + "/subjects")
    assert page.get_by_role("table").count() == 1
    assert page.get_by_role("rowheader", name="Supervision of staff").count() == 1
    page.get_by_role("link", name="2 sentences about: Supervision of staff").click()
    page.wait_for_selector("mark")
    assert page.locator("mark").count() == 2
    assert "supervision" in str(page.evaluate("document.activeElement.textContent"))
    page.close()
