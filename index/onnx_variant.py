"""Which form of the built-in model: comes in: an adapter and a precision, goes out: the name of those weights."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus import SettingsError
from index.durable import file_sha256

NAME = "all-MiniLM-L6-v2"
# The weights as first published; other weights would be another model under the same name.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class Variant:
    """One form of the built-in model: `adapter` is a low-rank adapter file merged into the weights (None: as
    published); `quantized` keeps the weights as 8-bit integers (see `index.onnx_quantize`).
    """

    adapter: Path | None = None
    quantized: bool = False

    @property
    def digest(self) -> str:
        """The name of these weights: the published SHA-256, or that of weights, adapter and form together."""
        if self.adapter is None:
            digest = WEIGHTS_SHA256
        else:
            try:
                adapter_sha256 = file_sha256(self.adapter)
            except OSError as error:
                raise unfit_adapter(self.adapter) from error
            digest = hashlib.sha256(f"{WEIGHTS_SHA256}+{adapter_sha256}".encode("ascii")).hexdigest()
        return f"{digest}-int8" if self.quantized else digest

    @property
    def fingerprint(self) -> str:
        """What an index records of its encoder."""
        digest, *form = self.digest.split("-")
        return "-".join((f"{NAME}@{digest[:16]}", *form))


PUBLISHED = Variant()


def unfit_adapter(adapter: Path) -> SettingsError:
    """What to say of an adapter file that cannot be merged into the weights."""
    return SettingsError(
        f"The adapter {adapter} is missing, damaged or not made for the built-in model.",
        "Put the shipped adapter back, or remove the setting that names it.",
    )
