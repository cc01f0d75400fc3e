"""The list of documents and the page of a missing one: comes in: letters, goes out: the main part of those pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import name_speaker
from corpus import Letter, say_days
from ui.anchors import letter_address
from ui.markup import Markup, element, join
from ui.markup_page import plain_main
from ui.markup_source import missing_letter
from ui.words import count_words, date_words, kind_words

_HEADS = ("Document", "Date", "Visit", "Kind", "Whose words", "Paragraphs")
_NO_COUNCIL = "No council named"
# With fewer letters than this one list is easier to look through than several.
_GROUPED_FROM = 12
MAX_SEARCH_CHARACTERS = 100


def documents_main(letters: Sequence[Letter], asked: str = "", changes: Markup | None = None) -> Markup:
    """List the letters that hold every word of `asked` in what is known about them, each with a link to its page.

    Many letters of several councils are grouped by council. `changes` is what stands above the list where letters
    may be added; each letter then has a link to remove it.
    """
    found = [letter for letter in letters if _matches(letter, asked)]
    return plain_main(
        element("h1", "Documents"),
        changes,
        _search_form(asked) if letters else None,
        element("p", _result(len(found), len(letters), asked), class_="found", role="status" if asked else None),
        _lists(found, can_remove=changes is not None),
    )


def missing_letter_main(letter_id: str) -> Markup:
    """Say politely that there is no such letter."""
    return plain_main(element("h1", "Letter not found"), missing_letter(letter_id))


def _matches(letter: Letter, asked: str) -> bool:
    """Say whether every word stands somewhere in what is known about the letter."""
    facts = (
        letter.title,
        letter.council or _NO_COUNCIL,
        date_words(letter),
        say_days(letter.visit_dates) or "",
        kind_words(letter.kind),
        name_speaker(letter),
        *letter.inspectors,
        letter.addressee or "",
    )
    known = " ".join(facts).casefold()
    return all(word in known for word in asked.casefold().split())


def _search_form(asked: str) -> Markup:
    box = element("input", type="search", id="find", name="q", value=asked, maxlength=str(MAX_SEARCH_CHARACTERS))
    hint = "For example a council, a year, a kind of document or an inspector’s name"
    return element(
        "form",
        element("label", "Find a document", for_="find"),
        element("p", hint, class_="hint", id="find-hint"),
        element("div", box, element("button", "Find", class_="tool"), class_="find-line"),
        action="/letters",
        method="get",
        role="search",
        class_="find",
    )


def _result(found: int, held: int, asked: str) -> Markup:
    if not held:
        return join(["No document can be searched yet."])
    if not asked:
        return join([f"This service can search {count_words(held, 'document')}. The newest come first."])
    everything = element("a", "Show all documents", href="/letters")
    return join([f"{count_words(found, 'document')} of {held:,} match “{asked}”. ", everything])


def _lists(letters: Sequence[Letter], can_remove: bool) -> Markup | None:
    if not letters:
        return None
    groups = dict(_by_council(letters))
    if len(letters) < _GROUPED_FROM or len(groups) == 1:
        return _table(letters, "Documents, newest first", can_remove)
    sections = [
        element(
            "section",
            element("h2", f"{council} ({count_words(len(group), 'document')})"),
            _table(group, f"Documents about {council}, newest first", can_remove),
        )
        for council, group in groups.items()
    ]
    return join(sections)


def _by_council(letters: Sequence[Letter]) -> Iterator[tuple[str, list[Letter]]]:
    """Each council with its letters, by name; letters that name none come last."""
    for council in sorted({letter.council or "" for letter in letters}, key=lambda name: (not name, name.casefold())):
        yield council or _NO_COUNCIL, [letter for letter in letters if (letter.council or "") == council]


def _table(letters: Sequence[Letter], caption: str, can_remove: bool) -> Markup:
    heads = (*_HEADS, "Change") if can_remove else _HEADS
    return element(
        "table",
        element("caption", element("span", caption, class_="unseen")),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *(_row(letter, can_remove) for letter in letters)),
        class_="documents",
    )


def _row(letter: Letter, can_remove: bool) -> Markup:
    visit = say_days(letter.visit_dates) or "None named"
    if letter.visit_number is not None:
        visit = f"Visit {letter.visit_number}: {visit}"
    cells: list[str] = [
        date_words(letter),
        visit,
        kind_words(letter.kind),
        name_speaker(letter),
        f"{sum(1 for _ in letter.paragraphs()):,}",
    ]
    drawn = [element("td", cell, data_head=head) for head, cell in zip(_HEADS[1:], cells, strict=True)]
    if can_remove:
        remove = element("a", "Remove", element("span", f" {letter.title}", class_="unseen"), href=_remove(letter))
        drawn.append(element("td", remove, data_head="Change"))
    title = element("a", letter.title, href=letter_address(letter.id))
    return element("tr", element("th", title, scope="row"), *drawn)


def _remove(letter: Letter) -> str:
    return letter_address(letter.id).replace("/letters/", "/changes/remove/", 1)
