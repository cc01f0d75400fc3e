"""Lists belong together: comes in: chosen evidence, goes out: the same with the items it calls for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from assistant.evidence import Evidence
from corpus import Letter, Paragraph, Section, Shape, of_one_table

_Ordered = Sequence[tuple[Section, Paragraph]]
MOST_ITEMS = 14
_LEADS_IN = (":", ";")
_A_FEW = 3
# Older letters print each finding as an item, some sixty words long; what needs to improve is named in a dozen.
_ITEM_WORDS = 25
# "The table to the left compares ...": it stands a few paragraphs on, as a page is read.
_POINTS_TO_A_TABLE = re.compile(
    r"\btable\b (?:\w+ ){0,4}?(?:compares?|shows?|sets? out|details?|lists?|gives?)\b"
    r"|\btable (?:below|above|\(?left|\(?right)\b|\b(?:in|by|on) the (?:\w+ )?table\b",
    re.IGNORECASE,
)
_AS_FAR_AS = 6


def complete_lists(chosen: Sequence[Evidence], wants_list: bool, wants_rows: bool = False) -> tuple[Evidence, ...]:
    """Return `chosen` with whole lists: "Children were asked:" alone says nothing, and a list asked for is shown whole.

    A chosen lead-in brings its items, which are quoted under it: by itself it is not quoted beside them, nor where a
    list is too long to bring and other words are quoted. Where a list is wanted the best item brings its neighbours
    too, unless these are findings, whole sentences each. Of a table that is quoted by half and more, where a list or
    rows are wanted by three, every row is quoted, so that none seems left out for what it says; a sentence that points
    to a table brings it. Lists and tables longer than 14 items or rows are left as they are.
    """
    completed = list(chosen)
    for position, evidence in enumerate(chosen):
        is_item = evidence.paragraph.shape is Shape.BULLET and wants_list and position == 0
        opens_list = _is_lead_in(evidence)
        items = _items_of(evidence) if is_item or opens_list else []
        if opens_list or (is_item and _is_enumeration(items)):
            completed += [item for item in items if not _holds(completed, item)]
        if _POINTS_TO_A_TABLE.search(evidence.sentence_text):
            completed += [row for row in _table_after(evidence) if not _holds(completed, row)]
    completed += _other_rows(completed, _A_FEW if wants_list or wants_rows else None)
    said = [evidence for evidence in completed if not _is_bare_lead_in(evidence) or _stands_over(evidence, completed)]
    return tuple(said or completed)


def rows_of(evidence: Evidence) -> list[Evidence]:
    """Return the rows of the table that the row `evidence` stands in, in reading order; nothing for other shapes."""
    if evidence.paragraph.shape is not Shape.ROW:
        return []
    ordered, here = _find_place(evidence.letter, evidence.paragraph)

    def is_beside(place: int) -> bool:
        section, paragraph = ordered[place]
        return paragraph.shape is Shape.ROW and section is ordered[here][0]

    alike = [
        row.heads for _, row in _run(ordered, here, is_beside) if of_one_table(evidence.paragraph.heads, row.heads)
    ]
    heads = max(alike, key=len)

    def belongs(place: int) -> bool:
        return is_beside(place) and of_one_table(ordered[place][1].heads, heads)

    return [_as_evidence(section, paragraph, evidence) for section, paragraph in _run(ordered, here, belongs)]


def items_of(letter: Letter, paragraph: Paragraph) -> _Ordered:
    """Return the items of the list that `paragraph` leads into or stands in, in reading order, with their sections.

    Nothing for a row, for prose that no list follows, and for a list of more than 14 items.
    """
    ordered, here = _find_place(letter, paragraph)
    start = here + 1 if paragraph.shape is Shape.PROSE else here
    items = _run(ordered, start, lambda place: _same_list(ordered, place, start))
    return [] if len(items) > MOST_ITEMS else items


def leads_in(letter: Letter, paragraph: Paragraph) -> bool:
    """Whether `paragraph` is prose that ends as what stands above a list does: "Children were asked:"."""
    return paragraph.shape is Shape.PROSE and letter.slice(paragraph).endswith(_LEADS_IN)


def _table_after(evidence: Evidence) -> list[Evidence]:
    """Return the rows of the short table that begins a few paragraphs behind `evidence`, if one does."""
    ordered, here = _find_place(evidence.letter, evidence.paragraph)
    behind = ordered[here + 1 : here + 1 + _AS_FAR_AS]
    first = next(((section, one) for section, one in behind if one.shape is Shape.ROW), None)
    rows = rows_of(_as_evidence(*first, evidence)) if first is not None else []
    return rows if len(rows) <= MOST_ITEMS else []


def _find_place(letter: Letter, paragraph: Paragraph) -> tuple[_Ordered, int]:
    """Return the paragraphs of `letter` in reading order, and which of them `paragraph` is."""
    ordered = list(letter.paragraphs())
    return ordered, next(i for i, (_, one) in enumerate(ordered) if one is paragraph)


def _run(ordered: _Ordered, start: int, belongs: Callable[[int], bool]) -> _Ordered:
    """Return what belongs together without a gap around the paragraph at `start`; nothing where there is none."""
    first = last = start
    while start < len(ordered) and first > 0 and belongs(first - 1):
        first -= 1
    while last < len(ordered) and belongs(last):
        last += 1
    return ordered[first:last]


def _other_rows(chosen: Sequence[Evidence], few: int | None) -> list[Evidence]:
    """Return the rows that are missing of each short table of which half, or `few`, are among `chosen`."""
    missing: list[Evidence] = []
    for evidence in chosen:
        rows = rows_of(evidence)
        held = sum(_holds(chosen, row) for row in rows)
        enough = 2 * held >= len(rows) or (few is not None and held >= few)
        if 1 < held < len(rows) <= MOST_ITEMS and enough:
            missing += [row for row in rows if not _holds([*chosen, *missing], row)]
    return missing


def _is_enumeration(items: Sequence[Evidence]) -> bool:
    """Whether items are things named under a lead-in or in few words, and not findings, each of its own subject."""
    return any(item.paragraph.lead_in for item in items) or (
        bool(items) and median(item.word_count for item in items) <= _ITEM_WORDS
    )


def _is_lead_in(evidence: Evidence) -> bool:
    shown_last = evidence.last == len(evidence.paragraph.sentences) - 1
    return evidence.paragraph.shape is Shape.PROSE and shown_last and evidence.text.endswith(_LEADS_IN)


def _is_bare_lead_in(evidence: Evidence) -> bool:
    return _is_lead_in(evidence) and evidence.span.start == evidence.paragraph.sentences[-1].start


def _stands_over(lead_in: Evidence, completed: Sequence[Evidence]) -> bool:
    """Whether items are quoted that would not show `lead_in` themselves, as what they stand under."""
    items = [item for item in _items_of(lead_in) if _holds(completed, item)]
    return any(item.paragraph.lead_in is None for item in items)


def _items_of(evidence: Evidence) -> list[Evidence]:
    """Return the items of the list that `evidence` leads into or stands in, in reading order."""
    return [_as_evidence(section, item, evidence) for section, item in items_of(evidence.letter, evidence.paragraph)]


def _same_list(ordered: _Ordered, one: int, other: int) -> bool:
    (section, paragraph), (other_section, other_paragraph) = ordered[one], ordered[other]
    return paragraph.shape is Shape.BULLET and section is other_section and paragraph.lead_in == other_paragraph.lead_in


def _as_evidence(section: Section, paragraph: Paragraph, like: Evidence) -> Evidence:
    letter = like.letter
    place = letter.place_of(section, paragraph)
    last = len(paragraph.sentences) - 1
    return replace(like, paragraph=paragraph, place=place, first=0, last=last, restated_in=())


def _holds(chosen: Sequence[Evidence], item: Evidence) -> bool:
    return any(evidence.paragraph is item.paragraph for evidence in chosen)
