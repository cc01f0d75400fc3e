"""Tracing to ONNX: comes in: a torch module with example inputs, goes out: one file for ONNX Runtime."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import SettingsError

if TYPE_CHECKING:
    import torch

PIN_VERSIONS = "Install the pinned versions of torch, onnx and onnxruntime and try again."


def write_onnx(
    module: torch.nn.Module,
    examples: Mapping[str, torch.Tensor],
    output: str,
    path: Path,
    free_axes: Sequence[str] = ("texts", "tokens"),
) -> None:
    """Trace `module`, called with the values of `examples` in order, to `path`.

    The first axes of every input and of the output, named `free_axes`, stay free. Raises SettingsError where the
    installed versions cannot.
    """
    import torch

    axes = {name: dict(enumerate(free_axes)) for name in (*examples, output)}
    try:
        with warnings.catch_warnings():
            # The tracer warns of branches on shapes that the caller's check of the results proves harmless.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module.eval(),
                tuple(examples.values()),
                str(path),
                input_names=list(examples),
                output_names=[output],
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
    except (ImportError, RuntimeError, TypeError) as error:  # Torch's exporter errors are RuntimeErrors.
        raise SettingsError(f"The model cannot be exported ({type(error).__name__}).", PIN_VERSIONS) from error


def token_states(bert: torch.nn.Module) -> torch.nn.Module:
    """Return `bert`, a transformers model, with plain tensors in and the last layer's states out, as ONNX wants it."""
    import torch

    class TokenStates(torch.nn.Module):
        """The wrapped model."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(
            self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
        ) -> torch.Tensor:
            states: torch.Tensor = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            return states

    return TokenStates()
