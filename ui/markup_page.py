"""The frame of every page: comes in: a title and what stands in it, goes out: a whole HTML document."""

from __future__ import annotations

from dataclasses import dataclass

from ui.markup import Markup, element, join

SERVICE = "Ask the inspection letters"
_LINKS = (("/", "Ask"), ("/subjects", "Subjects over time"), ("/letters", "Documents"), ("/help", "How this works"))
_STYLES = ("page", "answer", "letter", "question", "subjects", "takeaway")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: `here` is its address in the navigation, `scripts` are files under static/ without .js.

    `head` is what Gradio needs in the document's head; `council` and `notice` are `None` where there is none.
    """

    title: str
    main: Markup
    here: str
    scripts: tuple[str, ...] = ()
    head: Markup | None = None
    council: str | None = None
    notice: str | None = None


def whole_page(page: Page) -> Markup:
    """Draw the document: skip links, header, navigation, the page's own part, footer."""
    return join(
        [
            Markup("<!doctype html>\n"),
            element("html", _head(page), _body(page), lang="en-GB"),
        ]
    )


def plain_main(*parts: str | None) -> Markup:
    """The main part of a page without a source panel."""
    return element("main", *parts, id="main", class_="plain", tabindex="-1")


def _head(page: Page) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light"),
        element("title", f"{page.title} - {SERVICE}"),
        element("link", rel="icon", href="/page/icon.svg", type="image/svg+xml"),
        # Scripts run in this order: ours is to hear what is typed from the first moment Gradio's box is there.
        *(element("script", src=f"/page/{name}.js", defer="") for name in page.scripts),
        page.head,
        *(element("link", rel="stylesheet", href=f"/page/{name}.css") for name in _STYLES),
    )


def _body(page: Page) -> Markup:
    to_question = element("a", "Skip to the question box", href="#question-form", class_="skip")
    return element(
        "body",
        element("a", "Skip to main content", href="#main", class_="skip"),
        to_question if page.here == "/" else None,
        element(
            "header",
            element(
                "div",
                element("a", SERVICE, href="/", class_="service"),
                element("span", f"Children’s services in {page.council}", class_="council") if page.council else None,
                class_="width",
            ),
            class_="site-header",
        ),
        element("nav", element("ul", *_nav_links(page.here), class_="width"), aria_label="Service"),
        element("div", element("p", page.notice, class_="notice width"), role="region", aria_label="Notice")
        if page.notice
        else None,
        page.main,
        element("footer", element("div", _FOOTER, class_="width"), class_="site-footer"),
    )


def _nav_links(here: str) -> list[Markup]:
    return [
        element("li", element("a", name, href=address, aria_current="page" if address == here else None))
        for address, name in _LINKS
    ]


_FOOTER = join(
    [
        element(
            "p",
            "Answers are put together by a computer from the words of published documents. ",
            element("a", "How this works and what it cannot do", href="/help"),
            ".",
        ),
        element(
            "ul",
            element("li", element("a", "Privacy", href="/privacy")),
            element("li", element("a", "Accessibility statement", href="/accessibility")),
            class_="footer-links",
        ),
    ]
)
