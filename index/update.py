"""Changing what is indexed: comes in: files to add or ids to remove, goes out: a new index in place, and a report."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus import IndexUnavailable, Kind
from index.build import build_index
from index.choose_build import read_manifest
from index.durable import plain_disk_errors
from index.encoder import Encoder
from index.home import IndexHome
from index.intake import Intake
from index.known_letters import KnownLetter, KnownLetters, load_known_letters
from index.lock import writer_lock
from index.manifest import make_recipe, require_recipe
from index.pointer import clear_partials, keep_builds, list_builds
from index.progress import Progress, no_progress
from index.sources import drop_unused_sources
from index.update_report import Doubtful, Skipped, UpdateReport


def add_letters(
    home: IndexHome,
    paths: Sequence[Path],
    encoder: Encoder,
    on_progress: Progress = no_progress,
    wait_seconds: float = 0.0,
) -> UpdateReport:
    """Add the letters in these files and folders; all of them that can be read are in afterwards, or none is.

    A file known by its bytes is not even read; nothing is built where nothing changed. Raises IndexBusy where another
    process writes, IndexUnavailable where the index has another recipe or cannot be written: it is then as it was.
    """
    started = time.monotonic()
    with _writing(home, wait_seconds):
        known = load_known_letters(home)
        if known.manifest is not None:
            require_recipe(known.manifest.recipe, make_recipe(encoder.fingerprint))
        intake = Intake(home, {record.letter_id: record for record in known.records})
        intake.take_all(paths, lambda done, total: on_progress("reading letters", done, total))
        report = UpdateReport(
            new=tuple(intake.new),
            changed=tuple(intake.changed),
            unchanged=tuple(intake.unchanged),
            duplicates=tuple(intake.duplicates),
            skipped=tuple(intake.skipped),
            doubtful=tuple(Doubtful(one.letter.source, one.letter.id) for one in intake.taken.values() if _doubt(one)),
        )
        if not intake.taken and known.intact:
            return _finished(report, known, started)
        kept = known.stored(leave_out=frozenset(intake.taken))
        return _rebuilt(report, known, [*kept, *intake.taken.values()], (encoder, on_progress), started)


def remove_letters(
    home: IndexHome,
    letter_ids: Sequence[str],
    encoder: Encoder,
    on_progress: Progress = no_progress,
    wait_seconds: float = 0.0,
) -> UpdateReport:
    """Remove the letters with these ids; an unknown id is reported and the others go. Raises as `add_letters` does."""
    started = time.monotonic()
    with _writing(home, wait_seconds):
        known = load_known_letters(home)
        if known.manifest is not None:
            require_recipe(known.manifest.recipe, make_recipe(encoder.fingerprint))
        there = {record.letter_id for record in known.records}
        removed = tuple(letter_id for letter_id in dict.fromkeys(letter_ids) if letter_id in there)
        unknown = [letter_id for letter_id in dict.fromkeys(letter_ids) if letter_id not in there]
        skipped = tuple(Skipped(one, "No letter has this id.", "Run 'letters list' to see the ids.") for one in unknown)
        report = UpdateReport(removed=removed, skipped=skipped)
        if not removed and known.intact:
            return _finished(report, known, started)
        return _rebuilt(report, known, list(known.stored(frozenset(removed))), (encoder, on_progress), started)


def rebuild(
    home: IndexHome, encoder: Encoder, on_progress: Progress = no_progress, wait_seconds: float = 0.0
) -> UpdateReport:
    """Read every letter anew from the kept copy of its file and build the index by today's recipe. Raises as above."""
    started = time.monotonic()
    with _writing(home, wait_seconds):
        known = load_known_letters(home)
        if known.manifest is None:
            return _finished(UpdateReport(), known, started)
        before = {record.letter_id: record.text_digest for record in known.records}
        letters = []
        for letter in known.read_anew():
            letters.append(letter)
            on_progress("reading letters", len(letters), len(before))
        ids = [(one.letter.id, before[one.letter.id] == one.record.text_digest) for one in letters]
        report = UpdateReport(
            changed=tuple(letter_id for letter_id, same in ids if not same),
            unchanged=tuple(letter_id for letter_id, same in ids if same),
        )
        return _rebuilt(report, known, letters, (encoder, on_progress), started)


def _doubt(stored: KnownLetter) -> bool:
    """Whether nothing in a file says that it is a letter: no kind, no council and no date."""
    letter = stored.letter
    return letter.kind is Kind.OTHER and letter.council is None and letter.sort_date is None


@contextmanager
def _writing(home: IndexHome, wait_seconds: float) -> Iterator[None]:
    """Hold the lock, clear what a killed writer left, and leave nothing behind however the block ends."""
    with writer_lock(home, wait_seconds), plain_disk_errors(home.root):
        clear_partials(home)
        try:
            yield
        finally:
            clear_partials(home)
            _drop_sources(home)


def _rebuilt(
    report: UpdateReport,
    known: KnownLetters,
    letters: list[KnownLetter],
    how: tuple[Encoder, Progress],
    started: float,
) -> UpdateReport:
    build_id, manifest = build_index(known.home, letters, *how)
    # The build before stays: it answers should a file of the new one go bad.
    keep_builds(known.home, {build_id, known.build_id or build_id})
    return replace(
        report,
        skipped=(*report.skipped, *known.lost),
        paragraphs=manifest.counts.passages,
        seconds=time.monotonic() - started,
        built=True,
        notice=known.notice,
    )


def _finished(report: UpdateReport, known: KnownLetters, started: float) -> UpdateReport:
    return replace(report, paragraphs=known.passages, seconds=time.monotonic() - started)


def _drop_sources(home: IndexHome) -> None:
    """Remove the kept files no build needs, unless a build can no longer say what it needs."""
    try:
        manifests = [read_manifest(home, build_id) for build_id in list_builds(home)]
    except IndexUnavailable:
        return
    if manifests or not home.current.exists():
        drop_unused_sources(home, (record for manifest in manifests for record in manifest.letters))
