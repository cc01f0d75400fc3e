"""An answer's quotations as CSV: comes in: a receipt, goes out: bytes a spreadsheet opens without running anything.

A spreadsheet runs a cell that begins with = + - or @. Two rules keep it from that, and both can be undone exactly:
words of a question or a letter always stand inside “ ”, so that the words between the marks are verbatim; any other
cell that begins with one of those characters (or with an apostrophe) gets an apostrophe in front.
"""

from __future__ import annotations

import csv
from io import StringIO

from assistant.takeaway.printable import printable
from assistant.takeaway.receipt import Receipt, TakenQuote
from assistant.takeaway.record import receipt_id, write_record
from assistant.takeaway.words import absolute, say_dates, say_row
from corpus import say_days

HEADS = (
    "number", "quotation", "hangs from", "cells", "whose words", "voice", "kind", "letter", "letter date", "visit",
    "section", "paragraph", "page", "link", "also in", "question", "status", "retrieved", "receipt", "letter id",
)  # fmt: skip
# A tab or line end in front is skipped by some spreadsheets, and full-width forms are read as their narrow ones.
_RUNS = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def write_csv(receipt: Receipt, address: str) -> bytes:
    """Return one row a quotation, under HEADS: UTF-8 with the mark by which Excel knows it, every cell quoted."""
    written = StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADS)
    number = receipt_id(write_record(receipt))
    for quote in receipt.quotes:
        writer.writerow([*_quote_cells(quote, address), *_answer_cells(receipt, number), guard_cell(quote.letter_id)])
    return written.getvalue().encode("utf-8-sig")


def quote_cell(words: str) -> str:
    """Set words inside “ ”; empty stays empty. Leaving out one mark at each end gives the words back."""
    return f"“{printable(words)}”" if words else ""


def guard_cell(words: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run; one that begins with one gets another."""
    shown = printable(words)
    return f"'{shown}" if shown.startswith(_RUNS) else shown


def _quote_cells(quote: TakenQuote, address: str) -> list[str]:
    # "paragraph 3.10" in words: as a bare number a spreadsheet would show 3.1, another paragraph.
    return [
        str(quote.n),
        quote_cell(quote.text),
        quote_cell(quote.lead_in),
        quote_cell(say_row(quote)),
        guard_cell(quote.speaker),
        guard_cell(quote.voice),
        guard_cell(quote.kind.replace("_", " ")),
        guard_cell(quote.letter_title),
        quote.letter_date.isoformat() if quote.letter_date else say_dates(quote),
        say_days(quote.visit_dates),
        guard_cell(quote.section),
        guard_cell(f"paragraph {quote.paragraph}" if quote.paragraph else ""),
        f"page {quote.page}" if quote.page else "",
        guard_cell(absolute(quote.link, address)),
        guard_cell("; ".join(quote.restated_in)),
    ]


def _answer_cells(receipt: Receipt, number: str) -> list[str]:
    return [quote_cell(receipt.question), receipt.status.value, receipt.answered_at.isoformat(), number]
