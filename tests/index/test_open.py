"""Promises of opening an index and searching it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import IndexUnavailable, Letter
from index.build import build_index
from index.hashing_encoder import HashingEncoder
from index.home import IndexHome
from index.known_letters import KnownLetter
from index.manifest import LetterRecord
from index.open import open_index
from index.passage import make_passages
from index.pointer import keep_builds
from index.search import search_passages
from index.search_arrays import build_search_arrays
from index.search_types import SearchRequest
from index.update import add_letters, rebuild

ENCODER = HashingEncoder(64)
ROOT = Path(__file__).parents[2]
QUESTIONS = [
    "Are social workers supervised?",
    "adoption and fostering plans",
    "What did the audit of practice find about neglect in area 17-4?",
    "care leavers pathway plan personal adviser",
    "missing children return interview",
    "xyzzy",
]


def _known(letter: Letter) -> KnownLetter:
    return KnownLetter(letter, LetterRecord(letter.id, letter.source, "/nowhere", letter.digest, letter.digest))


def _build(home: IndexHome, letters: list[Letter]) -> None:
    home.root.mkdir(parents=True, exist_ok=True)
    build_index(home, [_known(letter) for letter in letters], ENCODER)


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> IndexHome:
    """A home with a current build of all shipped letters and an earlier one of a single letter; never to be changed."""
    from corpus import SHIPPED_LETTERS, find_letter_files

    home = IndexHome(tmp_path_factory.mktemp("two") / "home")
    add_letters(home, find_letter_files([SHIPPED_LETTERS])[1:2], ENCODER)
    add_letters(home, [SHIPPED_LETTERS], ENCODER)
    return home


@pytest.fixture
def copied(two_builds: IndexHome, tmp_path: Path) -> IndexHome:
    """A copy of `two_builds` that a test may damage."""
    shutil.copytree(two_builds.root, tmp_path / "copied")
    return IndexHome(tmp_path / "copied")


def test_an_opened_index_answers_as_one_never_stored(home: IndexHome, make_letter: Callable[..., Letter]) -> None:
    """Hits, scores and runners-up are those of the same letters searched in memory."""
    letters = [make_letter(number) for number in range(1, 9)]
    _build(home, letters)
    arrays = build_search_arrays([passage for letter in letters for passage in make_passages(letter)], ENCODER)
    index = open_index(home, lambda: ENCODER)
    assert dict(index.letters) == {letter.id: letter for letter in letters}
    for question in QUESTIONS:
        request = SearchRequest(question, k=7)
        expected, found = search_passages(request, arrays, ENCODER), index.search(request)
        assert (found.hits, found.rejected) == (expected.hits, expected.rejected)


def test_asking_loads_no_heavy_library(two_builds: IndexHome) -> None:
    """Opening and searching import neither chromadb, llama-index, torch nor bm25s."""
    script = (
        "import sys; from pathlib import Path\n"
        "from index.open import open_index; from index.home import IndexHome\n"
        "from index.hashing_encoder import HashingEncoder; from index.search_types import SearchRequest\n"
        "index = open_index(IndexHome(Path(sys.argv[1])), lambda: HashingEncoder(64))\n"
        "assert index.search(SearchRequest('adoption')).hits\n"
        "heavy = {'chromadb', 'llama_index', 'torch', 'bm25s', 'sentence_transformers', 'scipy', 'pandas'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(two_builds.root)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_opening_600_passages_is_quick(home: IndexHome, make_letter: Callable[..., Letter]) -> None:
    """Opening takes less than 300 ms at its best of three, and says where the time went."""
    _build(home, [make_letter(number, 60) for number in range(10)])
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        index = open_index(home, lambda: ENCODER)
        seconds.append(time.perf_counter() - started)
    assert len(index.passages) == 600
    assert min(seconds) < 0.3
    assert set(index.opening_ms) == {"check", "letters", "encoder", "passages", "arrays", "exemplars"}


def test_an_index_knows_when_it_is_no_longer_current(home: IndexHome, make_letter: Callable[..., Letter]) -> None:
    """After another writer's swap the opened index says so, and still answers with its own letters."""
    _build(home, [make_letter(1)])
    index = open_index(home, lambda: ENCODER)
    assert not index.is_stale()
    before = index.search(SearchRequest("adoption"))
    _build(home, [make_letter(2)])
    assert index.is_stale()
    shutil.rmtree(home.builds)
    assert index.search(SearchRequest("adoption")).hits == before.hits


def test_an_empty_home_says_what_to_do(home: IndexHome) -> None:
    """Where nothing was ever added the error names the command that adds."""
    assert home.is_empty
    with pytest.raises(IndexUnavailable, match="letters add"):
        open_index(home, lambda: ENCODER)
    assert not home.root.exists()


def test_letters_can_be_read_without_a_model(two_builds: IndexHome) -> None:
    """Without an encoder the letters are there and searching is refused plainly."""
    index = open_index(two_builds, None)
    assert len(index.letters) == 5
    with pytest.raises(IndexUnavailable):
        index.search(SearchRequest("adoption"))


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


def _delete(path: Path) -> None:
    path.unlink()


def _zero(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


FILES = [
    "MANIFEST.json",
    "letters.jsonl",
    "piece_vectors.npy",
    "piece_owner.npy",
    "sentence_vectors.npy",
    "sentence_owner.npy",
    "token_rows.npy",
    "token_starts.npy",
    "token_ids.npy",
    "token_counts.npy",
    "words/terms.json",
    "words/rows.npy",
    "words/weights.npy",
    "words/term_starts.npy",
    "sentence_words/terms.json",
]
DAMAGES = [_truncate, _flip, _delete, _zero]


def _current_build(home: IndexHome) -> Path:
    return home.build(home.current.read_text().strip())


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_damage_is_seen_before_a_file_is_used(name: str, damage: Callable[[Path], None], copied: IndexHome) -> None:
    """Any damage to any file of the current build: the earlier build answers and a notice says so; once that is
    damaged too, nothing is answered; the next `add` repairs the index from what is left, and no letter is lost."""
    damage(_current_build(copied) / name)
    index = open_index(copied, lambda: ENCODER)
    assert len(index.letters) == 1
    assert "damaged" in index.notice
    assert "with 1 letter answers instead. Run 'letters add --rebuild'" in index.notice
    assert index.search(SearchRequest("social workers")).hits
    earlier = next(path for path in copied.builds.iterdir() if path != _current_build(copied))
    damage(earlier / name)
    with pytest.raises(IndexUnavailable, match="letters add --rebuild"):
        open_index(copied, lambda: ENCODER)


@pytest.mark.parametrize("name", ["letters.jsonl", "piece_vectors.npy", "chroma/chroma.sqlite3"])
@pytest.mark.parametrize("repair", ["add", "rebuild"])
def test_a_damaged_index_is_repaired_with_every_letter(name: str, repair: str, copied: IndexHome) -> None:
    """While its list of contents is whole, adding anything or rebuilding brings all letters of a damaged build back."""
    before = open_index(copied, None).letters
    _truncate(_current_build(copied) / name)
    report = add_letters(copied, [], ENCODER) if repair == "add" else rebuild(copied, ENCODER)
    assert report.built
    assert "damaged" in report.notice
    index = open_index(copied, lambda: ENCODER)
    assert (index.notice, dict(index.letters)) == ("", dict(before))


def test_a_lost_list_of_contents_brings_back_the_earlier_letters(copied: IndexHome) -> None:
    """Where the current build cannot even say what it held, the earlier one is made current again and can be added to."""
    _flip(_current_build(copied) / "MANIFEST.json")
    from corpus import SHIPPED_LETTERS

    report = add_letters(copied, [SHIPPED_LETTERS], ENCODER)
    assert (len(report.new), len(report.unchanged)) == (4, 1)
    assert open_index(copied, None).notice == ""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_pointer_costs_no_letter(damage: Callable[[Path], None], copied: IndexHome) -> None:
    """With CURRENT damaged or gone the newest whole build answers, with a notice, and the next run puts it right."""
    damage(copied.current)
    index = open_index(copied, lambda: ENCODER)
    assert len(index.letters) == 5
    assert "naming the current index" in index.notice
    add_letters(copied, [], ENCODER)
    assert open_index(copied, lambda: ENCODER).notice == ""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_vector_store_is_never_opened(damage: Callable[[Path], None], copied: IndexHome) -> None:
    """In a very large index every file of the vector store is checked before Chroma sees it; where one is damaged,
    exact search or the earlier build answers, with a notice."""
    for path in sorted((_current_build(copied) / "chroma").rglob("*")):
        kept = path.read_bytes() if path.is_file() else b""
        if not any(kept):
            continue  # a folder, or a file of zeros that zeroing leaves as it is
        damage(path)
        with open_index(copied, lambda: ENCODER, exact_rows_limit=10) as index:
            hits = index.search(SearchRequest("social workers", k=5)).hits
            assert "letters add --rebuild" in index.notice
        assert len(hits) == 5
        path.write_bytes(kept)


def test_a_very_large_index_finds_what_exact_search_finds(home: IndexHome, make_letter: Callable[..., Letter]) -> None:
    """With candidates from Chroma 99 of 100 hits are those of exact search, and there are never fewer."""
    _build(home, [make_letter(number, 60) for number in range(40)])
    exact = open_index(home, lambda: ENCODER)
    questions = [*QUESTIONS, *(passage.text[10:60] for passage in exact.passages[::60])]
    found = expected = 0
    with open_index(home, lambda: ENCODER, exact_rows_limit=100) as index:
        for question in questions:
            for letter_ids in (None, frozenset({"letter-3", "letter-17"})):
                request = SearchRequest(question, k=10, letter_ids=letter_ids)
                mine = [hit.passage.id for hit in index.search(request).hits]
                best = [hit.passage.id for hit in exact.search(request).hits]
                assert len(mine) == len(best) == 10
                assert letter_ids is None or mine == best
                found, expected = found + len(set(mine) & set(best)), expected + len(best)
        assert index._candidates is not None, "the questions were not answered through Chroma"
        assert index.notice == ""
    assert found / expected >= 0.99
    assert index._candidates is None


def test_readers_never_see_half_an_update(home: IndexHome, make_letter: Callable[..., Letter]) -> None:
    """While a writer replaces the index and clears old builds away, every opening gives one whole version of it."""
    _build(home, [make_letter(1)])
    seen: list[tuple[int, str, int]] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            index = open_index(home, lambda: ENCODER)
            seen.append((len(index.letters), index.notice, len(index.search(SearchRequest("adoption", k=5)).hits)))
            time.sleep(0.01)  # leaves the writer, in this same process, its share

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            for count in range(2, 7):
                _build(home, [make_letter(number) for number in range(count)])
                keep_builds(home, {home.current.read_text().strip()})
        finally:
            over.set()
        for reader in readers:
            reader.result()
    assert {notice for _, notice, _ in seen} == {""}
    assert {hits for _, _, hits in seen} == {5}
    assert len({letters for letters, _, _ in seen}) > 2
