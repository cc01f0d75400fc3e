"""Promises of the built-in model: exported once, equal to the original, light to ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from corpus import SettingsError
from index import onnx_export
from index.exports import find_export
from index.onnx_encoder import OnnxEncoder
from index.onnx_export import export_stem, find_weights_folder, load_embedded_encoder
from index.onnx_variant import WEIGHTS_SHA256, Variant
from index.sentence_transformer_encoder import SentenceTransformerEncoder

pytestmark = pytest.mark.model
TEXTS = ["Adoption", "are kids still waiting ages to be adopted?", "Too many children wait for help. " * 20, ""]


@pytest.fixture(scope="module")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the model was exported once."""
    folder = tmp_path_factory.mktemp("models")
    load_embedded_encoder(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(models_folder: Path) -> OnnxEncoder:
    """The encoder from that export."""
    return load_embedded_encoder(models_folder)


def test_export_gives_the_original_vectors(encoder: OnnxEncoder) -> None:
    """Long and short texts, padded in one batch, get the vectors of sentence-transformers, in the given order."""
    original = SentenceTransformerEncoder(str(find_weights_folder()))
    assert np.abs(encoder.embed(TEXTS) - original.embed(TEXTS)).max() < 1e-5
    assert [encoder.count_tokens(text) for text in TEXTS] == [original.count_tokens(text) for text in TEXTS]
    assert (encoder.dimension, encoder.max_tokens) == (original.dimension, original.max_tokens) == (384, 256)


def test_a_text_has_the_same_vector_in_any_company(encoder: OnnxEncoder) -> None:
    """Every text is run by itself: its vector is the same to the last bit with others and alone."""
    together = encoder.embed([*TEXTS, *(f"paragraph {number}" for number in range(40))])
    alone = np.concatenate([encoder.embed([text]) for text in TEXTS])
    assert np.array_equal(together[: len(TEXTS)], alone)


def test_tokens_come_from_the_run_that_gives_the_vector(encoder: OnnxEncoder) -> None:
    """Both encoders give the same content tokens, of length 1, in order, and the vectors `embed` gives."""
    original = SentenceTransformerEncoder(str(find_weights_folder()))
    vectors, tokens = encoder.embed_tokens(TEXTS)
    original_vectors, original_tokens = original.embed_tokens(TEXTS)
    assert np.array_equal(vectors, encoder.embed(TEXTS))
    assert np.abs(vectors - original_vectors).max() < 1e-5
    assert [len(one.ids) for one in tokens] == [1, 5, 60, 0]
    for mine, theirs in zip(tokens, original_tokens, strict=True):
        assert np.array_equal(mine.ids, theirs.ids)
        assert mine.vectors == pytest.approx(theirs.vectors, abs=1e-4)
        assert np.allclose(np.linalg.norm(mine.vectors, axis=1), 1.0)


def test_progress_adds_up_to_the_texts(encoder: OnnxEncoder) -> None:
    """The numbers heard on the way add up to the number of texts, and no texts give no vectors."""
    heard: list[int] = []
    encoder.embed([f"paragraph {number}" for number in range(40)], heard.append)
    assert sum(heard) == 40
    assert len(heard) > 1
    assert encoder.embed([]).shape == (0, 384)


def test_over_long_text_is_refused_not_cut(encoder: OnnxEncoder) -> None:
    """255 words and two marks are one too many: the model would not read the last."""
    assert encoder.embed(["word " * 254]).shape == (1, 384)
    with pytest.raises(ValueError, match="257"):
        encoder.embed(["word " * 255])


def test_name_holds_the_weights_hash(models_folder: Path, encoder: OnnxEncoder) -> None:
    """The export is one file named by the hash of the weights, and nothing half-made lies beside it."""
    (only,) = models_folder.iterdir()
    assert WEIGHTS_SHA256 in only.name
    assert encoder.fingerprint == f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:16]}"


def test_damaged_export_is_never_used(models_folder: Path, tmp_path: Path) -> None:
    """One changed byte in the middle of the file is found out, and the file is thrown away."""
    (sound,) = models_folder.iterdir()
    content = bytearray(sound.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / sound.name
    damaged.write_bytes(content)
    assert find_export(tmp_path, export_stem(Variant())) is None
    assert not damaged.exists()
    assert find_export(models_folder, export_stem(Variant())) == sound


def test_eight_bits_point_where_the_original_does(encoder: OnnxEncoder, tmp_path: Path) -> None:
    """The model in 8-bit integers is another model by name, a quarter of the size, and gives nearly the same vectors,
    the same whether a text is alone or not."""
    quantized = load_embedded_encoder(tmp_path, Variant(quantized=True))
    assert quantized.fingerprint == f"{encoder.fingerprint}-int8"
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size < 30_000_000
    together = quantized.embed(TEXTS)
    assert 0.97 < float((together * encoder.embed(TEXTS)).sum(axis=1).min()) < 0.9999
    assert np.array_equal(together[1:2], quantized.embed(TEXTS[1:2]))
    assert find_export(tmp_path, export_stem(Variant())) is None
    assert load_embedded_encoder(tmp_path, Variant(quantized=True)).fingerprint == quantized.fingerprint
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_unfaithful_eight_bits_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights in 8-bit integers that point elsewhere raise, name the full-precision setting, and leave no file."""
    monkeypatch.setattr(onnx_export, "LEAST_COSINE", 1.0)
    with pytest.raises(SettingsError, match="8-bit") as refused:
        load_embedded_encoder(tmp_path, Variant(quantized=True))
    assert "embedded-full" in refused.value.what_to_do
    assert list(tmp_path.iterdir()) == []


def test_unfaithful_export_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export whose vectors differ from the original's raises and leaves no file behind."""
    monkeypatch.setattr(onnx_export, "LARGEST_DIFFERENCE", 0.0)
    with pytest.raises(SettingsError, match="differs"):
        load_embedded_encoder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_exchanged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights other than the published ones are not loaded under the published name."""
    fake = tmp_path / "model"
    fake.mkdir()
    (fake / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(onnx_export, "find_weights_folder", lambda: fake)
    with pytest.raises(SettingsError, match="published"):
        load_embedded_encoder(tmp_path / "models")


def test_missing_adapter_is_a_settings_error(tmp_path: Path) -> None:
    """An adapter that is not there is named; the plain model does not quietly take its place."""
    with pytest.raises(SettingsError, match="adapter"):
        load_embedded_encoder(tmp_path, Variant(tmp_path / "adapter.safetensors"))


def test_question_loads_no_heavy_library(models_folder: Path) -> None:
    """In a fresh process a question is embedded without torch, sentence-transformers, llama-index or chromadb."""
    program = (
        "import sys; from pathlib import Path; from index.load_encoder import load_encoder\n"
        f"load_encoder('embedded-plain', Path({str(models_folder)!r})).embed(['adoption'])\n"
        "import index.search\n"
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'llama_index', 'chromadb', 'bm25s', 'scipy')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    finished = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=root)
    assert finished.stdout.strip() == "[]"


def test_adapter_makes_another_model(encoder: OnnxEncoder, tmp_path: Path) -> None:
    """A merged adapter changes vectors and fingerprint, still matches its original, and damage to it is told."""
    target = "encoder.layer.5.output.dense"
    tensors = {f"{target}.lora_a": torch.full((1, 1536), 0.01), f"{target}.lora_b": torch.linspace(-1, 1, 384)[:, None]}
    adapter = tmp_path / "adapter.safetensors"
    save_file(tensors, str(adapter), metadata={"rank": "1", "alpha": "1"})
    tuned = load_embedded_encoder(tmp_path / "models", Variant(adapter))
    assert tuned.fingerprint != encoder.fingerprint
    assert np.abs(tuned.embed(TEXTS) - encoder.embed(TEXTS)).max() > 1e-3
    assert find_export(tmp_path / "models", export_stem(Variant())) is None
    adapter.write_bytes(adapter.read_bytes()[:100])
    with pytest.raises(SettingsError, match="damaged"):
        load_embedded_encoder(tmp_path / "models", Variant(adapter))
