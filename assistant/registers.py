"""Who came to meetings: comes in: a letter and a question, goes out: the rows of its register of attendance.

Safeguarding partnerships print who came to their board as a table of Y and N. No row says in words that somebody came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from assistant.gloss import own_short_forms
from assistant.understanding.thesaurus import find_other_stems
from assistant.understanding.words import content_stems
from corpus import Letter, Paragraph, Section, Shape, Span

_MARKS = frozenset({"y", "n", "n/a", "yes", "no", "\u2713", "\u2714", "\u2717", "\u2718", "x", "a", "p"})
_FEWEST_MARKS = 2
_FEW_WORDS, _MOST_SAID = 30, 2
# How surely the letters' word means what was asked, of those that the thesaurus gives.
_SURE = 0.8
_CAME_OR_NOT = frozenset({"y", "n", "yes", "no"})
_CAME = frozenset({"y", "yes"})
# How a question asks for rows, which they are, and which marks they have; the first that is asked for counts.
_MARKED: Sequence[tuple[re.Pattern[str], str, Callable[[Sequence[str]], bool]]] = (
    (
        re.compile(r"\bnever\b|\bnot (?:even )?once\b|\bno meetings?\b|\bnone of the\b", re.IGNORECASE),
        "with N only",
        lambda marks: bool(marks) and not any(mark in _CAME for mark in marks),
    ),
    (
        re.compile(r"\b(?:only|just)\b.*\b(?:once|one)\b|\bone time\b", re.IGNORECASE),
        "with one Y",
        lambda marks: sum(mark in _CAME for mark in marks) == 1,
    ),
    (
        re.compile(r"\bmiss(?:ed|es|ing)?\b|\babsent\b|\bapologies\b|\bskip\w*\b", re.IGNORECASE),
        "with an N",
        lambda marks: not all(mark in _CAME for mark in marks),
    ),
    (
        re.compile(r"\b(?:every|each|always|full|perfect|all the)\b", re.IGNORECASE),
        "without an N",
        lambda marks: bool(marks) and all(mark in _CAME for mark in marks),
    ),
)
# "Who hasn't missed any", "who did not come to every one": which rows are meant is left to the reader.
_NOT_MISSED = re.compile(
    r"n['\u2019]t\b|\b(?:did|does|do|has|have|was|were)nt\b|\b(?:not|without)\b(?! (?:even )?once)", re.IGNORECASE
)
# What every register is about, and what many bodies' names have in common.
_OF_MEETINGS = frozenset(
    content_stems("attendance attend attended meeting meetings register members membership present")
)
_OF_MANY = frozenset(
    content_stems(
        "nhs foundation trust service services team national society children children's child district west east north"
        " south group company community public prevention cruelty board partnership safeguarding local authority"
    )
)


def attendance(letter: Letter, question: str) -> tuple[tuple[Span, ...], str]:
    """Return the rows of the bodies that `question` names, all rows where it names none; nothing without a register.

    The question must name what the register is of ("board") or a body in it. What is said beside the register in a few
    words comes along: of four meetings three were held.
    """
    asked = _asked(question)
    for section, rows in _registers(letter):
        named = [row for row in rows if _is_named(letter, row, asked)]
        if named or _names_meeting(letter, section, rows[0], question):
            shown, which = (named, "") if named else _marked_as_asked(letter, rows, question)
            spans = tuple(Span(row.start, row.end) for row in (*shown, *_said_beside(letter, section)))
            return spans, f"The register of attendance{which}: {letter.title}."
    return (), ""


def _said_beside(letter: Letter, section: Section) -> list[Paragraph]:
    prose = [one for one in section.paragraphs if one.shape is Shape.PROSE]
    return [one for one in prose if len(letter.slice(one).split()) <= _FEW_WORDS][:_MOST_SAID]


def _marked_as_asked(letter: Letter, rows: Sequence[Paragraph], question: str) -> tuple[Sequence[Paragraph], str]:
    """Return the rows that are marked as `question` asks, all where it does not say or none is, and which they are."""
    for pattern, which, fits in _MARKED:
        if pattern.search(question):
            shown = [row for row in rows if fits([value for value in _values(letter, row) if value in _CAME_OR_NOT])]
            if shown and not _NOT_MISSED.search(question):
                return shown, f", rows {which}"
            break
    return rows, ", all bodies"


def _registers(letter: Letter) -> Iterator[tuple[Section, Sequence[Paragraph]]]:
    """Yield each table whose rows are a name and marks of who came, with its section."""
    for section in letter.sections:
        for _, group in groupby(section.paragraphs, key=lambda one: one.heads):
            rows = [row for row in group if row.shape is Shape.ROW]
            if rows and all(_is_marked(letter, row) for row in rows):
                yield section, rows


def _is_marked(letter: Letter, row: Paragraph) -> bool:
    return sum(value in _MARKS for value in _values(letter, row)) >= _FEWEST_MARKS


def _values(letter: Letter, row: Paragraph) -> list[str]:
    return [letter.slice(cell.value).strip().lower() for cell in row.cells[1:]]


def _is_named(letter: Letter, row: Paragraph, asked: set[str]) -> bool:
    """ "The police" are West Yorkshire Police, printed as WYP; "the schools side" is Education."""
    name = letter.slice(row.cells[0].value).strip()
    stands_for = own_short_forms(letter.text).get(name, "")
    # "Health visitors" are not Public Health.
    return set(content_stems(name)) <= asked or bool((set(content_stems(stands_for)) - _OF_MANY) & asked)


def _names_meeting(letter: Letter, section: Section, row: Paragraph, question: str) -> bool:
    lead_in = "" if row.lead_in is None else letter.slice(row.lead_in)
    about = {stem for stem in content_stems(f"{section.heading} {lead_in}") if stem.isalpha()}
    return bool((about - _OF_MEETINGS) & set(content_stems(question)))


def _asked(question: str) -> set[str]:
    """Return the stems of a question's words, and of the letters' words for them."""
    return ({*content_stems(question)} | find_other_stems(question, _SURE)) - _OF_MEETINGS
