"""One subject, council by council: comes in: an AcrossCouncils, goes out: a table with a row for each council."""

from __future__ import annotations

from assistant import AcrossCouncils, CouncilSays, Subject
from corpus import Letter
from ui.bars import bar
from ui.markup import Markup, element, join
from ui.subject_links import marked_letter_address, subjects_address
from ui.subject_words import note, when_written

_HEADS = ("Council", "Letters that mention it", "Sentences", "First said", "Last said", "Later letters without it")


def councils_parts(found: AcrossCouncils) -> Markup:
    """Draw the inspectors' letters of each council; a council's own page has the quotes."""
    most = max((one.sentences for one in found.councils), default=1)
    rows = [_row(one, found.subject, most) for one in found.councils]
    head = element("tr", *(element("th", words, scope="col", role="columnheader") for words in _HEADS), role="row")
    table = element(
        "table",
        element("caption", "In how many of the inspectors’ letters about each council the subject comes up"),
        element("thead", head, role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        class_="subjects",
        role="table",
    )
    frame = element("div", table, class_="subjects-frame", role="region", tabindex="0", aria_label="Councils")
    return join([frame, note()])


def _row(one: CouncilSays, subject: Subject, most: int) -> Markup:
    name = element("a", one.council, href=subjects_address(one.council, subject.id)) if one.council else "Not named"
    said = f"{one.mentioning} of {one.letters}" if one.mentioning else f"None of {one.letters}"
    sentences = (bar(one.sentences, most), element("span", f"{one.sentences:,}", class_="figure"))
    since = (str(one.silent_since) if one.silent_since else "None") if one.mentioning else "–"
    cells = (
        (said,),
        sentences if one.sentences else (element("span", "None", class_="none"),),
        (_when(one.first, subject),),
        (_when(one.last, subject),),
        (since,),
    )
    return element(
        "tr",
        element("th", name, scope="row", role="rowheader"),
        *(
            element("td", *cell, role="cell", data_head=head)
            for head, cell in zip(_HEADS[1:], cells, strict=True)
        ),
        role="row",
    )  # fmt: skip


def _when(letter: Letter | None, subject: Subject) -> str:
    return element("a", when_written(letter), href=marked_letter_address(letter, subject)) if letter else "–"
