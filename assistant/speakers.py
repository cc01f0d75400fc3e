"""Who speaks in a document and when: comes in: a Letter, goes out: words built from its metadata, never a finding."""

from __future__ import annotations

from datetime import date

from corpus import Kind, Letter, Voice, say_date, say_days


def name_speaker(letter: Letter) -> str:
    """Name the voice: "Ofsted's inspectors", "The council's own report", "The Bradford Partnership"."""
    if letter.kind is Kind.JOINT_INSPECTION:
        return "The joint inspectors"
    if letter.kind is Kind.AREA_SEND:
        return "Ofsted's and the Care Quality Commission's inspectors"
    if letter.voice is Voice.INSPECTORS:
        return "Ofsted's inspectors"
    if letter.voice is Voice.COUNCIL:
        return f"{letter.council} Council's own report" if letter.council else "The council's own report"
    if letter.voice is Voice.PARTNERSHIP:
        return f"The {letter.council} Partnership" if letter.council else "The safeguarding partnership"
    return letter.title


# What a document is called, the word before its council, and what the inspectors' stay is called.
_DOCUMENTS = {
    Kind.MONITORING_VISIT: ("letter", "to", "visit"),
    Kind.FOCUSED_VISIT: ("letter", "to", "visit"),
    Kind.INSPECTION_REPORT: ("inspection report", "on", "inspection"),
    Kind.JOINT_INSPECTION: ("joint inspection letter", "on", "inspection"),
    Kind.AREA_SEND: ("area SEND inspection report", "on", "inspection"),
}


def introduce_letter(letter: Letter) -> str:
    """Say who speaks, in which document, to whom and of when, as a heading over the letter's quotes."""
    if letter.voice is Voice.INSPECTORS:
        document, preposition, when = _DOCUMENTS.get(letter.kind, ("letter", "to", "visit"))
        dated = f" of {say_date(letter.letter_date)}" if letter.letter_date else ""
        whom = f" {preposition} {letter.council}" if letter.council else ""
        visit = f" ({when} of {say_days(letter.visit_dates)})" if letter.visit_dates else ""
        return f"{name_speaker(letter)}, {document}{dated}{whom}{visit}"
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
