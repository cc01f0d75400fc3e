"""Sorting what is to be added: comes in: files, goes out: which letters are new, changed, unchanged or skipped."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Letter, LetterError, UnreadableFile, find_letter_files, read_letter
from index.durable import file_sha256
from index.home import IndexHome
from index.known_letters import KnownLetter
from index.manifest import LetterRecord
from index.sources import keep_source
from index.update_report import Duplicate, Skipped

# Letters read side by side; each has a reading process of its own, which is bounded in memory.
READERS = 2


@dataclass(slots=True)
class Intake:
    """Takes files one by one and remembers what became of each; `records` starts as the letters already there."""

    home: IndexHome
    records: dict[str, LetterRecord]
    taken: dict[str, KnownLetter] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _seen: dict[str, Path] = field(default_factory=dict)
    # Ids by the digest of the file and by that of the text: looking through all records for each file takes minutes.
    _by_file: dict[str, str] = field(default_factory=dict)
    _by_text: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for record in self.records.values():
            self._remember_digests(record)

    def take_all(self, paths: Sequence[Path], on_progress: Callable[[int, int], None]) -> None:
        """Find the letter files below `paths` and take each; `on_progress` hears files done and files in all."""
        files = list(dict.fromkeys(path.absolute() for path in self._find(paths)))
        known = frozenset(record.source_digest for record in self.records.values())
        with ThreadPoolExecutor(READERS) as pool:
            looks = pool.map(lambda path: _look_into(path, known), files)
            for done, (path, look) in enumerate(zip(files, looks, strict=True), start=1):
                try:
                    self._take(path, look)
                except LetterError as error:
                    self._skip(path, error)
                on_progress(done, len(files))

    def _find(self, paths: Sequence[Path]) -> Iterable[Path]:
        for path in paths:
            try:
                yield from find_letter_files([path])
            except LetterError as error:
                self._skip(path, error)

    def _skip(self, path: Path, error: LetterError) -> None:
        # Readers begin with the file's name, and the report with its whole path: once is enough.
        self.skipped.append(Skipped(str(path), error.message.removeprefix(f"{path.name}: "), error.what_to_do))

    def _take(self, path: Path, look: _Look) -> None:
        digest = look.digest
        if digest in self._by_file:
            self._met_again(path, self.records[self._by_file[digest]])
            return
        if look.error is not None:
            raise look.error
        # Unread although it was known: another file of this batch took its letter's place.
        letter = look.letter or read_letter(path)
        text_digest = letter.digest
        if text_digest in self._by_text:
            self._met_again(path, self.records[self._by_text[text_digest]])
            return
        self._require_own_id(path, letter.id)
        keep_source(self.home, path, digest)
        (self.changed if letter.id in self.records else self.new).append(letter.id)
        self._seen[letter.id] = path
        record = LetterRecord(letter.id, path.name, str(path.parent), digest, text_digest)
        replaced = self.records.get(letter.id)
        if replaced is not None:
            self._by_file.pop(replaced.source_digest, None)
            self._by_text.pop(replaced.text_digest, None)
        self.records[letter.id] = record
        self._remember_digests(record)
        self.taken[letter.id] = KnownLetter(letter, record)

    def _remember_digests(self, record: LetterRecord) -> None:
        self._by_file.setdefault(record.source_digest, record.letter_id)
        self._by_text.setdefault(record.text_digest, record.letter_id)

    def _met_again(self, path: Path, record: LetterRecord) -> None:
        """The letter is there: the same file once more, or the same letter under another name."""
        if record.source == path.name and record.letter_id not in self._seen:
            self.unchanged.append(record.letter_id)
            self._seen[record.letter_id] = path
        else:
            self.duplicates.append(Duplicate(str(path), record.source))

    def _require_own_id(self, path: Path, letter_id: str) -> None:
        """Refuse a letter that would push out another one whose file merely has the same name.

        It is the same letter, changed, where its file is the same or the earlier one no longer exists.
        """
        record = self.records.get(letter_id)
        if record is None:
            return
        earlier = self._seen.get(letter_id, Path(record.folder, record.source))
        if letter_id in self._seen or (earlier != path and earlier.exists()):
            raise UnreadableFile(
                f"Another letter, {earlier}, already has the name {letter_id}.",
                "Rename this file, so that the two can be told apart, and add it again.",
            )


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found in one file: its bytes' digest, "" where even they could not be read, and the letter or why not.

    Neither letter nor error where the digest was known beforehand.
    """

    digest: str
    letter: Letter | None = None
    error: LetterError | None = None


def _look_into(path: Path, known: frozenset[str]) -> _Look:
    """Read the letter in `path` unless its digest is among `known`; may run beside others."""
    digest = ""
    try:
        digest = _digest_of(path)
        return _Look(digest) if digest in known else _Look(digest, read_letter(path))
    except LetterError as error:
        return _Look(digest, error=error)


def _digest_of(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFile(f"{path.name} is not an ordinary file.", "Name a file or a folder.")
        return file_sha256(path)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnreadableFile(
            f"{path.name} cannot be read ({reason}).", "Check the file and its permissions."
        ) from error
