"""The low-rank adapter: comes in: encoder weights and an adapter file, goes out: the merged weights."""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import safe_open

DOWN = ".lora_a"
UP = ".lora_b"


def read_adapter(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Return the tensors and the header fields of the adapter file at `path`."""
    with safe_open(str(path), framework="pt") as file:
        names = list(file.keys())
        tensors = {name: file.get_tensor(name) for name in names}
        return tensors, dict(file.metadata() or {})


def low_rank_updates(tensors: Mapping[str, torch.Tensor], scaling: float) -> dict[str, torch.Tensor]:
    """Return for each adapted matrix the update scaling * (up @ down)."""
    updates: dict[str, torch.Tensor] = {}
    for name, down in tensors.items():
        if name.endswith(DOWN):
            target = name.removesuffix(DOWN)
            up = tensors[target + UP]
            updates[target + ".weight"] = scaling * (up.float() @ down.float())
    return updates


def _matching_key(keys: list[str], target: str) -> str:
    """Return the one key that is `target`, or ends in it behind a wrapper's prefix."""
    found = [key for key in keys if key == target or key.endswith("." + target)]
    if len(found) != 1:
        raise ValueError(f"adapter target {target!r} matches {len(found)} weights")
    return found[0]


def merge_adapter(
    state_dict: Mapping[str, torch.Tensor], adapter_path: Path, scale: float = 1.0
) -> dict[str, torch.Tensor]:
    """Return a copy of `state_dict` with the adapter's updates added.

    `state_dict` may come from a transformers BertModel or from a
    sentence-transformers model around one: a prefix before the layer names is
    allowed. `scale` runs from 0 (the plain model) to 1 (the tuned model).
    Weights without an update are passed on as they are; none is changed in place.
    """
    tensors, header = read_adapter(adapter_path)
    scaling = scale * float(header["alpha"]) / float(header["rank"])
    merged = dict(state_dict)
    keys = list(merged)
    for target, update in low_rank_updates(tensors, scaling).items():
        key = _matching_key(keys, target)
        if merged[key].shape != update.shape:
            raise ValueError(f"adapter does not fit {key!r}")
        merged[key] = (merged[key].float() + update).to(merged[key].dtype)
    return merged
