"""Quotations as HTML: comes in: a sealed Quote, goes out: a figure with its words, cells and link to the letter."""

from __future__ import annotations

from collections.abc import Mapping

from assistant import Quote, TakenQuote, quote_link
from corpus import Place
from ui.anchors import as_panel, place_address, quote_panel_address
from ui.markup import Markup, element, join
from ui.markup_gloss import Gloss, no_gloss, words_used
from ui.markup_table import cells_as_table


def quotation(quote: Quote, number: int | None, gloss: Gloss = no_gloss) -> Markup:
    """Draw one quotation word for word; `number` is its number in the answer, `None` for a near miss.

    What `gloss` explains stands below the quotation, never in it.

    A bullet or a table row stands under what it hangs from. The caption is a real link, so that it can be
    opened elsewhere and its address copied.
    """
    link = element(
        "a",
        str(quote.place),
        href=quote_link(quote),
        data_source=quote_panel_address(quote),
        class_="citation",
        data_print=place_address(quote.place, with_query=False),
    )
    below = (_restated(quote.restated_in), words_used(gloss(quote)))
    return quotation_figure(quote, number, link, *below)


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
    """Draw quotations in the order given, each with its number."""
    return join(quotation(quote, number, gloss) for number, quote in quotes.items())


def _restated(places: tuple[Place, ...]) -> Markup | None:
    if not places:
        return None
    links: list[str] = []
    for place in places:
        address = place_address(place)
        links.append("; " if links else "Also restated in ")
        links.append(element("a", str(place), href=address, data_source=as_panel(address), class_="citation"))
    return element("p", *links, ".", class_="restated")
