"""Opening a home: comes in: settings, goes out: its index, built from the shipped letters where the home is empty."""

from __future__ import annotations

from assistant.settings import Settings
from corpus import SHIPPED_LETTERS
from index import (
    Encoder,
    IndexHome,
    Judge,
    LetterIndex,
    Progress,
    Reranker,
    add_letters,
    load_encoder,
    load_judge,
    load_reranker,
    no_progress,
    open_index,
)


def index_home(settings: Settings) -> IndexHome:
    """Return where the index of `settings` lives."""
    return IndexHome(settings.home)


def encoder_of(settings: Settings) -> Encoder:
    """Load the embedding model that `settings` names."""
    return load_encoder(settings.model, index_home(settings).models)


def judge_of(settings: Settings) -> Judge | None:
    """Load the judge that `settings` name, if any."""
    return load_judge(settings.judge, settings.model, index_home(settings).models)


def reranker_of(settings: Settings) -> Reranker | None:
    """Load the reranker that `settings` name, if any."""
    return load_reranker(settings.reranker)


def open_letter_index(settings: Settings, on_progress: Progress = no_progress) -> LetterIndex:
    """Open the index; the first time, in an empty home, build it of the shipped letters."""
    _fill_if_empty(settings, on_progress)
    return open_index(index_home(settings), lambda: encoder_of(settings))


def open_for_reading(settings: Settings, on_progress: Progress = no_progress) -> LetterIndex:
    """Open the index for its letters only: no embedding model is loaded, and it cannot be searched."""
    _fill_if_empty(settings, on_progress)
    return open_index(index_home(settings), None)


def _fill_if_empty(settings: Settings, on_progress: Progress) -> None:
    home = index_home(settings)
    if home.is_empty:
        add_letters(home, [SHIPPED_LETTERS], encoder_of(settings), on_progress)
