"""What is indexed already: comes in: a home, goes out: its letters' records, and the letters when needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus import IndexUnavailable, Letter, LetterError
from index.choose_build import choose_build, read_manifest, require_whole
from index.home import IndexHome
from index.letter_store import read_letters
from index.manifest import LetterRecord, Manifest
from index.pointer import list_builds, read_current
from index.sources import read_source
from index.update_report import Skipped

LETTERS_FILE = "letters.jsonl"


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter with the record of the file it came from."""

    letter: Letter
    record: LetterRecord


@dataclass(frozen=True, slots=True)
class KnownLetters:
    """The letters of the build an update starts from.

    `intact` is false where a file of that build is damaged, so that a new one is due though no letter changed.
    """

    home: IndexHome
    build_id: str | None = None
    manifest: Manifest | None = None
    intact: bool = True
    notice: str = ""
    lost: list[Skipped] = field(default_factory=list)

    @property
    def records(self) -> tuple[LetterRecord, ...]:
        """One record per letter, in the order of the build."""
        return self.manifest.letters if self.manifest is not None else ()

    @property
    def passages(self) -> int:
        """How many passages the build holds."""
        return self.manifest.counts.passages if self.manifest is not None else 0

    def stored(self, leave_out: frozenset[str]) -> Iterator[KnownLetter]:
        """Yield the letters as they were read before; where that file is damaged, read them anew from their sources."""
        letters = self._stored_letters()
        for record in self.records:
            if record.letter_id in leave_out:
                continue
            if record.letter_id in letters:
                yield KnownLetter(letters[record.letter_id], record)
            else:
                yield from self._read_anew(record, None)

    def read_anew(self) -> Iterator[KnownLetter]:
        """Yield the letters read from their sources; what can no longer be read is kept as it was read before."""
        letters = self._stored_letters()
        for record in self.records:
            yield from self._read_anew(record, letters.get(record.letter_id))

    def _read_anew(self, record: LetterRecord, before: Letter | None) -> Iterator[KnownLetter]:
        try:
            letter = read_source(self.home, record)
            yield KnownLetter(letter, replace(record, text_digest=letter.digest))
        except LetterError as error:
            kept = "It stays as it was read before." if before is not None else "It is left out."
            self.lost.append(Skipped(record.source, f"{error.message} {kept}", error.what_to_do))
            if before is not None:
                yield KnownLetter(before, record)

    def _stored_letters(self) -> dict[str, Letter]:
        if self.manifest is None or self.build_id is None:
            return {}
        folder = self.home.build(self.build_id)
        try:
            require_whole(folder, tuple(record for record in self.manifest.files if record.path == LETTERS_FILE))
        except IndexUnavailable:
            return {}
        return {letter.id: letter for letter in read_letters(folder / LETTERS_FILE)}


def load_known_letters(home: IndexHome) -> KnownLetters:
    """Find the build to start from: CURRENT's while its list of contents can be read, else the newest whole one.

    Raises IndexUnavailable where builds are there and not one of them can say what it held.
    """
    if home.is_empty:
        return KnownLetters(home)
    try:
        chosen = choose_build(home)
    except IndexUnavailable:
        chosen = None
    if chosen is not None and not chosen.notice:
        return KnownLetters(home, chosen.folder.name, chosen.manifest)
    for build_id in _current_first(home):
        try:
            manifest = read_manifest(home, build_id)
        except IndexUnavailable:
            continue
        notice = f"The index was damaged; its {len(manifest.letters)} letters are indexed anew."
        return KnownLetters(home, build_id, manifest, intact=False, notice=notice)
    raise IndexUnavailable(
        f"The index in {home.root} is damaged beyond repair.", "Move that folder away and add the letters again."
    )


def _current_first(home: IndexHome) -> list[str]:
    try:
        current = read_current(home)
    except IndexUnavailable:
        current = None
    builds = list_builds(home)
    return [current, *builds] if current is not None else builds
