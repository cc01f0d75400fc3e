"""Quotations as HTML: comes in: a sealed Quote, goes out: a figure with its words, cells and link to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant import Quote, TakenQuote, quote_link
from corpus import Place, of_one_table
from ui.anchors import as_panel, place_address, quote_panel_address
from ui.markup import Markup, element, join
from ui.markup_gloss import Gloss, no_gloss, words_used
from ui.markup_table import cells_as_table, columns_of, framed, head_cells, hold_all_words

# So many rows of one table read better as a table than one below the other.
_FEWEST_ROWS = 3
_WIDE = 5


def quotation(quote: Quote, number: int | None, gloss: Gloss = no_gloss) -> Markup:
    """Draw one quotation word for word; `number` is its number in the answer, `None` for a near miss.

    What `gloss` explains stands below the quotation, never in it.

    A bullet or a table row stands under what it hangs from. The caption is a real link, so that it can be
    opened elsewhere and its address copied.
    """
    link = _citation(quote, str(quote.place))
    below = (_restated(quote.restated_in), words_used(gloss(quote)))
    return quotation_figure(quote, number, link, *below)


def _citation(quote: Quote, words: str) -> Markup:
    return element(
        "a",
        words,
        href=quote_link(quote),
        data_source=quote_panel_address(quote),
        class_="citation",
        data_print=place_address(quote.place, with_query=False),
    )


def quotation_figure(quote: Quote | TakenQuote, number: int | None, citation: Markup, *below: Markup | None) -> Markup:
    """Draw a quotation's words with what they hang from and their heads, its number and `citation`, then `below`."""
    return element(
        "figure",
        element("p", quote.lead_in, class_="lead-in") if quote.lead_in else None,
        element("blockquote", element("p", "“", element("span", quote.text, class_="quoted"), "”")),
        cells_as_table(quote.cells, "The row with its column heads") if quote.cells else None,
        element(
            "figcaption",
            element("span", str(number), class_="quote-number") if number is not None else None,
            " " if number is not None else None,
            citation,
        ),
        *below,
        class_="quotation",
    )


def quotations(quotes: Mapping[int, Quote], gloss: Gloss = no_gloss) -> Markup:
    """Draw quotations in the order given, each with its number; several rows of one table in a row as that table."""
    drawn: list[Markup] = []
    for together in _by_table(quotes):
        if len(together) >= _FEWEST_ROWS and all(_is_in_cells(quote) for quote in together.values()):
            drawn.append(_rows_together(together, gloss))
        else:
            drawn += [quotation(quote, number, gloss) for number, quote in together.items()]
    return join(drawn)


def _by_table(quotes: Mapping[int, Quote]) -> list[dict[int, Quote]]:
    """Part quotations, in their order, into rows of one table that follow each other and single other ones."""
    groups: list[dict[int, Quote]] = []
    for number, quote in quotes.items():
        if groups and all(_stand_together(quote, other) for other in groups[-1].values()):
            groups[-1][number] = quote
        else:
            groups.append({number: quote})
    return groups


def _stand_together(one: Quote, other: Quote) -> bool:
    """Whether two quotations are rows of one table, as far as a quotation tells."""
    same_place = (one.place.letter_id, one.place.section) == (other.place.letter_id, other.place.section)
    both_rows = bool(one.cells) and bool(other.cells)
    return same_place and both_rows and one.lead_in == other.lead_in and of_one_table(_heads(one), _heads(other))


def _heads(row: Quote) -> list[str]:
    return [head for head, _ in row.cells]


def _is_in_cells(quote: Quote) -> bool:
    """Whether nothing of a row is lost in the table."""
    return bool(quote.cells) and not quote.restated_in and hold_all_words((cell for _, cell in quote.cells), quote.text)


def _rows_together(rows: Mapping[int, Quote], gloss: Gloss) -> Markup:
    """Draw rows of one table as a table: each with its number and the link to its place; short forms once below."""
    quotes = list(rows.values())
    first = quotes[0]
    heads = max(map(_heads, quotes), key=len)
    table = element(
        "table",
        element("thead", element("tr", element("th", "Source", scope="col"), *head_cells(heads))),
        element("tbody", *(_row(number, quote, heads) for number, quote in rows.items())),
        # What is asked for may stand in the last column: as much as can be is seen without scrolling.
        class_="cells wide" if len(heads) > _WIDE else "cells",
    )
    name = f"{len(rows)} rows of a table: {first.place.section or first.place.letter_title}"
    return element(
        "figure",
        element("p", first.lead_in, class_="lead-in") if first.lead_in else None,
        framed(table, name),
        element("figcaption", f"{first.place.letter_title}, {first.place.section}".rstrip(", ")),
        words_used([term for quote in quotes for term in gloss(quote)]),
        class_="quotation",
    )


def _row(number: int, quote: Quote, heads: Sequence[str]) -> Markup:
    # The first cell names the row.
    drawn = [
        element("td", value) if place else element("th", value, scope="row")
        for place, (_, value) in enumerate(quote.cells)
    ]
    cells = [element("td") if column is None else drawn[column] for column in columns_of(_heads(quote), heads)]
    place = f"paragraph {quote.place.paragraph}" if quote.place.paragraph else str(quote.place)
    source = element(
        "td", element("span", str(number), class_="quote-number"), " ", _citation(quote, place), class_="row-source"
    )
    return element("tr", source, *cells)


def _restated(places: tuple[Place, ...]) -> Markup | None:
    if not places:
        return None
    links: list[str] = []
    for place in places:
        address = place_address(place)
        links.append("; " if links else "Also restated in ")
        links.append(element("a", str(place), href=address, data_source=as_panel(address), class_="citation"))
    return element("p", *links, ".", class_="restated")
