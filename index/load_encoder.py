"""Choosing the embedding model: comes in: the setting's value, goes out: a ready encoder or a plain error."""

from __future__ import annotations

from pathlib import Path

from corpus import SettingsError
from index.encoder import Encoder
from index.remembering_encoder import RememberingEncoder

EMBEDDED = "embedded"
EMBEDDED_FULL = "embedded-full"
EMBEDDED_PLAIN = "embedded-plain"
HASHING = "hashing"
SHIPPED_ADAPTER = Path(__file__).parent / "models" / "encoder-adapter.safetensors"


def load_encoder(model: str, models_folder: Path) -> Encoder:
    """Return the encoder that `model` names, remembering the last questions.

    "embedded" is all-MiniLM-L6-v2 from the installed package, tuned on inspection letters by the shipped adapter,
    brought to 8-bit integers and exported into `models_folder` on first use; "embedded-full" is the same in full
    precision, "embedded-plain" also without the tuning; "hashing" needs no model; anything else is a
    sentence-transformers model, as a folder or as a name that is already on this machine. Raises SettingsError.
    """
    if not model.strip():
        raise SettingsError("The embedding model's name is empty.", f'Set it to "{EMBEDDED}".')
    return RememberingEncoder(_load(model, models_folder))


def plain_model_folder() -> Path:
    """Return the folder of the built-in model as published, for those who load it themselves."""
    from index.onnx_export import find_weights_folder

    return find_weights_folder()


def _load(model: str, models_folder: Path) -> Encoder:
    """Import only what the chosen encoder needs."""
    if model in (EMBEDDED, EMBEDDED_FULL, EMBEDDED_PLAIN):
        from index.onnx_export import load_embedded_encoder
        from index.onnx_variant import Variant

        adapter = None if model == EMBEDDED_PLAIN else SHIPPED_ADAPTER
        return load_embedded_encoder(models_folder, Variant(adapter, quantized=model == EMBEDDED))
    if model == HASHING:
        from index.hashing_encoder import HashingEncoder

        return HashingEncoder()
    from index.sentence_transformer_encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(model)
