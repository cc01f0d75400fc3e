"""How fast a warm question is: comes in: a home with an index, goes out: a table of bare embedding beside the answer.

Run as `python -m eval.bench_latency` (or `make bench`). Both are timed in one process, turn by turn, on questions
that were not asked before, so that nothing is remembered and noise meets both alike. Questions are asked as anybody
asks them, of the home council unless they say otherwise; `--all-councils` asks each of every council's letters.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

from assistant import Assistant, Settings, load_settings, open_assistant
from corpus import UserFacingError
from eval.kept_out_letters import OverAllCouncils
from eval.questions import load_questions
from index import Encoder, IndexHome, load_encoder, plain_model_folder

WARM_UP = 10
ROUNDS = 3
BEST_TARGET = 2.0


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; exit status 1 where an answer takes more than twice the bare embedding, 2 where none can."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_latency", description=__doc__)
    parser.add_argument("--all-councils", action="store_true", help="ask over every council's letters")
    args = parser.parse_args(argv)
    try:
        settings = load_settings()
        opened = open_assistant(settings)
    except UserFacingError as problem:
        sys.stderr.write(f"bench: {problem}\n")
        return 2
    assistant = OverAllCouncils(opened) if args.all_councils else opened
    questions = [question.question for question in load_questions() if question.question.strip()][:120]
    rows = take_turns(questions, _contenders(settings, assistant))
    bare = statistics.median(rows["bare embedding, sentence-transformers"])
    sys.stdout.write(f"{len(questions)} questions, {ROUNDS} rounds, milliseconds\n")
    for name, times in rows.items():
        ordered = sorted(times)
        sys.stdout.write(
            f"{name:<42} p50 {statistics.median(times):7.2f}  p95 {ordered[int(0.95 * len(ordered))]:7.2f}"
            f"  ratio {statistics.median(times) / bare:5.2f}\n"
        )
    return 0 if statistics.median(rows["whole answer"]) <= BEST_TARGET * bare else 1


def take_turns(
    questions: Sequence[str], contenders: dict[str, Callable[[str], object]], rounds: int = ROUNDS
) -> dict[str, list[float]]:
    """Return milliseconds per contender; every contender gets every question, each round worded anew."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    asked = 0
    for turn in range(rounds + 1):
        for question in questions if turn else questions[:WARM_UP]:
            for name, run in contenders.items():
                # A last word that was never asked before: nothing can be remembered, and the work stays the same.
                asked += 1
                worded = f"{question} q{asked}x"
                started = perf_counter()
                run(worded)
                if turn:
                    times[name].append((perf_counter() - started) * 1000.0)
    return times


def _contenders(settings: Settings, assistant: Assistant | OverAllCouncils) -> dict[str, Callable[[str], object]]:
    own: Encoder = load_encoder(settings.model, IndexHome(settings.home).models)
    plain: Encoder = load_encoder(str(plain_model_folder()), IndexHome(settings.home).models)
    return {
        "bare embedding, sentence-transformers": lambda question: plain.embed([question]),
        "bare embedding, the index's own encoder": lambda question: own.embed([question]),
        "search only": lambda question: assistant.search(question, 10),
        "whole answer": lambda question: assistant.ask(question),
    }


if __name__ == "__main__":
    sys.exit(main())
