"""What a document says of itself: comes in: its margins and first paragraphs, goes out: kind, voice, dates, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import DATE, find_date, find_days, find_period, say_date, say_days
from corpus.letter import Kind, Voice

_ORDINALS = {
    name: number
    for number, name in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
}
_VISIT_NUMBER = re.compile(
    r"\b(" + "|".join(_ORDINALS) + r"|(\d{1,2})(?:st|nd|rd|th))\b(?: of a series of)?(?: ofsted)? monitoring visit",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'-]+(?: (?:de|van|von|O’|Mc)? ?[A-Z][\w’'-]+)+"
_INSPECTORS = re.compile(
    r"inspectors?\b[^.]{0,60}?,? (?:were|was) (?P<names>[^.]+)\.",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r",?\s*(?:and )?(?:Senior )?(?:Her|His) Majesty[’']s Inspectors?|,? \(?HMI\(?s?\)?\)?", re.IGNORECASE
)
_COUNCIL = re.compile(
    r"(?:City of )?(?P<name>[A-Z][\w’'-]+(?:(?: (?:and|upon|of|the|on))* [A-Z][\w’'-]+){0,3}?)"
    r"(?: (?:City|County|Borough|Metropolitan|District|London))*"
    r" (?:[Cc]hildren[’']s [Ss]ervices|[Cc]hildren[’']s [Ss]ocial [Cc]are|[Cc]hildren and [Ff]amilies [Tt]rust|Council"
    r"|Safeguarding (?:Children|Partnership)|Partnership)"
)
_NOT_A_NAME = frozenset(
    [
        "The",
        "This",
        "That",
        "Her",
        "His",
        "City",
        "County",
        "Borough",
        "Council",
        "Strategic",
        "Executive",
        "Area",
        "Local",
        "Director",
        "Report",
    ]
)
_SIGNED = re.compile(r"Yours (?:sincerely|faithfully),?\s+(?P<name>" + _NAME + r")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything parsed from the text; unknown is `None` or empty."""

    kind: Kind
    voice: Voice
    title: str
    letter_date: date | None
    visit_dates: tuple[date, ...]
    visit_number: int | None
    council: str | None
    inspectors: tuple[str, ...]
    lead_inspector: str | None
    addressee: str | None
    period: tuple[date, date] | None


def read_metadata(front: Sequence[str], opening: str, back: str, body: str) -> Metadata:
    """Parse the metadata of one document.

    `front` are the lines of the letterhead or title page, `opening` the heading and first paragraph of the
    body, `back` the sign-off, `body` the whole text. Nothing is guessed: what is not printed stays None.
    """
    kind = _find_kind(front, opening, body)
    is_letter = kind is Kind.MONITORING_VISIT
    letter_date = _find_letter_date(front) if is_letter else None
    visit_dates = () if kind is Kind.PARTNERSHIP_REPORT else _find_visit_dates(opening)
    period = find_period(body) if kind is Kind.PARTNERSHIP_REPORT else None
    council = _find_council(opening if is_letter else body)
    return Metadata(
        kind=kind,
        voice=_VOICES.get(kind, Voice.OTHER),
        title=_make_title(
            kind, council, letter_date or (visit_dates[-1] if is_letter and visit_dates else None), visit_dates, period
        ),
        letter_date=letter_date,
        visit_dates=visit_dates,
        visit_number=_find_visit_number(opening) if kind in (Kind.MONITORING_VISIT, Kind.COUNCIL_REPORT) else None,
        council=council,
        inspectors=_find_inspectors(opening) if is_letter else (),
        lead_inspector=_find_lead_inspector(back) if is_letter else None,
        addressee=_find_addressee(front) if is_letter else None,
        period=period,
    )


_VOICES = {
    Kind.MONITORING_VISIT: Voice.INSPECTORS,
    Kind.FOCUSED_VISIT: Voice.INSPECTORS,
    Kind.INSPECTION_REPORT: Voice.INSPECTORS,
    Kind.JOINT_INSPECTION: Voice.INSPECTORS,
    Kind.AREA_SEND: Voice.INSPECTORS,
    Kind.COUNCIL_REPORT: Voice.COUNCIL,
    Kind.PARTNERSHIP_REPORT: Voice.PARTNERSHIP,
}


def _find_kind(front: Sequence[str], opening: str, body: str) -> Kind:
    title_page = " ".join(front)
    written_as_letter = any(line.startswith("Dear ") for line in front)
    if written_as_letter and re.search(r"monitoring visit", opening, re.IGNORECASE):
        return Kind.MONITORING_VISIT
    if re.search(r"\breport of the (?:strategic )?(?:director|chief)", title_page, re.IGNORECASE):
        return Kind.COUNCIL_REPORT
    # An annual report names itself and its partnership on nearly every page.
    names_itself = len(re.findall(r"annual report", body, re.IGNORECASE)) >= 2
    if not written_as_letter and names_itself and len(re.findall(r"\bpartnership\b", body, re.IGNORECASE)) >= 5:
        return Kind.PARTNERSHIP_REPORT
    return Kind.OTHER


def _find_letter_date(front: Sequence[str]) -> date | None:
    alone = (line for line in front if DATE.fullmatch(line.strip().rstrip(".")))
    return next((day for line in alone if (day := find_date(line)) is not None), None)


def _find_visit_dates(opening: str) -> tuple[date, ...]:
    """The visit's days follow the words "monitoring visit" (an earlier inspection may be named before it)."""
    for match in re.finditer(r"(?:monitoring |focused )?visits?\b[^.]*?\bon (?:the )?(?=\d)", opening, re.IGNORECASE):
        if days := find_days(opening[match.end() : match.end() + 60]):
            return days
    return ()


def _find_visit_number(opening: str) -> int | None:
    match = _VISIT_NUMBER.search(re.sub(r"\bof a series of\b ?", "", opening).replace("  ", " "))
    if match is None:
        return None
    return int(match[2]) if match[2] else _ORDINALS[match[1].lower()]


def _find_council(text: str) -> str | None:
    names: Counter[str] = Counter()
    for match in _COUNCIL.finditer(text):
        words = match["name"].split()
        while words and words[0] in _NOT_A_NAME:
            words.pop(0)
        if words and not any(word in _NOT_A_NAME for word in words):
            names[" ".join(words)] += 1
    return names.most_common(1)[0][0] if names else None


def _find_inspectors(opening: str) -> tuple[str, ...]:
    match = _INSPECTORS.search(opening)
    if match is None:
        return ()
    names = re.split(r",\s*(?:and )?|\s+and\s+", _TITLES.sub("", match["names"]))
    return tuple(name.strip() for name in names if re.fullmatch(_NAME, name.strip()))


def _find_lead_inspector(back: str) -> str | None:
    match = _SIGNED.search(back)
    if match is None:
        return None
    # The signature and the office may stand on one line: "Matt Reed Senior His Majesty's Inspector".
    return re.split(r" (?:Senior|Her|His|HMI)\b", match["name"])[0]


def _find_addressee(front: Sequence[str]) -> str | None:
    """The first line of the address: the line that begins with the name used in "Dear ...", or has it in front."""
    greeting = next((line for line in front if line.startswith("Dear ")), None)
    if greeting is None:
        return None
    called = re.sub(r"^Dear (?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam)\.? )?|,$", "", greeting).strip()
    for line in front:
        words = line.split()
        if called and called.split()[-1] in words[:4] and line is not greeting:
            name = re.match(_NAME, line)
            if name is not None:
                full = name[0].split()
                return " ".join(full[: max(2, full.index(called.split()[-1]) + 1)])
    return called or None


def _make_title(
    kind: Kind, council: str | None, day: date | None, visit: tuple[date, ...], period: tuple[date, date] | None
) -> str:
    whom = f" to {council}" if council else ""
    if kind is Kind.MONITORING_VISIT:
        return f"Ofsted monitoring visit letter{whom}" + (f", {say_date(day)}" if day else "")
    if kind is Kind.COUNCIL_REPORT:
        of = f" on the Ofsted visit of {say_days(visit)}" if visit else ""
        return f"{council} Council report{of}" if council else f"Council report{of}"
    if kind is Kind.PARTNERSHIP_REPORT:
        years = f" {period[0].year}-{period[1]:%y}" if period else ""
        return f"{council} Partnership annual report{years}" if council else f"Partnership annual report{years}"
    return "Document" + (f" of {say_date(day)}" if day else "")
