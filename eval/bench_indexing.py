"""How fast letters are added: comes in: a folder of letters, goes out: a table of bare embedding beside the whole work.

Run as `python -m eval.bench_indexing FOLDER [COUNT]`. The bare embedding is of the same sentences, by
sentence-transformers with the same model, in the same process, and beside it by the index's own encoder in full
precision and as shipped; adding is everything: reading, embedding sentences and paragraphs, storing, checking. The
same folder is then added once more.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from corpus import find_letter_files
from eval.real_letters import readable_letters
from index import EMBEDDED, EMBEDDED_FULL, IndexHome, add_letters, load_encoder, plain_model_folder

TARGET_RATIO, TARGET_AGAIN = 1.3, 0.02


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; exit status 1 where a target is missed, 2 for bad usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("usage: python -m eval.bench_indexing FOLDER [COUNT]\n")
        return 2
    files = find_letter_files([Path(arguments[0])])
    files = files[: int(arguments[1])] if len(arguments) == 2 else files
    sentences, paragraphs = _read(files)
    with tempfile.TemporaryDirectory() as folder:
        home = IndexHome(Path(folder))
        encoder = load_encoder(EMBEDDED, home.models)
        plain = load_encoder(str(plain_model_folder()), home.models)
        full = load_encoder(EMBEDDED_FULL, home.models)
        bare = _time(lambda: plain.embed(sentences))
        in_full = _time(lambda: full.embed(sentences))
        as_shipped = _time(lambda: encoder.embed(sentences))
        added = _time(lambda: add_letters(home, files, encoder))
        again = _time(lambda: add_letters(home, files, encoder))
    sys.stdout.write(
        f"{len(files)} files, {paragraphs} paragraphs, {len(sentences)} sentences\n"
        f"bare embedding of the sentences  {bare:8.1f} s  {paragraphs / bare:8.1f} paragraphs a second\n"
        f"  ONNX Runtime, full precision   {in_full:8.1f} s  ratio {in_full / bare:.2f}\n"
        f"  ONNX Runtime, 8-bit, shipped   {as_shipped:8.1f} s  ratio {as_shipped / bare:.2f}\n"
        f"adding the letters               {added:8.1f} s  {paragraphs / added:8.1f} paragraphs a second"
        f"  ratio {added / bare:.2f} (at most {TARGET_RATIO})\n"
        f"adding them again                {again:8.2f} s  share {again / added:.4f} (at most {TARGET_AGAIN})\n"
    )
    return 0 if added <= TARGET_RATIO * bare and again <= TARGET_AGAIN * added else 1


def _read(files: Sequence[Path]) -> tuple[list[str], int]:
    """Return the sentences of every letter that can be read, and how many paragraphs they make."""
    sentences: list[str] = []
    paragraphs = 0
    for letter in readable_letters(files):
        for _, paragraph in letter.paragraphs():
            paragraphs += 1
            sentences += [letter.slice(sentence) for sentence in paragraph.sentences]
    # The plain model reads 256 tokens; the few longer texts would be refused.
    return [sentence[:900] for sentence in sentences], paragraphs


def _time(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
