"""Promises of rerankers: one that is on this machine ranks, nothing is downloaded, an unfit one is a plain error."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import SettingsError
from index.cross_encoder_reranker import CrossEncoderReranker
from index.onnx_export import find_weights_folder
from index.reranker import load_reranker

QUESTION = "how high are caseloads"
TEXTS = ("Caseloads are high.", "Foster carers feel valued.", "Caseloads are high.")


@pytest.fixture
def make_model(tmp_path: Path) -> Callable[[int], Path]:
    """Return what writes a tiny cross-encoder with weights drawn at random, of so many scores for a text."""

    def make(scores: int) -> Path:
        import torch
        from transformers import BertConfig, BertForSequenceClassification

        folder = tmp_path / f"tiny-{scores}"
        torch.manual_seed(3)
        config = BertConfig(
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=64,
            num_labels=scores,
            initializer_range=0.5,
        )
        BertForSequenceClassification(config).save_pretrained(folder)
        for path in find_weights_folder().glob("*token*"):
            shutil.copy(path, folder)
        shutil.copy(find_weights_folder() / "vocab.txt", folder)
        return folder

    return make


def test_a_folder_ranks(make_model: Callable[[int], Path]) -> None:
    """Each text has one score; the same text has the same, whatever stands beside it; no text, no score."""
    reranker = load_reranker(str(make_model(1)))
    assert reranker is not None
    scores = reranker.score(QUESTION, TEXTS)
    assert scores[0] == pytest.approx(scores[2], abs=1e-5)
    assert abs(scores[0] - scores[1]) > 1e-4
    assert reranker.score(QUESTION, TEXTS[:1]) == pytest.approx(scores[:1], abs=1e-5)
    assert reranker.score(QUESTION, ()) == ()


def test_the_fingerprint_is_of_name_and_weights(make_model: Callable[[int], Path], tmp_path: Path) -> None:
    """Moved elsewhere the model is the same; with other weights it is not."""
    folder = make_model(1)
    first = CrossEncoderReranker(str(folder)).fingerprint
    moved = tmp_path / "elsewhere" / folder.name
    shutil.copytree(folder, moved)
    assert CrossEncoderReranker(str(moved)).fingerprint == first
    (moved / "more.json").write_text("{}", encoding="utf-8")
    assert CrossEncoderReranker(str(moved)).fingerprint != first
    assert first.startswith("tiny-1@")


def test_none_is_set_by_an_empty_name() -> None:
    """No name, no reranker: nothing is loaded."""
    assert load_reranker("") is None
    assert load_reranker("  ") is None


def test_a_model_of_several_scores_is_refused(make_model: Callable[[int], Path]) -> None:
    """Three chances (for entailment, say) rank nothing."""
    with pytest.raises(SettingsError, match="gives 3 scores for a text and not one"):
        load_reranker(str(make_model(3)))


def test_what_is_not_on_this_machine_is_said_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched: the error names the command that would."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(SettingsError) as refused:
        load_reranker("no-such-reranker")
    assert 'There is no reranker "no-such-reranker" on this machine.' in str(refused.value)
    assert "hf download cross-encoder/no-such-reranker" in str(refused.value)


def test_a_broken_folder_is_a_plain_error(tmp_path: Path) -> None:
    """A folder without a model says so, and what to do."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingsError, match=r"cannot be loaded \(\w+\)"):
        load_reranker(str(tmp_path / "empty"))
