"""Who: comes in: the lines that name people, goes out: the lead inspector, the team and the addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.dates import DATE
from corpus.letter import Kind

NAME = r"[A-ZÀ-Þ][\w’'-]+(?: (?:de|van|von|O’|Mc)? ?[A-ZÀ-Þ][\w’'-]+)+"
_INSPECTORS = re.compile(
    r"inspectors?\b[^.]{0,60}?,? (?:were|was):? (?P<names>(?:[^.]|\.(?=\S))+)(?:\.|$)", re.I | re.M
)
_CARRIED_OUT = re.compile(
    r"(?:visit|inspection)\b[^.]{0,120}? (?:carried out|conducted|undertaken|led) by:?"
    r" (?P<names>(?:[^.]|\.(?=\S))+)(?:\.|$)",
    re.I | re.M,
)
# "Her Majesty's Inspector", "Senior HMI", "two of Her Majesty's Inspectors", "all of whom are HMI" and the like.
_RANK = r"(?:(?:Senior|Lead|Regional|Ofsted|Social Care|Additional|Associate|Team) )*"
_OFFICE = re.compile(
    r",?\s*\(?(?:and )?(?:(?:all|both|two|three|four|five|six) of (?:whom are )?)?" + _RANK
    + r"(?:(?:Her|His) Majesty[’']s Inspectors?|HMIs?\b|Ofsted Inspectors?|Inspectors?\b)"
    r"(?: \((?:HMI|designate)\)|,? HMI\b)?\)?,?"
    r"|,? \(?S?HMI\(?s?\)?\)?|\((?:designate|shadow|Lead Inspector)\)|\b(?:Senior )?S?HMI\b"
    r"|\b(?:lead|team) inspectors?:?",
    re.IGNORECASE,
)  # fmt: skip
_AFTER_OFFICE = re.compile(r" (?:Senior|Her|His|HMI|Regional|National|Ofsted|Deputy|Lead)\b")
_BEFORE_NAME = re.compile(r"^(?:(?:Lead|Team|Senior|Ofsted|CQC|HMI|Inspectors?) )+")
_LETTERS_BEHIND = re.compile(r"(?: [A-Z]{2,4})+$")
_IN_BRACKETS = re.compile(r" ?\([^)]*\)")
_NO_NAME = re.compile(r"Majesty|Inspector|Social Care|Ofsted|Quality Commission|Senior$")
_SIGNED = re.compile(r"Yours? (?:sincerely|faithfully),?", re.IGNORECASE)
_LEAD = re.compile(r"(?<!deputy )(?<!Deputy )(?<!CQC )(?i:\blead inspector)\s*:\s*(?P<name>" + NAME + r")")
_TEAM = re.compile(
    r"(?:deputy lead|team|other|additional|shadow|associate) inspectors?\s*:\s*(?P<names>.+)", re.IGNORECASE
)
_NAMED_LEAD = re.compile(r"(?P<name>" + NAME + r"),? (?:Ofsted )?(?:HMI,? )?(?i:lead inspector)")
_NAMED = re.compile(
    r"(?P<name>"
    + NAME
    + r"),? \(?(?:(?:HMI|Ofsted|CQC|H(?:er|is) Majesty[’']s)\b[^,/]{0,30}?)?(?:HMI\b|(?i:inspector\b))"
)
# Those who saw to the report or its figures are no inspectors of the place, whatever their rank.
_NOT_IN_TEAM = re.compile(r"quality assurance|(?:senior )?data analyst", re.IGNORECASE)
_WHOLE_NAME = re.compile(NAME)
_GREETING = re.compile(r"^Dear (?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam)\.? )?|,$")
_HONOURS = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Councillor|Cllr)\.? )+")
_SHORT_LINE_WORDS = 30


def find_people(
    kind: Kind, front: Sequence[str], opening: str, closing: Sequence[str], team: Sequence[str]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the lead inspector and all inspectors named, the lead first where he is one of them.

    A letter of several inspectorates is signed by their heads, who led nothing: its lead stays unknown.
    """
    lead = _lead_named([*front, *team])
    if lead is None and kind is not Kind.JOINT_INSPECTION:
        lead = _signature(closing)
    listed = _names_in_opening(opening) or _names_of_team(team)
    if lead is not None and lead not in listed and (listed or kind is Kind.INSPECTION_REPORT):
        listed = [lead, *listed]
    return lead, tuple(dict.fromkeys(listed))


def _lead_named(lines: Sequence[str]) -> str | None:
    for pattern in (_LEAD, _NAMED_LEAD):
        for line in lines:
            match = pattern.search(line) if len(line.split()) <= _SHORT_LINE_WORDS else None
            if match is not None:
                return _tidy(match["name"])
    return None


def _signature(closing: Sequence[str]) -> str | None:
    """The name under "Yours sincerely"; the office may stand on the same line."""
    text = "\n".join(closing)
    match = _SIGNED.search(text)
    for line in text[match.end() if match is not None else 0 :].splitlines():
        name = _WHOLE_NAME.match(line.strip())
        if name is not None:
            return _tidy(name[0])
    return None


def _tidy(name: str) -> str:
    """The name alone, without office or letters behind it: "Lead Inspector Ann Lee AI" is Ann Lee."""
    return _LETTERS_BEHIND.sub("", _HONOURS.sub("", re.split(_AFTER_OFFICE, _BEFORE_NAME.sub("", name))[0])).strip()


def _names_in_opening(opening: str) -> list[str]:
    for pattern in (_INSPECTORS, _CARRIED_OUT):
        for match in pattern.finditer(opening):
            if names := _split_names(match["names"]):
                return names
    return []


def _split_names(text: str) -> list[str]:
    """The names in "A B, HMI, and C D, Senior HMI"; empty where something else is listed."""
    parts = re.split(r",\s*(?:and )?|;|\s+and\s+|\n", _OFFICE.sub(",", _IN_BRACKETS.sub("", text)))
    return [_tidy(part.strip(" .")) for part in parts if _is_name(part.strip(" ."))]


def _is_name(text: str) -> bool:
    return _WHOLE_NAME.fullmatch(text) is not None and not _NO_NAME.search(text)


def _names_of_team(lines: Sequence[str]) -> list[str]:
    names: list[str] = []
    for line in lines:
        if match := _TEAM.match(line):
            names += _split_names(match["names"])
        elif match := _LEAD.match(line):
            names.append(_tidy(match["name"]))
        elif len(line.split()) <= _SHORT_LINE_WORDS and not _NOT_IN_TEAM.match(line):
            tidied = (_tidy(match["name"]) for match in _NAMED.finditer(line))
            names += [name for name in tidied if _is_name(name)]
    return names


def find_addressee(front: Sequence[str]) -> str | None:
    """The people named in "Dear ...", in full as the address has them; as greeted where it has not."""
    greeting = next((line for line in front if line.startswith("Dear ")), None)
    if greeting is None:
        return None
    called = [_HONOURS.sub("", name).strip() for name in _GREETING.sub("", greeting).split(" and ")]
    addresses = [line for line in front if line is not greeting]
    found = [name for one in called if one and (name := _full_name(one, addresses)) is not None]
    if not found and len(called) == 1 and (first := _first_name_below_date(addresses)) is not None:
        found = [first] if called[0][:3] == first[:3] else []
    return " and ".join(found) or " and ".join(called) or None


def _full_name(called: str, addresses: Sequence[str]) -> str | None:
    last = called.split()[-1]
    for line in addresses:
        words = [word.strip(",;") for word in line.split()]
        name = _WHOLE_NAME.match(_HONOURS.sub("", line)) if last in words[:4] else None
        if name is not None and last in (full := name[0].split()):
            return " ".join(full[: max(2, full.index(last) + 1)])
    return None


def _first_name_below_date(addresses: Sequence[str]) -> str | None:
    for before, line in pairwise(addresses):
        if DATE.fullmatch(before.strip()) and (name := _WHOLE_NAME.match(_HONOURS.sub("", line))) is not None:
            return name[0]
    return None
