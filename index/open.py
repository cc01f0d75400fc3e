"""Opening an index: comes in: a home and a way to load the encoder, goes out: a LetterIndex over checked files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from corpus import IndexUnavailable
from index.arrays_store import load_arrays
from index.choose_build import ChosenBuild, choose_build
from index.encoder import Encoder
from index.exemplars import find_exemplars
from index.home import IndexHome
from index.known_letters import LETTERS_FILE
from index.letter_index import EXACT_ROWS_LIMIT, LetterIndex
from index.letter_store import read_letters
from index.manifest import REBUILD, make_recipe, require_recipe
from index.passage import make_passages
from index.pointer import current_stamp

_ATTEMPTS = 5


def open_index(
    home: IndexHome, encoder_loader: Callable[[], Encoder] | None, exact_rows_limit: int = EXACT_ROWS_LIMIT
) -> LetterIndex:
    """Open the current build, or an earlier one, with a `notice`, where its files are damaged.

    Every file is checked against its hash before it is read. With `encoder_loader` None the letters can be
    read but not searched. Raises IndexUnavailable where there is no whole build or it has another recipe.
    """
    for _ in range(_ATTEMPTS):
        stamp = current_stamp(home)
        try:
            index = _open_once(home, encoder_loader, exact_rows_limit)
        except IndexUnavailable:
            # A writer may have replaced, and cleared away, what was being opened: then look again.
            if current_stamp(home) == stamp:
                raise
            continue
        if not index.notice or current_stamp(home) == stamp:
            return index
    raise IndexUnavailable("The index changes faster than it can be opened.", "Try again in a moment.")


def _open_once(home: IndexHome, encoder_loader: Callable[[], Encoder] | None, exact_rows_limit: int) -> LetterIndex:
    times: dict[str, float] = {}
    stamp = current_stamp(home)
    with _timed(times, "check"):
        chosen = choose_build(home)
    # Compared before anything is read: files of another layout are not for this program to read.
    wanted = make_recipe(chosen.manifest.recipe.encoder)
    require_recipe(chosen.manifest.recipe, wanted)
    index = _read_letters(home, chosen, stamp, times)
    if encoder_loader is not None:
        with _timed(times, "encoder"):
            encoder = encoder_loader()
        require_recipe(chosen.manifest.recipe, make_recipe(encoder.fingerprint))
        with _timed(times, "passages"):
            passages = tuple(passage for letter in index.letters.values() for passage in make_passages(letter))
        with _timed(times, "arrays"):
            arrays = load_arrays(chosen.folder, passages, encoder.fingerprint)
        with _timed(times, "exemplars"):
            index.equip(arrays, encoder, exact_rows_limit, find_exemplars(encoder.fingerprint))
    index.opening_ms.update(times)
    return index


def _read_letters(home: IndexHome, chosen: ChosenBuild, stamp: object, times: dict[str, float]) -> LetterIndex:
    with _timed(times, "letters"):
        try:
            letters = {letter.id: letter for letter in read_letters(chosen.folder / LETTERS_FILE)}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable("The index's letters cannot be read.", REBUILD) from error
    return LetterIndex(home, chosen, letters, stamp)


@contextmanager
def _timed(times: dict[str, float], name: str) -> Iterator[None]:
    started = perf_counter()
    yield
    times[name] = (perf_counter() - started) * 1000.0
