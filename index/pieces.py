"""Fitting texts to the model: comes in: a passage of any length, goes out: pieces the encoder reads whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.encoder import Encoder, TokenVectors, Vectors, join_tokens
from index.passage import Passage

Offsets = tuple[int, int]
WORD_START = re.compile(r"(?<=\s)(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one passage that is embedded as one text.

    `start` and `end` are offsets into the letter's text; together a passage's pieces cover it without a gap.
    `context` stands in front of its words; it may be empty.
    """

    passage: Passage
    start: int
    end: int
    context: str

    @property
    def text_to_embed(self) -> str:
        """The context and the piece's own words."""
        return _in_front(
            self.context, self.passage.text[self.start - self.passage.start : self.end - self.passage.start]
        )


def split_passage(passage: Passage, encoder: Encoder) -> tuple[Piece, ...]:
    """Return the passage as one piece, or as several cut at sentence borders where the model reads less than it.

    A sentence longer than the model reads is cut at word borders. Each piece carries the context; one that would
    fill more than half of what the model reads is shortened at a word border, the passage's own words never.
    """
    context = passage.context_to_embed
    if fits(_in_front(context, passage.text), encoder):
        return (Piece(passage, passage.start, passage.end, context),)
    context = _shorten(context, encoder)
    sentence_starts = [sentence.start - passage.start for sentence in passage.sentences]
    windows = _windows(passage.text, sentence_starts, lambda text: fits(_in_front(context, text), encoder))
    return tuple(Piece(passage, passage.start + start, passage.start + end, context) for start, end in windows)


def split_text(text: str, encoder: Encoder) -> tuple[str, ...]:
    """Return `text` as it is, or cut at word borders into texts the model reads whole."""
    if fits(text, encoder):
        return (text,)
    return tuple(text[start:end] for start, end in _windows(text, (), lambda part: fits(part, encoder)))


def embed_text(text: str, encoder: Encoder) -> Vectors:
    """Return one unit vector, shape (dimension,), for a text of any length: the mean direction of its parts."""
    return embed_text_and_tokens(text, encoder)[0]


def embed_text_and_tokens(text: str, encoder: Encoder) -> tuple[Vectors, TokenVectors]:
    """Return what `embed_text` returns and the text's token vectors, both from one run of the model."""
    vectors, tokens = encoder.embed_tokens(split_text(text, encoder))
    return unit_vector(vectors), join_tokens(tokens)


def unit_vector(vectors: Vectors) -> Vectors:
    """Return the direction of the sum of `vectors` (rows, dimension), shape (dimension,); all zeros stay zeros."""
    summed: Vectors = vectors.sum(axis=0)
    length = float(np.linalg.norm(summed))
    return summed if length == 0.0 else summed / np.float32(length)


def fits(text: str, encoder: Encoder) -> bool:
    """Whether the model reads all of `text`."""
    # No token is shorter than a character: most texts need no counting (room is left for special tokens).
    return len(text) + 8 <= encoder.max_tokens or encoder.count_tokens(text) <= encoder.max_tokens


def _in_front(context: str, words: str) -> str:
    return f"{context}\n{words}" if context else words


def _shorten(context: str, encoder: Encoder) -> str:
    """Return the context, or as many of its first words as fill half of what the model reads."""
    start, end = _windows(context, (), lambda text: encoder.count_tokens(text) <= encoder.max_tokens // 2)[0]
    return context[start:end].rstrip()


def _windows(text: str, sentence_starts: Sequence[int], is_short: Callable[[str], bool]) -> list[Offsets]:
    """Cut `text` into the fewest stretches, from the left, that are short and end where a sentence ends."""
    if is_short(text):
        return [(0, len(text))]
    borders = sorted({0, *(start for start in sentence_starts if 0 < start < len(text)), len(text)})
    windows: list[Offsets] = []
    for start, end in pairwise(borders):
        if windows and is_short(text[windows[-1][0] : end]):
            windows[-1] = (windows[-1][0], end)
        elif is_short(text[start:end]) or end - start == 1:
            windows.append((start, end))
        else:
            windows.extend((start + a, start + b) for a, b in _split_finer(text[start:end], is_short))
    return windows


def _split_finer(sentence: str, is_short: Callable[[str], bool]) -> list[Offsets]:
    """Cut one over-long sentence between words; a single over-long word between characters."""
    word_starts = [match.start() for match in WORD_START.finditer(sentence)]
    return _windows(sentence, word_starts or range(1, len(sentence)), is_short)
