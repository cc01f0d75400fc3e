"""Models of one's own: comes in: a name or a folder, goes out: the folder on this machine, a hash of its content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus import SettingsError
from index.durable import file_sha256

# What decides a model's output; pictures, readmes and weights in other libraries' formats do not.
FINGERPRINTED = (".safetensors", ".bin", ".json", ".txt", ".model")


def find_model_folder(model: str, what: str, publishers: Sequence[str], otherwise: str) -> Path:
    """Return the folder of `model`: itself when it is one, else where Hugging Face's cache keeps that name.

    A name without a publisher is looked for under each of `publishers` and alone. Nothing is downloaded. Raises
    SettingsError, which calls it `what` ("embedding model") and says `otherwise` what else may be set.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder.resolve()
    from huggingface_hub import snapshot_download

    names = [model] if "/" in model else [*(f"{publisher}/{model}" for publisher in publishers), model]
    for name in names:
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except (OSError, ValueError):  # Not in the cache, or no possible name.
            continue
    raise SettingsError(
        f'There is no {what} "{model}" on this machine.',
        f"{otherwise}, set it to the folder of a {what}, or fetch the model first: hf download {names[0]}",
    )


def stay_offline() -> None:
    """Keep Hugging Face's libraries from the network; before they are first imported, as they read this once."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")


@contextmanager
def loading(what: str, folder: Path, otherwise: str) -> Iterator[None]:
    """Raise SettingsError, which calls it `what` and says `otherwise`, where the model in `folder` cannot be loaded."""
    from safetensors import SafetensorError
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError, SafetensorError) as error:
        raise SettingsError(
            f"The {what} in {folder} cannot be loaded ({type(error).__name__}).", f"Check the folder, or {otherwise}."
        ) from error


def fingerprint_of(model: str, folder: Path) -> str:
    """Return the name of `model` as set, or its folder's name, and a hash of weights and configuration.

    A folder counts by its own name: moved elsewhere, the same model stays the same.
    """
    name = folder.name if Path(model).expanduser().is_dir() else model
    return f"{name}@{hash_model_folder(folder)[:16]}"


def hash_model_folder(folder: Path) -> str:
    """Return the SHA-256 over names and contents of the model's weights and configuration files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in FINGERPRINTED and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()
