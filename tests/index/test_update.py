"""Promises of adding, changing and removing letters."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import IndexBusy, IndexUnavailable, Letter
from index.chroma_store import ChromaStore, StoredRow
from index.encoder import Vectors
from index.hashing_encoder import HashingEncoder
from index.home import IndexHome
from index.intake import Intake
from index.lock import writer_lock
from index.open import open_index
from index.search_types import SearchRequest
from index.update import add_letters, rebuild, remove_letters

ENCODER = HashingEncoder(64)
LetterText = Callable[[int, int], str]


def _tree_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b"/"))
    return digest.hexdigest()


def _letter_ids(home: IndexHome) -> list[str]:
    return list(open_index(home, None).letters)


def test_added_letters_are_found(home: IndexHome, letters_folder: Path) -> None:
    """Every letter of a folder is in the index, and each paragraph's own words find that paragraph first."""
    report = add_letters(home, [letters_folder], ENCODER)
    assert report.new == tuple(f"letter-{number}" for number in range(1, 6))
    index = open_index(home, lambda: ENCODER)
    assert report.paragraphs == len(index.passages) == 40
    for passage in index.passages:
        assert index.search(SearchRequest(passage.text, k=1)).hits[0].passage == passage


def test_adding_twice_changes_nothing_and_says_so(home: IndexHome, letters_folder: Path) -> None:
    """The second time no byte below the home is different, and the report says that nothing changed."""
    add_letters(home, [letters_folder], ENCODER)
    before = _tree_hash(home.root)
    report = add_letters(home, [letters_folder], ENCODER)
    assert _tree_hash(home.root) == before
    assert not report.built
    assert len(report.unchanged) == 5
    assert "5 letters unchanged. Nothing changed." in str(report)


def test_known_files_are_not_even_read(home: IndexHome, letters_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose bytes are known costs its hash and no reading."""
    add_letters(home, [letters_folder], ENCODER)

    def never(path: Path) -> None:
        raise AssertionError(f"{path} was read again")

    monkeypatch.setattr("index.intake.read_letter", never)
    assert len(add_letters(home, [letters_folder], ENCODER).unchanged) == 5


def test_a_changed_file_replaces_its_letter(home: IndexHome, letters_folder: Path, letter_text: LetterText) -> None:
    """The new words are found, the old are gone, and the other letters stay."""
    add_letters(home, [letters_folder], ENCODER)
    (letters_folder / "letter-2.txt").write_text(letter_text(77, 3), encoding="utf-8")
    report = add_letters(home, [letters_folder], ENCODER)
    assert (report.changed, report.new, len(report.unchanged)) == (("letter-2",), (), 4)
    letters = open_index(home, None).letters
    assert letters["letter-2"].text.strip() == letter_text(77, 3).strip()
    assert list(letters) == [f"letter-{number}" for number in range(1, 6)]


def test_the_same_letter_under_two_names_is_recognised(home: IndexHome, letters_folder: Path) -> None:
    """A copy, and a copy with other line ends, are reported as duplicates and indexed once."""
    copy, other_ends = letters_folder / "z copy.txt", letters_folder / "z other ends.txt"
    shutil.copyfile(letters_folder / "letter-1.txt", copy)
    other_ends.write_bytes((letters_folder / "letter-1.txt").read_bytes().replace(b"\n", b"\r\n"))
    report = add_letters(home, [letters_folder], ENCODER)
    assert [(one.path, one.same_as) for one in report.duplicates] == [
        (str(copy), "letter-1.txt"),
        (str(other_ends), "letter-1.txt"),
    ]
    assert len(_letter_ids(home)) == 5
    assert "the same letter as letter-1.txt" in str(report)


@pytest.mark.parametrize("at_once", [True, False])
def test_another_letter_of_the_same_name_is_never_swallowed(
    at_once: bool, home: IndexHome, letters_folder: Path, letter_text: LetterText, tmp_path: Path
) -> None:
    """Two different letters with one name from two folders: the first stays, the second is told to be renamed."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter-1.txt").write_text(letter_text(50, 4), encoding="utf-8")
    runs = [[letters_folder, other]] if at_once else [[letters_folder], [other]]
    for paths in runs:
        report = add_letters(home, paths, ENCODER)
    assert [skipped.path for skipped in report.skipped] == [str(other / "letter-1.txt")]
    assert "Rename this file" in report.skipped[0].what_to_do
    assert open_index(home, None).letters["letter-1"].text.strip() == letter_text(1, 8).strip()


def test_a_folder_may_move(home: IndexHome, letters_folder: Path, letter_text: LetterText) -> None:
    """After a move the letters are unchanged, and a file changed there replaces its letter."""
    add_letters(home, [letters_folder], ENCODER)
    moved = letters_folder.rename(letters_folder.with_name("moved"))
    assert len(add_letters(home, [moved], ENCODER).unchanged) == 5
    (moved / "letter-1.txt").write_text(letter_text(60, 4), encoding="utf-8")
    assert add_letters(home, [moved], ENCODER).changed == ("letter-1",)


def test_unreadable_files_never_stop_the_rest(home: IndexHome, letters_folder: Path) -> None:
    """Empty, unknown and missing files and a pipe give one line each; the good letters are in."""
    (letters_folder / "empty.txt").write_bytes(b"")
    (letters_folder / "letter.xyz").write_bytes(b"abc")
    os.mkfifo(letters_folder / "pipe")
    paths = [
        letters_folder / "missing.txt",
        letters_folder / "letter.xyz",
        letters_folder / "pipe",
        letters_folder,
    ]
    report = add_letters(home, paths, ENCODER)
    assert len(report.new) == 5
    assert sorted(Path(skipped.path).name for skipped in report.skipped) == [
        "empty.txt",
        "letter.xyz",
        "missing.txt",
        "pipe",
    ]
    assert all(skipped.reason and skipped.what_to_do for skipped in report.skipped)
    assert sum(line.startswith("  skipped ") for line in str(report).splitlines()) == 4


def test_a_file_that_may_be_no_letter_is_taken_and_told(home: IndexHome, tmp_path: Path) -> None:
    """A list of names without council, date or kind is in the index, and the report asks whether it is a letter."""
    (tmp_path / "shopping list.txt").write_text("Milk and bread for the party of next week.\n\nPlates and cups too.\n")
    (tmp_path / "letter.txt").write_text(
        "9 March 2022\n\nDear Ann\n\nFocused visit to Leeds children’s services\n\n"
        "This letter summarises the findings of a focused visit to Leeds children’s services on 2 March 2022.\n"
    )
    report = add_letters(home, [tmp_path], HashingEncoder())
    assert [(one.path, one.letter_id) for one in report.doubtful] == [("shopping list.txt", "shopping-list")]
    assert "shopping list.txt: is this a letter?" in str(report)
    assert "letters remove shopping-list" in str(report)
    assert "shopping-list" in _letter_ids(home)


def test_removed_letters_are_gone(home: IndexHome, letters_folder: Path) -> None:
    """A removed letter is found no more and the copy of its file goes with the last build that needs it."""
    add_letters(home, [letters_folder], ENCODER)
    report = remove_letters(home, ["letter-3", "letter-9"], ENCODER)
    assert report.removed == ("letter-3",)
    assert [skipped.path for skipped in report.skipped] == ["letter-9"]
    assert _letter_ids(home) == ["letter-1", "letter-2", "letter-4", "letter-5"]
    assert len(list(home.sources.iterdir())) == 5
    remove_letters(home, ["letter-4"], ENCODER)
    assert len(list(home.sources.iterdir())) == 4


def test_an_index_may_be_emptied_and_filled_again(home: IndexHome, letters_folder: Path) -> None:
    """Without letters the index opens and finds nothing; adding fills it again."""
    add_letters(home, [letters_folder], ENCODER)
    remove_letters(home, _letter_ids(home), ENCODER)
    index = open_index(home, lambda: ENCODER)
    assert (dict(index.letters), index.search(SearchRequest("adoption")).hits) == ({}, ())
    assert len(add_letters(home, [letters_folder], ENCODER).new) == 5


def test_a_rebuild_needs_no_file_but_its_own(home: IndexHome, letters_folder: Path) -> None:
    """With the original files gone, every letter is read again from the kept copies and is the same."""
    add_letters(home, [letters_folder], ENCODER)
    before = open_index(home, None).letters
    shutil.rmtree(letters_folder)
    report = rebuild(home, ENCODER)
    assert (report.built, len(report.unchanged), report.skipped) == (True, 5, ())
    assert open_index(home, None).letters == before


def test_a_letter_whose_kept_copy_is_damaged_survives_a_rebuild(home: IndexHome, letters_folder: Path) -> None:
    """It stays as it was read before, and the report says so."""
    add_letters(home, [letters_folder], ENCODER)
    next(home.sources.iterdir()).write_bytes(b"damaged")
    report = rebuild(home, ENCODER)
    assert len(report.skipped) == 1
    assert "stays as it was read before" in report.skipped[0].reason
    assert len(_letter_ids(home)) == 5


def test_another_model_is_refused_until_the_index_is_rebuilt(home: IndexHome, letters_folder: Path) -> None:
    """Opening, adding and removing with another encoder name the command; after it all work again."""
    other = HashingEncoder(32)
    add_letters(home, [letters_folder], ENCODER)
    attempts: list[Callable[[], object]] = [
        lambda: open_index(home, lambda: other),
        lambda: add_letters(home, [letters_folder], other),
        lambda: remove_letters(home, ["letter-1"], other),
    ]
    for attempt in attempts:
        with pytest.raises(IndexUnavailable, match=r"embedding model changed.*letters add --rebuild"):
            attempt()
    rebuild(home, other)
    assert open_index(home, lambda: other).search(SearchRequest("adoption", k=3)).hits
    assert len(add_letters(home, [letters_folder], other).unchanged) == 5


def test_the_order_of_adding_does_not_count(home: IndexHome, letters_folder: Path, tmp_path: Path) -> None:
    """Letters added one by one, backwards, give the same version, ids, hits and scores as a whole folder."""
    other = IndexHome(tmp_path / "other")
    add_letters(home, [letters_folder], ENCODER)
    for number in range(5, 0, -1):
        add_letters(other, [letters_folder / f"letter-{number}.txt"], ENCODER)
    one, two = open_index(home, lambda: ENCODER), open_index(other, lambda: ENCODER)
    assert one.corpus_version == two.corpus_version
    assert one.passages == two.passages
    question = SearchRequest("social worker visits for care leavers", k=10)
    assert one.search(question).hits == two.search(question).hits


def test_a_rebuild_embeds_nothing(home: IndexHome, letters_folder: Path) -> None:
    """Vectors and token vectors of letters known before come from the cache, in the same bytes."""
    add_letters(home, [letters_folder], ENCODER)
    before = _arrays_hash(home)

    class NeverEncoder(HashingEncoder):
        """Refuses to embed anything."""

        def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
            raise AssertionError(f"embedded again: {texts}")

    assert rebuild(home, NeverEncoder(64)).built
    assert _arrays_hash(home) == before


def _arrays_hash(home: IndexHome) -> list[str]:
    build = home.build(home.current.read_text().strip())
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(build.glob("*.npy"))]


def test_two_builds_are_kept_and_no_more(home: IndexHome, letters_folder: Path) -> None:
    """The current build and the one before stay; older ones and anything half-made go."""
    (home.builds / "00000001.partial" / "chroma").mkdir(parents=True)
    for number in range(1, 5):
        add_letters(home, [letters_folder / f"letter-{number}.txt"], ENCODER)
        assert len(list(home.builds.iterdir())) == min(number, 2)


def test_progress_is_told_stage_by_stage(home: IndexHome, letters_folder: Path) -> None:
    """Each stage counts up to its total, and the stages follow each other."""
    heard: list[tuple[str, int, int]] = []
    add_letters(home, [letters_folder], ENCODER, lambda *step: heard.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in heard))
    assert stages == ["reading letters", "embedding", "storing", "checking"]
    for stage in stages:
        steps = [(done, total) for name, done, total in heard if name == stage]
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1] > 0


def test_a_second_writer_is_refused_and_changes_nothing(home: IndexHome, letters_folder: Path) -> None:
    """While one process writes, add, remove and rebuild are refused and no byte changes."""
    add_letters(home, [letters_folder / "letter-1.txt"], ENCODER)
    with writer_lock(home):
        before = _tree_hash(home.root)
        attempts: list[Callable[[], object]] = [
            lambda: add_letters(home, [letters_folder], ENCODER),
            lambda: remove_letters(home, ["letter-1"], ENCODER),
            lambda: rebuild(home, ENCODER),
        ]
        for attempt in attempts:
            with pytest.raises(IndexBusy):
                attempt()
        assert _tree_hash(home.root) == before


class _FailingEncoder(HashingEncoder):
    """Fails at the second batch, as a model that runs out of memory would."""

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        if any("area 5-7" in text for text in texts):
            raise MemoryError("no memory left")
        return super().embed(texts, on_progress)


def test_whatever_fails_the_old_index_stays_and_nothing_is_left_over(
    home: IndexHome, letters_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors while embedding, storing and checking leave every file outside the vector cache as it was."""
    add_letters(home, [letters_folder / "letter-1.txt"], ENCODER)
    shutil.rmtree(home.vector_cache.parent)
    before = _tree_hash(home.root)
    with pytest.raises(MemoryError):
        add_letters(home, [letters_folder], _FailingEncoder(64))
    for name in ("index.build._write_build", "index.build.check_build", "index.build.publish_build"):
        with monkeypatch.context() as patched:
            patched.setattr(name, _interrupt)
            with pytest.raises(KeyboardInterrupt):
                add_letters(home, [letters_folder], ENCODER)
    shutil.rmtree(home.vector_cache.parent)
    assert _tree_hash(home.root) == before


def _interrupt(*arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_store_that_lost_rows_is_never_published(
    home: IndexHome, letters_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build whose vector store misses one row does not pass its check, and the old index still answers."""
    add_letters(home, [letters_folder / "letter-1.txt"], ENCODER)
    add = ChromaStore.add

    def lose_one(store: ChromaStore, rows: Sequence[StoredRow], vectors: Vectors, hear: Callable[[int], None]) -> None:
        add(store, rows[1:], vectors[1:], hear)

    monkeypatch.setattr(ChromaStore, "add", lose_one)
    with pytest.raises(IndexUnavailable, match="does not hold every row"):
        add_letters(home, [letters_folder], ENCODER)
    assert _letter_ids(home) == ["letter-1"]


def test_too_little_space_is_told_before_anything_is_built(
    home: IndexHome, letters_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With less than three times the expected size free, the build does not begin; the old index answers."""
    add_letters(home, [letters_folder / "letter-1.txt"], ENCODER)
    before = _tree_hash(home.root)
    usage = shutil.disk_usage(home.root)
    monkeypatch.setattr("index.durable.shutil.disk_usage", lambda path: usage._replace(free=2_000_000))
    with pytest.raises(IndexUnavailable, match=r"disk is too full.*2 MB free.*Free some space"):
        add_letters(home, [letters_folder], ENCODER)
    assert _tree_hash(home.root) == before


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount something on `folder`, or skip the test and say so where this user may not."""
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"cannot mount here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        # Lazily: the tests' own process may still hold a mapped file.
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with _mounted(folder, "-t", "tmpfs", "-o", "size=6m", "tmpfs"):
        yield folder


def test_a_disk_that_fills_up_leaves_the_old_index(
    small_disk: Path, letters_folder: Path, letter_text: LetterText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A really full disk gives one plain error, the old index answers, and freeing space lets the next run finish."""
    monkeypatch.setattr("index.build.require_free_space", lambda folder, needed_bytes: None)
    home = IndexHome(small_disk / "home")
    add_letters(home, [letters_folder / "letter-1.txt"], ENCODER)
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    for left in (1_000, 40_000, 150_000, 300_000):
        ballast.write_bytes(b"\0" * max(0, free - left))
        with pytest.raises(IndexUnavailable):
            add_letters(home, [letters_folder], ENCODER)
        assert _letter_ids(home) == ["letter-1"]
        assert len(list(home.builds.iterdir())) == 1
        ballast.unlink()
    assert len(add_letters(home, [letters_folder], ENCODER).new) == 4


def test_a_folder_that_cannot_be_written_still_answers(home: IndexHome, letters_folder: Path) -> None:
    """In a read-only home adding gives a plain error, and opening and searching work."""
    add_letters(home, [letters_folder], ENCODER)
    with _mounted(home.root, "--bind", "-o", "ro", str(home.root)):
        with pytest.raises(IndexUnavailable, match=r"cannot be written to.*--home"):
            add_letters(home, [letters_folder], ENCODER)
        assert open_index(home, lambda: ENCODER).search(SearchRequest("adoption", k=3)).hits
        # The way of very large indexes needs a private copy, because Chroma writes even to read.
        with open_index(home, lambda: ENCODER, exact_rows_limit=1) as index:
            assert index.search(SearchRequest("adoption", k=3)).hits
            assert index.notice == ""


def test_a_folder_that_refuses_this_user_gives_a_plain_error(
    home: IndexHome, letters_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses to make a folder in the home, adding says so plainly and changes nothing."""
    add_letters(home, [letters_folder / "letter-1.txt"], ENCODER)
    before = _tree_hash(home.root)

    def refuse(folder: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    with monkeypatch.context() as patched:
        patched.setattr("index.pointer.Path.mkdir", refuse)
        with pytest.raises(IndexUnavailable, match=r"cannot be written to.*--home"):
            add_letters(home, [letters_folder], ENCODER)
    assert _tree_hash(home.root) == before


def test_the_work_of_taking_a_file_does_not_grow_with_the_letters(
    home: IndexHome, letters_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter's digest is worked out a few times, not once for every letter taken before it."""
    asked: list[str] = []
    digest_of = Letter.digest.fget  # type: ignore[attr-defined]

    def counting(letter: Letter) -> str:
        asked.append(letter.id)
        return str(digest_of(letter))

    monkeypatch.setattr(Letter, "digest", property(counting))
    taken = Intake(home, {})
    taken.take_all([letters_folder], lambda done, total: None)
    assert sorted(asked) == sorted(taken.new)
    assert len(taken.new) == 5
