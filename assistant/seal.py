"""The seal: comes in: an answer about to be shown and the letters, goes out: the same answer, or an error.

The last step before anything is shown, whoever wrote the answer. There is no fuzzy match: a quote is the letter's
own slice in whole sentences, or nothing is shown at all.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Answer, Quote, hangs_from
from corpus import Letter, Place, SealBroken


def seal_answer(answer: Answer, letter_of: Callable[[str], Letter]) -> Answer:
    """Return `answer` if every quote in it holds; raises SealBroken where one does not.

    Checked are: the text is the letter's slice at its offsets; it begins and ends at borders of sentences of one
    paragraph; its place names that paragraph, its section, page and letter; what it hangs from and its cells are that
    paragraph's, or left out; each place where it is said to stand again exists; every statement points only to quotes
    that exist.
    """
    for quote in (*answer.quotes, *answer.near_misses):
        _check_quote(quote, letter_of(quote.place.letter_id))
        for place in quote.restated_in:
            _check_place(place, letter_of(place.letter_id))
    numbers = set(range(1, len(answer.quotes) + 1))
    for statement in answer.statements:
        if not set(statement.quote_numbers) <= numbers:
            raise _broken(f"A statement points to a quote that is not there: {statement.text!r}.")
    return answer


def seal_quote(quote: Quote, letter: Letter) -> Quote:
    """Return `quote` if it is whole sentences of one paragraph of `letter`; raises SealBroken where it is not."""
    _check_quote(quote, letter)
    return quote


def is_sealed(quote: Quote, letter: Letter) -> bool:
    """Say whether `quote` is whole sentences of `letter` at its offsets."""
    try:
        _check_quote(quote, letter)
    except SealBroken:
        return False
    return True


def _check_quote(quote: Quote, letter: Letter) -> None:
    if not quote.text or letter.text[quote.start : quote.end] != quote.text:
        raise _broken(f"The words at {quote.place} are not the quoted words.")
    found = letter.paragraph_around(quote.start, quote.end)
    if found is None or letter.place_of(*found) != quote.place:
        raise _broken(f"The quote does not stand in {quote.place}.")
    paragraph = found[1]
    lead_in, cells = hangs_from(letter, paragraph)
    if quote.lead_in not in ("", lead_in) or quote.cells not in ((), cells):
        raise _broken(f"The words above the quote at {quote.place} are not the letter's.")
    starts = {sentence.start for sentence in paragraph.sentences}
    ends = {sentence.end for sentence in paragraph.sentences}
    if quote.start not in starts or quote.end not in ends:
        raise _broken(f"The quote at {quote.place} is not made of whole sentences.")


def _check_place(place: Place, letter: Letter) -> None:
    if not any(letter.place_of(*one) == place for one in letter.all_paragraphs()):
        raise _broken(f"There is no {place}.")


def _broken(message: str) -> SealBroken:
    return SealBroken(message, "Nothing is shown. Rebuild the index (letters add --rebuild) and report this.")
