"""What is searched: comes in: a Letter, goes out: its passages, one per body paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Letter, Paragraph, Place, Section, Span, mine_short_forms

_SHORT_FORM = re.compile(r"\b[A-Z][A-Za-z&]*[A-Z]s?\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """One body paragraph, bullet or table row as it is searched.

    `text` is the untouched slice that is shown. `context` is what a reader knows besides: the section, a list's
    lead-in, a row's heads, short forms written out. It goes in front of the text where that is embedded, and with
    the letter's title and date also where its words are indexed. `sentences` are offsets into the letter's text.
    `row_words` is a table row with its heads, searched in place of the bare cells; "" for other passages. `short_forms`
    are those of the text, written out ("youth offending team; voluntary community sector").
    """

    id: str
    place: Place
    start: int
    end: int
    text: str
    context: str
    sentences: tuple[Span, ...]
    row_words: str = ""
    short_forms: str = ""

    @property
    def letter_id(self) -> str:
        """The letter this passage is cut from."""
        return self.place.letter_id

    @property
    def text_to_index(self) -> str:
        """Title, context and text, as the lexical index reads them."""
        return f"{_join(self.place.letter_title, self.context)}\n{self.text}"

    @property
    def context_to_embed(self) -> str:
        """What stands in front of the text for the encoder.

        A single sentence under a heading stands for itself: its vector is then the sentence's own. The title is left
        to the words and to the letters a question is held to: in a vector it only makes a letter's passages alike.
        """
        alone = len(self.sentences) == 1 and not self.row_words and self.context == self.place.section
        return "" if alone else self.context


def make_passages(letter: Letter) -> tuple[Passage, ...]:
    """Return one passage per body paragraph of `letter`, in reading order, with ids that never change."""
    short_forms = mine_short_forms([letter.text])
    passages: list[Passage] = []
    for section, paragraph in letter.paragraphs():
        place = letter.place_of(section, paragraph)
        text = letter.slice(paragraph)
        explained = _write_out(text, short_forms)
        context = _make_context(letter, section, paragraph, explained)
        # The ordinal keeps ids apart where a document prints the same number twice.
        passage_id = f"{letter.id}#{len(passages) + 1}"
        sentences = paragraph.sentences
        row_words = context if paragraph.cells else ""
        start, end = paragraph.start, paragraph.end
        passages.append(Passage(passage_id, place, start, end, text, context, sentences, row_words, explained))
    return tuple(passages)


def make_margin_passages(letter: Letter) -> tuple[Passage, ...]:
    """Return one passage per line of `letter`'s margins (letterhead, sign-off): they are not searched, only shown."""
    passages: list[Passage] = []
    for section, line in letter.margin_lines():
        place = letter.place_of(section, line)
        passage_id = f"{letter.id}#margin-{len(passages) + 1}"
        text = letter.slice(line)
        passages.append(Passage(passage_id, place, line.start, line.end, text, section.heading, line.sentences))
    return tuple(passages)


def _make_context(letter: Letter, section: Section, paragraph: Paragraph, explained: str) -> str:
    """What a reader of the page knows beside the paragraph: heading, lead-in, table heads, short forms."""
    parts = [section.heading]
    if paragraph.lead_in is not None:
        parts.append(letter.slice(paragraph.lead_in))
    named = [(letter.slice(cell.head), letter.slice(cell.value)) for cell in paragraph.cells if cell.head]
    parts.append("; ".join(f"{head}: {value}" for head, value in named))
    return _join(*parts, explained)


def _write_out(text: str, short_forms: Mapping[str, str]) -> str:
    """Return what the short forms in `text` stand for, but for what it says itself."""
    words = dict.fromkeys(word.rstrip("s") if word not in short_forms else word for word in _SHORT_FORM.findall(text))
    explained = [short_forms[word] for word in words if word in short_forms]
    return "; ".join(phrase for phrase in explained if phrase.lower() not in text.lower())


def _join(*parts: str) -> str:
    return " | ".join(part for part in parts if part)
