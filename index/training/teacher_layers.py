"""The teacher's layers: comes in: token numbers of question and sentences, goes out: states that know of each other.

MPNet (Song et al. 2020) is a larger reader of the same kind as the judge. It is too slow and too big to ship: it only
teaches the judge (knowledge distillation, Hinton et al. 2015).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from index.judge_layers import JudgeLayer

HEADS = 12
EPSILON = 1e-5
BUCKETS, FARTHEST = 32, 128
FIRST_POSITION = 2  # MPNet counts its positions from here on.

_NAMES = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "mixed",
    "attention.LayerNorm": "norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "last_norm",
}


def distance_buckets(tokens: int) -> Tensor:
    """Return (tokens, tokens) the number of the bucket that the distance from one token to another falls into.

    Half of the buckets are for what comes later; of each half the first ones hold one distance each, the others grow
    with it (Raffel et al. 2020, as MPNet has it).
    """
    place = torch.arange(tokens)
    back = place[:, None] - place[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = back.abs()
    grown = torch.log(far.clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)
    large = (exact + grown.long()).clamp(max=half - 1)
    return (back < 0).long() * half + torch.where(far < exact, far, large)


class TeacherLayers(nn.Module):
    """All of MPNet; a trained vector each tells question from sentences. Words and distances stay as they were."""

    def __init__(self, words: int, positions: int, size: int, inner: int, count: int) -> None:
        super().__init__()
        self.size = size
        self.kinds = nn.Parameter(torch.zeros(2, size))
        self.words, self.positions = nn.Embedding(words, size), nn.Embedding(positions, size)
        self.distances = nn.Embedding(BUCKETS, HEADS)
        for table in (self.words, self.positions, self.distances):
            table.requires_grad_(False)
        self.norm = nn.LayerNorm(size, EPSILON)
        self.drop = nn.Dropout(0.0)  # Only training sets a share.
        self.layers = nn.ModuleList(JudgeLayer(size, inner, size // HEADS, EPSILON) for _ in range(count))

    def forward(self, ids: Tensor, mask: Tensor, is_question: Tensor) -> Tensor:
        """Return the states of `ids` (rows, tokens); `mask` (rows, tokens), `is_question` (rows, tokens, 1)."""
        tokens = ids.shape[1]
        places = torch.arange(FIRST_POSITION, FIRST_POSITION + tokens, device=ids.device)
        states = self.norm(self.words(ids) + self.positions(places))
        states = self.drop(states + torch.where(is_question, self.kinds[0], self.kinds[1]))
        nearness = self.distances(distance_buckets(tokens).to(ids.device)).permute(2, 0, 1)[None]
        hidden = nearness + (~mask)[:, None, None, :].to(nearness.dtype) * -1e4
        if torch.is_autocast_enabled(ids.device.type):
            hidden = hidden.to(torch.get_autocast_dtype(ids.device.type))  # Once, not in each layer.
        for layer in self.layers:
            states = layer(states, hidden)
        out: Tensor = states
        return out


def take_layers(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the weights of an MPNet by the names of TeacherLayers; others, such as a pooler's, are left out."""
    taken = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
        "distances.weight": weights["encoder.relative_attention_bias.weight"],
    }
    for name, tensor in weights.items():
        _, found, rest = name.partition("encoder.layer.")
        number, _, part = rest.partition(".")
        kind, _, leaf = part.rpartition(".")
        if found:
            taken[f"layers.{number}.{_NAMES[kind]}.{leaf}"] = tensor
    return {name: tensor.float() for name, tensor in taken.items()}


def load_teacher_layers(folder: Path) -> TeacherLayers:
    """Return the layers of the MPNet in `folder`, untrained for judging."""
    taken = take_layers(load_file(str(folder / "model.safetensors")))
    words, size = taken["words.weight"].shape
    inner = taken["layers.0.up.weight"].shape[0]
    count = 1 + max(int(name.split(".")[1]) for name in taken if name.startswith("layers."))
    layers = TeacherLayers(words, taken["positions.weight"].shape[0], size, inner, count)
    layers.load_state_dict(taken | {"kinds": torch.zeros(2, size)})
    return layers
