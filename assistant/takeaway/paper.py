"""A paper for a meeting: comes in: a receipt, goes out: blocks with everything a board paper must say of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import AnswerStatus
from assistant.takeaway.outline import Block, Form, draw_words, group_quotes, hang_quotes, say_met
from assistant.takeaway.receipt import Receipt, TakenQuote
from assistant.takeaway.record import receipt_id, write_record
from assistant.takeaway.words import (
    CHECK_FIRST,
    LIMITS,
    NEAR_MISSES,
    ONLY_CLOSEST,
    absolute,
    name_status,
    say_dates,
    say_moment,
    say_searched,
)


def outline_paper(receipt: Receipt, address: str) -> tuple[Block, ...]:
    """Return a whole paper for a meeting: question, answer, what is not said, what was searched, limits, making."""
    return tuple(_paper(receipt, address))


def _paper(receipt: Receipt, address: str) -> Iterator[Block]:
    yield Block(Form.TITLE, "What the inspection letters say")
    yield Block(Form.HEADING, "Question")
    yield Block(Form.TEXT, receipt.question)
    if receipt.read_as:
        yield Block(Form.FACT, receipt.read_as, "Read as")
    if receipt.history:
        yield Block(Form.FACT, " / ".join(receipt.history), "Asked after")
    yield from (Block(Form.FACT, value, f"Chosen: {_name(name).lower()}") for name, value in receipt.choices)
    yield Block(Form.HEADING, name_status(receipt.status))
    yield Block(Form.TEXT, say_met(receipt))
    for text, quotes in group_quotes(receipt):
        if text:
            yield Block(Form.SUBHEADING if quotes else Form.TEXT, text)
        for quote, hung_from in hang_quotes(quotes):
            yield Block(Form.ITEM, f"Quotation {quote.n}")
            yield from _evidence(quote, hung_from, address)
    if receipt.quotes or receipt.near_misses:
        yield Block(Form.WARNING, CHECK_FIRST)
    yield from _edges(receipt, address)
    yield Block(Form.HEADING, "What was searched")
    yield Block(Form.TEXT, say_searched(receipt.searched))
    yield from (Block(Form.BULLET, title) for title in receipt.searched.titles)
    yield Block(Form.HEADING, "Limits")
    yield from (Block(Form.BULLET, words) for words in LIMITS)
    yield from _making(receipt)


def _edges(receipt: Receipt, address: str) -> Iterator[Block]:
    """What the letters do not say: the notes, or that silence means nothing; and near misses, called what they are."""
    if receipt.status is not AnswerStatus.NOT_IN_LETTERS and (receipt.quotes or receipt.notes):
        yield Block(Form.HEADING, "What the letters do not say")
    yield from (Block(Form.TEXT, note) for note in receipt.notes)
    if receipt.quotes:
        yield Block(Form.TEXT, ONLY_CLOSEST)
    if receipt.near_misses:
        yield Block(Form.HEADING, NEAR_MISSES)
        for quote, hung_from in hang_quotes(receipt.near_misses):
            yield Block(Form.SUBHEADING, f"Closest paragraph {quote.n}")
            yield from _evidence(quote, hung_from, address)


def _making(receipt: Receipt) -> Iterator[Block]:
    yield Block(Form.HEADING, "How this was made")
    yield Block(Form.FACT, say_moment(receipt.answered_at), "Retrieved")
    number = receipt_id(write_record(receipt))
    yield Block(Form.FACT, f"{number} (kept by the service only where somebody asked for it)", "Receipt")
    yield Block(Form.FACT, receipt.making.corpus_version, "Version of the letters")
    yield Block(Form.FACT, "by a computer, from the words of the documents listed above", "Put together")


def _evidence(quote: TakenQuote, hung_from: str, address: str) -> Iterator[Block]:
    """One quotation with everything a board paper must say of it."""
    yield from draw_words(quote, hung_from)
    yield Block(Form.FACT, f"{quote.speaker} ({_name(quote.kind).lower()})", "Whose words")
    yield Block(Form.FACT, quote.letter_title, "Document")
    yield Block(Form.FACT, say_dates(quote), "Dates")
    place = [quote.section, f"paragraph {quote.paragraph}" if quote.paragraph else ""]
    place.append(f"page {quote.page}" if quote.page else "")
    yield Block(Form.FACT, ", ".join(part for part in place if part) or "not numbered", "Where")
    at = f"at paragraph {quote.paragraph}" if quote.paragraph else "at these words"
    yield Block(Form.CITATION, f"Open the letter {at}", "Link:", absolute(quote.link, address))
    # On paper a link cannot be followed: the address without the words is short enough to type.
    page, _, rest = quote.link.partition("?")
    anchor = rest.partition("#")[2]
    yield Block(Form.FACT, absolute(f"{page}#{anchor}" if anchor else page, address), "Address")
    if quote.restated_in:
        yield Block(Form.FACT, "; ".join(quote.restated_in), "Also in")


def _name(name: str) -> str:
    return name.replace("_", " ").capitalize()
