"""The parts of a document: comes in: its blocks, goes out: which belong to the body and which to a margin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.blocks import Block, Role
from corpus.grades import states_grade

LETTERHEAD, TITLE_PAGE, SIGN_OFF, UNNUMBERED = "Letterhead", "Title page", "Sign-off", "Not numbered"
CONTENTS, FOOTNOTES, IMPRINT, MEANINGS = "Contents", "Footnotes", "Imprint", "What the judgements mean"

_SIGN_OFF = re.compile(r"I am copying this letter|Yours? (?:sincerely|faithfully)", re.IGNORECASE)
_OFFICE = re.compile(r"(?:Senior )?(?:H(?:er|is) Majesty.s Inspector|HMI\b)")
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")
# Facts on a title page: whole sentences some of them, but no findings.
_FRONT_FACT = re.compile(
    r"(?:inspection dates?|dates? of (?:the )?(?:previous|last|inspection)|lead inspector|(?:report )?published"
    r"|previous inspection|age group|unique reference|(?:her|his) majesty.s inspector)\b",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"The Office for Standards in Education, Children.s Services and Skills \(Ofsted\) (?:regulates|inspects)"
    r"|Any complaints about the inspection or the report should be made"
    r"|If you (?:would like a copy of this document in a different format|are not happy with the inspection)"
)
# The general wording of the grades is no finding about anyone.
_MEANINGS = re.compile(r"What (?:the|these) (?:inspection )?judgements? means?|Grade descriptors", re.IGNORECASE)
_AFTER_MEANINGS = re.compile(r"(?:Information about|About) (?:the|this) (?:inspection|review)", re.IGNORECASE)
_MIN_SENTENCE_WORDS = 9


def find_margins(blocks: Sequence[Block]) -> list[str | None]:
    """Return for each block the margin it belongs to, None for those of the body."""
    begin, end = _body_limits(blocks)
    written_as_letter = any(block.text.startswith("Dear ") for block in blocks[:begin])
    front = LETTERHEAD if written_as_letter else TITLE_PAGE
    margins: list[str | None] = [
        front if i < begin else SIGN_OFF if i >= end else None for i in range(len(blocks))
    ]  # fmt: skip
    for i, block in enumerate(blocks):
        if block.role is Role.FOOTNOTE:
            margins[i] = FOOTNOTES
        elif block.role is Role.CONTENTS or (block.role is Role.HEADING and block.text == CONTENTS):
            margins[i] = CONTENTS
    _mark_meanings(blocks, margins)
    _mark_imprint(blocks, margins)
    return margins


def _body_limits(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return where the numbered body begins and ends: after "Dear ..." or the title page, before the sign-off."""
    greeting = next((i for i, block in enumerate(blocks) if block.text.startswith("Dear ")), None)
    if greeting is not None:
        # The subject line under the greeting heads the opening paragraphs, whether or not it ends in a full stop.
        begin = greeting + 1
        return begin, next((i for i in range(begin, len(blocks)) if _signs_off(blocks, i)), len(blocks))
    begin = next((i for i, block in enumerate(blocks) if _opens_body(block)), 0)
    while begin > 0 and blocks[begin - 1].role is Role.HEADING and not _FRONT_FACT.match(blocks[begin - 1].text):
        begin -= 1
    return begin, len(blocks)


def _signs_off(blocks: Sequence[Block], position: int) -> bool:
    """Whether the sign-off begins here: its words, or (where they are left out) a name over an inspector's office."""
    if _SIGN_OFF.match(blocks[position].text):
        return True
    below = blocks[position + 1].text if position + 1 < len(blocks) else ""
    return len(blocks) - position <= 4 and bool(_OFFICE.match(below)) and len(blocks[position].text.split()) <= 4


def _opens_body(block: Block) -> bool:
    if _FRONT_FACT.match(block.text):
        return False
    if block.role in (Role.TABLE_HEAD, Role.ROW) and block.table:
        return True
    # Findings may be listed from the first on.
    if block.role not in (Role.PROSE, Role.BULLET):
        return False
    long_enough = len(block.text.split()) > _MIN_SENTENCE_WORDS
    return states_grade(block.text) or (long_enough and bool(_ENDS_SENTENCE.search(block.text)))


def _mark_meanings(blocks: Sequence[Block], margins: list[str | None]) -> None:
    inside = False
    for i, block in enumerate(blocks):
        if block.role is Role.HEADING:
            ends = bool(_AFTER_MEANINGS.match(block.text))
            inside = bool(_MEANINGS.match(block.text)) or (inside and not ends)
        if inside and margins[i] is None:
            margins[i] = MEANINGS


def _mark_imprint(blocks: Sequence[Block], margins: list[str | None]) -> None:
    begin = next((i for i, b in enumerate(blocks) if i > len(blocks) // 2 and _IMPRINT.match(b.text)), len(blocks))
    margins[begin:] = [IMPRINT] * (len(blocks) - begin)
