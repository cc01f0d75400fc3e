"""The model in training: comes in: a BERT folder and texts, goes out: pooled vectors and token vectors."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from index.adapter import merge_adapter

Floats = npt.NDArray[np.float32]
MAX_TOKENS = 256
TARGETS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Inputs(NamedTuple):
    """A padded batch of token numbers, 1 where a token stands in `mask`."""

    ids: Tensor
    mask: Tensor


class TokenVectors(NamedTuple):
    """One text's content tokens: their numbers and unit vectors (half precision)."""

    ids: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float16]


class LoraLinear(nn.Module):
    """A frozen linear layer plus a trainable low-rank update."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float) -> None:
        """Wrap `base`; the update starts at zero."""
        super().__init__()
        self.base = base
        self.scaling = alpha / rank
        self.lora_a = nn.Parameter(torch.empty(rank, base.in_features))
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.lora_a, a=math.sqrt(5))

    def forward(self, x: Tensor) -> Tensor:
        """Apply the frozen layer and add the scaled update."""
        update = nn.functional.linear(nn.functional.linear(x, self.lora_a), self.lora_b)
        base: Tensor = self.base(x)
        return base + self.scaling * update


def add_lora(model: BertModel, rank: int, alpha: float) -> dict[str, LoraLinear]:
    """Freeze `model`, wrap its attention and feed-forward matrices, return them."""
    model.requires_grad_(False)
    wrapped: dict[str, LoraLinear] = {}
    for name, module in list(model.named_modules()):
        if name.startswith("encoder.layer.") and name.endswith(TARGETS):
            assert isinstance(module, nn.Linear)
            parent, _, leaf = name.rpartition(".")
            wrapped[name] = LoraLinear(module, rank, alpha)
            setattr(model.get_submodule(parent), leaf, wrapped[name])
    return wrapped


@dataclass
class Encoder:
    """The model and its tokenizer."""

    model: BertModel
    tokenizer: Tokenizer

    @property
    def device(self) -> torch.device:
        """Where the model runs."""
        return self.model.embeddings.word_embeddings.weight.device

    def inputs(self, texts: Sequence[str]) -> Inputs:
        """Tokenize and pad `texts`."""
        rows = self.tokenizer.encode_batch(list(texts))
        return Inputs(
            torch.tensor([row.ids for row in rows]).to(self.device),
            torch.tensor([row.attention_mask for row in rows]).to(self.device),
        )

    def hidden(self, inputs: Inputs) -> Tensor:
        """Return the last layer's token vectors."""
        output = self.model(input_ids=inputs.ids, attention_mask=inputs.mask)
        states: Tensor = output.last_hidden_state
        return states

    def chunks(self, texts: Sequence[str], size: int) -> Iterator[tuple[list[int], Inputs]]:
        """Yield (row numbers, inputs) with texts of like length together."""
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            yield rows, self.inputs([texts[i] for i in rows])

    def embed(self, texts: Sequence[str], size: int = 64) -> Floats:
        """Return one unit vector per text."""
        out = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        with torch.inference_mode():
            for rows, inputs in self.chunks(texts, size):
                states = self.hidden(inputs).float()
                out[rows] = pool(states, inputs.mask).cpu().numpy()
        return out

    def embed_both(self, texts: Sequence[str], size: int = 64) -> tuple[Floats, list[TokenVectors]]:
        """Return each text's unit vector and its tokens' unit vectors.

        The tokens leave out the marks [CLS] and [SEP].
        """
        pooled = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        tokens: dict[int, TokenVectors] = {}
        with torch.inference_mode():
            for rows, inputs in self.chunks(texts, size):
                states = self.hidden(inputs).float()
                pooled[rows] = pool(states, inputs.mask).cpu().numpy()
                units = nn.functional.normalize(states, dim=-1).cpu()
                numbers = inputs.ids.cpu()
                for place, row in enumerate(rows):
                    end = int(inputs.mask[place].sum()) - 1
                    tokens[row] = TokenVectors(
                        numbers[place, 1:end].numpy(),
                        units[place, 1:end].numpy().astype(np.float16),
                    )
        return pooled, [tokens[row] for row in range(len(texts))]


def pool(states: Tensor, mask: Tensor) -> Tensor:
    """Mean of the token vectors where `mask` is 1, scaled to length 1."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


def load_encoder(folder: Path, adapter: Path | None = None, scale: float = 1.0, device: str = "cpu") -> Encoder:
    """Load the model in `folder` onto `device`, with the adapter merged in if one is given."""
    model = BertModel.from_pretrained(str(folder), local_files_only=True)
    model.train(False)
    if adapter is not None:
        model.load_state_dict(merge_adapter(model.state_dict(), adapter, scale))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    return Encoder(nn.Module.to(model, device), tokenizer)
