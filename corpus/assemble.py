"""Blocks to a letter: comes in: the blocks of the page, goes out: one canonical text and what points into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, Role
from corpus.letter import Cell, Letter, Paragraph, Section, Sentence, Shape, Span
from corpus.metadata import Metadata, read_metadata
from corpus.sentences import split_sentences

_SIGN_OFF = re.compile(r"I am copying this letter|Yours (?:sincerely|faithfully)", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")
_BODY = (Role.PROSE, Role.BULLET, Role.ROW)
_SHAPES = {Role.PROSE: Shape.PROSE, Role.BULLET: Shape.BULLET, Role.ROW: Shape.ROW}
LETTERHEAD, TITLE_PAGE, SIGN_OFF, UNNUMBERED = "Letterhead", "Title page", "Sign-off", "Not numbered"


@dataclass(slots=True)
class _Draft:
    """The text as it grows, and where the reading stands."""

    text: str = ""
    headings: list[str] = field(default_factory=list)
    sections: list[tuple[str, list[Paragraph]]] = field(default_factory=list)
    margins: dict[str, list[Paragraph]] = field(default_factory=dict)
    counted: int = 0
    lead_in: Span | None = None
    heads: tuple[Span, ...] = ()
    numbers: set[str] = field(default_factory=set)

    def write(self, text: str, gap: str = "\n\n") -> Span:
        """Append `text` after a gap and return where it stands."""
        if self.text:
            self.text += gap
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))


def assemble_letter(blocks: Sequence[Block], letter_id: str, source: str) -> Letter:
    """Build the Letter of one document from its blocks, in reading order."""
    begin, end = _body_limits(blocks)
    written_as_letter = any(block.text.startswith("Dear ") for block in blocks[:begin])
    draft = _Draft()
    for block in blocks[:begin]:
        _write_margin(draft, block, LETTERHEAD if written_as_letter else TITLE_PAGE)
    repeated = _repeated(blocks)
    for position in range(begin, end):
        _write_body(draft, blocks, position, repeated)
    for block in blocks[end:]:
        _write_margin(draft, block, SIGN_OFF)
    facts = _read_facts(blocks, begin, end, draft.text)
    return _finish(draft, facts, letter_id, source)


def _body_limits(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return where the numbered body begins and ends: after "Dear ..." or the title page, before the sign-off."""
    greeting = next((i for i, block in enumerate(blocks) if block.text.startswith("Dear ")), None)
    first = 0 if greeting is None else greeting + 1
    begin = next(
        (i for i in range(first, len(blocks)) if blocks[i].role is Role.PROSE and _ENDS_SENTENCE.search(blocks[i].text)
         and len(blocks[i].text.split()) > 9),
        first,
    )  # fmt: skip
    while begin > first and (blocks[begin - 1].role is Role.HEADING or begin - 1 == greeting is not None):
        begin -= 1
    if greeting is None:
        return begin, len(blocks)
    # The subject line under the greeting heads the opening paragraphs, whether or not it ends in a full stop.
    begin = first
    end = next((i for i in range(begin, len(blocks)) if _SIGN_OFF.match(blocks[i].text)), len(blocks))
    return begin, end


def _repeated(blocks: Sequence[Block]) -> frozenset[str]:
    titles = [block.text for block in blocks if block.role is Role.HEADING]
    return frozenset(title for title in titles if titles.count(title) > 1)


def _write_margin(draft: _Draft, block: Block, name: str) -> None:
    joined = draft.margins.get(name) and not block.new_page and block.role is not Role.PROSE
    span = draft.write(_printed(block), "\n" if joined else "\n\n")
    sentences = split_sentences(draft.text, span.start, span.end)
    draft.margins.setdefault(name, []).append(Paragraph(None, span.start, span.end, sentences, block.page))


def _printed(block: Block) -> str:
    return " ".join(part for part in (block.mark, block.number, block.text) if part)


def _write_body(draft: _Draft, blocks: Sequence[Block], position: int, repeated: frozenset[str]) -> None:
    block = blocks[position]
    previous = blocks[position - 1] if position else None
    after_greeting = previous is not None and previous.text.startswith("Dear ")
    if block.role is Role.HEADING or (after_greeting and len(block.text.split()) <= 12):
        _write_heading(draft, block, previous, repeated)
    elif block.role is Role.TABLE_HEAD:
        span = draft.write(block.text)
        draft.heads = _cell_spans(span, block.cells)
        directly_under = previous is not None and previous.role is Role.PROSE and len(previous.text.split()) <= 20
        draft.lead_in = draft.lead_in if directly_under else None
    elif block.role in _BODY:
        _write_paragraph(draft, block)
    else:
        _write_margin(draft, block, UNNUMBERED)


def _write_heading(draft: _Draft, block: Block, previous: Block | None, repeated: frozenset[str]) -> None:
    title = _printed(block)
    draft.write(title)
    draft.lead_in = None
    under_heading = previous is not None and previous.role is Role.HEADING and bool(draft.headings)
    if block.number is not None:
        level = block.number.rstrip(".").count(".")
        draft.headings = [*[h for h in draft.headings if h[0].isdigit()][:level], title]
    elif not draft.headings or (block.text in repeated and not (under_heading and draft.headings[-1] in repeated)):
        draft.headings = [title]
    elif under_heading and title != draft.headings[-1] and (draft.headings[-1] in repeated or not block.new_page):
        draft.headings = [*draft.headings, title]
    else:
        draft.headings = [title] if block.new_page else [*draft.headings[:-1], title]


def _write_paragraph(draft: _Draft, block: Block) -> None:
    before = f"{block.mark} " if block.mark else f"{block.number} " if block.number else ""
    tight = block.role is not Role.PROSE and bool(draft.text) and not draft.text.endswith((".", "!"))
    span = draft.write(before + block.text, "\n" if tight else "\n\n")
    span = Span(span.start + len(before), span.end)
    if block.role is Role.PROSE:
        draft.lead_in = None
    cells: tuple[Cell, ...] = ()
    sentences: tuple[Sentence, ...] = (Sentence(span.start, span.end),)
    if block.role is Role.ROW:
        spans = _cell_spans(span, block.cells)
        cells = tuple(Cell(None if h is None else draft.heads[h], v) for h, v in zip(block.heads, spans, strict=True))
    else:
        sentences = split_sentences(draft.text, span.start, span.end)
    number = _number(draft, block)
    paragraph = Paragraph(
        number, span.start, span.end, sentences, block.page, _SHAPES[block.role],
        draft.lead_in if block.role is not Role.PROSE else None, cells,
    )  # fmt: skip
    heading = " > ".join(draft.headings)
    if not draft.sections or draft.sections[-1][0] != heading:
        draft.sections.append((heading, []))
    draft.sections[-1][1].append(paragraph)
    if block.role is Role.PROSE:
        draft.lead_in = Span(sentences[-1].start, sentences[-1].end) if _leads_in(block) else None


def _leads_in(block: Block) -> bool:
    """A paragraph ending in a colon leads into a list; a single sentence may caption a table."""
    return block.text.endswith((":", ";", "includes", "including")) or len(block.text.split()) <= 20


def _number(draft: _Draft, block: Block) -> str:
    """The printed number, the number printed on the heading right above, or the next of our own count."""
    printed = block.number.rstrip(".") if block.number else None
    if printed is None and draft.headings and (match := re.match(r"\d+(?:\.\d+)+(?= )", draft.headings[-1])):
        printed = match[0]
    if printed is not None and printed not in draft.numbers:
        draft.numbers.add(printed)
        return printed
    draft.counted += 1
    while str(draft.counted) in draft.numbers:
        draft.counted += 1
    draft.numbers.add(str(draft.counted))
    return str(draft.counted)


def _cell_spans(span: Span, cells: Sequence[str]) -> tuple[Span, ...]:
    spans, start = [], span.start
    for cell in cells:
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


def _read_facts(blocks: Sequence[Block], begin: int, end: int, text: str) -> Metadata:
    front = [_printed(block) for block in blocks[:begin]]
    body = [block.text for block in blocks[begin:end]]
    back = "\n".join(block.text for block in blocks[end:])
    return read_metadata(front, "\n".join(body[:4]), back, text)


def _finish(draft: _Draft, facts: Metadata, letter_id: str, source: str) -> Letter:
    return Letter(
        id=letter_id, title=facts.title, kind=facts.kind, voice=facts.voice, letter_date=facts.letter_date,
        visit_dates=facts.visit_dates, visit_number=facts.visit_number, council=facts.council,
        inspectors=facts.inspectors, lead_inspector=facts.lead_inspector, addressee=facts.addressee, source=source,
        text=draft.text,
        sections=tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in draft.sections),
        margins=tuple(Section(name, tuple(paragraphs)) for name, paragraphs in draft.margins.items()),
        period=facts.period,
    )  # fmt: skip
