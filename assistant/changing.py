"""Changing the letters while they are served: comes in: files or ids, goes out: a report; the assistant then answers
from the new index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.engine import Assistant
from assistant.opening import encoder_of, index_home
from assistant.settings import Settings
from index import Progress, UpdateReport, add_letters, no_progress, remove_letters


class LetterChanges:
    """Adds and removes letters as the commands `letters add` and `letters remove` do, for a running assistant."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self._settings = settings
        self._assistant = assistant

    def add(self, paths: Sequence[Path], on_progress: Progress = no_progress) -> UpdateReport:
        """Add the letters in these files: all that can be read, or none. Raises IndexBusy, IndexUnavailable."""
        home, encoder = index_home(self._settings), encoder_of(self._settings)
        report = add_letters(home, paths, encoder, on_progress)
        self._assistant.refresh()
        return report

    def remove(self, letter_ids: Sequence[str], on_progress: Progress = no_progress) -> UpdateReport:
        """Remove the letters with these ids. Raises IndexBusy, IndexUnavailable."""
        home, encoder = index_home(self._settings), encoder_of(self._settings)
        report = remove_letters(home, letter_ids, encoder, on_progress)
        self._assistant.refresh()
        return report
