"""Real letters kept out of training: comes in: a file of questions with paragraphs, goes out: the evaluation's table.

Run as `python -m eval.kept_out_letters PAIRS [--part dev|held] [--all-near-misses]`. The paragraphs of the part's
letters become letters again, a file each; their questions are asked over all of them, near misses to be silent on.
The pairs only know that a near miss is not answered by its own paragraph. Somebody who did not know the answers given
has read each with the four nearest paragraphs of the part (`near_misses.json`): those that one of them answers are left
out unless `--all-near-misses` is given, those that one of them perhaps answers are a kind of their own in the table.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from assistant import ALL_COUNCILS, Answer, Assistant, Scope, load_settings, open_assistant
from corpus import Letter
from eval.command import write_results
from eval.gold import GoldNotFound, make_answer_key
from eval.question import Filters, GoldQuote, Point, Question
from eval.runner import run_evaluation
from eval.table import table_lines
from index import IndexHome, SearchResult, add_letters, load_encoder
from index.training.pairs import VOICES, Pair, read_pairs, split_by_letter

MARK = re.compile(r"^(?:\d+(?:\.\d+)*\.?\s+|[\u25a0-\u25ff\u2022\u25fc\uf0b7*-]\s*)+")
READ = Path(__file__).parent / "near_misses.json"
ANSWERED, PERHAPS, UNANSWERED = "answered_elsewhere", "perhaps_answered_elsewhere", "answered_nowhere"
EVERY_COUNCIL = Scope(councils=(ALL_COUNCILS,))


class OverAllCouncils:
    """An assistant that is asked over every council, whatever the home council is."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    @property
    def letters(self) -> Sequence[Letter]:
        """Every letter held."""
        return self._assistant.letters

    @property
    def corpus_version(self) -> str:
        """Short hash of which letters say what under which recipe."""
        return self._assistant.corpus_version

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer `question` from every council's letters."""
        return self._assistant.ask(question, history, EVERY_COUNCIL)

    def search(self, question: str, k: int = 10, history: Sequence[str] = ()) -> SearchResult:
        """Return the `k` best passages of every council's letters."""
        return self._assistant.search(question, k, history, EVERY_COUNCIL)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table of one part; with `--out` each question's result goes into a file."""
    parser = argparse.ArgumentParser(prog="python -m eval.kept_out_letters", description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--part", choices=("dev", "held"), default="dev")
    parser.add_argument("--all-near-misses", action="store_true", help="ask those that the letters answer, too")
    parser.add_argument("--home", type=Path, help="where index and settings lie, made if missing")
    parser.add_argument("--out", type=Path, help="a JSON-lines file for each question's result")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        home = args.home or Path(folder) / "home"
        pairs = part_of(read_pairs(args.pairs), args.part)
        assistant, questions = make_assistant(pairs, home, Path(folder) / "letters")
        evaluate(assistant, questions if args.all_near_misses else without_answered(questions), args.out)
    return 0


def part_of(pairs: Sequence[Pair], part: str) -> list[Pair]:
    """Return the pairs of one part of the letters, as training dealt them out."""
    return [pairs[row] for row in getattr(split_by_letter(pairs), part)]


def without_answered(questions: Sequence[Question]) -> list[Question]:
    """Return `questions` without the near misses that other paragraphs answer."""
    return [question for question in questions if question.unanswerable_kind != ANSWERED]


def evaluate(assistant: Assistant, questions: Sequence[Question], out: Path | None) -> None:
    """Ask all questions and print the table."""
    run = run_evaluation(OverAllCouncils(assistant), questions)
    for line in table_lines(run, ()):
        sys.stdout.write(f"{line}\n")
    if out is not None:
        write_results(run, out)


def make_assistant(pairs: Sequence[Pair], home: Path, folder: Path) -> tuple[Assistant, list[Question]]:
    """Index the letters of `pairs`; return who answers from them, and their questions."""
    settings = load_settings(home)
    sources = write_letters(pairs, folder)
    add_letters(IndexHome(home), [folder], load_encoder(settings.model, IndexHome(home).models))
    assistant = open_assistant(settings)
    letters = {letter.source: letter for letter in assistant.letters}
    held = {letter.id: letter for letter in assistant.letters}
    wanted = [question for pair in pairs for question in questions_of(pair, letters[sources[pair.letter]].id)]
    questions = [question for question in wanted if is_found(question, held)]
    sys.stdout.write(f"{len(wanted) - len(questions)} questions left out: their paragraphs were read otherwise\n")
    return assistant, questions


def write_letters(pairs: Sequence[Pair], folder: Path) -> dict[str, str]:
    """Write the paragraphs of each letter into a Markdown file of its own; return the files' names by letter."""
    by_letter: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_letter[pair.letter].append(pair)
    folder.mkdir(parents=True, exist_ok=True)
    names = {}
    for number, (name, own) in enumerate(sorted(by_letter.items())):
        council, title = name.split("/", 1)
        what, _, day = title.rpartition(" - ")
        body = "\n\n".join(_as_prose(pair.sentences) for pair in own)
        names[name] = f"letter-{number:03}.md"
        head = f"# Ofsted {what}: {council.title()} council\n\n{day.title()}\n\n## Findings\n\n"
        (folder / names[name]).write_text(f"{head}{body}\n", encoding="utf-8")
    return names


def _as_prose(sentences: Sequence[str]) -> str:
    """Return a paragraph without its printed number or bullet: among strangers they would make it an item of a list."""
    return MARK.sub("", " ".join(sentence.strip() for sentence in sentences))


def questions_of(pair: Pair, letter_id: str) -> Iterator[Question]:
    """Yield the two questions that the paragraph answers and the one that it does not."""
    for style, text, answers in zip(VOICES, pair.questions, pair.answers, strict=True):
        gold = tuple(GoldQuote(letter_id, MARK.sub("", pair.sentences[number].strip())) for number in answers)
        points = (Point("the answer", True, tuple(range(len(gold)))),)
        yield _question(f"{pair.id}-{style}", pair, style, text, gold, points)
    yield _question(f"{pair.id}-near", pair, "member", pair.near_misses[0], (), ())


@lru_cache(maxsize=1)
def _read_near_misses() -> Mapping[str, frozenset[str]]:
    """Return the ids of the pairs whose near misses are answered by other paragraphs, and perhaps answered."""
    return {name: frozenset(ids) for name, ids in json.loads(READ.read_text(encoding="utf-8")).items()}


def _kind_of(pair: Pair) -> str:
    """Say whether a pair's near miss is answered by another paragraph, perhaps, or by none that was read."""
    read = _read_near_misses()
    return ANSWERED if pair.id in read["answered"] else PERHAPS if pair.id in read["perhaps"] else UNANSWERED


def _question(
    name: str, pair: Pair, style: str, text: str, gold: tuple[GoldQuote, ...], points: tuple[Point, ...]
) -> Question:
    return Question(
        id=name,
        group_id=pair.id,
        split="dev",
        style=style,
        type="fact" if gold else "unanswerable",
        question=text,
        turns=(),
        standalone=None,
        answerable=bool(gold),
        unanswerable_kind=None if gold else _kind_of(pair),
        gold=gold,
        points=points,
        must_not=(),
        filters=Filters(),
        notes=pair.letter,
    )


def is_found(question: Question, letters: Mapping[str, Letter]) -> bool:
    """Say whether the gold stands in the letters as they were read."""
    try:
        make_answer_key(question, letters)
    except GoldNotFound:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
