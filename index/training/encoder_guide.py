"""The guide in training: comes in: pairs and a guiding model, goes out: what it thinks near, and batches by it."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from index.training.encoder import Encoder, Floats
from index.training.encoder_losses import Guide, Settings, starts_of
from index.training.pairs import VOICES, Pair
from index.training.scoring import bm25_scores, fuse, grouped_max, piece_weights


def make_guide(encoder: Encoder, pairs: Sequence[Pair], size: int, kept: Path | None = None) -> Guide:
    """Embed the training texts with the guiding model and list hard neighbours, or take those in the file `kept`."""
    texts = [pair.paragraph for pair in pairs]
    paragraphs = encoder.embed(texts)
    starts = np.array(starts_of(pairs))
    flat = encoder.embed([s for pair in pairs for s in pair.sentences])
    asked = [pair.questions[v] for v in range(len(VOICES)) for pair in pairs]
    vectors = encoder.embed(asked)
    if kept is not None and kept.exists():
        neighbours = json.loads(kept.read_text())
    else:
        parts = {
            "bm25": bm25_scores(texts, asked),
            "paragraph": vectors @ paragraphs.T,
            "sentence": grouped_max(vectors @ flat.T, starts),
        }
        neighbours = neighbour_lists(fuse(parts, {"bm25": 0.5, "paragraph": 0.25, "sentence": 0.25}), pairs, size)
        if kept is not None:
            kept.write_text(json.dumps(neighbours))
    documents = [row.ids for row in encoder.tokenizer.encode_batch(texts)]
    weights = piece_weights(documents, encoder.tokenizer.get_vocab())
    return Guide(
        paragraphs=paragraphs,
        sentences=np.split(flat, starts[1:]),
        questions=vectors.reshape(len(VOICES), len(pairs), -1),
        neighbours=neighbours,
        weights=torch.from_numpy(weights).to(encoder.device),
    )


def neighbour_lists(scores: Floats, pairs: Sequence[Pair], size: int) -> list[list[int]]:
    """For each paragraph: the top hits of its questions, then its letter's others."""
    letters: dict[str, list[int]] = {}
    for i, pair in enumerate(pairs):
        letters.setdefault(pair.letter, []).append(i)
    lists = []
    for i, pair in enumerate(pairs):
        rows = scores[[i, i + len(pairs)]]
        hits = np.argsort(-rows, axis=1)[:, : size + 1].ravel().tolist()
        found = dict.fromkeys(hits + letters[pair.letter])
        found.pop(i, None)
        lists.append(list(found))
    return lists


def batches(guide: Guide, settings: Settings, epoch: int) -> Iterator[list[int]]:
    """Deal all paragraphs into batches made of small groups of hard neighbours."""
    chance = random.Random(f"{settings.seed}-{epoch}")
    order = list(range(len(guide.neighbours)))
    chance.shuffle(order)
    free = set(order)
    groups: list[list[int]] = []
    for first in order:
        if first not in free:
            continue
        others = [i for i in guide.neighbours[first] if i in free]
        chance.shuffle(others)
        groups.append([first, *others[: settings.neighbours]])
        free.difference_update(groups[-1])
    chance.shuffle(groups)
    rows = [i for group in groups for i in group]
    for start in range(0, len(rows), settings.batch):
        yield rows[start : start + settings.batch]


def some(guide: Guide, rows: Sequence[int]) -> Guide:
    """Return the guide's part for the paragraphs numbered `rows`."""
    return Guide(
        paragraphs=guide.paragraphs[list(rows)],
        sentences=[guide.sentences[i] for i in rows],
        questions=guide.questions[:, list(rows)],
        neighbours=[],
        weights=guide.weights,
    )
