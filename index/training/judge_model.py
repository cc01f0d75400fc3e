"""The judge in training: comes in: a BERT folder and rows, goes out: a logit per sentence and one per row.

The encoder's first layers read the question and each sentence alone, so their states are worked out once for each
text. The judge's own layers, which begin as the encoder's last, read them together.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from index.adapter import merge_adapter
from index.judge_heads import PRODUCT_SCALE
from index.judge_input import QUESTION, SHARED_LAYERS
from index.judge_layers import JudgeLayers
from index.judge_weights import KINDS, LAYERS, read_judge_weights
from index.training.teacher_layers import TeacherLayers
from index.training.text_table import Input, Reader, Rows, TextTable, like_lengths

NEVER = -1e4
PRODUCT_START = 0.2
MATCH_START = 5.0
BIAS_START = -7.0


class Verdicts(NamedTuple):
    """Logits: `sentences` (rows, most sentences), where `held` is true; `answers` (rows,)."""

    sentences: Tensor
    held: Tensor
    answers: Tensor


class JudgeModel(nn.Module):
    """The layers that read question and sentences together, with small linear heads."""

    def __init__(self, layers: JudgeLayers | TeacherLayers) -> None:
        """Take `layers` over; the heads begin with what the encoder knows."""
        super().__init__()
        self.layers = layers
        size = layers.size
        self.sentence_head = nn.Linear(3 * size, 1)
        self.answer_head = nn.Linear(2 * size, 1)
        self.token_head = nn.Linear(size, 1)
        self.match_share = nn.Parameter(torch.tensor(MATCH_START))
        self.best_share = nn.Parameter(torch.tensor(0.5))
        for head in (self.sentence_head, self.answer_head, self.token_head):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        # The cosine of question and sentence, and their late interaction.
        nn.init.constant_(self.sentence_head.weight[:, 2 * size :], PRODUCT_START)
        nn.init.constant_(self.sentence_head.bias, BIAS_START)

    def forward(self, rows: Rows) -> Verdicts:
        """Judge every sentence and every row."""
        is_question = (rows.owners < 0).unsqueeze(-1)
        states = self.layers(rows.states, rows.mask, is_question).float()
        numbers = torch.arange(int(rows.counts.max()), device=states.device)
        own = rows.owners.unsqueeze(1) == numbers[None, :, None]
        means = (own.float() @ states) / own.sum(2, keepdim=True).clamp(min=1)
        first = own.float().argmax(2)
        marks = states.gather(1, first.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        held = numbers[None, :] < rows.counts[:, None]
        asked = rows.owners == QUESTION
        question = (states * asked.unsqueeze(-1)).sum(1) / asked.sum(1, keepdim=True).clamp(min=1)
        product = PRODUCT_SCALE * _unit(means) * _unit(question).unsqueeze(1)
        sentences = self.sentence_head(torch.cat([means, marks, product], -1)).squeeze(-1)
        sentences = sentences + self.match_share * self.match(states, own, asked)
        best = sentences.masked_fill(~held, NEVER).amax(1)
        whole = self.answer_head(torch.cat([states[:, 0], question], -1)).squeeze(-1)
        return Verdicts(sentences, held, whole + self.best_share * best)

    def match(self, states: Tensor, own: Tensor, asked: Tensor) -> Tensor:
        """Return the weighted mean over the question's tokens of their nearest token in each sentence.

        `own` (rows, sentences, tokens) and `asked` (rows, tokens) tell whose token is whose.
        """
        width = int(asked.sum(1).max()) + 1  # The question follows the first mark.
        units = _unit(states)
        near = units[:, :width] @ units.transpose(1, 2)
        best = near.unsqueeze(1).masked_fill(~own.unsqueeze(2), -1.0).amax(3)
        weights = self.token_head(states[:, :width]).squeeze(-1).masked_fill(~asked[:, :width], NEVER).softmax(-1)
        matched: Tensor = (best * weights.unsqueeze(1)).sum(2)
        return matched


def _unit(vectors: Tensor) -> Tensor:
    """Scale to length 1."""
    return functional.normalize(vectors, dim=-1)


def load_judge(folder: Path, adapter: Path | None, device: str = "cpu") -> tuple[JudgeModel, Reader]:
    """Build an untrained judge on the model in `folder`, the encoder's adapter merged in if one is given."""
    bert = BertModel.from_pretrained(str(folder), local_files_only=True)
    bert.train(False)
    if adapter is not None:
        bert.load_state_dict(merge_adapter(bert.state_dict(), adapter))
    model = JudgeModel(JudgeLayers.from_bert(bert, SHARED_LAYERS))
    return model.to(device), Reader(folder, nn.Module.to(bert, device))


def load_state(model: JudgeModel, path: Path, before: Mapping[str, Tensor] | None = None) -> None:
    """Set `model` to a checkpoint, or to the shipped file at `path`.

    Such a file holds changes to the layers that its training began with: `before`, if not those that `model` has.
    """
    if path.suffix != ".safetensors":
        state = torch.load(path)
        model.load_state_dict(state[0] if isinstance(state, list) else state)
        return
    began = model.layers.state_dict() if before is None else before
    layers, _, _ = read_judge_weights(path, {name: tensor for name, tensor in began.items() if name != KINDS})
    with safe_open(str(path), framework="pt") as file:
        heads = {name: file.get_tensor(name) for name in model.state_dict() if not name.startswith(LAYERS)}
    model.load_state_dict({LAYERS + name: tensor for name, tensor in layers.items()} | heads)


def judge_all(
    model: JudgeModel, reader: TextTable, inputs: Sequence[Input], budget: int = 8192
) -> list[tuple[list[float], float]]:
    """Return each row's sentence logits and its own, rows of like length run together."""
    out: list[tuple[list[float], float]] = [([], 0.0)] * len(inputs)
    with torch.inference_mode():
        for places in like_lengths(inputs, budget):
            verdicts = model(reader.collate([inputs[i] for i in places]))
            for row, i in enumerate(places):
                sentences = verdicts.sentences[row, : inputs[i].sentences].tolist()
                out[i] = (sentences, float(verdicts.answers[row]))
    return out
