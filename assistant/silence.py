"""Knowing when to be silent: comes in: a question and what was found for it, goes out: how sure the letters answer.

Similarity alone does not tell an answer from a near miss, so plain facts count as well: words of the question that
stand nowhere in the letters, and a figure that was asked for and is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from assistant.evidence import Evidence
from assistant.figures import find_asked_figure, has_figure
from assistant.judging import ANSWERS
from assistant.understanding import Understanding
from assistant.understanding.thesaurus import thesaurus_words
from assistant.understanding.words import content_stems, stem
from corpus import Letter
from index import Hit

_LOOKED_AT = 5
_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """How the facts make a confidence, and below which an answer is withheld.

    The best sentence's cosine is stretched from `cosine_floor` (0) to `cosine_ceiling` (1). A question of which a
    share of words is unknown to the letters loses `unknown_cost` of that share; a missing figure leaves
    `no_figure_share` of the confidence. Where hits were judged, the geometric mean with the best verdict counts,
    against `judged_threshold`.
    """

    cosine_floor: float = 0.15
    cosine_ceiling: float = 0.65
    unknown_cost: float = 0.9
    no_figure_share: float = 0.2
    threshold: float = 0.2
    judged_threshold: float = 0.18


DEFAULT_RULE = SilenceRule()


def known_stems(letters: Iterable[Letter]) -> frozenset[str]:
    """Return the stems of every word of the letters and of the everyday words the thesaurus explains."""
    stems = {one for letter in letters for one in content_stems(letter.text)}
    return frozenset(stems | {stem(word) for word in thesaurus_words()})


def answer_confidence(
    understanding: Understanding, hits: Sequence[Hit], ranked: Sequence[Evidence], known: Collection[str]
) -> float:
    """Return in [0, 1] how sure it is that `hits` answer; 0 where nothing was found.

    `ranked` are the sentences of the hits, best first.
    """
    rule = DEFAULT_RULE
    if not hits:
        return 0.0
    best = hits[:_LOOKED_AT]
    cosine = max(hit.signals["sentence_cosine"] for hit in best)
    confidence = (cosine - rule.cosine_floor) / (rule.cosine_ceiling - rule.cosine_floor)
    confidence = min(1.0, max(0.0, confidence)) * (1.0 - rule.unknown_cost * unknown_share(understanding, known))
    figure = find_asked_figure(understanding.read_as)
    if figure is not None and not has_figure(figure, (evidence.text_with_heads for evidence in ranked[:_SENTENCES])):
        confidence *= rule.no_figure_share
    chances = [hit.signals[ANSWERS] for hit in hits if ANSWERS in hit.signals]
    # The geometric mean: either of the two can withhold an answer, neither can give it alone.
    return sqrt(confidence * max(chances)) if chances else confidence


def silence_threshold(hits: Sequence[Hit]) -> float:
    """Return the confidence below which an answer is withheld: judged hits have a threshold of their own."""
    judged = any(ANSWERS in hit.signals for hit in hits)
    return DEFAULT_RULE.judged_threshold if judged else DEFAULT_RULE.threshold


def unknown_share(understanding: Understanding, known: Collection[str]) -> float:
    """Return the share of the question's topic words that stand nowhere in the letters; 0 where it has none."""
    asked = list(dict.fromkeys(content_stems(understanding.search_text)))
    return sum(1 for one in asked if one not in known) / len(asked) if asked else 0.0
