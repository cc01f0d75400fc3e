"""What is said of an answer, in order: comes in: a receipt, goes out: blocks any format can write.

One outline for every format, so that Word, Markdown, rich text and plain text never say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import AnswerStatus
from assistant.takeaway.receipt import Receipt, TakenQuote
from assistant.takeaway.words import (
    CHECK_FIRST,
    NOTHING_SEARCHED,
    SILENCE,
    SILENCE_MEANS,
    absolute,
    count_quotes,
    name_status,
    say_moment,
    say_other_dates,
    say_row,
    say_searched,
)


class Form(StrEnum):
    """What a block is. HEADING, SUBHEADING and ITEM are headings, each under the one before; a FACT is a name and its
    words; a CITATION is words that link.
    """

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    TEXT = "text"
    BULLET = "bullet"
    FACT = "fact"
    LEAD_IN = "lead_in"
    QUOTE = "quote"
    CITATION = "citation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a paper. `label` is a fact's name, or stands before a citation; `link` is whole, or empty."""

    form: Form
    text: str
    label: str = ""
    link: str = ""


def outline_answer(receipt: Receipt, address: str) -> tuple[Block, ...]:
    """Return the answer alone, as it is copied: question, quotations with their citations, notes, the warning."""
    return tuple(_answer(receipt, address))


def _answer(receipt: Receipt, address: str) -> Iterator[Block]:
    yield Block(Form.TITLE, receipt.question)
    if receipt.read_as:
        yield Block(Form.TEXT, f"Read as: {receipt.read_as}")
    yield Block(Form.TEXT, say_met(receipt))
    for text, quotes in group_quotes(receipt):
        if text:
            yield Block(Form.HEADING if quotes else Form.TEXT, text)
        for quote, hung_from in hang_quotes(quotes):
            yield from draw_words(quote, hung_from)
            where = f"{quote.speaker}: {quote.place} ({say_other_dates(quote)})".removesuffix(" ()")
            yield Block(Form.CITATION, where, f"[{quote.n}]", absolute(quote.link, address))
            if quote.restated_in:
                yield Block(Form.TEXT, f"Also in: {'; '.join(quote.restated_in)}.")
    yield from (Block(Form.TEXT, note) for note in receipt.notes)
    if receipt.searched.letters or receipt.searched.chosen:
        yield Block(Form.TEXT, say_searched(receipt.searched))
    yield Block(Form.TEXT, f"Retrieved {say_moment(receipt.answered_at)}.")
    yield Block(Form.WARNING, CHECK_FIRST)


def say_met(receipt: Receipt) -> str:
    """One sentence on how the question was met, in words that also stand alone."""
    if receipt.quotes:
        is_part = receipt.status is AnswerStatus.PARTLY_ANSWERED
        return f"{'Part answer: ' if is_part else ''}{count_quotes(receipt)}"
    if receipt.status is AnswerStatus.NOT_IN_LETTERS:
        return f"{SILENCE} {SILENCE_MEANS}" if receipt.searched.letters else NOTHING_SEARCHED
    return f"{name_status(receipt.status)}."


def group_quotes(receipt: Receipt) -> Iterator[tuple[str, list[TakenQuote]]]:
    """Each statement with its quotations; a quotation that no statement names comes last, never lost."""
    numbered = {quote.n: quote for quote in receipt.quotes}
    for statement in receipt.statements:
        yield statement.text, [numbered.pop(n) for n in statement.quote_numbers if n in numbered]
    if numbered:
        yield "", list(numbered.values())


def hang_quotes(quotes: Sequence[TakenQuote]) -> Iterator[tuple[TakenQuote, str]]:
    """Each quotation with the lead-in to show: items of one list give the sentence they hang from once."""
    before = ""
    for quote in quotes:
        yield quote, quote.lead_in if quote.lead_in != before else ""
        before = quote.lead_in


def draw_words(quote: TakenQuote, hung_from: str) -> Iterator[Block]:
    """The words of one quotation under those they hang from; a row's cells are said one by one as well."""
    if hung_from:
        yield Block(Form.LEAD_IN, f"“{hung_from}” …")
    yield Block(Form.QUOTE, f"“{quote.text}”")
    if row := say_row(quote):
        yield Block(Form.TEXT, f"Cell by cell: {row}")
