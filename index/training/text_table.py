"""Texts in training: comes in: a tokenizer and texts, goes out: batches of rows, each a question and sentences."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from index.judge_input import QUESTION_TOKENS, SENTENCE_TOKENS, SHARED_LAYERS, fitting, owners_of, tidy_question

PADDING = -9
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


def like_lengths(inputs: Sequence[Input], budget: int) -> Iterator[list[int]]:
    """Yield the numbers of `inputs` in parts of like length, of up to `budget` tokens when padded, one row at least."""
    order = sorted(range(len(inputs)), key=lambda i: len(inputs[i].owners))
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and len(inputs[order[end]].owners) * (end + 1 - start) <= budget:
            end += 1
        yield order[start:end]
        start = end


class TextTable(ABC):
    """Texts as rows of one table, each text once; what a row holds is for each kind of reader to say."""

    def __init__(self, folder: Path, empty: Tensor) -> None:
        """Load the tokenizer of the model in `folder`; `empty` is the table without rows, where and as it is kept."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._device = empty.device
        # All texts' rows in one table, so that a batch is gathered at once; each text's rows in it.
        self._table = empty
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

    @abstractmethod
    def rows_of(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """Return the rows of some texts' tokens, one after the other."""

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
        """Gather the rows, padded to the longest one with their own first token.

        The mask hides it; a token of another row would widen the range that a row's states are rounded in.
        """
        lengths = np.array([len(row.places) for row in inputs])
        filled = np.arange(lengths.max())[None, :] < lengths[:, None]
        places = np.repeat([row.places[0] for row in inputs], filled.shape[1]).reshape(filled.shape)
        owners = np.full(filled.shape, PADDING)
        places[filled] = np.concatenate([row.places for row in inputs])
        owners[filled] = np.concatenate([row.owners for row in inputs])
        counts = torch.tensor([row.sentences for row in inputs]).to(self._device)
        owned = torch.from_numpy(owners).to(self._device)
        return Rows(self.gather(torch.from_numpy(places).to(self._device)), owned > PADDING, owned, counts)

    def gather(self, places: Tensor) -> Tensor:
        """Return what stands at `places` (rows, tokens) of the table."""
        return self._table[places]


class Reader(TextTable):
    """Reads texts with the encoder's first layers."""

    def __init__(self, folder: Path, bert: BertModel) -> None:
        """Take `bert`, the model in `folder`, which is read with its first layers only."""
        device = bert.embeddings.word_embeddings.weight.device
        super().__init__(folder, torch.zeros((0, bert.config.hidden_size), dtype=torch.bfloat16, device=device))
        self._bert = bert
        self._bert.encoder.layer = bert.encoder.layer[:SHARED_LAYERS]

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
