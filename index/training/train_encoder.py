"""Training: comes in: the pairs file and the base model's folder, goes out: a low-rank adapter file."""

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from index.adapter import DOWN, UP, read_adapter
from index.durable import file_sha256
from index.training.encoder import Encoder, LoraLinear, add_lora, load_encoder
from index.training.encoder_guide import batches, make_guide, some
from index.training.encoder_losses import Guide, Settings, batch_loss, labelled_loss
from index.training.labelled import Labelled, read_labelled
from index.training.pairs import Pair, read_more, read_pairs, split_by_letter
from index.training.run_log import log


def slope(step: int, progress: float, total: int) -> float:
    """Learning-rate factor: up over the first tenth of the steps, then down to zero as `progress` goes to 1."""
    warm = max(1, total // 10)
    return min((step + 1) / warm, (1.0 - progress) * total / max(1, total - warm))


def take_up(layers: Mapping[str, LoraLinear], tensors: Mapping[str, Tensor]) -> None:
    """Set the trained matrices to those in `tensors`.

    Where those have a lower rank the further rows stay as they are and the further columns are zero, as in a new layer;
    this is the same update as long as alpha over rank is the same.
    """
    for name, layer in layers.items():
        down, up = tensors[name + DOWN], tensors[name + UP]
        layer.lora_a.data[: len(down)].copy_(down)
        layer.lora_b.data[:, : len(down)].copy_(up)
        layer.lora_b.data[:, len(down) :].zero_()


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
            tensors[name + DOWN] = layer.lora_a.detach().cpu().clone()
            tensors[name + UP] = layer.lora_b.detach().cpu().clone()
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
    nn.Module.to(encoder.model, encoder.device)
    matrices = [p for p in encoder.model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(matrices, lr=settings.rate, weight_decay=0.01)
    run = Run(encoder, layers, optimizer, checkpoint)
    run.restore()
    return run


def step(
    run: Run, pairs: Sequence[Pair], labelled: Sequence[Labelled], guide: Guide, settings: Settings, chunk: int
) -> None:
    """Do one optimizer step on one batch and log it."""
    begun = time.monotonic()
    parts = batch_loss(run.encoder, pairs, guide, settings, chunk)
    if labelled:
        parts["labelled"] = settings.labelled * labelled_loss(run.encoder, labelled, guide.weights, settings, chunk)
    loss = torch.stack(list(parts.values())).sum()
    loss.backward()  # type: ignore[no-untyped-call]
    matrices = [p for g in run.optimizer.param_groups for p in g["params"]]
    nn.utils.clip_grad_norm_(matrices, 1.0)
    run.optimizer.step()
    run.optimizer.zero_grad()
    run.done += 1
    values = {name: round(part.item(), 4) for name, part in parts.items()}
    log(step=run.done, **values, seconds=round(time.monotonic() - begun, 1))


def train(
    run: Run,
    pairs: Sequence[Pair],
    labelled: Sequence[Labelled],
    guide: Guide,
    settings: Settings,
    args: argparse.Namespace,
) -> None:
    """Run all epochs, passing over the steps already done; the time allowed ends it early, its rate at zero."""
    begun = time.monotonic()
    plan = [rows for e in range(settings.epochs) for rows in batches(guide, settings, e)]
    for number, rows in enumerate(plan):
        if number < run.done:
            continue
        progress = max(number / len(plan), (time.monotonic() - begun) / 60.0 / args.minutes)
        if progress >= 1.0:
            break
        for group in run.optimizer.param_groups:
            group["lr"] = settings.rate * slope(number, progress, len(plan))
        drawn = random.Random(f"{settings.seed}-{number}").choices(labelled, k=args.label_batch) if labelled else []
        step(run, [pairs[i] for i in rows], drawn, some(guide, rows), settings, args.chunk)
        if run.done % args.checkpoint_every == 0:
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
    parser.add_argument("--too-close", type=float, default=0.0, help="no negatives above this share of the answer's")
    parser.add_argument("--labels", type=Path, help="which of the passages nearest to a question answer it")
    parser.add_argument("--label-batch", type=int, default=16, help="labelled questions a step")
    parser.add_argument("--labelled", type=float, default=0.5, help="weight of the labelled questions' loss")
    parser.add_argument("--guide", type=Path, help="adapter of the model that finds neighbours (none: the base model)")
    parser.add_argument("--hard", type=Path, help="file to keep the neighbour lists in")
    parser.add_argument("--minutes", type=float, default=1e6, help="end after so many minutes, whatever is done")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--chunk", type=int, default=16, help="texts run together")
    return parser.parse_args()


def main() -> None:
    """Train and write the adapter."""
    args = arguments()
    settings = Settings(**{field.name: getattr(args, field.name) for field in fields(Settings)})
    torch.set_num_threads(args.threads)
    torch.manual_seed(settings.seed)
    pairs = read_pairs(args.pairs)
    split = split_by_letter(pairs)
    rows = sorted(split.train + split.dev) if args.with_dev else split.train
    chosen = [pairs[i] for i in rows] + read_more(args.more)
    # A question none of whose passages answers, or all do, puts none above another.
    labelled = [
        one
        for one in (read_labelled(args.labels, chosen) if args.labels else [])
        if len({bool(passage.right) for passage in one.passages}) > 1
    ]
    header = {
        "base_model": args.base_name,
        "base_sha256": file_sha256(args.base / "model.safetensors"),
        "data_sha256": file_sha256(args.pairs),
        "more_sha256": file_sha256(args.more) if args.more else "",
        "labels_sha256": file_sha256(args.labels) if args.labels else "",
        "start_sha256": file_sha256(args.start) if args.start else "",
        "letters": "train+dev" if args.with_dev else "train",
        **{name: str(value) for name, value in asdict(settings).items()},
    }
    log(paragraphs=len(chosen), labelled_questions=len(labelled), **header)
    with torch.autocast(args.device, torch.bfloat16):
        guide = make_guide(load_encoder(args.base, args.guide, device=args.device), chosen, 20, args.hard)
    encoder = load_encoder(args.base, device=args.device)
    run = start_run(encoder, settings, args.checkpoint, args.start)
    train(run, chosen, labelled, guide, settings, args)
    write_adapter(run, args.out, header)
    log(wrote=args.out.name, sha256=file_sha256(args.out))


if __name__ == "__main__":
    main()
