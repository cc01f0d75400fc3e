"""Sections asked for by number or heading: comes in: a question and letters, goes out: the short sections it names.

A council's own report answers under fixed headings, often in a word: "9. OPTIONS: Not applicable.", "7.6 WARD
IMPLICATIONS". Whoever types the heading wants what stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.understanding.words import content_stems, stem
from corpus import Letter, Section, Voice

# Longer sections are searched.
_MOST_PARAGRAPHS = 6
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<name>.*)", re.DOTALL)
_BY_NUMBER = re.compile(r"(?:\b(?:section|sec|part)\b\.?|\bs\.) ?(?P<number>\d{1,2}(?:\.\d{1,2})*)\b", re.IGNORECASE)
# "Who made the recommendations" asks for more than the recommendations.
_ASKS_MORE = re.compile(r"\W*(?:who|whom|whose|when|how|why|where)\b", re.IGNORECASE)
_ONLY_IN_HEADINGS = re.compile(
    r"\b(?:implications?|appraisal|appendi(?:x|ces)|background (?:documents?|docs|papers?))\b", re.IGNORECASE
)
# "Who sits on the partnership board?" is answered by what stands under "Board Membership".
_BODY = r"(?:[\w-]+ ){0,3}(?:board|committee|panel|partnership|group)"
_WHO_IS_ON = (
    r"(?:who(?: all)?(?:'s| is| are| was| were)?|which (?:agenc|partner|organi[sz]ation|bod|service)\w*)"
    r" (?:(?:all )?(?:sits?|sat|is|are|was|were|belongs?) )?(?:on|to)"
)
_MEMBERS_OF = r"(?:(?:who (?:is|are|were)|list|name|what is) )?(?:the )?member(?:s|ship) of"
_ASKS_MEMBERS = re.compile(
    rf"\W*(?:{_WHO_IS_ON}|{_MEMBERS_OF}) (?:the |our |this |their )?(?P<body>{_BODY})\W*"
    rf"|\W*(?:the )?(?P<named>{_BODY})(?:'s)? member(?:s|ship)(?: list)?\W*",
    re.IGNORECASE,
)
_LISTS_MEMBERS = re.compile(r"\bmembers(?:hip)?\b", re.IGNORECASE)
# What many bodies' names have in common: the improvement board is another than the partnership's.
_ANY_BODY = frozenset(content_stems("board partnership safeguarding committee panel group children bradford our"))
_MOST_MEMBERS, _WORDS_OF_A_MEMBER = 40, 15
# What headings and those who ask for them say besides.
_BESIDES = frozenset(
    stem(word)
    for word in """issue issues arising implication implications other document documents doc docs papers appraisal
    section sec part paper report council councils executive listed list stated considered reason none any assessment
    assesment what does heading under""".split()
)


def sections_named(letter: Letter, text: str) -> tuple[Section, ...]:
    """Return the short sections of a report that is no inspector's which `text` names, by number or by heading."""
    if letter.voice is Voice.INSPECTORS:
        return ()
    if members := _ASKS_MEMBERS.fullmatch(text):
        return tuple(_that_list_members(letter, members["body"] or members["named"]))
    by_number = _BY_NUMBER.search(text)
    number = by_number["number"] if by_number else None
    topics = _topics(_BY_NUMBER.sub(" ", text))
    return tuple(
        section
        for section in letter.sections
        if len(section.paragraphs) <= _MOST_PARAGRAPHS and _is_named(section, number, topics)
    )


def names_a_section(text: str, letters: Sequence[Letter], only_reports: bool) -> bool:
    """Whether `text` names a section of one of `letters`, and asks nothing else of what stands there.

    Unless these are `only_reports`, none of them inspectors', it must do so by number or by a word that only headings
    have.
    """
    if not (only_reports or _ASKS_MEMBERS.fullmatch(text) or _BY_NUMBER.search(text) or _ONLY_IN_HEADINGS.search(text)):
        return False
    asks_more = _ASKS_MORE.match(text) and not _ASKS_MEMBERS.fullmatch(text)
    return not asks_more and any(sections_named(letter, text) for letter in letters)


def _that_list_members(letter: Letter, body: str) -> Iterator[Section]:
    """Yield the sections that list the members of `body`: short items under a heading that says so."""
    own = _topics(body) - _ANY_BODY
    for section in letter.sections:
        heading = own_heading(section)
        is_body = own <= _topics(f"{heading} {letter.title}") and bool(_topics(heading) & _topics(body))
        if _LISTS_MEMBERS.search(heading) and is_body and _lists_names(letter, section):
            yield section


def _lists_names(letter: Letter, section: Section) -> bool:
    return 1 < len(section.paragraphs) <= _MOST_MEMBERS and all(
        not paragraph.cells and len(letter.slice(paragraph).split()) <= _WORDS_OF_A_MEMBER
        for paragraph in section.paragraphs
    )


def own_heading(section: Section) -> str:
    """Return the heading of `section` without those of the parts that it stands in."""
    return section.heading.rsplit(" > ", 1)[-1]


def _is_named(section: Section, number: str | None, topics: frozenset[str]) -> bool:
    numbered = _NUMBERED.match(own_heading(section))
    if numbered is None:
        return False
    own = _topics(numbered["name"])
    if number is not None:
        return numbered["number"] == number and (not topics or bool(topics & own))
    return bool(topics) and topics <= own


def _topics(text: str) -> frozenset[str]:
    return frozenset(one for one in content_stems(text) if one not in _BESIDES and not one.isdigit())
