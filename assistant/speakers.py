"""Who speaks in a document and when: comes in: a Letter, goes out: words built from its metadata, never a finding."""

from __future__ import annotations

from datetime import date

from corpus import Kind, Letter, Voice, say_date, say_days


def name_speaker(letter: Letter) -> str:
    """Name the voice: "Ofsted's inspectors", "The council's own report", "The Bradford Partnership"."""
    if letter.voice is Voice.INSPECTORS:
        return "Ofsted's inspectors"
    if letter.voice is Voice.COUNCIL:
        return f"{letter.council} Council's own report" if letter.council else "The council's own report"
    if letter.voice is Voice.PARTNERSHIP:
        return f"The {letter.council} Partnership" if letter.council else "The safeguarding partnership"
    return letter.title


def introduce_letter(letter: Letter) -> str:
    """Say who speaks, in which document, to whom and of when, as a heading over the letter's quotes."""
    visit = f" (visit of {say_days(letter.visit_dates)})" if letter.visit_dates else ""
    if letter.voice is Voice.INSPECTORS:
        whom = f" to {letter.council}" if letter.council else ""
        dated = f", letter of {say_date(letter.letter_date)}" if letter.letter_date else ""
        return f"{name_speaker(letter)}{dated}{whom}{visit}"
    if letter.kind is Kind.COUNCIL_REPORT:
        of = f" on the Ofsted visit of {say_days(letter.visit_dates)}" if letter.visit_dates else ""
        return f"{name_speaker(letter)}{of} (the council's words, not the inspectors')"
    if letter.kind is Kind.PARTNERSHIP_REPORT:
        years = f" {letter.period[0].year}-{letter.period[1]:%y}" if letter.period else ""
        return f"{name_speaker(letter)}, annual report{years} (the partnership's words, not the inspectors')"
    return letter.title


def say_month(day: date | None) -> str:
    """Write a date as month and year, "an unknown date" where there is none."""
    return f"{day:%B %Y}" if day is not None else "an unknown date"
