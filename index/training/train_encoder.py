"""Training: comes in: the pairs file and the base model's folder, goes out: a low-rank adapter file."""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from index.adapter import DOWN, UP, read_adapter
from index.durable import file_sha256
from index.training.encoder import Encoder, Floats, LoraLinear, add_lora, load_encoder, pool
from index.training.pairs import VOICES, Pair, read_more, read_pairs, split_by_letter
from index.training.scoring import bm25_scores, fuse, grouped_max, piece_weights

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


@dataclass(frozen=True)
class Guide:
    """The base model's vectors and neighbour lists for the training paragraphs."""

    paragraphs: Floats
    sentences: list[Floats]
    neighbours: list[list[int]]
    weights: Tensor


@dataclass
class Encoded:
    """Pooled vectors and token vectors of a list of texts."""

    pooled: Tensor
    tokens: Tensor
    mask: Tensor
    ids: Tensor


def log(**fields: object) -> None:
    """Write one JSON line to standard output."""
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def starts_of(pairs: Sequence[Pair]) -> list[int]:
    """First sentence number of each paragraph when all sentences stand in a row."""
    sizes = [len(pair.sentences) for pair in pairs]
    return [sum(sizes[:i]) for i in range(len(sizes))]


def make_guide(encoder: Encoder, pairs: Sequence[Pair], size: int) -> Guide:
    """Embed the training texts with the base model and list hard neighbours."""
    texts = [pair.paragraph for pair in pairs]
    paragraphs = encoder.embed(texts)
    starts = np.array(starts_of(pairs))
    flat = encoder.embed([s for pair in pairs for s in pair.sentences])
    asked = [pair.questions[v] for v in range(len(VOICES)) for pair in pairs]
    vectors = encoder.embed(asked)
    parts = {
        "bm25": bm25_scores(texts, asked),
        "paragraph": vectors @ paragraphs.T,
        "sentence": grouped_max(vectors @ flat.T, starts),
    }
    scores = fuse(parts, {"bm25": 0.5, "paragraph": 0.25, "sentence": 0.25})
    documents = [row.ids for row in encoder.tokenizer.encode_batch(texts)]
    weights = piece_weights(documents, encoder.tokenizer.get_vocab())
    return Guide(
        paragraphs=paragraphs,
        sentences=np.split(flat, starts[1:]),
        neighbours=neighbour_lists(scores, pairs, size),
        weights=torch.from_numpy(weights),
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


def encode(encoder: Encoder, texts: Sequence[str], chunk: int = 16) -> Encoded:
    """Encode `texts` with gradients, texts of like length together."""
    order: list[int] = []
    parts = []
    for rows, inputs in encoder.chunks(texts, chunk):
        order += rows
        with torch.autocast("cpu", torch.bfloat16):
            states = encoder.hidden(inputs)
        parts.append((states.float(), inputs))
    width = max(states.shape[1] for states, _ in parts)
    back = torch.tensor(order).argsort()

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


def late_logits(questions: Encoded, texts: Encoded, weights: Tensor) -> Tensor:
    """Weighted mean, over question tokens, of the best match among a text's tokens."""
    weight = weights[questions.ids] * questions.mask
    weight[:, 0] = 0.0
    weight = weight / weight.sum(1, keepdim=True).clamp_min(1e-6)
    table = torch.einsum("qid,std->qsit", questions.tokens, texts.tokens)
    table = table.masked_fill(texts.mask[None, :, None, :] == 0, -1.0)
    return torch.einsum("qsi,qi->qs", table.amax(-1), weight)


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


def make_marks(pairs: Sequence[Pair], guide: Guide, settings: Settings) -> Marks:
    """Mark answers; leave out other letters' texts that say nearly the same."""
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
    return Marks(right, own.repeat(2, 1), skip, same.repeat(2, 1))


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


def batch_loss(encoder: Encoder, pairs: Sequence[Pair], guide: Guide, settings: Settings) -> dict[str, Tensor]:
    """Return the parts of the loss of one batch."""
    marks = make_marks(pairs, guide, settings)
    asked = [pair.questions[v] for v in range(len(VOICES)) for pair in pairs]
    misses = [near for pair in pairs for near in pair.near_misses]
    questions = encode(encoder, asked + misses, 48)
    sentences = encode(encoder, [s for pair in pairs for s in pair.sentences])
    paragraphs = encode(encoder, [pair.paragraph for pair in pairs])
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


def slope(step: int, total: int) -> float:
    """Learning-rate factor: up over the first tenth, then down to zero."""
    warm = max(1, total // 10)
    return min((step + 1) / warm, (total - step) / max(1, total - warm))


def take_up(layers: Mapping[str, LoraLinear], tensors: Mapping[str, Tensor]) -> None:
    """Set the trained matrices to those in `tensors`."""
    for name, layer in layers.items():
        layer.lora_a.data.copy_(tensors[name + DOWN])
        layer.lora_b.data.copy_(tensors[name + UP])


@dataclass
class Run:
    """A training run that can be stopped and taken up again."""

    encoder: Encoder
    layers: dict[str, LoraLinear]
    optimizer: torch.optim.Optimizer
    checkpoint: Path | None
    done: int = 0

    def state(self) -> dict[str, Tensor]:
        """Return the trained matrices by name."""
        tensors = {}
        for name, layer in self.layers.items():
            tensors[name + DOWN] = layer.lora_a.detach().clone()
            tensors[name + UP] = layer.lora_b.detach().clone()
        return tensors

    def save(self) -> None:
        """Write the checkpoint, if one is wanted."""
        if self.checkpoint is not None:
            state = [self.state(), self.optimizer.state_dict(), self.done]
            torch.save(state, self.checkpoint)

    def restore(self) -> None:
        """Take up the checkpoint, if there is one."""
        if self.checkpoint is None or not self.checkpoint.exists():
            return
        tensors, optimizer, self.done = torch.load(self.checkpoint)
        take_up(self.layers, tensors)
        self.optimizer.load_state_dict(optimizer)


def start_run(encoder: Encoder, settings: Settings, checkpoint: Path | None, start: Path | None) -> Run:
    """Add the low-rank layers, as the adapter `start` left them if there is one, and take up the checkpoint."""
    layers = add_lora(encoder.model, settings.rank, settings.alpha)
    if start is not None:
        take_up(layers, read_adapter(start)[0])
    matrices = [p for p in encoder.model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(matrices, lr=settings.rate, weight_decay=0.01)
    run = Run(encoder, layers, optimizer, checkpoint)
    run.restore()
    return run


def step(run: Run, pairs: Sequence[Pair], guide: Guide, settings: Settings) -> None:
    """Do one optimizer step on one batch and log it."""
    begun = time.monotonic()
    parts = batch_loss(run.encoder, pairs, guide, settings)
    loss = torch.stack(list(parts.values())).sum()
    loss.backward()  # type: ignore[no-untyped-call]
    matrices = [p for g in run.optimizer.param_groups for p in g["params"]]
    nn.utils.clip_grad_norm_(matrices, 1.0)
    run.optimizer.step()
    run.optimizer.zero_grad()
    run.done += 1
    values = {name: round(part.item(), 4) for name, part in parts.items()}
    log(step=run.done, **values, seconds=round(time.monotonic() - begun, 1))


def some(guide: Guide, rows: Sequence[int]) -> Guide:
    """Return the guide's part for the paragraphs numbered `rows`."""
    return Guide(
        paragraphs=guide.paragraphs[list(rows)],
        sentences=[guide.sentences[i] for i in rows],
        neighbours=[],
        weights=guide.weights,
    )


def train(run: Run, pairs: Sequence[Pair], guide: Guide, settings: Settings, every: int) -> None:
    """Run all epochs, passing over the steps already done."""
    plan = [rows for e in range(settings.epochs) for rows in batches(guide, settings, e)]
    for number, rows in enumerate(plan):
        if number < run.done:
            continue
        for group in run.optimizer.param_groups:
            group["lr"] = settings.rate * slope(number, len(plan))
        step(run, [pairs[i] for i in rows], some(guide, rows), settings)
        if run.done % every == 0:
            run.save()
    run.save()


def write_adapter(run: Run, out: Path, header: dict[str, str]) -> None:
    """Write the adapter in half precision with its header."""
    tensors = {name: t.half().contiguous() for name, t in run.state().items()}
    save_file(tensors, str(out), metadata=header)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("base", type=Path, help="folder of the base model")
    parser.add_argument("out", type=Path, help="adapter file to write (safetensors)")
    parser.add_argument("--more", type=Path, help="further pairs, all of them trained on")
    parser.add_argument("--start", type=Path, help="adapter of an earlier run to go on from")
    parser.add_argument("--base-name", default="all-MiniLM-L6-v2")
    parser.add_argument("--checkpoint", type=Path, help="file to resume from")
    parser.add_argument("--checkpoint-every", type=int, default=10)
    parser.add_argument("--with-dev", action="store_true", help="train on dev too")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--neighbours", type=int, default=3)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--alpha", type=float, default=32.0)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--sharpness", type=float, default=20.0)
    parser.add_argument("--late", type=float, default=0.0)
    parser.add_argument("--near-miss", type=float, default=0.25)
    parser.add_argument("--same-sentence", type=float, default=0.85)
    parser.add_argument("--same-paragraph", type=float, default=0.85)
    return parser.parse_args()


def main() -> None:
    """Train and write the adapter."""
    args = arguments()
    fields = Settings.__dataclass_fields__
    settings = Settings(**{name: getattr(args, name) for name in fields})
    torch.set_num_threads(args.threads)
    torch.manual_seed(settings.seed)
    pairs = read_pairs(args.pairs)
    split = split_by_letter(pairs)
    rows = sorted(split.train + split.dev) if args.with_dev else split.train
    chosen = [pairs[i] for i in rows] + read_more(args.more)
    header = {
        "base_model": args.base_name,
        "base_sha256": file_sha256(args.base / "model.safetensors"),
        "data_sha256": file_sha256(args.pairs),
        "more_sha256": file_sha256(args.more) if args.more else "",
        "start_sha256": file_sha256(args.start) if args.start else "",
        "letters": "train+dev" if args.with_dev else "train",
        **{name: str(value) for name, value in asdict(settings).items()},
    }
    log(paragraphs=len(chosen), **header)
    encoder = load_encoder(args.base)
    with torch.autocast("cpu", torch.bfloat16):
        guide = make_guide(encoder, chosen, size=20)
    run = start_run(encoder, settings, args.checkpoint, args.start)
    train(run, chosen, guide, settings, args.checkpoint_every)
    write_adapter(run, args.out, header)
    log(wrote=args.out.name, sha256=file_sha256(args.out))


if __name__ == "__main__":
    main()
