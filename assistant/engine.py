"""The assistant's public face: comes in: settings, goes out: something that can be asked."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from assistant.answer import Answer, AnswerStatus
from assistant.answering import Desk, answer_as_stated, answer_question
from assistant.choosing import JUDGED_SHARES, LIKENESS_SHARES, Limits
from assistant.edges import say_why_silent
from assistant.example_questions import ExampleQuestions
from assistant.opening import judge_of, open_letter_index, reranker_of
from assistant.readings import is_leaning_meant
from assistant.scope import EVERYTHING, Scope, make_choices
from assistant.search_order import as_a_reader_wants
from assistant.searching import NO_READERS, Readers, search_passages
from assistant.settings import Settings
from assistant.silence import known_stems
from assistant.stopwatch import Stopwatch
from assistant.subjects import Subjects
from assistant.understanding import Understanding, understand_both_ways
from assistant.writers import QuotingWriter, Writer
from corpus import IndexUnavailable, Letter, UserFacingError, newest_first
from index import LetterIndex, Progress, SearchResult, no_progress


class _KnownOfIndex:
    """What is found out once per index, each when it is first needed."""

    def __init__(self, index: LetterIndex, settings: Settings) -> None:
        self.index = index
        self._settings = settings

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the letters' words."""
        return known_stems(self.index.letters.values())

    @cached_property
    def examples(self) -> ExampleQuestions:
        """What knows questions by example."""
        return ExampleQuestions(self.index)

    @cached_property
    def subjects(self) -> Subjects:
        """What follows subjects through the letters."""
        return Subjects(self.index.letters.values(), self._settings.home_council or None)


class Assistant:
    """Answers questions over one opened index. Keeps no conversation: history comes with each question.

    Safe to share between threads.
    """

    def __init__(
        self, settings: Settings, index: LetterIndex, writer: Writer | None = None, readers: Readers = NO_READERS
    ) -> None:
        self._settings = settings
        self._writer = writer if writer is not None else QuotingWriter()
        self._readers = readers
        self._index = index
        self._known = _KnownOfIndex(index, settings)
        self._lock = threading.Lock()
        self._unopened: IndexUnavailable | None = None

    @property
    def letters(self) -> Sequence[Letter]:
        """Every letter held, newest first; those without any date last."""
        return newest_first(self.letters_by_id.values())

    @property
    def letters_by_id(self) -> Mapping[str, Letter]:
        """Every letter held, by id; where a new index cannot be opened, those held before, and `notice` says so."""
        with suppress(IndexUnavailable):
            self._current()
        return self._index.letters

    def letter(self, letter_id: str) -> Letter:
        """Return the letter with this id; raises UserFacingError where it is not held."""
        letters = self.letters_by_id
        if letter_id not in letters:
            raise UserFacingError(f"There is no letter “{letter_id}”.", "See which there are: letters list")
        return letters[letter_id]

    def refresh(self) -> None:
        """Open the index anew where it has been replaced; raises IndexUnavailable where it cannot be opened."""
        self._current(wait=True)

    @property
    def corpus_version(self) -> str:
        """Short hash of which letters say what under which recipe."""
        return self._index.corpus_version

    @property
    def settings(self) -> Settings:
        """How answers are made and where things live."""
        return self._settings

    @property
    def recipe(self) -> Mapping[str, str]:
        """By what the index was built, as names and versions."""
        recipe = self._index.manifest.recipe
        parts = {"encoder": recipe.encoder, "layout": recipe.layout, "passage_rule": recipe.passage_rule}
        return {**parts, "reader": recipe.reader, **dict(recipe.libraries)}

    @property
    def notice(self) -> str | None:
        """What a person must be told about the index, None where all is well."""
        if self._unopened is not None:
            return f"The letters cannot be searched at the moment. {self._unopened}"
        return self._index.notice or None

    def ask(self, question: str, history: Sequence[str] = (), scope: Scope = EVERYTHING) -> Answer:
        """Answer `question`; `history` holds the earlier user turns of the conversation, oldest first.

        `scope` holds whatever the question says. Where nothing is found within it, the letters left out are
        searched as well, so that the answer can say whether the choices are why.
        """
        answer = self._answer(question, history, scope, self._writer)
        if answer.status is AnswerStatus.NOT_IN_LETTERS and answer.searched.left_out_by_choices:
            return say_why_silent(answer, self._answer(question, history, EVERYTHING, QuotingWriter()))
        return answer

    def _answer(self, question: str, history: Sequence[str], scope: Scope, writer: Writer) -> Answer:
        watch = Stopwatch()
        index = self._current()
        understanding, answer = self._read(index, question, history, scope, watch)
        if answer is None or not isinstance(writer, QuotingWriter):
            answer = answer_question(understanding, self._desk(index, writer), watch)
        return answer

    def search(
        self, question: str, k: int = 10, history: Sequence[str] = (), scope: Scope = EVERYTHING
    ) -> SearchResult:
        """Return the `k` best passages for `question`, without choosing evidence or being silent.

        What the letters state of themselves comes first where it is asked for, a list's items follow what leads in.
        """
        index, watch = self._current(), Stopwatch()
        understanding, _ = self._read(index, question, history, scope, watch)
        stated = answer_as_stated(understanding, self._desk(index, QuotingWriter()), watch)
        result = search_passages(understanding, index, self._readers, k)
        return as_a_reader_wants(result, stated, index.letters, k, understanding.wants_list)

    def _read(
        self, index: LetterIndex, question: str, history: Sequence[str], scope: Scope, watch: Stopwatch
    ) -> tuple[Understanding, Answer | None]:
        """Return how a question is read; where it may lean on earlier turns, what is found either way decides.

        The answer in quotes that decided comes along, so that it need not be sought again.
        """
        with watch.timed("understand"):
            letters = tuple(index.letters.values())
            choices = make_choices(scope, index.letters)
            read = understand_both_ways(question, history, letters, self._settings.home_council or None, choices)
        if isinstance(read, Understanding):
            return read, None
        desk = self._desk(index, QuotingWriter())
        leaning, alone = (answer_question(one, desk, watch) for one in (read.leaning, read.alone))
        return (read.leaning, leaning) if is_leaning_meant(alone, leaning, read.sign) else (read.alone, alone)

    def _desk(self, index: LetterIndex, writer: Writer) -> Desk:
        shares = JUDGED_SHARES if self._readers.judge is not None else LIKENESS_SHARES
        limits = Limits(self._settings.quote_limit, self._settings.word_limit, *shares)
        known = self._known_of(index)
        return Desk(index, index.letters, writer, limits, known.stems, self._readers, known.examples)

    def subjects(self) -> Subjects:
        """Return what follows subjects through the letters held; what it finds is found once per index."""
        return self._known_of(self._current()).subjects

    def _known_of(self, index: LetterIndex) -> _KnownOfIndex:
        known = self._known
        if known.index is not index:
            known = self._known = _KnownOfIndex(index, self._settings)
        return known

    def _current(self, wait: bool = False) -> LetterIndex:
        """Return the index, opened anew where it has been replaced since.

        While another opens it, the one before answers, unless told to `wait`.
        """
        if self._lock.acquire(blocking=wait):
            try:
                if self._index.is_stale():
                    self._index = open_letter_index(self._settings)
                self._unopened = None
            except IndexUnavailable as problem:
                self._unopened = problem
                raise
            finally:
                self._lock.release()
        return self._index


def open_assistant(settings: Settings, on_progress: Progress = no_progress, writer: Writer | None = None) -> Assistant:
    """Open the index of `settings.home`; an empty home gets the shipped letters first.

    Raises IndexUnavailable where there is an index that cannot be used, SettingsError for an unknown model.
    """
    if writer is None and settings.llm:
        from assistant.llm_writer import load_llm_writer

        writer = load_llm_writer(settings.llm)
    index = open_letter_index(settings, on_progress)
    return Assistant(settings, index, writer, Readers(judge_of(settings), reranker_of(settings)))
