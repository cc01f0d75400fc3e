"""The short forms under a quotation: comes in: a quotation's terms, goes out: a part to open, outside the quotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant import Quote, Term, find_terms
from corpus import Letter
from ui.markup import Markup, element

Gloss = Callable[[Quote], Sequence[Term]]


def no_gloss(quote: Quote) -> Sequence[Term]:
    """Explain nothing."""
    return ()


def gloss_once(letters: Mapping[str, Letter]) -> Gloss:
    """Explain each term under the first quotation of an answer that uses it."""
    told: set[tuple[str, str]] = set()

    def explain(quote: Quote) -> Sequence[Term]:
        letter = letters.get(quote.place.letter_id)
        terms = find_terms(quote.text, letter) if letter else ()
        fresh = [term for term in terms if (term.short, term.words) not in told]
        told.update((term.short, term.words) for term in fresh)
        return fresh

    return explain


def words_used(terms: Sequence[Term]) -> Markup | None:
    """Draw the terms as a part that opens; nothing where there are none."""
    if not terms:
        return None
    lines = [element("div", element("dt", term.short), element("dd", _meaning(term))) for term in terms]
    return element("details", element("summary", "Words used"), element("dl", *lines), class_="words-used")


def _meaning(term: Term) -> str:
    return (
        f"{term.words} ({'explained in this letter' if term.is_letters_own else 'usual meaning, not from this letter'})"
    )
