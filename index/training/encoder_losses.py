"""The encoder's losses: comes in: a batch of pairs and of labelled questions, goes out: the parts of its loss."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor, nn

from index.training.encoder import Encoder, Floats, pool
from index.training.labelled import Labelled
from index.training.pairs import VOICES, Pair

NEVER = -1e4


@dataclass(frozen=True)
class Settings:
    """Everything that decides the result of a run."""

    seed: int
    epochs: int
    batch: int
    neighbours: int
    rank: int
    alpha: float
    rate: float
    sharpness: float
    late: float
    near_miss: float
    same_sentence: float
    same_paragraph: float
    too_close: float
    labelled: float


@dataclass(frozen=True)
class Guide:
    """The guiding model's vectors and neighbour lists for the training paragraphs, and its vectors of the questions.

    `questions` (voices, paragraphs, dimension) go with the paragraphs.
    """

    paragraphs: Floats
    sentences: list[Floats]
    questions: Floats
    neighbours: list[list[int]]
    weights: Tensor


@dataclass
class Encoded:
    """Pooled vectors and token vectors of a list of texts."""

    pooled: Tensor
    tokens: Tensor
    mask: Tensor
    ids: Tensor


def starts_of(pairs: Sequence[Pair]) -> list[int]:
    """First sentence number of each paragraph when all sentences stand in a row."""
    sizes = [len(pair.sentences) for pair in pairs]
    return [sum(sizes[:i]) for i in range(len(sizes))]


def encode(encoder: Encoder, texts: Sequence[str], chunk: int) -> Encoded:
    """Encode `texts` with gradients, texts of like length together."""
    order: list[int] = []
    parts = []
    for rows, inputs in encoder.chunks(texts, chunk):
        order += rows
        with torch.autocast(encoder.device.type, torch.bfloat16):
            states = encoder.hidden(inputs)
        parts.append((states.float(), inputs))
    width = max(states.shape[1] for states, _ in parts)
    back = torch.tensor(order).argsort().to(encoder.device)

    def joined(tables: list[Tensor]) -> Tensor:
        """Pad all tables to one width, stack them, restore the order of `texts`."""
        padded = [nn.functional.pad(t, (0, 0) * (t.dim() - 2) + (0, width - t.shape[1])) for t in tables]
        return torch.cat(padded)[back]

    pooled = torch.cat([pool(states, inputs.mask) for states, inputs in parts])[back]
    units = [nn.functional.normalize(states, dim=-1) for states, _ in parts]
    return Encoded(
        pooled=pooled,
        tokens=joined(units),
        mask=joined([inputs.mask for _, inputs in parts]),
        ids=joined([inputs.ids for _, inputs in parts]),
    )


def contrast(logits: Tensor, positive: Tensor, ignored: Tensor) -> Tensor:
    """Mean over the positives of -log softmax against the row's negatives."""
    negatives = logits.masked_fill(positive | ignored, NEVER).logsumexp(1, keepdim=True)
    losses = nn.functional.softplus(negatives - logits) * positive
    rows = positive.any(1)
    return (losses.sum(1)[rows] / positive.sum(1)[rows]).mean()


def late_logits(questions: Encoded, texts: Encoded, weights: Tensor, together: int = 64) -> Tensor:
    """Weighted mean, over question tokens, of the best match among a text's tokens; `together` texts at a time."""
    weight = weights[questions.ids] * questions.mask
    weight[:, 0] = 0.0
    weight = weight / weight.sum(1, keepdim=True).clamp_min(1e-6)
    # Texts of like length together: one long sentence would widen the table of all.
    lengths = texts.mask.sum(1)
    order = lengths.argsort()
    columns = []
    for rows in torch.split(order, together):
        width = int(lengths[rows[-1]])
        table = torch.einsum("qid,std->qsit", questions.tokens, texts.tokens[rows, :width])
        table = table.masked_fill(texts.mask[rows, :width][None, :, None, :] == 0, -1.0)
        columns.append(torch.einsum("qsi,qi->qs", table.amax(-1), weight))
    return torch.cat(columns, 1)[:, order.argsort()]


def group_best(scores: Tensor, sizes: Sequence[int]) -> Tensor:
    """Best column of each group of neighbouring columns."""
    return torch.stack([part.amax(1) for part in torch.split(scores, list(sizes), 1)], 1)


@dataclass(frozen=True)
class Marks:
    """Which question-text pairs of a batch are right, and which to leave out."""

    sentence: Tensor
    paragraph: Tensor
    skip_sentence: Tensor
    skip_paragraph: Tensor

    def to(self, device: torch.device) -> "Marks":
        """Return the same marks on `device`."""
        return Marks(*(getattr(self, field.name).to(device) for field in fields(self)))


def make_marks(pairs: Sequence[Pair], guide: Guide, settings: Settings) -> Marks:
    """Mark answers; leave out other letters' texts that say nearly the same, or that the guide likes nearly as well.

    The questions name no council, so what the guiding model finds nearly as good elsewhere often answers too
    (Moreira et al. 2024, "NV-Retriever": negatives at most so near as a share of the positive's score).
    """
    size = len(pairs)
    starts = starts_of(pairs)
    flat = torch.from_numpy(np.concatenate(guide.sentences))
    whole = torch.from_numpy(guide.paragraphs)
    right = torch.zeros(2 * size, len(flat), dtype=torch.bool)
    skip = torch.zeros_like(right)
    owner = torch.tensor([i for i, p in enumerate(pairs) for _ in p.sentences])
    for voice in range(len(VOICES)):
        for i, pair in enumerate(pairs):
            answers = [starts[i] + k for k in pair.answers[voice]]
            row = voice * size + i
            right[row, answers] = True
            near = (flat[answers] @ flat.T).amax(0) > settings.same_sentence
            skip[row] = near & (owner != i)
    own = torch.eye(size, dtype=torch.bool)
    same = (whole @ whole.T > settings.same_paragraph) & ~own
    marks = Marks(right, own.repeat(2, 1), skip, same.repeat(2, 1))
    if settings.too_close > 0:
        places = {letter: number for number, letter in enumerate(dict.fromkeys(pair.letter for pair in pairs))}
        letters = torch.tensor([places[pair.letter] for pair in pairs])
        asked = torch.from_numpy(guide.questions.reshape(2 * size, -1))
        marks.skip_paragraph.logical_or_(too_close(asked @ whole.T, marks.paragraph, letters, settings.too_close))
        marks.skip_sentence.logical_or_(too_close(asked @ flat.T, right, letters[owner], settings.too_close))
    return marks


def too_close(scores: Tensor, right: Tensor, letters: Tensor, share: float) -> Tensor:
    """Mark what scores above `share` of the best right one's score and is of another letter than it."""
    best = scores.masked_fill(~right, NEVER).max(1)
    elsewhere = letters[None, :] != letters[best.indices][:, None]
    marked: Tensor = (scores > share * best.values[:, None]) & elsewhere & ~right
    return marked


def ranking_loss(scores: Tensor, marks: Marks, settings: Settings, asked: int) -> Tensor:
    """Questions must find their paragraph, and paragraphs their questions.

    `scores` holds all questions by paragraphs: the answered ones first (`asked`
    rows), then the near misses, which every paragraph must rank below its own.
    """
    logits = settings.sharpness * scores
    forward = contrast(logits[:asked], marks.paragraph, marks.skip_paragraph)
    missed = torch.zeros_like(logits[asked:], dtype=torch.bool)
    backward = contrast(
        logits.T,
        torch.cat([marks.paragraph, missed]).T,
        torch.cat([marks.skip_paragraph, missed]).T,
    )
    return forward + settings.near_miss * backward


def batch_loss(
    encoder: Encoder, pairs: Sequence[Pair], guide: Guide, settings: Settings, chunk: int
) -> dict[str, Tensor]:
    """Return the parts of the loss of one batch; `chunk` texts are run together."""
    marks = make_marks(pairs, guide, settings).to(encoder.device)
    asked = [pair.questions[v] for v in range(len(VOICES)) for pair in pairs]
    misses = [near for pair in pairs for near in pair.near_misses]
    questions = encode(encoder, asked + misses, 3 * chunk)
    sentences = encode(encoder, [s for pair in pairs for s in pair.sentences], chunk)
    paragraphs = encode(encoder, [pair.paragraph for pair in pairs], chunk)
    sizes = [len(pair.sentences) for pair in pairs]
    count = len(asked)
    fine = questions.pooled @ sentences.pooled.T
    logits = settings.sharpness * fine[:count]
    parts = {
        "sentence": contrast(logits, marks.sentence, marks.skip_sentence),
        "best": ranking_loss(group_best(fine, sizes), marks, settings, count),
        "paragraph": ranking_loss(questions.pooled @ paragraphs.pooled.T, marks, settings, count),
    }
    if settings.late > 0:
        late = late_logits(questions, sentences, guide.weights)
        chosen = contrast(settings.sharpness * late[:count], marks.sentence, marks.skip_sentence)
        ranked = ranking_loss(group_best(late, sizes), marks, settings, count)
        parts["late"] = settings.late * (chosen + ranked)
    return parts


def labelled_loss(
    encoder: Encoder, asked: Sequence[Labelled], weights: Tensor, settings: Settings, chunk: int
) -> Tensor:
    """Return how badly passages that answer stand above passages near to the question that do not.

    Each question is held against its own passages alone: what the others' say of it nobody has read.
    """
    passages = [passage for one in asked for passage in one.passages]
    sizes = [len(passage.sentences) for passage in passages]
    owner = torch.tensor([row for row, one in enumerate(asked) for _ in one.passages])
    mine = owner[None, :] == torch.arange(len(asked))[:, None]
    answers = torch.tensor([bool(passage.right) for passage in passages])
    fine_mine = mine.repeat_interleave(torch.tensor(sizes), dim=1)
    fine_answers = torch.tensor([i in passage.right for passage in passages for i in range(len(passage.sentences))])
    questions = encode(encoder, [one.question for one in asked], 3 * chunk)
    sentences = encode(encoder, [sentence for passage in passages for sentence in passage.sentences], chunk)
    paragraphs = encode(encoder, [" ".join(passage.sentences) for passage in passages], chunk)
    fine = questions.pooled @ sentences.pooled.T
    late = late_logits(questions, sentences, weights)
    device = encoder.device
    right, skip = (mine & answers).to(device), (~mine).to(device)
    fine_right, fine_skip = (fine_mine & fine_answers).to(device), (~fine_mine).to(device)
    whole = [questions.pooled @ paragraphs.pooled.T, group_best(fine, sizes), group_best(late, sizes)]
    losses = [contrast(settings.sharpness * scores, right, skip) for scores in whole]
    losses += [contrast(settings.sharpness * scores, fine_right, fine_skip) for scores in (fine, late)]
    return torch.stack(losses).sum()
