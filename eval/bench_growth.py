"""How time and memory grow: comes in: a folder of letters and sizes, goes out: a table with a row for each size.

Run as `python -m eval.bench_growth FOLDER [PARAGRAPHS...]` (1000, 10000, 100000 and 500000 unless told). The letters
of each size are made of the real sentences of FOLDER, their vectors of real ones (`eval.stand_in_encoder`); reading,
building, storing, opening and answering are the real thing. `--home HOME` measures an index that is there, and
with it what Chroma's candidates (needed only in very large indexes) miss of exact search: not so for made-up letters,
whose passages and sentences have vectors that know nothing of each other.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from assistant import load_settings, open_assistant
from corpus import find_letter_files
from eval.real_letters import readable_letters
from eval.stand_in_encoder import StandInEncoder
from eval.synthetic_letters import write_letters
from index import EMBEDDED, IndexHome, add_letters, load_encoder

SIZES = (1_000, 10_000, 100_000, 500_000)
SAMPLE_FILES, SAMPLE_SENTENCES = 30, 3_000
BYTES_PER_MEGABYTE = 1_000_000
COLUMNS = (
    "paragraphs",
    "build s",
    "disk MB",
    "open ms",
    "first ms",
    "answer ms",
    "bare ms",
    "ratio",
    "memory MB",
    "recall@10",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table as it grows; exit status 2 for bad usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0] == "--home" and len(arguments) != 2):
        sys.stderr.write("usage: python -m eval.bench_growth FOLDER [PARAGRAPHS...] | --home HOME\n")
        return 2
    sys.stdout.write(" ".join(f"{name:>11}" for name in COLUMNS) + "\n")
    if arguments[0] == "--home":
        _print_row(Path(arguments[1]), None)
        return 0
    sentences = _read_sentences(find_letter_files([Path(arguments[0])])[:SAMPLE_FILES])
    for size in [int(argument) for argument in arguments[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            write_letters(Path(folder) / "letters", sentences, size)
            model = load_encoder(EMBEDDED, IndexHome(home).models)
            encoder = StandInEncoder(model, sentences[:SAMPLE_SENTENCES])
            started = perf_counter()
            add_letters(IndexHome(home), [Path(folder) / "letters"], encoder)
            _print_row(home, perf_counter() - started)
    return 0


def _print_row(home: Path, build_seconds: float | None) -> None:
    # The models are exported on first use: that is neither answering's time nor its memory.
    open_assistant(load_settings(home))
    command = [sys.executable, "-m", "eval.measure_home", str(home)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    disk = sum(path.stat().st_size for path in (home / "builds").rglob("*") if path.is_file())
    cells = (
        f"{found['paragraphs']:.0f}",
        "" if build_seconds is None else f"{build_seconds:.1f}",
        f"{disk / BYTES_PER_MEGABYTE:.0f}",
        *(f"{found[name]:.1f}" for name in ("open_ms", "first_ms", "all_letters_ms", "bare_ms")),
        f"{found['all_letters_ms'] / found['bare_ms']:.2f}",
        f"{found['memory_mb']:.0f}",
        "" if build_seconds is not None else f"{found['recall_all_letters']:.3f}",
    )
    sys.stdout.write(" ".join(f"{cell:>11}" for cell in cells) + "\n")
    sys.stdout.flush()


def _read_sentences(files: Sequence[Path]) -> list[str]:
    """Return the sentences of the letters that can be read, one line each."""
    sentences: list[str] = []
    for letter in readable_letters(files):
        for _, paragraph in letter.paragraphs():
            sentences += [" ".join(letter.slice(sentence).split()) for sentence in paragraph.sentences]
    return [sentence for sentence in sentences if sentence.endswith(".") and len(sentence) > 30]


if __name__ == "__main__":
    sys.exit(main())
