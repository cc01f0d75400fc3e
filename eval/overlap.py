"""How hard a question is to match by words: comes in: answer keys, goes out: each one's third by shared words."""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold import AnswerKey, plain_words

COMMON_WORDS = frozenset(
    """a about all an and any are as at be been being but by can could did do does doing done for from get got had has
    have having he her hers him his how i if in into is isn it its just letter many me more most much my no not of off
    on one or our out over s say says she should so some t than that the their them then there these they this those to
    too up us was we were what whats when where which while who whom whos whose why will with would you your""".split()
)
STEM_LENGTH = 5
THIRDS = ("low", "middle", "high")
NO_GOLD = "none"


def shared_words(key: AnswerKey) -> float:
    """Return the share of the question's content words whose first five letters begin a word of the gold, in [0, 1]."""
    asked = content_stems(key.question.question)
    gold = content_stems(" ".join(quote.quote for quote in key.question.gold))
    return len(asked & gold) / len(asked) if asked else 0.0


def content_stems(text: str) -> set[str]:
    """Return the first letters of each word that carries content: crude, but the same for every question."""
    return {word[:STEM_LENGTH] for word in plain_words(text) if word not in COMMON_WORDS}


def overlap_thirds(keys: Sequence[AnswerKey]) -> dict[str, str]:
    """Return by question id whether its overlap with gold is in the low, middle or high third; "none" without gold.

    The thirds are of the answerable ones among `keys`; equal shares are parted by id, so the thirds are of one size.
    """
    thirds = {key.question.id: NO_GOLD for key in keys}
    answerable = sorted(
        (key for key in keys if key.question.answerable), key=lambda key: (shared_words(key), key.question.id)
    )
    for position, key in enumerate(answerable):
        thirds[key.question.id] = THIRDS[position * len(THIRDS) // len(answerable)]
    return thirds
