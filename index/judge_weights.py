"""The judge's weights: comes in: the encoder's weights and the shipped file, goes out: the judge's layers and heads.

The file holds only what training changed: each matrix as whole numbers of 8 bits with one scale a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from index.judge_heads import HEADS, JudgeHeads

CHANGE, SCALE = ".change", ".scale"
LAYERS = "layers."
KINDS = "kinds"


def pack_change(before: torch.Tensor, after: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return `after` - `before`, a matrix, as 8-bit numbers and one scale for each row."""
    change = (after - before).float()
    scale = change.abs().amax(1).clamp(min=1e-12) / 127.0
    return torch.round(change / scale[:, None]).to(torch.int8), scale


def write_judge_weights(
    path: Path, before: Mapping[str, torch.Tensor], after: Mapping[str, torch.Tensor], header: Mapping[str, str]
) -> None:
    """Write what training changed.

    `before` are the layers as training began, by the names of JudgeLayers; `after` is the state of a JudgeModel.
    """
    tensors: dict[str, torch.Tensor] = {}
    for name, new in after.items():
        if not name.startswith(LAYERS):
            tensors[name] = new.float()
            continue
        name = name.removeprefix(LAYERS)
        old = before.get(name, torch.zeros_like(new))
        if new.dim() == 2 and name in before and name != KINDS:
            tensors[name + CHANGE], tensors[name + SCALE] = pack_change(old, new)
        else:
            tensors[name + CHANGE] = (new - old).float()
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, str(path), metadata=dict(header))


def read_judge_weights(
    path: Path, before: Mapping[str, torch.Tensor]
) -> tuple[dict[str, torch.Tensor], JudgeHeads, dict[str, str]]:
    """Return the weights of the judge's layers, its heads and the file's header.

    `before` are the layers that training began with, by the names of JudgeLayers. Raises ValueError where the file
    does not fit them, OSError or SafetensorError where it cannot be read.
    """
    with safe_open(str(path), framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in list(file.keys())}
        header = dict(file.metadata() or {})
    after: dict[str, torch.Tensor] = {}
    for name, change in tensors.items():
        target = name.removesuffix(CHANGE)
        if target == name:
            continue
        scale = tensors.get(target + SCALE)
        full = change.float() if scale is None else change.float() * scale[:, None]
        old = before.get(target)
        if old is not None and old.shape != full.shape:
            raise ValueError(f"the judge's weights do not fit {target!r}")
        after[target] = full if old is None else old.float() + full
    missing = [name for name in before if name not in after and name != KINDS] + [
        name for name in HEADS if name not in tensors
    ]
    if missing:
        raise ValueError(f"the judge's weights lack {missing[0]!r}")
    heads = JudgeHeads(*(tensors[name].numpy().squeeze() for name in HEADS))
    return after, heads, header
