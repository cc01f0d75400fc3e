"""Promises of the exemplars: a question leans towards what answered its like, and stays itself where nothing is like it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import SettingsError
from index.encoder import Vectors
from index.exemplars import (
    NEAREST_MISS,
    OUTLOOK,
    SHIPPED_EXEMPLARS,
    Exemplars,
    LeanRule,
    pack_unit_vectors,
    read_exemplars,
)
from index.load_encoder import EMBEDDED, EMBEDDED_PLAIN, SHIPPED_ADAPTER
from index.onnx_variant import Variant
from index.outlook import Outlook
from index.question_grams import BUCKETS, find_buckets


def axis(*numbers: float) -> Vectors:
    """A unit vector in that direction."""
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.float32(np.linalg.norm(vector))


@pytest.fixture
def exemplars() -> Exemplars:
    """Three answered questions, each with the direction of its answer, and one that was not answered."""
    wording = np.zeros(BUCKETS, dtype=np.float32)
    wording[find_buckets("are they?")] = 1.0
    wording[find_buckets("zebra")] = 0.0
    return Exemplars(
        np.eye(4, dtype=np.float32),
        np.stack([axis(1, 0, 0, 0), axis(0, 1, 0, 0), axis(0.9, 0.1, 0, 0), axis(0, 0.9, 0, 0.1)]),
        np.stack([axis(0, 0, 1, 0), axis(0, 1, 1, 0), axis(0, 0, 0, 1)]),
        Outlook(axis(1, -1, 0, 0), wording, 1.0),
        "model@0",
    )


def test_a_question_moves_towards_its_nearest_answer_by_the_share(exemplars: Exemplars) -> None:
    """With one nearest question the sum is worked out by hand: (1, 0, 0, 0) + 0.5 (0, 0, 1, 0), made a unit."""
    leant = exemplars.lean(axis(1, 0, 0, 0), LeanRule(nearest=1, share=0.5))
    assert leant == pytest.approx(axis(1, 0, 0.5, 0), abs=1e-6)


def test_nearer_questions_count_more(exemplars: Exemplars) -> None:
    """Of two nearest questions the nearer one's answer is followed further."""
    leant = exemplars.lean(axis(1, 0, 0, 0), LeanRule(nearest=2, temperature=0.001))
    assert leant[2] > leant[3] >= 0.0


def test_a_question_like_no_other_stays_itself(exemplars: Exemplars) -> None:
    """Nothing is near: not a number changes."""
    question = axis(0, 0, 0, 1)
    assert np.array_equal(exemplars.lean(question), question)


def test_the_outlook_is_the_weighted_sum_and_the_bias(exemplars: Exemplars) -> None:
    """Weights (1, -1, 0, 0) through the root of 2, and bias 1; of an unknown wording nothing is added."""
    assert exemplars.read("zebra", axis(0, 1, 0, 0))[1][OUTLOOK] == pytest.approx(1 - 1 / 2**0.5, abs=1e-6)
    assert exemplars.read("zebra", axis(1, 0, 0, 0))[1][OUTLOOK] == pytest.approx(1 + 1 / 2**0.5)


def test_the_wording_counts_as_a_unit_vector(exemplars: Exemplars) -> None:
    """ "are they?" has 12 runs of words with its ends; 10 have weight 1, and each counts 1/sqrt(12)."""
    assert len(find_buckets("are they?")) == 12
    told = exemplars.read("Are they?", axis(0, 0, 1, 0))[1]
    assert told[OUTLOOK] == pytest.approx(1 + 10 / 12**0.5)


def test_the_nearest_question_without_an_answer_is_told(exemplars: Exemplars) -> None:
    """Its cosine is 1 where the question is that one, to 8 bits; of the answered ones none counts."""
    missed = exemplars.known[len(exemplars.answers)] @ exemplars.basis
    assert exemplars.read("x", missed)[1][NEAREST_MISS] == pytest.approx(1.0, abs=1e-3)
    answered = exemplars.known[0] @ exemplars.basis
    assert exemplars.read("x", answered)[1][NEAREST_MISS] < 0.9


def test_words_figures_and_ends_are_hashed_and_letters_case_is_not() -> None:
    """Which figure is asked for tells nothing, that one is does; curly and straight apostrophes are one."""
    assert find_buckets("In 2019?").tolist() == find_buckets("in 7?").tolist()
    assert find_buckets("what’s it").tolist() == find_buckets("what's it").tolist()
    assert find_buckets("do they").tolist() != find_buckets("they do").tolist()
    assert find_buckets("").size > 0


def test_packed_vectors_keep_their_direction() -> None:
    """Eight bits a number keep the cosine within a ten-thousandth."""
    vectors = np.random.default_rng(0).normal(size=(50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    packed = pack_unit_vectors(vectors).astype(np.float32)
    packed /= np.linalg.norm(packed, axis=1, keepdims=True)
    assert (packed * vectors).sum(axis=1).min() > 0.9999


def test_the_shipped_exemplars_fit_the_shipped_encoder_and_no_other() -> None:
    """They were made by the encoder that ships, and meet it in full and in 8-bit precision only."""
    shipped = read_exemplars(SHIPPED_EXEMPLARS)
    assert shipped.fit(Variant(SHIPPED_ADAPTER, quantized=True).fingerprint), EMBEDDED
    assert shipped.fit(Variant(SHIPPED_ADAPTER).fingerprint)
    assert not shipped.fit(Variant(None).fingerprint), EMBEDDED_PLAIN
    assert shipped.known.shape[1] == len(shipped.basis)
    assert len(shipped.answers) == 10_000 < len(shipped.known)
    assert shipped.basis @ shipped.basis.T == pytest.approx(np.eye(len(shipped.basis)), abs=2e-3)
    assert np.linalg.norm(shipped.answers, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_damaged_file_is_a_plain_error(tmp_path: Path) -> None:
    """Whatever is wrong with the file, the message says what to do."""
    damaged = tmp_path / "exemplars.safetensors"
    damaged.write_bytes(b"no such thing")
    for path in (damaged, tmp_path / "missing.safetensors"):
        with pytest.raises(SettingsError) as error:
            read_exemplars(path)
        assert "Install" in error.value.what_to_do
