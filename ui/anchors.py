"""Where a link leads in a letter: comes in: a place, offsets or a link's words, goes out: an address or a Span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from assistant import Quote, quote_link
from corpus import Letter, Paragraph, Place, Span

MAX_WORDS_IN_LINK = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link asks to have marked: a paragraph ("12", or "m3" in the margins), its words, and offsets if known.

    Words too long for a link are named by how they open (`words`) and how they close (`to`).
    """

    paragraph: str = ""
    words: str = ""
    to: str = ""
    start: int = -1
    end: int = -1


def anchored_paragraphs(letter: Letter) -> Iterator[tuple[str, Paragraph]]:
    """Yield every paragraph with its anchor: "p12" in the body, "m3" in the margins; a repeated number gets "-2"."""
    seen: dict[str, int] = {}
    for _, paragraph in letter.paragraphs():
        name = f"p{paragraph.number}"
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), paragraph
    margins = (line for _, line in letter.margin_lines())
    for count, paragraph in enumerate(margins, start=1):
        yield f"m{count}", paragraph


def paragraph_at(letter: Letter, offset: int) -> tuple[str, Paragraph] | None:
    """Return the anchor and the paragraph that hold the character at `offset`; `None` between paragraphs."""
    for anchor, paragraph in anchored_paragraphs(letter):
        if paragraph.start <= offset < paragraph.end:
            return anchor, paragraph
    return None


def find_paragraphs(letter: Letter, named: str) -> list[Paragraph]:
    """Return the paragraphs a link names ("12", "3.2.1", "m3"): more than one where a document repeats a number."""
    return [
        paragraph
        for anchor, paragraph in anchored_paragraphs(letter)
        if named and named in (anchor, anchor.removeprefix("p"), paragraph.number)
    ]


def letter_address(letter_id: str) -> str:
    """The permanent address of a letter's page."""
    return f"/letters/{percent_encode(letter_id, safe='')}"


def place_address(place: Place, with_query: bool = True) -> str:
    """The permanent address of a place, with no words marked; without its query it is short enough for paper."""
    address = letter_address(place.letter_id)
    if place.paragraph is None:
        return address
    paragraph = place.paragraph
    query = f"?{urlencode({'para': paragraph})}" if with_query else ""
    return f"{address}{query}#p{percent_encode(paragraph, safe='')}"


def quote_panel_address(quote: Quote) -> str:
    """The address of the piece of HTML that shows a quotation in its letter, found by offsets and checked by words."""
    offsets = urlencode({"start": quote.start, "end": quote.end})
    return f"{as_panel(quote_link(quote))}&{offsets}"


def as_panel(address: str) -> str:
    """Turn the address of a place on a letter's page into that of the same place in the source panel."""
    path, _, query = address.partition("#")[0].partition("?")
    return f"{path}/panel{'?' if query else ''}{query}"


def find_span(letter: Letter, wanted: Wanted) -> Span | None:
    """Find what a link wants marked; `None` where its words are not there (the link may be old).

    Offsets count only while the words at them still begin as the link says: a letter may have been replaced.
    """
    if 0 <= wanted.start < wanted.end <= len(letter.text):
        at_offsets = letter.text[wanted.start : wanted.end]
        if at_offsets.startswith(wanted.words) and at_offsets.endswith(wanted.to):
            return Span(wanted.start, wanted.end)
    if not wanted.words:
        return None
    named = [Span(p.start, p.end) for p in find_paragraphs(letter, wanted.paragraph)]
    # Only lines of the margins have no number: a name under the letter may stand in its body before.
    margins = [Span(line.start, line.end) for _, line in letter.margin_lines()]
    places = named or [*margins, Span(0, len(letter.text))]
    return next((found for place in places if (found := _find_words(letter, wanted, place))), None)


def _find_words(letter: Letter, wanted: Wanted, place: Span) -> Span | None:
    start = letter.text.find(wanted.words, place.start, place.end)
    if start < 0:
        return None
    end = start + len(wanted.words)
    if wanted.to:
        closing = letter.text.find(wanted.to, end, place.end)
        if closing < 0:
            return None
        end = closing + len(wanted.to)
    return Span(start, end)
