"""Knowing when to be silent: comes in: a question and what was found for it, goes out: how sure the letters answer.

No single likeness tells an answer from a near miss, so several facts are weighed together: how near the best passages
stand, how the first meets the question's weighty words, what the judge says of them, a figure that was asked for and is
not there, and how questions of this kind fare with letters. The weights are those of a logistic regression, fitted by
`python -m eval.fit_silence`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp

from assistant.evidence import Evidence
from assistant.figures import Figure, find_asked_figure, has_figure
from assistant.judging import ANSWERS, WEAKEST, log_odds
from assistant.searching import Found
from assistant.understanding import Understanding
from assistant.understanding.thesaurus import thesaurus_words
from assistant.understanding.words import content_stems, stem
from corpus import Letter, Shape
from index import NEAREST_MISS, OUTLOOK

SENTENCE, PARAGRAPH, WORST_MET, UNKNOWN, NO_FIGURE = FACTS = (
    "sentence_cosine", "paragraph_cosine", "worst_met", "unknown_words", "figure_missing",
)  # fmt: skip
FIRST_VERDICT, BEST_VERDICT, MEAN_VERDICT = VERDICTS = ("first_verdict", "best_verdict", "mean_verdict")
SIGNALS = (*FACTS, OUTLOOK, NEAREST_MISS, *VERDICTS)
BIAS = "bias"
# For answers with a judge and for those without. The unknown words have a rule of their own.
JUDGED: Mapping[str, float] = {
    SENTENCE: 0.951, PARAGRAPH: 2.03, WORST_MET: 2.067, NO_FIGURE: -1.499, OUTLOOK: 0.319, NEAREST_MISS: -8.912,
    FIRST_VERDICT: 0.218, BEST_VERDICT: 0.208, MEAN_VERDICT: 0.384, BIAS: 6.509,
}  # fmt: skip
UNJUDGED: Mapping[str, float] = {
    SENTENCE: 5.725, PARAGRAPH: 3.968, WORST_MET: 6.306, NO_FIGURE: -1.122, OUTLOOK: 0.66, NEAREST_MISS: -11.479,
    BIAS: 1.324,
}  # fmt: skip
# Confidences below which an answer is withheld.
JUDGED_THRESHOLD, UNJUDGED_THRESHOLD, LIKENESS_THRESHOLD = 0.38, 0.34, 0.2

_LOOKED_AT = 5
_SENTENCES = 3
# No question is the likelier to be answered for being unlike every known one.
_LEAST_NEAR = 0.6


def known_stems(letters: Iterable[Letter]) -> frozenset[str]:
    """Return the stems of every word of the letters and of the thesaurus."""
    stems = {one for letter in letters for one in content_stems(letter.text)}
    return frozenset(stems | {stem(word) for word in thesaurus_words()})


def silence_signals(
    understanding: Understanding, found: Found, ranked: Sequence[Evidence], known: Collection[str]
) -> dict[str, float]:
    """Return what tells answers from near misses, by the names in SIGNALS; nothing where nothing was found.

    `ranked` are the sentences of what was found, best first. The sentence's cosine is the best of the first five hits';
    the paragraph's is the first hit's, and so is that with which it meets the question's weighty words at worst. The
    figure missing is 1 or 0, looked for in the first three sentences. The verdicts, which are there only where hits
    were judged, are log odds. The outlook, log odds too, and the cosine of the nearest question known not to be
    answered, at least 0.6, are there only with the built-in encoder.
    """
    hits = found.hits
    if not hits:
        return {}
    first = hits[0].signals
    figure = find_asked_figure(understanding.read_as)
    printed = figure is None or has_figure(figure, (evidence.text_with_heads for evidence in ranked[:_SENTENCES]))
    signals = {
        SENTENCE: max(hit.signals["sentence_cosine"] for hit in hits[:_LOOKED_AT]),
        PARAGRAPH: first["paragraph_cosine"],
        WORST_MET: first.get(WEAKEST, 0.0),
        UNKNOWN: unknown_share(understanding, known),
        NO_FIGURE: float(not printed),
    }
    signals |= found.asked
    if NEAREST_MISS in signals:
        signals[NEAREST_MISS] = max(signals[NEAREST_MISS], _LEAST_NEAR)
    odds = [log_odds(hit.signals[ANSWERS]) for hit in hits if ANSWERS in hit.signals]
    if OUTLOOK in signals and figure is not None and (_in_table(ranked) or _is_told(figure, ranked, odds)):
        # Letters seldom print figures; that is no reason to doubt one that a table's row or a likely answer prints.
        signals[OUTLOOK] = max(signals[OUTLOOK], 0.0)
    if odds:
        signals |= {FIRST_VERDICT: odds[0], BEST_VERDICT: max(odds), MEAN_VERDICT: sum(odds) / len(odds)}
    return signals


def answer_confidence(signals: Mapping[str, float]) -> float:
    """Return in [0, 1] how sure it is that what was found answers.

    0 where nothing was found, or where not one word of the question's topic stands anywhere in the letters.
    """
    if not signals or signals[UNKNOWN] == 1.0:
        return 0.0
    if OUTLOOK not in signals:
        return _judge_by_likeness(signals)
    weights = JUDGED if MEAN_VERDICT in signals else UNJUDGED
    weighed = sum(weight * signals[name] for name, weight in weights.items() if name != BIAS)
    return 1.0 / (1.0 + exp(-(weights[BIAS] + weighed)))


def is_silent(signals: Mapping[str, float]) -> bool:
    """Say whether an answer is withheld: it is not sure enough that what was found answers."""
    if OUTLOOK not in signals:
        return answer_confidence(signals) < LIKENESS_THRESHOLD
    return answer_confidence(signals) < (JUDGED_THRESHOLD if MEAN_VERDICT in signals else UNJUDGED_THRESHOLD)


def unknown_share(understanding: Understanding, known: Collection[str]) -> float:
    """Return the share of the question's topic words that stand nowhere in the letters; 0 where it has none.

    Plain words that are searched for instead of a turn of phrase count as known.
    """
    asked = list(dict.fromkeys(content_stems(understanding.search_text)))
    typed = frozenset(content_stems(understanding.read_as))
    return sum(1 for one in asked if one in typed and one not in known) / len(asked) if asked else 0.0


def _in_table(ranked: Sequence[Evidence]) -> bool:
    return bool(ranked) and ranked[0].paragraph.shape is Shape.ROW


def _is_told(figure: Figure, ranked: Sequence[Evidence], odds: Sequence[float]) -> bool:
    """Whether the best sentence prints the figure asked for, and the judge thinks that the first hit likely answers.

    A telephone number is hardly printed for another reason than to be rung.
    """
    likely = figure is Figure.PHONE or (bool(odds) and odds[0] >= 0.0)
    return likely and bool(ranked) and has_figure(figure, [ranked[0].text_with_heads])


def _judge_by_likeness(signals: Mapping[str, float]) -> float:
    """Return the confidence where the encoder is not the built-in one, whose vectors the weights were fitted on.

    The best sentence's cosine from 0.15 (0) to 0.65 (1), less nine tenths of the share of unknown words; a missing
    figure leaves a fifth.
    """
    confidence = min(1.0, max(0.0, (signals[SENTENCE] - 0.15) / 0.5)) * (1.0 - 0.9 * signals[UNKNOWN])
    return confidence * (0.2 if signals[NO_FIGURE] else 1.0)
