"""An opened index: comes in: search requests, goes out: ranked passages, and the letters themselves."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from types import TracebackType

from corpus import IndexUnavailable, Letter
from index.candidates import CandidateStore
from index.choose_build import ChosenBuild
from index.encoder import Encoder, Vectors
from index.exemplars import Exemplars
from index.fusion import DEFAULT_WEIGHTS, FusionWeights
from index.home import IndexHome
from index.lexical import weigh_query
from index.manifest import Manifest
from index.passage import Passage
from index.pieces import embed_text
from index.pointer import current_stamp
from index.search import REJECTED_COUNT, search_passages
from index.search_arrays import SearchArrays
from index.search_types import SearchRequest, SearchResult
from index.vector_cache import VectorCache

EXACT_ROWS_LIMIT = 200_000


class LetterIndex:
    """One build, open for questions; nothing that happens to the home afterwards changes its answers.

    `letters` are by id, in the order of their ids. `notice` is what a person must be told about the index,
    or empty. `opening_ms` tells where the time of opening went. Safe to share between threads.
    """

    def __init__(self, home: IndexHome, chosen: ChosenBuild, letters: Mapping[str, Letter], stamp: object) -> None:
        self.letters = letters
        self.notice = chosen.notice
        self.opening_ms: dict[str, float] = {}
        self._home = home
        self._chosen = chosen
        self._stamp = stamp
        self._search_parts: tuple[SearchArrays, Encoder] | None = None
        self._exemplars: Exemplars | None = None
        self._exact_rows_limit = EXACT_ROWS_LIMIT
        self._candidates: CandidateStore | None = None
        self._candidates_failed = False
        self._lock = threading.Lock()

    def equip(
        self, arrays: SearchArrays, encoder: Encoder, exact_rows_limit: int, exemplars: Exemplars | None = None
    ) -> None:
        """Hand over what searching needs; up to `exact_rows_limit` rows every question is scored exactly."""
        self._search_parts = arrays, encoder
        self._exemplars = exemplars
        self._exact_rows_limit = exact_rows_limit

    def __enter__(self) -> LetterIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def manifest(self) -> Manifest:
        """What the build holds and how it was made."""
        return self._chosen.manifest

    @property
    def corpus_version(self) -> str:
        """Short hash of which letters say what under which recipe."""
        return self.manifest.corpus_version

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, letter by letter, in reading order."""
        return self._parts()[0].passages

    @property
    def encoder(self) -> Encoder:
        """The encoder of the index's vectors."""
        return self._parts()[1]

    @property
    def knows_questions(self) -> bool:
        """Whether the encoder is the built-in one, with which known questions come along."""
        return self._exemplars is not None

    def embed_remembered(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of `texts`, shape (texts, dimension); a home that may be written to remembers them."""
        try:
            return VectorCache(self._home.question_cache).get_or_embed(self.encoder, texts)
        except IndexUnavailable:
            return self.encoder.embed(texts)

    def search(self, request: SearchRequest, weights: FusionWeights = DEFAULT_WEIGHTS) -> SearchResult:
        """Return the best passages of the letters asked for; fewer than `request.k` only where fewer exist.

        Exact, except that in a very large index a question to every letter gets its candidates from Chroma.
        """
        arrays, encoder = self._parts()
        if request.letter_ids is None and len(arrays.piece_owner) > self._exact_rows_limit:
            arrays = self._narrowed(request, arrays, encoder)
        return search_passages(request, arrays, encoder, weights, self._exemplars)

    def is_stale(self) -> bool:
        """Whether another build has become current since this one was opened; costs one look at one file."""
        return current_stamp(self._home) != self._stamp

    def close(self) -> None:
        """Let go of what was opened for very large indexes; searching stays possible, exactly."""
        with self._lock:
            self._candidates_failed = True
            candidates, self._candidates = self._candidates, None
        if candidates is not None:
            candidates.close()

    def _parts(self) -> tuple[SearchArrays, Encoder]:
        if self._search_parts is None:
            raise IndexUnavailable("This index was opened for reading its letters only.", "Open it with an encoder.")
        return self._search_parts

    def _narrowed(self, request: SearchRequest, arrays: SearchArrays, encoder: Encoder) -> SearchArrays:
        """Narrow the arrays by Chroma; whatever is wrong with it, the whole arrays answer, slower."""
        try:
            with self._lock:
                if self._candidates is None and not self._candidates_failed:
                    self._candidates = CandidateStore(self._chosen, arrays)
                candidates = self._candidates
            if candidates is None:
                return arrays
            question = embed_text(request.text, encoder)
            if self._exemplars is not None:
                question = self._exemplars.lean(question)
            query = weigh_query(request.text, request.extra_terms)
            return candidates.narrow(question, query, request.k + REJECTED_COUNT)
        except IndexUnavailable as error:
            self._candidates_failed = True
            self.notice = (
                self.notice or f"{error.message} Searching goes on without it, more slowly. {error.what_to_do}"
            )
            return arrays
