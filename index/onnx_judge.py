"""Judging without torch: comes in: two exported ONNX files, heads and passages, goes out: verdicts."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus import SettingsError
from index.judge import Hearing, Verdict
from index.judge_heads import JudgeHeads
from index.judge_input import QUESTION_TOKENS, SENTENCE_TOKENS, fitting, owners_of, tidy_question
from index.onnx_encoder import usable_cores
from index.side_by_side import finish_side_by_side

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

States = NDArray[np.float16]
Floats = NDArray[np.float32]
REMEMBERED = 4096  # Sentences; at some 30 tokens of 768 bytes about 90 MB when full.
READER_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
LAYER_INPUT = "states"
# onnxruntime's joined sum and norm takes longer than the two apart: with it a row of 150 tokens takes 9% more.
SLOWER_FUSED = ["SkipLayerNormFusion"]
_In = TypeVar("_In")
_Out = TypeVar("_Out")


@dataclass(frozen=True, slots=True)
class JudgeFiles:
    """The exported parts of the judge, its own layers in order, the tokenizer, and the name of the weights."""

    reader: Path
    layers: tuple[Path, ...]
    tokenizer: Path
    fingerprint: str


class OnnxJudge:
    """Reads each text alone with the encoder's first layers, then question and sentences together.

    Each row is run by itself on one core at a time, several side by side on `threads` cores (None: all there are), so
    that a verdict does not depend on its company. `kinds` (2, size) are added to the states of the question's tokens
    and of the others. What was read of a sentence is remembered. Safe to share between threads.
    """

    def __init__(self, files: JudgeFiles, kinds: Floats, heads: JudgeHeads, threads: int | None = None) -> None:
        from tokenizers import Tokenizer

        self._reader = _open_session(files.reader)
        self._layers = [_open_session(path) for path in files.layers]
        try:
            self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        except Exception as error:  # tokenizers raises plain Exceptions
            raise _unloadable(files.tokenizer, error) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._kinds = kinds
        self._heads = heads
        self._fingerprint = files.fingerprint
        self._known: OrderedDict[str, States] = OrderedDict()
        self._lock = threading.Lock()
        self._threads = threads or usable_cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="judge")

    @property
    def fingerprint(self) -> str:
        """Name and hash of the weights."""
        return self._fingerprint

    def hear(self, question: str) -> Hearing:
        """Begin to read `question`; return what gives one verdict for each passage.

        Sentences of a passage that do not fit any more have a chance of 0.
        """
        asked = self._pool.submit(self._read_ids, self.token_ids(tidy_question(question), QUESTION_TOKENS))

        def judge(passages: Sequence[Sequence[str]]) -> tuple[Verdict, ...]:
            read = self._read([sentence for passage in passages for sentence in passage])
            rows = [
                _Row([asked.result(), *map(read.__getitem__, passage)], self._kinds, self._layers, self._heads)
                for passage in passages
            ]
            finish_side_by_side(rows, self._pool, self._threads)
            return tuple(row.verdict for row in rows)

        return judge

    def token_ids(self, text: str, limit: int = SENTENCE_TOKENS) -> list[int]:
        """Return the word pieces of `text` between its two marks, cut to `limit`."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]

    def _map(self, work: Callable[[_In], _Out], items: Sequence[_In]) -> list[_Out]:
        return list(self._pool.map(work, items)) if len(items) > 1 else [work(item) for item in items]

    def _read(self, sentences: Sequence[str]) -> dict[str, States]:
        """Return the states of each sentence, reading those that are not remembered."""
        wanted = dict.fromkeys(sentences)
        with self._lock:
            read = {text: self._known[text] for text in wanted if text in self._known}
            for text in read:
                self._known.move_to_end(text)
        new = [text for text in wanted if text not in read]
        fresh = dict(zip(new, self._map(lambda text: self._read_ids(self.token_ids(text)), new), strict=True))
        with self._lock:
            self._known.update(fresh)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return read | fresh

    def _read_ids(self, ids: Sequence[int]) -> States:
        """Run the encoder's first layers over one text; return its tokens' states."""
        row = np.array([ids], dtype=np.int64)
        inputs = dict(zip(READER_INPUTS, (row, np.ones_like(row), np.zeros_like(row)), strict=True))
        states: States = self._reader.run(None, inputs)[0][0].astype(np.float16)
        return states


class _Row:
    """A question's states and its sentences' on their way through the judge's own layers, one layer a step."""

    def __init__(
        self, read: Sequence[States], kinds: Floats, layers: Sequence[InferenceSession], heads: JudgeHeads
    ) -> None:
        lengths = [len(states) for states in read]
        self._taken = fitting(lengths[0], lengths[1:])
        self._left_out = len(read) - 1 - self._taken
        self._owners = np.array(owners_of(lengths[0], lengths[1 : self._taken + 1]))
        together = np.concatenate(read[: self._taken + 1]).astype(np.float32)
        self._states = together + np.where((self._owners < 0)[:, None], kinds[0], kinds[1])
        self._layers, self._heads = layers, heads
        self._next = 0
        self.verdict = Verdict(0.0, ())

    @property
    def left(self) -> int:
        """Tokens times layers that are still to be run."""
        return len(self._owners) * (len(self._layers) - self._next)

    def go_on(self) -> None:
        """Run one layer; after the last one there is a verdict."""
        self._states = self._layers[self._next].run(None, {LAYER_INPUT: self._states})[0]
        self._next += 1
        if self._next == len(self._layers):
            verdict = self._heads.judge(self._states, self._owners, self._taken)
            self.verdict = Verdict(verdict.answers, (*verdict.sentences, *[0.0] * self._left_out))


def _open_session(path: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER_FUSED
        )
    except Exception as error:  # onnxruntime's own errors share no base of theirs
        raise _unloadable(path, error) from error


def _unloadable(path: Path, error: Exception) -> SettingsError:
    return SettingsError(
        f"The judge {path.name} cannot be loaded ({type(error).__name__}).",
        f"Delete {path} and try again: it is made anew.",
    )
