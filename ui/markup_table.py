"""Table rows as tables: comes in: rows with their cells, goes out: a table whose heads a reader can follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus import Letter, Paragraph, of_one_table
from ui.marking import Mark, marked
from ui.markup import Markup, element, join

Row = tuple[str, Paragraph]


def rows_as_table(letter: Letter, rows: Sequence[Row], mark: Mark, cited: Paragraph | None) -> Markup:
    """Draw consecutive rows of one table; each row keeps its anchor and its number in the margin.

    A row whose cells do not hold all its words shows the words whole, so that none is lost.
    """
    heads = max((_heads(letter, row) for _, row in rows), key=len)
    width = max([len(heads), *(len(row.cells) for _, row in rows)]) or 1
    caption = rows[0][1].lead_in
    top = element(
        "tr",
        element("th", element("span", "Paragraph", class_="unseen"), scope="col", class_="number"),
        *head_cells(heads),
    )
    table = element(
        "table",
        element("caption", letter.slice(caption)) if caption else None,
        element("thead", top) if any(heads) else None,
        element("tbody", *(_row(letter, row, heads, width, mark, cited) for row in rows)),
    )
    return framed(table, f"Table, paragraphs {rows[0][1].number} to {rows[-1][1].number}")


def head_cells(heads: Iterable[str]) -> list[Markup]:
    """Draw the cells of a table's top row; a column without a head has an empty one."""
    return [element("th", head, scope="col") if head else element("td") for head in heads]


def framed(table: Markup, name: str) -> Markup:
    """Put a table that may be wider than the page into a frame that scrolls, by keyboard as well."""
    return element("div", table, class_="table-frame", tabindex="0", role="region", aria_label=name)


def hold_all_words(cells: Iterable[str], words: str) -> bool:
    """Say whether a row's cells hold all its words, so that none is lost where only they are drawn."""
    return "".join("".join(cells).split()) == "".join(words.split())


def cells_as_table(cells: Sequence[tuple[str, str]], name: str) -> Markup:
    """Draw one row standing up, a line for each (head, value): readable on the narrowest screen."""
    lines = [
        element("tr", element("th", head, scope="row"), element("td", value))
        if head
        else element("tr", element("td", value, colspan="2"))
        for head, value in cells
    ]
    return element("table", element("tbody", *lines), class_="cells", aria_label=name)


def same_table(letter: Letter, one: Paragraph, other: Paragraph) -> bool:
    """Say whether two rows hang from the same caption and stand under heads of one table."""
    return one.lead_in == other.lead_in and of_one_table(_heads(letter, one), _heads(letter, other))


def columns_of(own: Sequence[str], heads: Sequence[str]) -> list[int | None]:
    """Say for each of a table's `heads` which cell of a row with `own` heads stands under it: None for none.

    A row with a cell less leaves a column empty, so that no figure stands under another's head.
    """
    if len(own) == len(heads) or not of_one_table(own, heads):
        return [*range(len(own))]
    places: list[int | None] = []
    for head in heads:
        here = sum(place is not None for place in places)
        places.append(here if here < len(own) and own[here] == head else None)
    return places


def _heads(letter: Letter, row: Paragraph) -> list[str]:
    return [letter.slice(cell.head) if cell.head else "" for cell in row.cells]


def _row(
    letter: Letter, anchored: Row, heads: Sequence[str], width: int, mark: Mark, cited: Paragraph | None
) -> Markup:
    anchor, row = anchored
    if _cells_hold_all_words(letter, row):
        drawn = [element("td", marked(letter, cell.value.start, cell.value.end, mark)) for cell in row.cells]
        columns = columns_of(_heads(letter, row), heads)
        cells = [element("td") if column is None else drawn[column] for column in columns]
        cells += [element("td")] * (width - len(cells))
    else:
        cells = [element("td", marked(letter, row.start, row.end, mark), colspan=str(width))]
    is_cited = row is cited
    return element(
        "tr",
        element("th", row.number or "", scope="row", class_="number"),
        join(cells),
        id=anchor,
        class_="cited" if is_cited else None,
        tabindex="-1" if is_cited else None,
    )


def _cells_hold_all_words(letter: Letter, row: Paragraph) -> bool:
    return hold_all_words((letter.slice(cell.value) for cell in row.cells), letter.slice(row))
