"""A letter as a source: comes in: a Letter and what a link wants marked, goes out: its panel or its page."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Letter, Paragraph
from ui.anchors import Wanted, find_paragraphs, find_span, paragraph_at
from ui.marking import Mark, Marks
from ui.markup import Markup, element
from ui.markup_facts import letter_facts, letter_summary
from ui.markup_letter import letter_text

OLD_LINK = "The quoted words were not found in this paragraph. The link may be old."


@dataclass(frozen=True, slots=True)
class _Found:
    """What a link leads to: the words to mark, the paragraph that holds them, and what to say if they are gone."""

    mark: Mark
    cited: Paragraph | None
    warning: str | None


def source_panel(letter: Letter, wanted: Wanted, full_page: str) -> Markup:
    """Draw a letter for the panel beside an answer; `full_page` is the address of the same words on a page."""
    found = _look_up(letter, wanted)
    where = f"Paragraph {found.cited.number}" if found.cited and found.cited.number else None
    return element(
        "div",
        element(
            "div",
            element("p", letter_summary(letter), class_="source-kind"),
            element("h2", letter.title, id="source-title", tabindex="-1"),
            element("p", where, class_="source-where") if where else None,
            _warning(found),
            *_tools(full_page),
            class_="source-head",
        ),
        element(
            "div",
            letter_text(letter, found.mark, found.cited, heading_level=3),
            class_="letter-text",
            tabindex="0",
            role="region",
            aria_label=f"Text of {letter.title}",
        ),
        data_title=letter.title,
        data_where=where or "",
    )


def letter_page_body(letter: Letter, wanted: Wanted, marks: Marks | None = None) -> Markup:
    """Draw a letter as a page: its name, what is known about it, and its text; `marks` are a subject's sentences."""
    found = _look_up(letter, wanted)
    if marks is not None:
        first = paragraph_at(letter, marks.spans[0].start) if marks.spans else None
        found = _Found(marks.spans, first[1] if first else None, None)
    return element(
        "article",
        element("h1", letter.title),
        _warning(found),
        marks.said if marks is not None else None,
        letter_facts(letter),
        element("div", letter_text(letter, found.mark, found.cited, heading_level=2), class_="letter-text"),
        class_="letter-page",
    )


def empty_panel() -> Markup:
    """What stands in the panel before a citation is chosen."""
    return element(
        "div",
        element("h2", "Source", id="source-title", tabindex="-1"),
        element(
            "p",
            "Choose a citation and its letter opens here at the paragraph it came from, with the quoted words marked.",
        ),
        class_="source-empty",
    )


def missing_letter(letter_id: str) -> Markup:
    """What a panel says when the letter is not, or no longer, among those searched."""
    return element(
        "div",
        element("h2", "This letter is not here", id="source-title", tabindex="-1"),
        element("p", f"No letter is called “{letter_id[:100]}”. It may have been removed since the answer was given."),
        element("p", element("a", "See the documents that can be searched", href="/letters")),
        class_="source-empty",
    )


def _look_up(letter: Letter, wanted: Wanted) -> _Found:
    mark = find_span(letter, wanted)
    at_mark = paragraph_at(letter, mark.start) if mark else None
    named = find_paragraphs(letter, wanted.paragraph)
    cited = at_mark[1] if at_mark else named[0] if named else None
    asked_for_words = bool(wanted.words) or wanted.start >= 0
    return _Found(mark, cited, OLD_LINK if asked_for_words and mark is None else None)


def _warning(found: _Found) -> Markup | None:
    return element("p", found.warning, class_="notice", role="status") if found.warning else None


def _tools(full_page: str) -> tuple[Markup, Markup]:
    """The way back and on, always in reach; and what can be done with this letter."""

    def button(words: str, does: str, name: str | None = None) -> Markup:
        return element("button", words, type="button", class_="tool", data_do=does, aria_label=name)

    ways = (
        button("Back to the answer", "close"),
        button("Previous", "previous", "Previous quotation"),
        button("Next", "next", "Next quotation"),
    )
    full = element("a", "Full page", href=full_page, class_="tool", data_full_page="")
    return (
        element("div", *ways, class_="tools ways"),
        element("div", button("Copy link", "copy"), full, class_="tools"),
    )
