"""The quotes' own soundness: comes in: quotes and letters, goes out: how many are not the letter's own whole words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from corpus import Letter, Paragraph
from eval.gold import Region


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as shown: its words, where they are said to stand, and the link beside them ("" for none)."""

    text: str
    region: Region
    paragraph: str | None
    link: str = ""


def count_seal_violations(quotes: Sequence[ShownQuote], letters: Mapping[str, Letter]) -> int:
    """Count the quotes whose letter does not exist, whose text is not the slice at its offsets, that are not whole
    sentences of the paragraph they name, or whose link leads elsewhere."""
    quoted = {quote.region.letter_id for quote in quotes} & letters.keys()
    paragraphs = {
        (name, sentence.start): paragraph
        for name in quoted
        for paragraph in all_paragraphs(letters[name])
        for sentence in paragraph.sentences
    }
    return sum(
        not is_sound(
            quote, letters.get(quote.region.letter_id), paragraphs.get((quote.region.letter_id, quote.region.start))
        )
        for quote in quotes
    )


def is_sound(quote: ShownQuote, letter: Letter | None, paragraph: Paragraph | None) -> bool:
    """Whether one quote holds in all these respects; `paragraph` is the one with a sentence that begins as it does."""
    region = quote.region
    if letter is None or not quote.text or letter.text[region.start : region.end] != quote.text:
        return False
    if paragraph is None or paragraph.number != quote.paragraph:
        return False
    is_whole = region.end in {sentence.end for sentence in paragraph.sentences}
    return is_whole and (not quote.link or link_resolves(quote.link, region, letter))


def link_resolves(link: str, region: Region, letter: Letter) -> bool:
    """Whether following `link` ("/letters/ID?para=N&words=TEXT&to=TEXT#pN") leads to exactly `region`.

    A reader takes the first paragraph of that number and looks for the words there; without a number, as lines of the
    margins have none, in the margins first.
    """
    parts = urlsplit(link)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if unquote(parts.path) != f"/letters/{letter.id}" or "words" not in asked:
        return False
    if "para" in asked:
        place = next((p for _, p in letter.paragraphs() if p.number == asked["para"]), None)
        if place is None:
            return False
    else:
        place = next((p for _, p in letter.margin_lines() if asked["words"] in letter.text[p.start : p.end]), None)
    low, high = (place.start, place.end) if place else (0, len(letter.text))
    start = letter.text.find(asked["words"], low, high)
    end = start + len(asked["words"])
    if "to" in asked and start >= 0:
        closing = letter.text.find(asked["to"], end, high)
        end = closing + len(asked["to"]) if closing >= 0 else -1
    return (start, end) == (region.start, region.end)


def all_paragraphs(letter: Letter) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body and of the margins."""
    for section in (*letter.sections, *letter.margins):
        yield from section.paragraphs
