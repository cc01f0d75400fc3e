"""Blocks to a letter: comes in: the blocks of the page, goes out: one canonical text and what points into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from corpus.blocks import Block, Role
from corpus.draft import Draft, printed, write_body, write_margin
from corpus.grades import find_judgements
from corpus.letter import Kind, Letter, Section
from corpus.metadata import Metadata, Parts, read_metadata
from corpus.parts import LETTERHEAD, SIGN_OFF, TITLE_PAGE, find_margins

# What a document says of itself stands in so many blocks at its beginning.
_OPENING_BLOCKS = 8
_NAMES_INSPECTORS = re.compile(r"\binspectors?\b|\bHMI\b", re.IGNORECASE)


def assemble_letter(blocks: Sequence[Block], letter_id: str, source: str) -> Letter:
    """Build the Letter of one document from its blocks, in reading order."""
    margins = find_margins(blocks)
    draft = Draft(printed_numbers=_printed_numbers(blocks, margins))
    repeated = _repeated(blocks)
    for position, (block, margin) in enumerate(zip(blocks, margins, strict=True)):
        if margin is None:
            write_body(draft, blocks, position, repeated)
        else:
            write_margin(draft, block, margin)
    facts = _read_facts(blocks, margins, draft.text)
    return _finish(draft, facts, letter_id, source)


def _printed_numbers(blocks: Sequence[Block], margins: Sequence[str | None]) -> frozenset[str]:
    return frozenset(
        block.number.rstrip(".") for block, margin in zip(blocks, margins, strict=True) if block.number and not margin
    )


def _repeated(blocks: Sequence[Block]) -> frozenset[str]:
    titles = Counter(block.text for block in blocks if block.role is Role.HEADING)
    return frozenset(title for title, count in titles.items() if count > 1)


def _read_facts(blocks: Sequence[Block], margins: Sequence[str | None], text: str) -> Metadata:
    parted = list(zip(blocks, margins, strict=True))
    body = [block for block, margin in parted if margin is None]
    subject = list(takewhile(lambda block: block.role is Role.HEADING, body))
    return read_metadata(
        Parts(
            front=[printed(block) for block, margin in parted if margin in (LETTERHEAD, TITLE_PAGE)],
            subject=[block.text for block in subject],
            opening=[block.text for block in body[len(subject) :][:_OPENING_BLOCKS]],
            closing=[block.text for block, margin in parted if margin == SIGN_OFF],
            team=[block.text for block in body if _NAMES_INSPECTORS.search(block.text)],
            text=text,
        )
    )


def _finish(draft: Draft, facts: Metadata, letter_id: str, source: str) -> Letter:
    sections = tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in draft.sections)
    margins = tuple(Section(name, tuple(paragraphs)) for name, paragraphs in draft.margins.items())
    is_report = facts.kind is Kind.INSPECTION_REPORT
    return Letter(
        id=letter_id, title=facts.title, kind=facts.kind, voice=facts.voice, letter_date=facts.letter_date,
        visit_dates=facts.visit_dates, visit_number=facts.visit_number, council=facts.council,
        inspectors=facts.inspectors, lead_inspector=facts.lead_inspector, addressee=facts.addressee, source=source,
        text=draft.text,
        sections=sections, margins=margins, period=facts.period,
        judgements=find_judgements(draft.text, (*margins, *sections)) if is_report else (),
    )  # fmt: skip
