"""One home's speed and memory: comes in: a home with an index, goes out: a line of JSON.

Run as `python -m eval.measure_home HOME`, in a process of its own, so that memory is that of answering alone: it is
read before the library that the bare embedding is compared with is loaded.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from assistant import ALL_COUNCILS, Scope, load_settings, open_assistant
from eval.bench_latency import take_turns
from eval.questions import load_questions
from eval.recall_of_candidates import measure_recall
from index import IndexHome, load_encoder, plain_model_folder

QUESTIONS = 60
WARM_UP = 5
KILOBYTES_PER_MEGABYTE = 1024


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 2 for bad usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m eval.measure_home HOME\n")
        return 2
    sys.stdout.write(json.dumps(measure(Path(arguments[0]))) + "\n")
    return 0


def measure(home: Path, questions_count: int = QUESTIONS) -> dict[str, float]:
    """Return times in ms (opening, first answer, medians of warm answers and of the bare embedding) and memory in MB.

    The last three say what Chroma's candidates miss of the exact first ten passages (`eval.recall_of_candidates`).
    Every question is asked of all letters, and of the councils' letters that it means by itself; bare embedding and
    answers take turns, so that noise meets both alike.
    """
    questions = [question.question for question in load_questions() if len(question.question) > 1][:questions_count]
    settings = load_settings(home)
    started = perf_counter()
    assistant = open_assistant(settings)
    opened = perf_counter()
    everywhere = Scope(councils=(ALL_COUNCILS,))
    assistant.ask(questions[0], scope=everywhere)
    first = perf_counter()
    for question in questions[:WARM_UP]:
        assistant.ask(f"{question} warm", scope=everywhere)
    memory = _peak_memory_mb()
    plain = load_encoder(str(plain_model_folder()), IndexHome(home).models)
    times = take_turns(
        questions,
        {
            "bare": lambda question: plain.embed([question]),
            "all_letters": lambda question: assistant.ask(question, scope=everywhere),
            "as_asked": lambda question: assistant.ask(question),
        },
        rounds=1,
    )
    recall = measure_recall(settings, questions)
    return {
        "letters": len(assistant.letters),
        "paragraphs": sum(len(list(letter.all_paragraphs())) for letter in assistant.letters),
        "open_ms": 1000 * (opened - started),
        "first_ms": 1000 * (first - opened),
        "memory_mb": memory,
        "recall_all_letters": recall.unfiltered,
        "recall_one_letter": recall.filtered,
        "too_few_hits": recall.too_few,
        **{f"{name}_ms": statistics.median(values) for name, values in times.items()},
    }


def _peak_memory_mb() -> float:
    """Return the most memory this program has held; `getrusage` counts the program that started it as well."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MEGABYTE
    (line,) = [line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / KILOBYTES_PER_MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
