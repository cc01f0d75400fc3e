"""The judge's own layers: comes in: states of a question and of sentences, goes out: states that know of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

HEAD_SIZE = 32
EPSILON = 1e-12


class JudgeLayer(nn.Module):
    """One layer of BERT (Devlin et al. 2018) in its usual order: attention, sum, norm, feed-forward, sum, norm."""

    def __init__(self, size: int, inner: int, head_size: int = HEAD_SIZE, epsilon: float = EPSILON) -> None:
        super().__init__()
        self.head_size = head_size
        self.query, self.key, self.value, self.mixed = (nn.Linear(size, size) for _ in range(4))
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm, self.last_norm = nn.LayerNorm(size, epsilon), nn.LayerNorm(size, epsilon)
        self.drop = nn.Dropout(0.0)  # Only training sets a share.

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """Return new `states` (rows, tokens, size).

        `hidden` (rows, 1 or heads, 1 or tokens, tokens) is added to what each token sees: very low for padding.
        """
        rows, tokens, size = states.shape

        def split(table: Tensor) -> Tensor:
            """Deal the numbers of each token out to the heads."""
            return table.reshape(rows, tokens, size // self.head_size, self.head_size).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            split(self.query(states)), split(self.key(states)), split(self.value(states)), attn_mask=hidden
        )
        states = self.norm(states + self.drop(self.mixed(seen.transpose(1, 2).reshape(rows, tokens, size))))
        out: Tensor = self.last_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))
        return out


class OneRowLayer(nn.Module):
    """A trained layer as it is exported: for one row without padding, every size but the row's length fixed.

    Sizes worked out anew in each run would take a twentieth of a layer's time.
    """

    def __init__(self, layer: JudgeLayer) -> None:
        super().__init__()
        self.layer = layer
        self.size, self.head_size = layer.query.in_features, layer.head_size
        self.heads = self.size // self.head_size

    def forward(self, states: Tensor) -> Tensor:
        """Return new `states` (tokens, size)."""
        layer = self.layer

        def split(table: Tensor) -> Tensor:
            """Deal the numbers of each token out to the heads: (heads, tokens, head size)."""
            return table.reshape(-1, self.heads, self.head_size).transpose(0, 1)

        likeness = split(layer.query(states)) @ split(layer.key(states)).transpose(1, 2)
        seen = torch.softmax(likeness * self.head_size**-0.5, -1) @ split(layer.value(states))
        states = layer.norm(states + layer.mixed(seen.transpose(0, 1).reshape(-1, self.size)))
        out: Tensor = layer.last_norm(states + layer.down(functional.gelu(layer.up(states))))
        return out


class JudgeLayers(nn.Module):
    """Layers over a row of tokens; a trained vector each tells question from sentences."""

    def __init__(self, count: int, size: int, inner: int) -> None:
        super().__init__()
        self.size = size
        self.kinds = nn.Parameter(torch.zeros(2, size))
        self.layers = nn.ModuleList(JudgeLayer(size, inner) for _ in range(count))

    def each(self) -> Iterator[JudgeLayer]:
        """Yield the layers in order."""
        for layer in self.layers:
            assert isinstance(layer, JudgeLayer)
            yield layer

    def forward(self, states: Tensor, mask: Tensor, is_question: Tensor) -> Tensor:
        """Return the states after all layers; `mask` (rows, tokens), `is_question` (rows, tokens, 1): true or not."""
        states = states + torch.where(is_question, self.kinds[0], self.kinds[1])
        hidden = (~mask)[:, None, None, :].to(states.dtype) * -1e4
        for layer in self.layers:
            states = layer(states, hidden)
        return states

    @classmethod
    def from_bert(cls, bert: nn.Module, first: int) -> JudgeLayers:
        """Return layers that begin as the layers of `bert`, a transformers BertModel, from number `first` on."""
        taken = take_layers(bert.state_dict(), first)
        size = taken["layers.0.query.weight"].shape[1]
        inner = taken["layers.0.up.weight"].shape[0]
        layers = cls(1 + max(int(name.split(".")[1]) for name in taken), size, inner)
        layers.load_state_dict(taken | {"kinds": torch.zeros(2, size)})
        return layers


_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mixed",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "last_norm",
}


def take_layers(weights: Mapping[str, Tensor], first: int) -> dict[str, Tensor]:
    """Return the weights of BERT's layers from number `first` on, by the names of JudgeLayers; others are left out.

    A prefix before "encoder.layer." is allowed.
    """
    taken = {}
    for name, tensor in weights.items():
        _, found, rest = name.partition("encoder.layer.")
        if not found:
            continue
        number, _, part = rest.partition(".")
        kind, _, leaf = part.rpartition(".")
        if int(number) >= first:
            taken[f"layers.{int(number) - first}.{_NAMES[kind]}.{leaf}"] = tensor.detach().clone()
    return taken
