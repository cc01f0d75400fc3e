"""Promises of the token vectors: small, near enough to the truth, and the same in any company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import IndexUnavailable, Letter
from index.arrays_store import load_arrays, save_arrays
from index.content_tokens import ContentTokens, is_content_token
from index.encoder import TokenVectors, Vectors, join_tokens
from index.hashing_encoder import HashingEncoder
from index.passage import make_passages
from index.search_arrays import SearchArrays, build_search_arrays
from index.token_vectors import TokenTable, build_token_table, join_packed, match_packed, pack, row_bytes, step_size


def unit_vectors(count: int, dimension: int = 384, seed: int = 7) -> Vectors:
    """Random directions."""
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def tokens(vectors: Vectors, ids: list[int] | None = None) -> TokenVectors:
    """Tokens numbered from 0, or as told."""
    return TokenVectors(np.array(range(len(vectors)) if ids is None else ids, dtype=np.int32), vectors)


@pytest.fixture
def arrays(make_letter: Callable[..., Letter]) -> SearchArrays:
    """Two letters, indexed."""
    return build_search_arrays(
        [passage for number in (1, 2) for passage in make_passages(make_letter(number, 4))], HashingEncoder(33)
    )


def test_whole_steps_are_kept_exactly() -> None:
    """Steps from -7 to 7 come back as they are, also from a vector of odd length; what lies beyond is cut to 7."""
    steps = np.array([[-7, -1, 0, 1, 7], [3, -5, 2, 20, -20]], dtype=np.float32)
    packed = pack(tokens(steps * np.float32(step_size(5))))
    assert packed.rows.shape == (2, row_bytes(5)) == (2, 3)
    back = match_packed(np.eye(5, dtype=np.float32), packed.rows) / step_size(5)
    assert pytest.approx(np.clip(steps, -7, 7), abs=1e-5) == back.T


def test_cosines_are_near_the_true_ones() -> None:
    """Of random directions no cosine is more than 0.03 away from that of the whole vectors."""
    question, stored = unit_vectors(9), unit_vectors(700, seed=8)
    assert np.abs(match_packed(question, pack(tokens(stored)).rows) - question @ stored.T).max() < 0.03


def test_a_cosine_does_not_depend_on_its_neighbours() -> None:
    """Each cosine is, to the last bit, the one of the two vectors alone."""
    question, rows = unit_vectors(9), pack(tokens(unit_vectors(300, seed=8))).rows
    together = match_packed(question, rows)
    for token in (0, 4, 8):
        for row in (0, 1, 77, 299):
            assert match_packed(question[token : token + 1], rows[row : row + 1])[0, 0] == together[token, row]


def test_tokens_are_found_by_sentence() -> None:
    """Stretches of sentences give their own tokens in order, sentences without tokens none."""
    vectors = unit_vectors(4)
    table = build_token_table([pack(tokens(vectors[:2])), pack(tokens(vectors[:0])), pack(tokens(vectors[2:]))], 384)
    cosines, bounds = table.match(vectors, [slice(2, 3), slice(0, 2), slice(1, 1)])
    assert bounds.tolist() == [0, 2, 4, 4]
    assert cosines.argmax(axis=0).tolist() == [2, 3, 0, 1]
    assert table.match(vectors, [])[0].shape == (4, 0)
    assert table.match(vectors[:0], [slice(0, 3)])[0].shape == (0, 4)


def test_rare_tokens_weigh_more() -> None:
    """Of three sentences token 5 is in two (in one of them twice), token 9 in one, token 7 in none."""
    one = unit_vectors(1, 4)
    sentences = [tokens(np.repeat(one, 2, axis=0), [5, 5]), tokens(one, [5]), tokens(one, [9])]
    table = build_token_table([pack(sentence) for sentence in sentences], 4)
    assert (table.ids.tolist(), table.counts.tolist()) == ([5, 9], [2, 1])
    weights = table.weigh(np.array([9, 7, 5, 2], dtype=np.int32))
    expected = [np.log1p(2.5 / 1.5), np.log1p(3.5 / 0.5), np.log1p(1.5 / 2.5), np.log1p(3.5 / 0.5)]
    assert weights == pytest.approx(expected)
    empty = build_token_table([], 4)
    assert empty.weigh(np.array([1], dtype=np.int32)) == pytest.approx([np.log1p(0.5 / 0.5)])


def test_parts_that_do_not_belong_together_are_refused() -> None:
    """Rows, starts and counts that contradict each other never make a table."""
    table = build_token_table([pack(tokens(unit_vectors(3)))], 384)
    with pytest.raises(ValueError, match="sentences"):
        replace(table, rows=table.rows[:-1])
    with pytest.raises(ValueError, match="sentences"):
        replace(table, starts=np.array([0, 5, 3]))
    with pytest.raises(ValueError, match="counts"):
        replace(table, counts=table.counts[:-1])


def test_parts_of_a_long_text_count_as_one() -> None:
    """Joining gives all tokens in order, whether joined before or after packing."""
    whole = tokens(unit_vectors(5))
    halves = [TokenVectors(whole.ids[:2], whole.vectors[:2]), TokenVectors(whole.ids[2:], whole.vectors[2:])]
    early, late = pack(join_tokens(halves)), join_packed([pack(half) for half in halves])
    assert early.ids.tolist() == late.ids.tolist() == whole.ids.tolist()
    assert np.array_equal(early.rows, late.rows)


def test_the_table_survives_the_way_to_disk(arrays: SearchArrays, tmp_path: Path) -> None:
    """Everything comes back as it was saved, and the rows are mapped, not read."""
    save_arrays(tmp_path, arrays)
    stored: TokenTable = load_arrays(tmp_path, arrays.passages, arrays.fingerprint).tokens
    for name in ("rows", "starts", "ids", "counts"):
        assert np.array_equal(getattr(stored, name), getattr(arrays.tokens, name))
    assert isinstance(stored.rows, np.memmap)
    assert stored.rows.shape[1] == 17


def test_a_table_of_other_sentences_is_refused(arrays: SearchArrays, tmp_path: Path) -> None:
    """Tokens of fewer sentences than there are never make a searchable value, in memory or from disk."""
    fewer = build_token_table([], 33)
    with pytest.raises(ValueError, match="tokens of 0 sentences"):
        replace(arrays, tokens=fewer)
    save_arrays(tmp_path, arrays)
    np.save(tmp_path / "token_starts.npy", arrays.tokens.starts[:-1])
    with pytest.raises(IndexUnavailable):
        load_arrays(tmp_path, arrays.passages, arrays.fingerprint)


@pytest.mark.parametrize("token", ["children", "47", "##ing", "Ġaudit", "▁plan", "é"])
def test_words_and_figures_say_something(token: str) -> None:
    """Words, parts of words and figures are content, however the tokenizer writes the space before them."""
    assert is_content_token(token)


@pytest.mark.parametrize("token", ["the", "Ġthe", "▁How", "?", "—", "[CLS]", "[UNK]", "<s>", "##-", ""])
def test_marks_and_function_words_say_nothing(token: str) -> None:
    """Function words, punctuation and special marks are left out."""
    assert not is_content_token(token)


def test_each_token_is_looked_up_once() -> None:
    """A number met before is remembered; one the tokenizer does not know is no content."""
    asked: list[int] = []

    def token_of(number: int) -> str | None:
        asked.append(number)
        return {1: "the", 2: "children"}.get(number)

    content = ContentTokens(token_of)
    assert content.mask([1, 2, 3, 2]).tolist() == [False, True, False, True]
    assert content.mask([2, 1]).tolist() == [True, False]
    assert asked == [1, 2, 3]
    assert content.mask([]).tolist() == []
