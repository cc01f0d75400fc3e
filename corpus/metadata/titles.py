"""What a document is called: comes in: what is known of it, goes out: the title a reader sees in every citation."""

from __future__ import annotations

from datetime import date

from corpus.dates import say_date, say_days
from corpus.letter import Kind

_TITLES = {
    Kind.MONITORING_VISIT: ("Ofsted monitoring visit letter", "to"),
    Kind.FOCUSED_VISIT: ("Ofsted focused visit letter", "to"),
    Kind.INSPECTION_REPORT: ("Ofsted inspection report", "on"),
    Kind.JOINT_INSPECTION: ("Joint targeted area inspection letter", "on"),
    Kind.AREA_SEND: ("Area SEND inspection report", "on"),
}


def make_title(
    kind: Kind, council: str | None, day: date | None, visit: tuple[date, ...], period: tuple[date, date] | None
) -> str:
    """Return the title, e.g. "Ofsted focused visit letter to Camden, 8 June 2018".

    Where the document bears no date, the days of the visit or inspection are named as such.
    """
    if kind in _TITLES:
        name, joined_by = _TITLES[kind]
        whom = f" {joined_by} {council}" if council else ""
        return f"{name}{whom}{_dated(kind, day, visit)}"
    if kind is Kind.COUNCIL_REPORT:
        of = f" on the Ofsted visit of {say_days(visit)}" if visit else ""
        return f"{council} Council report{of}" if council else f"Council report{of}"
    if kind is Kind.PARTNERSHIP_REPORT:
        years = f" {period[0].year}-{period[1]:%y}" if period else ""
        return f"{council} Partnership annual report{years}" if council else f"Partnership annual report{years}"
    return "Document" + (f" of {say_date(day)}" if day else "")


def _dated(kind: Kind, day: date | None, visit: tuple[date, ...]) -> str:
    if day is not None:
        return f", {say_date(day)}"
    if not visit:
        return ""
    if kind is Kind.MONITORING_VISIT:
        return f", {say_date(visit[-1])}"
    what = "visit" if kind is Kind.FOCUSED_VISIT else "inspection"
    return f", {what} of {say_days(visit)}"
