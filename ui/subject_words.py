"""What stands around subjects: comes in: letters and voices, goes out: the plain words and parts every view shares."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import ALL_COUNCILS, NOTE
from corpus import Letter, Voice, say_days
from ui.markup import Markup, element, join
from ui.subject_links import SUBJECTS, subjects_address
from ui.words import date_words, kind_words

VOICE_WORDS = {
    Voice.INSPECTORS: "The inspectors’ letters",
    Voice.COUNCIL: "The council’s own reports",
    Voice.PARTNERSHIP: "The partnership’s own reports",
    Voice.OTHER: "Other documents",
}


def note() -> Markup:
    """Say what a count is and is not."""
    return element("p", NOTE, class_="subject-note")


def letter_words(letter: Letter) -> str:
    """One line under a letter's date: what it is, and the days of the visit, which are not the letter's date."""
    visit = f", visit of {say_days(letter.visit_dates)}" if letter.visit_dates and letter.letter_date else ""
    return f"{kind_words(letter.kind)}{visit}"


def choose_forms(councils: Sequence[str], council: str | None, subject: str | None) -> Markup:
    """The ways to another council and another subject: plain GET forms, so that they work without JavaScript."""
    forms = [_council_form(councils, council, subject)] if len(councils) > 1 else []
    return element("div", *forms, _subject_form(council), class_="subject-forms")


def council_words_of(council: str | None) -> str:
    """Name the letters shown."""
    return f"Letters about {council}" if council is not None else "Letters about all councils"


def links(addresses: Sequence[tuple[str, str]]) -> Markup:
    """A list of links, each (words, address)."""
    return element("ul", *(element("li", element("a", words, href=href)) for words, href in addresses), class_="links")


def where_to_go(council: str | None, is_one_subject: bool) -> Markup:
    """The way back to all subjects."""
    if not is_one_subject:
        return join([])
    return element("p", element("a", "All subjects", href=subjects_address(council)), class_="back")


def when_written(letter: Letter) -> str:
    """A letter's date as the head of a column."""
    return date_words(letter)


def _council_form(councils: Sequence[str], council: str | None, subject: str | None) -> Markup:
    options = [(ALL_COUNCILS, "All councils"), *((name, name) for name in councils)]
    chosen = council if council is not None else ALL_COUNCILS
    return element(
        "form",
        element("label", "Council", for_="council"),
        element(
            "select",
            *(
                element("option", words, value=value, selected="" if value == chosen else None)
                for value, words in options
            ),
            id="council",
            name="council",
        ),
        element("input", type="hidden", name="subject", value=subject) if subject else None,
        element("button", "Show this council", type="submit", class_="tool"),
        action=SUBJECTS,
        method="get",
    )


def _subject_form(council: str | None) -> Markup:
    return element(
        "form",
        element("label", "Find a subject", for_="subject"),
        element("input", type="hidden", name="council", value=council if council is not None else ALL_COUNCILS),
        element("input", type="text", id="subject", name="subject", maxlength="100", autocomplete="off"),
        element("button", "Find", type="submit", class_="tool"),
        action=SUBJECTS,
        method="get",
        role="search",
    )
