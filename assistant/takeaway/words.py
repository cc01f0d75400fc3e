"""The words around quotations wherever they are taken: comes in: a receipt's facts, goes out: plain words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.answer import AnswerStatus, Searched
from assistant.answer_text import searched_as_text
from assistant.takeaway.receipt import Receipt, TakenQuote, TakenSearch
from corpus import say_date, say_days

CHECK_FIRST = "Check a quotation in its letter before you rely on it."
SILENCE = "No paragraph in the documents searched answers this question, so no answer has been written."
NOTHING_SEARCHED = "No document was searched, so no answer has been written."
SILENCE_MEANS = (
    "This does not mean it did not happen. It means nobody wrote about it in a way that answers this question, "
    "in these documents."
)
NEAR_MISSES = "Closest paragraphs (they do not answer the question)"
ONLY_CLOSEST = (
    "An answer shows only the passages that came closest. That something is not quoted here does not mean that no "
    "document says it, or that it did not happen."
)
LIMITS = (
    "Every quotation was cut from the document word for word, in whole sentences, and compared with it when this "
    "answer was given. The words around the quotations only say whose words they are, from which document and how old.",
    "The search can miss a passage that matters, or choose one that does not. What is not quoted here may still stand "
    "in a document.",
    "Each visit looked at different work, so a subject can be missing because it was not inspected.",
    "This is not the official record. The published documents are.",
)
_STATUS = {
    AnswerStatus.ANSWERED: "Answer",
    AnswerStatus.PARTLY_ANSWERED: "Part answer",
    AnswerStatus.NOT_IN_LETTERS: "The letters do not say",
    AnswerStatus.UNCLEAR_QUESTION: "The question is not clear",
    AnswerStatus.REFUSED: "Not a question for this service",
}


def name_status(status: AnswerStatus) -> str:
    """Name how a question was met, as a heading."""
    return _STATUS[status]


def count_quotes(receipt: Receipt) -> str:
    """Say how much is quoted: "4 quotations from 2 documents, word for word.\""""
    quotes, letters = len(receipt.quotes), len({quote.letter_id for quote in receipt.quotes})
    quoted = f"{quotes} quotation" if quotes == 1 else f"{quotes} quotations"
    return f"{quoted} from {letters} document{'' if letters == 1 else 's'}, word for word."


def say_searched(searched: TakenSearch) -> str:
    """Say what was searched, as the answer itself does."""
    if not searched.letters and not searched.chosen:
        return "Nothing was searched."
    return searched_as_text(
        Searched(
            letters=searched.letters,
            first=searched.first,
            last=searched.last,
            left_out=searched.left_out,
            held_to=searched.held_to,
            chosen=searched.chosen,
            left_out_by_choices=searched.left_out_by_choices,
        )
    )


def say_dates(quote: TakenQuote) -> str:
    """Say both dates of a letter, or that none is printed: "letter of 22 August 2023, visit of 18 to 19 July 2023"."""
    noun = "letter" if quote.voice == "inspectors" else "document"
    parts = [f"{noun} of {say_date(quote.letter_date)}" if quote.letter_date else f"no date printed in the {noun}"]
    if quote.visit_dates:
        parts.append(f"visit of {say_days(quote.visit_dates)}")
    return ", ".join(parts)


def say_other_dates(quote: TakenQuote) -> str:
    """Say the dates that the letter's title does not say already; empty where it says all."""
    said = say_dates(quote)
    if quote.letter_date and say_date(quote.letter_date) in quote.letter_title:
        return f"visit of {say_days(quote.visit_dates)}" if quote.visit_dates else ""
    return said


def say_row(quote: TakenQuote) -> str:
    """Say a table row cell by cell, each after its head; empty where the quotation is no row."""
    return "; ".join(f"{head}: {value}" for head, value in quote.cells if head)


def say_moment(moment: datetime) -> str:
    """Say a day and a time as in the United Kingdom: "22 November 2026, 14:05 UK time"."""
    try:
        local, zone = moment.astimezone(ZoneInfo("Europe/London")), "UK time"
    except ZoneInfoNotFoundError:
        # A machine without the time zone tables still says which time it means.
        local, zone = moment, "UTC"
    return f"{say_date(local.date())}, {local:%H:%M} {zone}"


def absolute(link: str, address: str) -> str:
    """Set `address` ("https://host") before a link that begins with "/"."""
    return f"{address.rstrip('/')}{link}"
