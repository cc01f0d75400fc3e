"""A page of plain words: comes in: headings with paragraphs and lists, goes out: the main part of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.markup import Markup, element
from ui.markup_page import plain_main


@dataclass(frozen=True, slots=True)
class Part:
    """One section of such a page: its heading, paragraphs, and a list after them where there is one."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def words_main(title: str, parts: Sequence[Part], lead: str | None = None) -> Markup:
    """Draw the page; words may be Markup (a link) or plain text, which is escaped."""
    return plain_main(
        element("h1", title),
        element("p", lead, class_="lead") if lead else None,
        *(_section(part) for part in parts),
    )


def _section(part: Part) -> Markup:
    points = element("ul", *(element("li", point) for point in part.points)) if part.points else None
    return element(
        "section",
        element("h2", part.heading),
        *(element("p", words) for words in part.paragraphs),
        points,
        class_="words",
    )
