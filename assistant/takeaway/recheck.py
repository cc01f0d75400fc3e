"""A receipt against today's letters: comes in: a receipt and the letters, goes out: what became of each quotation.

As strict as the seal: the same words count only as whole sentences of one paragraph, for within a longer sentence
they may mean the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import hangs_from
from assistant.takeaway.receipt import Receipt, TakenQuote
from corpus import Letter, Paragraph, Place, Section


class Fate(StrEnum):
    """What became of quoted words."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    REMOVED = "removed"


_WORDS = {
    Fate.SAME: "Still the same words at the same place",
    Fate.MOVED: "The same words now stand in another paragraph",
    Fate.CHANGED: "The letter was changed: these words are no longer there",
    Fate.REMOVED: "The letter was removed since",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation and its fate; `now_at` is where the words stand today, None where they do not."""

    quote: TakenQuote
    fate: Fate
    now_at: Place | None = None

    def __str__(self) -> str:
        return f"{_WORDS[self.fate]}: {self.now_at}." if self.fate is Fate.MOVED else f"{_WORDS[self.fate]}."


def recheck(receipt: Receipt, letters: Mapping[str, Letter]) -> tuple[Checked, ...]:
    """Return the fate of each quotation, then of each near miss, in their order."""
    return tuple(_check(quote, letters.get(quote.letter_id)) for quote in (*receipt.quotes, *receipt.near_misses))


def still_holds(checked: Sequence[Checked]) -> bool:
    """Say whether every quotation is still the same words at the same place, so that its citation is still right."""
    return all(one.fate is Fate.SAME for one in checked)


def _check(quote: TakenQuote, letter: Letter | None) -> Checked:
    if letter is None:
        return Checked(quote, Fate.REMOVED)
    places = [letter.place_of(section, paragraph) for section, paragraph in _holding(quote, letter)]
    if not places:
        return Checked(quote, Fate.CHANGED)
    same = [place for place in places if _is_same_place(quote, place, letter)]
    return Checked(quote, Fate.SAME, same[0]) if same else Checked(quote, Fate.MOVED, places[0])


def _is_same_place(quote: TakenQuote, place: Place, letter: Letter) -> bool:
    """Whether the paragraph's number is the same, and names one paragraph only or the section is the same too."""
    if place.paragraph != quote.paragraph:
        return False
    numbers = [paragraph.number for _, paragraph in letter.paragraphs()]
    return place.section == quote.section or (quote.paragraph is not None and numbers.count(quote.paragraph) == 1)


def _holding(quote: TakenQuote, letter: Letter) -> Iterator[tuple[Section, Paragraph]]:
    """The paragraphs that hold the quoted words as whole sentences, hanging from the same words, in the same cells."""
    for section, paragraph in letter.all_paragraphs():
        starts = {sentence.start for sentence in paragraph.sentences}
        ends = {sentence.end for sentence in paragraph.sentences}
        at = letter.text.find(quote.text, paragraph.start, paragraph.end)
        while at >= 0:
            is_whole = at in starts and at + len(quote.text) in ends
            if is_whole and hangs_from(letter, paragraph) == (quote.lead_in, quote.cells):
                yield section, paragraph
                break
            at = letter.text.find(quote.text, at + 1, paragraph.end)
