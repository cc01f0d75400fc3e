"""Text to vectors with any other model: comes in: a sentence-transformers name or folder, goes out: unit vectors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import SettingsError
from index.durable import file_sha256
from index.encoder import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_SIZE = 32
# What decides a model's vectors; pictures, readmes and weights in other libraries' formats do not.
FINGERPRINTED = (".safetensors", ".bin", ".json", ".txt", ".model")


class SentenceTransformerEncoder:
    """A sentence-transformers model that is already on this machine; nothing is ever downloaded.

    Raises SettingsError when there is no such model or it cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        folder = find_model_folder(model)
        self._model = open_offline(folder)
        # A folder counts by its own name: moved elsewhere, the same model keeps its vectors.
        name = folder.name if Path(model).expanduser().is_dir() else model
        self._fingerprint = f"{name}@{hash_model_folder(folder)[:16]}"

    @property
    def fingerprint(self) -> str:
        """The name as set or the folder's name, and a hash of weights and configuration."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """How many tokens the model reads, special tokens included."""
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, text: str) -> int:
        """Return the tokens of `text` as the model's tokenizer counts them, special tokens included."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), in the order of `texts`.

        Raises ValueError when a text is longer than `max_tokens`: it is never cut in silence.
        """
        lengths = np.array([self.count_tokens(text) for text in texts], dtype=np.int64)
        if lengths.size and lengths.max() > self.max_tokens:
            raise ValueError(f"a text of {lengths.max()} tokens is longer than the model's {self.max_tokens}")
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        order = np.argsort(lengths, kind="stable")
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            vectors[batch] = self._model.encode(
                [texts[row] for row in batch],
                batch_size=BATCH_SIZE,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            if on_progress is not None:
                on_progress(len(batch))
        return vectors


def find_model_folder(model: str) -> Path:
    """Return the folder of `model`: itself when it is one, else where Hugging Face's cache keeps that name."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder.resolve()
    from huggingface_hub import snapshot_download

    names = [model] if "/" in model else [f"sentence-transformers/{model}", model]
    for name in names:
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except (OSError, ValueError):  # Not in the cache, or no possible name.
            continue
    raise SettingsError(
        f'There is no embedding model "{model}" on this machine.',
        'Set it to "embedded" for the built-in one, to the folder of a sentence-transformers model, or fetch the '
        f"model first: hf download {names[0]}",
    )


def open_offline(folder: Path) -> SentenceTransformer:
    """Load the model in `folder` on the CPU, with no network and no code of the model's own."""
    # Hugging Face's library reads this once, when it is first imported.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError, SafetensorError) as error:
        raise SettingsError(
            f"The embedding model in {folder} cannot be loaded ({type(error).__name__}).",
            'Check the folder, or set the embedding model to "embedded".',
        ) from error


def hash_model_folder(folder: Path) -> str:
    """Return the SHA-256 over names and contents of the model's weights and configuration files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in FINGERPRINTED and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()
