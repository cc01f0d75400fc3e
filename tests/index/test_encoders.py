"""Promises of every encoder that needs no model files, and of choosing one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import SettingsError
from index.encoder import Vectors
from index.hashing_encoder import HashingEncoder
from index.load_encoder import load_encoder
from index.remembering_encoder import RememberingEncoder

QUESTION = "are kids still waiting ages to be adopted?"


class CountingEncoder(HashingEncoder):
    """Counts the texts it is asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded.extend(texts)
        return super().embed(texts, on_progress)


def test_hashing_vectors_are_unit_vectors_and_alike_in_every_run() -> None:
    """The hashing encoder gives the same vectors in another process, whatever Python's hash seed."""
    program = (
        "from index.hashing_encoder import HashingEncoder\n"
        f"print(HashingEncoder(dimension=16).embed([{QUESTION!r}]).tolist())"
    )
    root = str(Path(__file__).parents[2])
    printed = [
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            cwd=root,
            env={"PYTHONPATH": root, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert np.allclose(np.linalg.norm(HashingEncoder().embed([QUESTION]), axis=1), 1.0)


def test_shared_words_bring_texts_closer() -> None:
    """Two texts with words in common are closer than two without."""
    same, near, far = HashingEncoder().embed(
        ["children wait for adoption", "adoption delays for children", "budget audit"]
    )
    assert same @ near > 0.3 > abs(same @ far)


def test_over_long_text_is_refused_not_cut() -> None:
    """A text longer than the encoder reads raises instead of losing its end."""
    with pytest.raises(ValueError, match="longer"):
        HashingEncoder(max_tokens=3).embed(["one two three four"])


def test_question_is_embedded_once() -> None:
    """A question asked again is remembered, and the caller may change what it got without harm."""
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting, size=2)
    first = encoder.embed([QUESTION])
    first[:] = 7.0
    again = encoder.embed([QUESTION])
    assert counting.embedded == [QUESTION]
    assert np.array_equal(again, HashingEncoder().embed([QUESTION]))


def test_question_and_its_tokens_come_from_one_run() -> None:
    """A question whose tokens were asked for is not run again for its vector, nor for its tokens."""
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting, size=2)
    vectors, (tokens,) = encoder.embed_tokens([QUESTION])
    vectors[:] = 7.0
    again, (same,) = encoder.embed_tokens([QUESTION])
    assert np.array_equal(encoder.embed([QUESTION]), again)
    assert np.array_equal(again, HashingEncoder().embed([QUESTION]))
    assert np.array_equal(same.vectors, tokens.vectors)
    assert counting.embedded == [QUESTION]


def test_vector_alone_does_not_stand_for_tokens() -> None:
    """A question remembered without its tokens is run once more when they are wanted, and then never again."""
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting, size=2)
    encoder.embed([QUESTION])
    for _ in range(2):
        _, (tokens,) = encoder.embed_tokens([QUESTION])
        assert len(tokens.ids) == 5  # kids, still, waiting, ages, adopted
    assert counting.embedded == [QUESTION, QUESTION]
    assert len(encoder.embed_tokens(["a", "b"])[1]) == 2


def test_hashed_words_are_unit_vectors_alike_only_for_alike_words() -> None:
    """Words have unit vectors of any length; the same word has the same one, another word one nearly at right angles."""
    _, (first, second) = HashingEncoder(403).embed_tokens(["children wait", "waiting for Children"])
    assert np.allclose(np.linalg.norm(first.vectors, axis=1), 1.0)
    assert (first.ids[0], len(second.ids)) == (second.ids[1], 2)
    assert np.array_equal(first.vectors[0], second.vectors[1])
    assert abs(float(first.vectors[0] @ first.vectors[1])) < 0.2


def test_oldest_question_is_forgotten_first() -> None:
    """Only the last few questions are kept; one used again counts as recent."""
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting, size=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.embed([text])
    assert counting.embedded == ["a", "b", "c", "b"]


def test_chosen_encoder_keeps_the_identity_of_its_model(tmp_path: Path) -> None:
    """Remembering does not change the fingerprint, so an index made without it still fits."""
    encoder = load_encoder("hashing", tmp_path)
    assert encoder.fingerprint == HashingEncoder().fingerprint
    assert (encoder.dimension, encoder.max_tokens) == (512, 256)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("model", ["no-such-model-anywhere", "nobody/no-such-model", "../odd name", " "])
def test_unknown_model_says_what_to_do(model: str, tmp_path: Path) -> None:
    """A model that is not on this machine is a settings error that names the built-in one, not a download."""
    with pytest.raises(SettingsError) as caught:
        load_encoder(model, tmp_path)
    assert "embedded" in caught.value.what_to_do


def test_folder_without_a_model_is_a_settings_error(tmp_path: Path) -> None:
    """A folder that holds no model is refused in plain words."""
    with pytest.raises(SettingsError, match="cannot be loaded"):
        load_encoder(str(tmp_path), tmp_path)
