"""Our own questions: comes in: questions that point to paragraphs of letters, goes out: pairs with the letters' words.

Run as `python -m index.training.own_questions LETTERS_FOLDER OUT`. `questions.jsonl` beside this file holds what was
written for training, without the letters' text: each line names a file, the offset of a paragraph in the letter and the
digest of its sentences, so that a paragraph that is read otherwise today is left out and counted.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus import Letter, LetterError, find_letter_files, read_letter

QUESTIONS = Path(__file__).parent / "questions.jsonl"


def digest_of(sentences: Sequence[str]) -> str:
    """Return the first 16 digits of the SHA-256 of a paragraph's sentences."""
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16]


def sentences_at(letter: Letter, start: int) -> list[str] | None:
    """Return the sentences of the paragraph that begins at `start`, white space straightened; None if none does."""
    for _, paragraph in letter.paragraphs():
        if paragraph.start == start:
            return [" ".join(letter.slice(sentence).split()) for sentence in paragraph.sentences]
    return None


def join_questions(rows: Sequence[Mapping[str, object]], letters: Mapping[str, Letter]) -> Iterator[dict[str, object]]:
    """Yield a pair for each row whose paragraph is found with the same words; `letters` are by file name."""
    for row in rows:
        letter = letters.get(str(row["source"]))
        sentences = None if letter is None else sentences_at(letter, int(str(row["start"])))
        if sentences is None or digest_of(sentences) != row["sha256"]:
            continue
        copied = {name: row[name] for name in ("id", "member", "member_answer", "staff", "staff_answer", "near_misses")}
        yield {**copied, "letter": row["source"], "sentences": sentences}


def read_letters_by_name(folder: Path, wanted: frozenset[str]) -> dict[str, Letter]:
    """Read those files below `folder` whose names are `wanted`."""
    letters: dict[str, Letter] = {}
    for path in find_letter_files([folder]):
        if path.name in wanted:
            try:
                letters[path.name] = read_letter(path)
            except LetterError as error:
                sys.stderr.write(f"{path.name}: {error}\n")
    return letters


def main() -> None:
    """Write the pairs and say how many paragraphs were found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("letters", type=Path, help="folder of the letters' files")
    parser.add_argument("out", type=Path, help="file of pairs to write")
    parser.add_argument("--first", type=int, help="only so many lines, as an earlier run had them")
    args = parser.parse_args()
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()][: args.first]
    letters = read_letters_by_name(args.letters, frozenset(str(row["source"]) for row in rows))
    pairs = list(join_questions(rows, letters))
    args.out.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8")
    sys.stdout.write(f"{len(pairs)} of {len(rows)} paragraphs found\n")


if __name__ == "__main__":
    main()
