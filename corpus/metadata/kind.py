"""What kind of document it is: comes in: its title lines and text, goes out: its kind and whose voice it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.letter import Kind, Voice

_VOICES = {
    Kind.MONITORING_VISIT: Voice.INSPECTORS,
    Kind.FOCUSED_VISIT: Voice.INSPECTORS,
    Kind.INSPECTION_REPORT: Voice.INSPECTORS,
    Kind.JOINT_INSPECTION: Voice.INSPECTORS,
    Kind.AREA_SEND: Voice.INSPECTORS,
    Kind.COUNCIL_REPORT: Voice.COUNCIL,
    Kind.PARTNERSHIP_REPORT: Voice.PARTNERSHIP,
}
# The kinds by the words of their titles, most telling first: an area SEND letter may be a joint or monitoring one.
_BY_TITLE = (
    (
        Kind.AREA_SEND,
        r"\bSEND\b.{0,40}\b(?:inspection|revisit)|\binspection\b.{0,30}\bSEND\b"
        r"|special educational needs.{0,60}inspection|inspection.{0,80}special educational needs",
    ),
    (Kind.JOINT_INSPECTION, r"joint (?:targeted |local |area )*(?:area )?(?:child protection )?inspection|\bJTAI\b"),
    (Kind.FOCUSED_VISIT, r"focus+ed visit|focus visit"),
    (Kind.MONITORING_VISIT, r"monitoring visit"),
    (
        Kind.INSPECTION_REPORT,
        r"(?:re-?)?inspection of (?:(?:local authority )?(?:arrangements|services) for"
        r"|(?:\S+ ){0,14}?children[’']s (?:social care )?services|(?:\S+ ){0,12}?services for children)",
    ),
)  # fmt: skip
_KIND_TITLES = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in _BY_TITLE)
_COUNCIL_REPORT = re.compile(r"\breport of the (?:strategic )?(?:director|chief)", re.IGNORECASE)
_LETTER_OPENING = re.compile(
    r"this letter (?:summarises|sets out|outlines|confirms|contains)|^between \d", re.IGNORECASE
)


def voice_of(kind: Kind) -> Voice:
    """Return who speaks in documents of this kind."""
    return _VOICES.get(kind, Voice.OTHER)


def find_kind(front: Sequence[str], subject: Sequence[str], opening: Sequence[str], text: str) -> Kind:
    """Return the kind the document's own title says, OTHER where none does."""
    title_page = " ".join(front)
    if _COUNCIL_REPORT.search(title_page):
        return Kind.COUNCIL_REPORT
    written_as_letter = any(line.startswith("Dear ") for line in front)
    titles = [" ".join(subject)] if written_as_letter else [title_page, " ".join(subject)]
    for title in titles:
        if (kind := _kind_by(title)) is not None:
            return kind
    if written_as_letter:
        return _kind_by(" ".join(opening[:4])) or Kind.OTHER
    # An annual report names itself and its partnership on nearly every page.
    names_itself = len(re.findall(r"annual report", text, re.IGNORECASE)) >= 2
    if names_itself and len(re.findall(r"\bpartnership\b", text, re.IGNORECASE)) >= 5:
        return Kind.PARTNERSHIP_REPORT
    return _kind_of_opening(opening) or Kind.OTHER


def _kind_by(title: str) -> Kind | None:
    return next((kind for kind, pattern in _KIND_TITLES if pattern.search(title)), None)


def _kind_of_opening(opening: Sequence[str]) -> Kind | None:
    """A letter whose "Dear ..." was lost still opens as one."""
    first = next((line for line in opening if _LETTER_OPENING.search(line)), None)
    return _kind_by(first) if first is not None else None
