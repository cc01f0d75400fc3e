"""What searching reads: comes in: passages and an encoder, goes out: their vectors and word indexes in one value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.fusion import ALL_ROWS, Bounds, Rows
from index.lexical import LexicalIndex, build_lexical_index
from index.passage import Passage
from index.pieces import split_passage, split_text, unit_vector
from index.token_vectors import PackedTokens, TokenTable, build_token_table, join_packed, pack

YARDSTICK_PASSAGES = 2_000
Owners = NDArray[np.int64]
Embed = Callable[[Sequence[str], Sequence[str]], tuple[Vectors, Vectors, list[PackedTokens]]]


@dataclass(frozen=True)
class SearchArrays:
    """Everything one search reads, in memory. All rows stand in the order of `passages`, letter by letter.

    Shapes: piece_vectors (pieces, dimension) with piece_owner (pieces,), the position of each piece's passage;
    sentence_vectors (sentences, dimension) with sentence_owner (sentences,); `tokens` of the same sentences.
    `lexical` scores passages with their headers, `lexical_sentences` sentences alone. `fingerprint` names the
    encoder of the vectors. Raises ValueError when the parts do not belong together.
    """

    passages: tuple[Passage, ...]
    piece_vectors: Vectors
    piece_owner: Owners
    sentence_vectors: Vectors
    sentence_owner: Owners
    tokens: TokenTable
    lexical: LexicalIndex
    lexical_sentences: LexicalIndex
    fingerprint: str

    def __post_init__(self) -> None:
        sentences = [len(passage.sentences) for passage in self.passages]
        if not np.array_equal(self.sentence_owner, np.repeat(np.arange(len(sentences)), sentences)):
            raise ValueError("sentence_owner does not follow the passages' sentences")
        if not np.array_equal(np.unique(self.piece_owner), np.arange(len(sentences))) or np.any(
            np.diff(self.piece_owner) < 0
        ):
            raise ValueError("piece_owner does not follow the passages")
        rows = (len(self.piece_vectors), len(self.sentence_vectors), self.lexical.size, self.lexical_sentences.size)
        if rows != (len(self.piece_owner), len(self.sentence_owner), len(sentences), len(self.sentence_owner)):
            raise ValueError(f"vectors, owners and word indexes differ in length: {rows}")
        if self.tokens.sentences != len(self.sentence_owner):
            raise ValueError(f"there are tokens of {self.tokens.sentences} sentences, not {len(self.sentence_owner)}")
        if sum(end - start for start, end in self.letter_blocks.values()) != len(self.passages):
            raise ValueError("the passages of a letter do not stand together")

    @cached_property
    def piece_bounds(self) -> Bounds:
        """First piece of each passage, and the number of pieces at the end; shape (passages + 1,)."""
        return np.searchsorted(self.piece_owner, np.arange(len(self.passages) + 1)).astype(np.int64)

    @cached_property
    def sentence_bounds(self) -> Bounds:
        """First sentence of each passage, and the number of sentences at the end; shape (passages + 1,)."""
        return np.searchsorted(self.sentence_owner, np.arange(len(self.passages) + 1)).astype(np.int64)

    @cached_property
    def letter_blocks(self) -> dict[str, tuple[int, int]]:
        """The stretch of `passages` that each letter takes up."""
        blocks: dict[str, tuple[int, int]] = {}
        for position, passage in enumerate(self.passages):
            start, _ = blocks.get(passage.letter_id, (position, position))
            blocks[passage.letter_id] = (start, position + 1)
        return blocks

    def blocks_of(self, letter_ids: Collection[str] | None) -> list[slice]:
        """Return the stretches of `passages` that belong to `letter_ids` (None: all), neighbours joined, in order.

        Letters that are not in the index have no passages.
        """
        if letter_ids is None or (
            len(letter_ids) >= len(self.letter_blocks) and self.letter_blocks.keys() <= set(letter_ids)
        ):
            return [slice(0, len(self.passages))] if self.passages else []
        joined: list[slice] = []
        for start, end in sorted(self.letter_blocks[name] for name in letter_ids if name in self.letter_blocks):
            if joined and joined[-1].stop == start:
                joined[-1] = slice(joined[-1].start, end)
            else:
                joined.append(slice(start, end))
        return joined

    def yardstick(self, positions: NDArray[np.int64]) -> Rows:
        """Return the rows of `positions` (of passages, rising) whose lowest score stands for the lowest of all.

        Of many passages a sample, evenly spread: a question that looks at some of them only, as those that Chroma
        proposes, then measures all scores by the same stick.
        """
        return ALL_ROWS if len(positions) <= YARDSTICK_PASSAGES else spread_evenly(len(positions))


def spread_evenly(count: int) -> NDArray[np.int64]:
    """Return `YARDSTICK_PASSAGES` numbers, at most `count`, from 0 to `count` - 1, as far apart as they can be."""
    return np.linspace(0, count - 1, min(count, YARDSTICK_PASSAGES)).astype(np.int64)


def build_search_arrays(passages: Sequence[Passage], encoder: Encoder, embed: Embed | None = None) -> SearchArrays:
    """Index `passages` (those of a letter together): split them for the model, embed, and count words.

    `embed` stands in for `embed_anew`, for example to read vectors from a cache; it is called once.
    A sentence longer than the model reads gets the mean direction of its parts.
    """
    pieces = [split_passage(passage, encoder) for passage in passages]
    sentences = [sentence for passage in passages for sentence in passage_sentences(passage)]
    parts = [split_text(sentence, encoder) for sentence in sentences]
    counts = [len(group) for group in parts]
    embed = embed or partial(embed_anew, encoder)
    piece_vectors, part_vectors, part_tokens = embed(
        [piece.text_to_embed for group in pieces for piece in group], [part for group in parts for part in group]
    )
    return SearchArrays(
        passages=tuple(passages),
        piece_vectors=piece_vectors,
        piece_owner=np.repeat(np.arange(len(passages)), [len(group) for group in pieces]),
        sentence_vectors=_join_parts(part_vectors, counts),
        sentence_owner=np.repeat(np.arange(len(passages)), [len(passage.sentences) for passage in passages]),
        tokens=build_token_table(_join_tokens(part_tokens, counts), encoder.dimension),
        lexical=build_lexical_index([passage.text_to_index for passage in passages]),
        lexical_sentences=build_lexical_index(sentences),
        fingerprint=encoder.fingerprint,
    )


def embed_anew(
    encoder: Encoder, texts: Sequence[str], sentences: Sequence[str]
) -> tuple[Vectors, Vectors, list[PackedTokens]]:
    """Return the unit vectors of `texts`, those of `sentences`, and the content tokens of each of `sentences`."""
    vectors, tokens = encoder.embed_tokens(sentences)
    return encoder.embed(texts), vectors, [pack(one) for one in tokens]


def passage_sentences(passage: Passage) -> list[str]:
    """Return the words each sentence of `passage` is searched by; a table row's are its cells with their heads."""
    if passage.row_words:
        return [passage.row_words]
    start = passage.start
    return [passage.text[sentence.start - start : sentence.end - start] for sentence in passage.sentences]


def _join_parts(vectors: Vectors, counts: Sequence[int]) -> Vectors:
    """Return one vector per sentence from the vectors of its `counts` parts."""
    if len(vectors) == len(counts):
        return vectors
    starts = np.concatenate(([0], np.cumsum(counts)))
    return np.stack([unit_vector(vectors[start:end]) for start, end in pairwise(starts)])


def _join_tokens(tokens: Sequence[PackedTokens], counts: Sequence[int]) -> list[PackedTokens]:
    """Return the tokens of each sentence from those of its `counts` parts."""
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64).tolist()
    return [join_packed(tokens[start:end]) for start, end in pairwise(starts)]
