"""What is known about a letter: comes in: a Letter, goes out: its facts as HTML; the unknown is left out."""

from __future__ import annotations

from assistant import name_speaker
from corpus import Letter, say_date, say_days
from ui.markup import Markup, element
from ui.words import date_words, kind_words, month_words


def letter_facts(letter: Letter) -> Markup:
    """List kind, voice, dates, visit, inspectors, addressee, judgements and source file."""
    lines = [_fact(name, value) for name, value in _known(letter).items() if value]
    return element("dl", *lines, class_="facts")


def letter_summary(letter: Letter) -> str:
    """One line under a letter's name: who speaks and how old it is."""
    return " · ".join((kind_words(letter.kind), name_speaker(letter), date_words(letter)))


def _known(letter: Letter) -> dict[str, str | None]:
    period = letter.period
    return {
        "Kind of document": kind_words(letter.kind),
        "Whose words": name_speaker(letter),
        "Date of the document": say_date(letter.letter_date) if letter.letter_date else "Not printed in the document",
        "Visit": say_days(letter.visit_dates),
        "Visit number": str(letter.visit_number) if letter.visit_number is not None else None,
        "Covers": f"{month_words(period[0])} to {month_words(period[1])}" if period else None,
        "Council or trust": letter.council,
        "Lead inspector": letter.lead_inspector,
        "Inspectors": ", ".join(letter.inspectors),
        "Addressed to": letter.addressee,
        "Judgements": "; ".join(f"{judgement.area}: {judgement.grade}" for judgement in letter.judgements),
        "File": letter.source,
    }


def _fact(name: str, value: str | None) -> Markup:
    return element("div", element("dt", name), element("dd", value))
