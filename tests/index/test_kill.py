"""Promises under kill -9: whatever the moment, the old index answers or the new one does, whole.

A quick run kills 8 times. LETTERS_KILLS=100 kills a hundred times, half at random moments, half as a file of the
index is being written.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.hashing_encoder import HashingEncoder
from index.home import IndexHome
from index.open import open_index
from index.search_types import SearchRequest
from index.update import add_letters

KILLS = int(os.environ.get("LETTERS_KILLS", "8"))
ROOT = Path(__file__).parents[2]
ENCODER = HashingEncoder(64)
OLD, NEW = 3, 24
# The child says when it begins, so that random moments fall into the work and not into loading libraries. With a
# number it kills itself as that file operation (open to write, rename, remove, make folder) below the home begins.
_CHILD = """
import os, signal, sys
from pathlib import Path
import chromadb, llama_index.vector_stores.chroma, bm25s
from index.hashing_encoder import HashingEncoder
from index.home import IndexHome
from index.update import add_letters
home, letters, wanted = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0
def watch(event, arguments):
    global seen
    if event not in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile", "sqlite3.connect"):
        return
    if str(arguments[0]).startswith(str(home)) and (event != "open" or arguments[1] not in ("r", "rb", None)):
        seen += 1
        if seen == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
print("begin", flush=True)
add_letters(IndexHome(home), [letters], HashingEncoder(64))
print("operations", seen, flush=True)
"""


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of letters long enough that building them takes a while to kill."""
    folder = tmp_path_factory.mktemp("letters")
    words = "children social workers visits plans reviews care adoption managers audits risk schools health".split()
    for number in range(1, NEW + 1):
        lines = [
            f"{line}. The {' '.join(random.Random(number * 100 + line).choices(words, k=12))} in area {number} improved."
            for line in range(1, 61)
        ]
        (folder / f"letter-{number:02d}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def old_home(letters: Path, tmp_path_factory: pytest.TempPathFactory) -> IndexHome:
    """A home that holds the first letters only."""
    home = IndexHome(tmp_path_factory.mktemp("old") / "home")
    add_letters(home, sorted(letters.iterdir())[:OLD], ENCODER)
    return home


def _start(home: IndexHome, letters: Path, wanted: int = 0) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(home.root), str(letters), str(wanted)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begin\n"
    return child


@pytest.fixture(scope="module")
def whole_run(old_home: IndexHome, letters: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[float, int]:
    """How many seconds, and how many file operations, an undisturbed run takes."""
    home = _copy(old_home, tmp_path_factory.mktemp("whole"))
    started = time.monotonic()
    child = _start(home, letters)
    output, _ = child.communicate()
    assert child.returncode == 0
    return time.monotonic() - started, int(output.split()[1])


def _copy(home: IndexHome, folder: Path) -> IndexHome:
    shutil.copytree(home.root, folder / "home")
    return IndexHome(folder / "home")


def _kill_at_random(home: IndexHome, letters: Path, run: tuple[float, int], dice: random.Random) -> None:
    child = _start(home, letters)
    time.sleep(dice.uniform(0, run[0]))
    child.kill()
    child.wait()


def _kill_at_file_operation(home: IndexHome, letters: Path, run: tuple[float, int], dice: random.Random) -> None:
    child = _start(home, letters, wanted=dice.randint(1, run[1]))
    child.wait()
    assert child.returncode == -signal.SIGKILL


def _kill_as_chroma_writes(home: IndexHome, letters: Path, run: tuple[float, int], dice: random.Random) -> None:
    """Chroma's own writes are not Python's: watch its files and kill at a change of one."""
    child = _start(home, letters)
    changes, wanted, seen = 0, dice.randint(1, 12), None
    while child.poll() is None and changes < wanted:
        now = {path: _facts(path) for path in home.builds.glob("*.partial/chroma/**/*")}
        changes, seen = changes + (now != seen and bool(now)), now
    child.kill()
    child.wait()


def _facts(path: Path) -> tuple[int, int]:
    try:
        return path.stat().st_size, path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0, 0


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_moment_leaves_a_whole_index(
    number: int, old_home: IndexHome, letters: Path, whole_run: tuple[float, int], tmp_path: Path
) -> None:
    """After the kill the index opens without a notice, with all the old letters or all the new ones; the next add
    completes, every paragraph is found by its own words, and nothing half-made is left."""
    kill: Callable[[IndexHome, Path, tuple[float, int], random.Random], None] = [
        _kill_at_random,
        _kill_at_file_operation,
        _kill_at_random,
        _kill_as_chroma_writes,
    ][number % 4]
    home = _copy(old_home, tmp_path)
    kill(home, letters, whole_run, random.Random(number))
    with open_index(home, lambda: ENCODER) as index:
        assert index.notice == ""
        assert len(index.letters) in (OLD, NEW)
        assert index.search(SearchRequest("social workers", k=10)).hits
    report = add_letters(home, [letters], ENCODER)
    assert len(report.new) + len(report.unchanged) == NEW
    with open_index(home, lambda: ENCODER) as index:
        assert (index.notice, len(index.letters), len(index.passages)) == ("", NEW, 60 * NEW)
        for passage in index.passages[:: 60 // 2]:
            hits = index.search(SearchRequest(passage.text, k=1)).hits
            assert hits[0].passage.text.split(".")[1] == passage.text.split(".")[1]
    assert not list(home.root.rglob("*.partial")) + list(home.root.rglob("*.tmp"))
    assert len(list(home.sources.iterdir())) == NEW
