"""The canonical text as it grows: comes in: one block after the other, goes out: paragraphs that point into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, Role
from corpus.letter import Cell, Paragraph, Sentence, Shape, Span
from corpus.outline import Outline
from corpus.parts import UNNUMBERED
from corpus.sentences import split_sentences

_BODY = (Role.PROSE, Role.BULLET, Role.ROW)
_SHAPES = {Role.PROSE: Shape.PROSE, Role.BULLET: Shape.BULLET, Role.ROW: Shape.ROW}


@dataclass(slots=True)
class Draft:
    """The text as it grows, and where the reading stands.

    The text is kept in pieces and joined once: joining at each step would take a time that grows with its square.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    outline: Outline = field(default_factory=Outline)
    sections: list[tuple[str, list[Paragraph]]] = field(default_factory=list)
    margins: dict[str, list[Paragraph]] = field(default_factory=dict)
    counted: int = 0
    lead_in: Span | None = None
    inner_lead_in: Span | None = None
    outer_mark: str = ""
    heads: tuple[Span, ...] = ()
    numbers: set[str] = field(default_factory=set)
    printed_numbers: frozenset[str] = frozenset()

    def write(self, text: str, gap: str = "\n\n") -> Span:
        """Append `text` after a gap and return where it stands."""
        if self.length:
            self._append(gap)
        start = self.length
        self._append(text)
        return Span(start, self.length)

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The whole text so far."""
        return "".join(self.pieces)


def write_margin(draft: Draft, block: Block, name: str) -> None:
    joined = draft.margins.get(name) and not block.new_page and block.role is not Role.PROSE
    text = printed(block)
    span = draft.write(text, "\n" if joined else "\n\n")
    sentences = _sentences_of(text, span.start)
    draft.margins.setdefault(name, []).append(Paragraph(None, span.start, span.end, sentences, block.page))


def _sentences_of(text: str, at: int) -> tuple[Sentence, ...]:
    """The sentences of a text that stands `at` in the letter."""
    return tuple(Sentence(one.start + at, one.end + at) for one in split_sentences(text, 0, len(text)))


def printed(block: Block) -> str:
    return " ".join(part for part in (block.mark, block.number, block.text) if part)


def write_body(draft: Draft, blocks: Sequence[Block], position: int, repeated: frozenset[str]) -> None:
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
        draft.outline.take_paragraph(blocks, position)
        _write_paragraph(draft, block)
    else:
        write_margin(draft, block, UNNUMBERED)


def _write_heading(draft: Draft, block: Block, previous: Block | None, repeated: frozenset[str]) -> None:
    title = printed(block)
    draft.write(title)
    draft.lead_in = draft.inner_lead_in = None
    draft.outline.take_heading(title, block, previous, repeated)


def _write_paragraph(draft: Draft, block: Block) -> None:
    before = f"{block.mark} " if block.mark else f"{block.number} " if block.number else ""
    tight = block.role is not Role.PROSE and bool(draft.pieces) and not draft.pieces[-1].endswith((".", "!"))
    text = block.text
    span = draft.write(before + text, "\n" if tight else "\n\n")
    span = Span(span.start + len(before), span.end)
    if block.role is Role.PROSE:
        draft.lead_in = None
    cells: tuple[Cell, ...] = ()
    sentences: tuple[Sentence, ...] = (Sentence(span.start, span.end),)
    if block.role is Role.ROW:
        spans = _cell_spans(span, block.cells)
        cells = tuple(
            Cell(draft.heads[h] if h is not None and h < len(draft.heads) else None, v)
            for h, v in zip(block.heads, spans, strict=True)
        )
    else:
        sentences = _sentences_of(text, span.start)
    number = _number(draft, block)
    paragraph = Paragraph(
        number, span.start, span.end, sentences, block.page, _SHAPES[block.role],
        _lead_in(draft, block), cells,
    )  # fmt: skip
    heading = draft.outline.path
    if not draft.sections or draft.sections[-1][0] != heading:
        draft.sections.append((heading, []))
    draft.sections[-1][1].append(paragraph)
    last = Span(sentences[-1].start, sentences[-1].end)
    if block.role is Role.PROSE:
        draft.lead_in, draft.inner_lead_in = (last if _leads_in(block) else None), None
    elif block.role is Role.BULLET and block.text.endswith(":"):
        draft.inner_lead_in, draft.outer_mark = last, block.mark


def _lead_in(draft: Draft, block: Block) -> Span | None:
    """What a bullet or row hangs from; a bullet of another mark under one that ends in a colon hangs from that."""
    if block.role is Role.PROSE:
        return None
    if block.mark == draft.outer_mark:
        draft.inner_lead_in = None
    return draft.inner_lead_in or draft.lead_in


def _leads_in(block: Block) -> bool:
    """A paragraph ending in a colon leads into a list; a single sentence may caption a table."""
    return block.text.endswith((":", ";", "includes", "including")) or len(block.text.split()) <= 20


def _number(draft: Draft, block: Block) -> str:
    """The printed number, the number printed on the heading right above, or the next of our own count."""
    printed = block.number.rstrip(".") if block.number else None
    innermost = draft.outline.headings[-1] if draft.outline.headings else ""
    if printed is None and (match := re.match(r"\d+(?:\.\d+)+(?= )", innermost)):
        printed = match[0]
    if printed is not None and printed not in draft.numbers:
        draft.numbers.add(printed)
        return printed
    draft.counted += 1
    while str(draft.counted) in draft.numbers or str(draft.counted) in draft.printed_numbers:
        draft.counted += 1
    draft.numbers.add(str(draft.counted))
    return str(draft.counted)


def _cell_spans(span: Span, cells: Sequence[str]) -> tuple[Span, ...]:
    spans, start = [], span.start
    for cell in cells:
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)
