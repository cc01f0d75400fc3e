"""The judge in training: comes in: a BERT folder and rows, goes out: a logit per sentence and one per row.

The encoder's first layers read the question and each sentence alone, so their states are worked out once for each
text. The judge's own layers, which begin as the encoder's last, read them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from safetensors import safe_open
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from index.adapter import merge_adapter
from index.judge_input import (
    QUESTION,
    QUESTION_TOKENS,
    SENTENCE_TOKENS,
    SHARED_LAYERS,
    fitting,
    owners_of,
    tidy_question,
)
from index.judge_layers import JudgeLayers
from index.judge_weights import KINDS, LAYERS, read_judge_weights
from index.training.teacher_layers import TeacherLayers

NEVER = -1e4
PADDING = -9
PRODUCT_SCALE = 20.0
PRODUCT_START = 0.2
MATCH_START = 5.0
BIAS_START = -7.0


Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Input:
    """One row: where its tokens stand in the reader's table, question first, and who owns which token."""

    places: Places
    owners: Places
    sentences: int


class Rows(NamedTuple):
    """A padded batch: states (or, of a teacher, token numbers), mask, owners, and how many sentences each row holds."""

    states: Tensor
    mask: Tensor
    owners: Tensor
    counts: Tensor


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


class TextTable:
    """Texts as rows of one table, each text once; what a row holds is for the readers below to say."""

    def __init__(self, folder: Path, device: torch.device) -> None:
        """Load the tokenizer of the model in `folder`."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._device = device
        # All texts' rows in one table, so that a batch is gathered at once; each text's rows in it.
        self._table = torch.zeros(0)
        self._known: dict[str, range] = {}

    def prepare(self, texts: Sequence[str], limit: int) -> None:
        """Read those of `texts` that are not known yet, up to `limit` tokens of each, texts of like length together."""
        self._tokenizer.enable_truncation(limit)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        tokens = [row.ids for row in self._tokenizer.encode_batch(new)]
        order = sorted(range(len(new)), key=lambda i: len(tokens[i]))
        tables, end = [self._table], len(self._table)
        for start in range(0, len(order), 64):
            places = order[start : start + 64]
            tables.append(self.rows_of([tokens[i] for i in places]))
            for i in places:
                self._known[new[i]] = range(end, end + len(tokens[i]))
                end += len(tokens[i])
        with torch.no_grad():
            self._table = torch.cat([table.clone() for table in tables])

    def rows_of(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """Return the rows of some texts' tokens, one after the other."""
        raise NotImplementedError

    def read(self, question: str, sentences: Sequence[str]) -> Input:
        """Lay out one question with sentences."""
        question = tidy_question(question)
        if question not in self._known:
            self.prepare([question], QUESTION_TOKENS)
        if any(sentence not in self._known for sentence in sentences):
            self.prepare(sentences, SENTENCE_TOKENS)
        asked = self._known[question]
        read = [self._known[sentence] for sentence in sentences]
        read = read[: fitting(len(asked), [len(one) for one in read])]
        places = np.concatenate([np.arange(part.start, part.stop) for part in (asked, *read)])
        return Input(places, np.array(owners_of(len(asked), [len(one) for one in read])), len(read))

    def collate(self, inputs: Sequence[Input]) -> Rows:
        """Gather the rows, padded to the longest one (with anything: the mask hides it)."""
        lengths = np.array([len(row.places) for row in inputs])
        filled = np.arange(lengths.max())[None, :] < lengths[:, None]
        places, owners = np.zeros(filled.shape, np.int64), np.full(filled.shape, PADDING)
        places[filled] = np.concatenate([row.places for row in inputs])
        owners[filled] = np.concatenate([row.owners for row in inputs])
        counts = torch.tensor([row.sentences for row in inputs]).to(self._device)
        kinds = torch.from_numpy(owners).to(self._device)
        return Rows(self.gather(torch.from_numpy(places).to(self._device)), kinds > PADDING, kinds, counts)

    def gather(self, places: Tensor) -> Tensor:
        """Return what stands at `places` (rows, tokens) of the table."""
        return self._table[places]


class Reader(TextTable):
    """Reads texts with the encoder's first layers."""

    def __init__(self, folder: Path, bert: BertModel) -> None:
        """Take `bert`, the model in `folder`, which is read with its first layers only."""
        super().__init__(folder, bert.embeddings.word_embeddings.weight.device)
        self._bert = bert
        self._bert.encoder.layer = bert.encoder.layer[:SHARED_LAYERS]
        self._table = torch.zeros((0, bert.config.hidden_size), dtype=torch.bfloat16, device=self._device)

    def rows_of(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """Return the texts' states (tokens, size)."""
        width = max(map(len, tokens))
        ids = torch.tensor([[*text, *[0] * (width - len(text))] for text in tokens]).to(self._device)
        with torch.inference_mode(), torch.autocast(self._device.type, torch.bfloat16):
            states: Tensor = self._bert(input_ids=ids, attention_mask=(ids > 0).long()).last_hidden_state.bfloat16()
        return states[ids > 0]

    def gather(self, places: Tensor) -> Tensor:
        """Return the states, in full precision."""
        return self._table[places].float()


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
    order = sorted(range(len(inputs)), key=lambda i: len(inputs[i].owners))
    start = 0
    with torch.inference_mode():
        while start < len(order):
            end = start + 1
            while end < len(order) and len(inputs[order[end]].owners) * (end + 1 - start) <= budget:
                end += 1
            places = order[start:end]
            verdicts = model(reader.collate([inputs[i] for i in places]))
            for row, i in enumerate(places):
                sentences = verdicts.sentences[row, : inputs[i].sentences].tolist()
                out[i] = (sentences, float(verdicts.answers[row]))
            start = end
    return out
