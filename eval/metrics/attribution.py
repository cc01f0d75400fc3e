"""Who said it: comes in: the quotes shown, goes out: how many are of a letter or voice that the question rules out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus import Letter
from eval.gold import AnswerKey, Region


def count_attribution_errors(key: AnswerKey, shown: Sequence[Region], letters: Mapping[str, Letter]) -> int:
    """Count the shown quotes that the question rules out.

    A quote is ruled out when the question limits the answer to other letters or another voice, or when it holds words
    listed as harmful to show. Each quote counts once.
    """
    return sum(_is_ruled_out(key, quote, letters) for quote in shown)


def _is_ruled_out(key: AnswerKey, quote: Region, letters: Mapping[str, Letter]) -> bool:
    filters = key.question.filters
    if filters.letters and quote.letter_id not in filters.letters:
        return True
    if filters.voices and letters[quote.letter_id].voice not in filters.voices:
        return True
    return any(sentence.overlaps(quote) for places in key.must_not for place in places for sentence in place.sentences)
