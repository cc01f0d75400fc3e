"""A kept receipt as a page: comes in: a receipt and what became of its quotations, goes out: HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import (
    CHECK_FIRST,
    NOTHING_SEARCHED,
    SILENCE,
    SILENCE_MEANS,
    AnswerStatus,
    Checked,
    Fate,
    Format,
    Receipt,
    TakenQuote,
    name_status,
    say_moment,
    say_searched,
    still_holds,
)
from corpus import UserFacingError
from ui.anchors import place_address
from ui.markup import Markup, element, join
from ui.markup_page import plain_main
from ui.markup_quote import quotation_figure
from ui.words import count_words

_SAVED_AS = {
    Format.WORD: "Download for Word",
    Format.CSV: "Download as spreadsheet (CSV)",
    Format.MARKDOWN: "Download as Markdown",
    Format.JSON: "Download as data (JSON)",
}


def missing_receipt_main(error: UserFacingError) -> Markup:
    """Say politely that a receipt cannot be shown, and why."""
    return plain_main(element("h1", "Receipt not found"), element("p", error.message), element("p", error.what_to_do))


def receipt_main(receipt_id: str, receipt: Receipt, checked: Sequence[Checked]) -> Markup:
    """Draw the answer as it was given and what became of each quotation since."""
    quoted, near = checked[: len(receipt.quotes)], checked[len(receipt.quotes) :]
    return plain_main(
        element("h1", "Receipt of an answer"),
        element("p", f"Answered {say_moment(receipt.answered_at)}. Receipt {receipt_id}.", class_="lead"),
        element("p", _summary(quoted), class_=f"verdict {_worst(quoted)}") if quoted else None,
        _tools(receipt_id, receipt.can_be_taken and still_holds(checked)),
        element("h2", "Question"),
        element("p", receipt.question, class_="asked"),
        element("h2", name_status(receipt.status)),
        None if receipt.quotes else element("p", _unquoted(receipt)),
        *_groups(receipt, {one.quote.n: one for one in quoted}),
        join(element("p", note, class_="note") for note in receipt.notes),
        element("p", CHECK_FIRST, class_="check-first") if checked else None,
        element("h2", "Closest paragraphs (they do not answer the question)") if near else None,
        *(_quotation(one, None) for one in near),
        element("h2", "How it was asked and made"),
        element("dl", *(_fact(name, value) for name, value in _facts(receipt) if value), class_="facts"),
    )


def _unquoted(receipt: Receipt) -> str:
    if receipt.status is not AnswerStatus.NOT_IN_LETTERS:
        return receipt.text
    return f"{SILENCE} {SILENCE_MEANS}" if receipt.searched.letters else NOTHING_SEARCHED


def _groups(receipt: Receipt, checked: dict[int, Checked]) -> Iterator[Markup]:
    for statement in receipt.statements:
        named = [checked.pop(number) for number in statement.quote_numbers if number in checked]
        if named:
            yield element("h3", statement.text)
            yield from (_quotation(one, one.quote.n) for one in named)
        elif receipt.quotes:
            yield element("p", statement.text)
    yield from (_quotation(one, number) for number, one in checked.items())


def _quotation(checked: Checked, number: int | None) -> Markup:
    quote = checked.quote
    fate = element("p", element("strong", "Checked now: "), str(checked), class_=f"fate {checked.fate.value}")
    return quotation_figure(quote, number, _citation(quote), fate)


def _citation(quote: TakenQuote) -> Markup:
    shown = place_address(quote.place, with_query=False)
    return element("a", str(quote.place), href=quote.link, class_="citation", data_print=shown)


def _worst(checked: Sequence[Checked]) -> str:
    order = (Fate.REMOVED, Fate.CHANGED, Fate.MOVED, Fate.SAME)
    return next(fate.value for fate in order if any(one.fate is fate for one in checked))


def _summary(checked: Sequence[Checked]) -> str:
    """Say in one line whether the quotations can still be relied on."""
    held = sum(one.fate is Fate.SAME for one in checked)
    if held == len(checked):
        return f"All {held} quotations still stand." if held > 1 else "The quotation still stands."
    stand = f"{held} of {count_words(len(checked), 'quotation')} still stand at the same place."
    return f"{stand} See below what became of the rest. This answer can be printed, but no longer downloaded."


def _tools(receipt_id: str, can_be_saved: bool) -> Markup:
    links = [
        element("a", words, href=f"/receipts/{receipt_id}/{wanted}", class_="tool", download="")
        for wanted, words in _SAVED_AS.items()
        if can_be_saved
    ]
    printing = element("button", "Print", type="button", class_="tool", data_do="print-page")
    return element("div", *links, printing, class_="tools", role="group", aria_label="Take this receipt with you")


def _facts(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield "Read as", receipt.read_as or ""
    yield "Asked after", " / ".join(receipt.history)
    yield from ((f"Chosen: {name.replace('_', ' ')}", value) for name, value in receipt.choices)
    yield "Searched", say_searched(receipt.searched).removeprefix("Searched: ")
    yield "Documents searched", "; ".join(receipt.searched.titles)
    yield "Settings", _pairs(receipt.making.settings)
    yield "Index built with", _pairs(receipt.making.recipe)
    yield "Version of the letters", receipt.making.corpus_version


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value or 'none'}" for name, value in pairs)


def _fact(name: str, value: str) -> Markup:
    return element("div", element("dt", name), element("dd", value))
