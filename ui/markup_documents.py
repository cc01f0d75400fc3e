"""The list of documents and the page of a missing one: comes in: letters, goes out: the main part of those pages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import name_speaker
from corpus import Letter, say_days
from ui.anchors import letter_address
from ui.markup import Markup, element
from ui.markup_page import plain_main
from ui.markup_source import missing_letter
from ui.words import count_words, date_words, kind_words

_HEADS = ("Document", "Date", "Visit", "Kind", "Whose words", "Paragraphs")


def documents_main(letters: Sequence[Letter]) -> Markup:
    """List the letters in the order given, each with a link to its page."""
    table = element(
        "table",
        element("caption", f"{count_words(len(letters), 'document')} this service can search, newest first"),
        element("thead", element("tr", *(element("th", head, scope="col") for head in _HEADS))),
        element("tbody", *(_row(letter) for letter in letters)),
        class_="documents",
    )
    return plain_main(
        element("h1", "Documents"), table if letters else element("p", "No document can be searched yet.")
    )


def missing_letter_main(letter_id: str) -> Markup:
    """Say politely that there is no such letter."""
    return plain_main(element("h1", "Letter not found"), missing_letter(letter_id))


def _row(letter: Letter) -> Markup:
    visit = say_days(letter.visit_dates) or "None named"
    if letter.visit_number is not None:
        visit = f"Visit {letter.visit_number}: {visit}"
    cells = (
        date_words(letter),
        visit,
        kind_words(letter.kind),
        name_speaker(letter),
        f"{sum(1 for _ in letter.paragraphs()):,}",
    )
    return element(
        "tr",
        element("th", element("a", letter.title, href=letter_address(letter.id)), scope="row"),
        *(element("td", cell, data_head=head) for head, cell in zip(_HEADS[1:], cells, strict=True)),
    )
