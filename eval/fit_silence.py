"""Fitting the silence: comes in: questions with and without an answer, goes out: weights and thresholds to be set.

Run as `python -m eval.fit_silence PAIRS [--home HOME]`. The development questions of this package and of the letters
kept out of training are asked; what the answers were judged by (`Answer.signals`) is fitted by logistic regression.
Printed are the weights for `assistant.silence`, with and without the judge's verdicts, each with the thresholds that
leave some shares of answerable questions in silence, and what share of the unanswerable is answered at them.
Questions that were not searched for, or of whose passages none was judged, have not all signals; they count as what
they came to. What a rule silences (a year that
nothing speaks of) counts by its signals.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Answer, Settings, load_settings, open_assistant
from eval.command import choose_questions
from eval.kept_out_letters import OverAllCouncils, make_assistant, part_of, without_answered
from eval.question import Question
from index.training.pairs import read_pairs

OWN, OTHER = "these letters", "kept-out letters"
# The shipped letters' questions are fewer; the sources count about the same.
REPEATS = {OWN: 1.5, OTHER: 1.0}
ALLOWED = 0.08
# Which facts speak against an answer; all others may only speak for one.
SIGNS = {"figure_missing": -1, "nearest_miss": -1}
SHARES = (0.02, 0.05, 0.08, 0.1)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's signals, empty where it was not searched for, whether it can be answered and whether it was."""

    source: str
    answerable: bool
    answered: bool
    signals: Mapping[str, float]


def asked_of(source: str, question: Question, answer: Answer) -> Asked:
    """Note what came of one question."""
    return Asked(source, question.answerable, bool(answer.quotes), answer.signals)


def main(argv: Sequence[str] | None = None) -> int:
    """Print weights and thresholds."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_silence", description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--home", type=Path, help="home of the shipped letters' index (made if missing)")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(args.home or Path(folder) / "home")
        asked = [*ask_own(settings), *ask_others(args.pairs, Path(folder))]
    verdicts = sorted({name for one in asked for name in one.signals if name.endswith("verdict")})
    for name, left_out in (("with the judge", []), ("without", verdicts)):
        print_fit(name, asked, left_out)
    return 0


def ask_own(settings: Settings) -> Iterator[Asked]:
    """Ask the development questions on the shipped letters."""
    assistant = open_assistant(settings)
    for question in choose_questions("dev"):
        yield asked_of(OWN, question, assistant.ask(question.question, question.turns))


def ask_others(pairs: Path, folder: Path) -> Iterator[Asked]:
    """Ask the development questions on letters kept out of training."""
    assistant, questions = make_assistant(part_of(read_pairs(pairs), "dev"), folder / "other", folder / "letters")
    judged = OverAllCouncils(assistant)
    for question in without_answered(questions):
        yield asked_of(OTHER, question, judged.ask(question.question))


def print_fit(name: str, asked: Sequence[Asked], left_out: Sequence[str]) -> None:
    """Fit and print one set of weights with its thresholds, measured on folds it was not fitted on."""
    # The unknown words have a rule of their own.
    fullest = max((one.signals for one in asked), key=len)
    names = [signal for signal in fullest if signal not in (*left_out, "unknown_words")]
    asked = [one if set(names) <= set(one.signals) else replace(one, signals={}) for one in asked]
    searched = [one for one in asked if one.signals]
    facts = np.array([[one.signals[signal] for signal in names] for one in searched])
    right = np.array([one.answerable for one in searched])
    counts = np.array([REPEATS[one.source] for one in searched])
    signs = [SIGNS.get(signal, 1) for signal in names]
    weights = fit(facts, right, counts, signs)
    sys.stdout.write(f"{name}: {dict(zip([*names, 'bias'], weights.round(3).tolist(), strict=True))}\n")
    chances = np.array(cross_validate(facts, right, counts, signs))
    for source in (OWN, OTHER):
        of_source = np.array([one.source == source for one in searched])
        everything = [one for one in asked if one.source == source]
        for share in SHARES:
            silent = sum(one.answerable and not one.answered for one in everything if not one.signals)
            allowed = max(0.0, share * sum(one.answerable for one in everything) - silent)
            own = np.sort(chances[of_source & right])
            threshold = own[min(int(allowed), len(own) - 1)]
            answered = (chances[of_source & ~right] >= threshold).sum()
            answered += sum(one.answered and not one.answerable for one in everything if not one.signals)
            false = answered / sum(not one.answerable for one in everything)
            line = f"  {source}: {share:.2f} wrongly silent at {threshold:.3f}, {false:.3f} falsely answered\n"
            sys.stdout.write(line)
    sys.stdout.write(f"  to be set: {choose_threshold(asked, chances):.2f}\n")


def choose_threshold(asked: Sequence[Asked], chances: Floats) -> float:
    """Return the highest threshold, in hundredths, that leaves in silence at most `ALLOWED` of what can be answered.

    `chances` are those of the questions with signals; the two sources count the same.
    """
    searched = [one for one in asked if one.signals]

    def wrongly_silent(threshold: float) -> float:
        shares = []
        for source in (OWN, OTHER):
            all_of = sum(one.source == source and one.answerable for one in asked)
            given = sum(
                one.source == source and one.answerable and chance >= threshold
                for one, chance in zip(searched, chances, strict=True)
            )
            given += sum(one.source == source and one.answerable and one.answered for one in asked if not one.signals)
            shares.append(1.0 - given / all_of)
        return float(sum(shares) / len(shares))

    return max((n / 100 for n in range(100) if wrongly_silent(n / 100) <= ALLOWED), default=0.0)


def fit(facts: Floats, right: NDArray[np.bool_], counts: Floats, signs: Sequence[int] | None = None) -> Floats:
    """Return the weights of a logistic regression and, last, its bias; both classes count the same in all.

    `signs` tells of each fact whether it may speak only for (1), only against (-1) or either way (0, the default): one
    that is only there to correct another would mislead on questions unlike those it was fitted on.
    """
    from scipy.optimize import minimize

    mean, spread = facts.mean(axis=0), facts.std(axis=0) + 1e-12
    scaled = np.column_stack([(facts - mean) / spread, np.ones(len(facts))])
    balance = np.where(right, (counts * ~right).sum(), (counts * right).sum())
    balanced = counts * balance / (counts * balance).sum() * len(facts)
    sides = np.where(right, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = sides * (scaled @ weights)
        slopes = -balanced * sides / (1.0 + np.exp(margins))
        penalty = np.append(weights[:-1], 0.0)
        return float((balanced * np.logaddexp(0.0, -margins)).sum() + penalty @ penalty / 2), slopes @ scaled + penalty

    free = (None, None)
    bounds = [{1: (0.0, None), -1: (None, 0.0), 0: free}[sign] for sign in signs or [0] * facts.shape[1]]
    found: Floats = minimize(loss, np.zeros(scaled.shape[1]), jac=True, bounds=[*bounds, free], method="L-BFGS-B").x
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - (weights * mean).sum())


def cross_validate(
    facts: Floats, right: NDArray[np.bool_], counts: Floats, signs: Sequence[int] | None = None, folds: int = 10
) -> list[float]:
    """Return for each row the chance by weights fitted on the other folds; neighbouring rows share a fold."""
    fold = np.arange(len(facts)) * folds // len(facts)
    chances = np.zeros(len(facts))
    for number in range(folds):
        rest = fold != number
        weights = fit(facts[rest], right[rest], counts[rest], signs)
        chances[~rest] = 1.0 / (1.0 + np.exp(-(facts[~rest] @ weights[:-1] + weights[-1])))
    return [float(chance) for chance in chances]


if __name__ == "__main__":
    sys.exit(main())
