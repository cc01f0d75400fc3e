"""Training a judge or its teacher: comes in: a model, its reader and batches, goes out: the model, trained."""

import argparse
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from index.judge_weights import KINDS, LAYERS
from index.training.judge_examples import Example
from index.training.judge_model import JudgeModel, Verdicts
from index.training.run_log import log
from index.training.text_table import TextTable, like_lengths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what a run of training needs to know."""
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--checkpoint-every", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--steps", type=int, default=0, help="cut the plan to so many steps (a pilot)")
    parser.add_argument("--minutes", type=float, default=1e6, help="end after so many minutes, whatever is done")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--label-batch", type=int, default=16, help="labelled questions a step")
    parser.add_argument("--batch", type=int, default=16, help="paragraphs a step")
    parser.add_argument("--public-batch", type=int, default=16, help="public questions a step")
    parser.add_argument("--tokens", type=int, default=1536, help="tokens run together")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pairwise", type=float, default=0.5)
    parser.add_argument("--dropout", type=float, default=0.0, help="share of each layer's output left out at random")
    parser.add_argument("--bfloat16", action="store_true")


def set_dropout(model: nn.Module, share: float) -> None:
    """Let each layer's output be left out by `share` in training."""
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = share


def batch_loss(verdicts: Verdicts, examples: Sequence[Example], pairwise: float) -> dict[str, Tensor]:
    """Return the parts of the loss: each sentence, each row, and true questions above what does not answer."""
    device = verdicts.answers.device
    weights = torch.tensor([e.weight for e in examples]).to(device)
    marked = np.zeros(verdicts.sentences.shape, np.float32)
    for row, example in enumerate(examples):
        taught = example.chances[: marked.shape[1]]
        marked[row, : len(taught)] = taught
        for i in example.right:
            if i < marked.shape[1]:
                marked[row, i] = 1.0
    right = torch.from_numpy(marked).to(device)
    taught_whole = torch.tensor([-1.0 if e.answers is None else e.answers for e in examples]).to(device)
    answers = torch.where(taught_whole < 0, (right * verdicts.held).amax(1), taught_whole)
    fine = nn.functional.binary_cross_entropy_with_logits(verdicts.sentences, right, reduction="none")
    fine = (fine * verdicts.held).sum(1) / verdicts.held.sum(1)
    whole = nn.functional.binary_cross_entropy_with_logits(verdicts.answers, answers, reduction="none")
    groups = torch.tensor([e.group for e in examples]).to(device)
    over = (groups[:, None] == groups[None, :]) & (groups[:, None] >= 0)
    over &= (answers[:, None] > 0.5) & (answers[None, :] < 0.5)
    gaps = nn.functional.softplus(verdicts.answers[None, :] - verdicts.answers[:, None])
    # How far two chances of a teacher are apart is how much they should be told apart; labels are 1 apart.
    shares = over * weights[None, :] * (answers[:, None] - answers[None, :])
    return {
        "sentence": (fine * weights).sum() / weights.sum(),
        "answers": (whole * weights).sum() / weights.sum(),
        "pairs": pairwise * (gaps * shares).sum() / shares.sum().clamp(min=1),
    }


def run_batch(
    model: JudgeModel, reader: TextTable, examples: Sequence[Example], args: argparse.Namespace
) -> dict[str, float]:
    """Run one batch, in parts of like length, and leave the gradients."""
    inputs = [reader.read(e.question, e.sentences) for e in examples]
    parts: list[Verdicts] = []
    places: list[int] = []
    for together in like_lengths(inputs, args.tokens):
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bfloat16):
            parts.append(model(reader.collate([inputs[i] for i in together])))
        places += together
    most = max(part.sentences.shape[1] for part in parts)

    def widen(table: Tensor) -> Tensor:
        """Fill up to the most sentences of all parts."""
        return nn.functional.pad(table, (0, most - table.shape[1]))

    joined = Verdicts(
        torch.cat([widen(part.sentences) for part in parts]),
        torch.cat([widen(part.held) for part in parts]),
        torch.cat([part.answers for part in parts]),
    )
    losses = batch_loss(joined, [examples[i] for i in places], args.pairwise)
    torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
    return {name: round(loss.item(), 4) for name, loss in losses.items()} | {
        "rows": len(inputs),
        "tokens": sum(len(i.owners) for i in inputs),
    }


def slope(step: int, progress: float, warm: int = 12) -> float:
    """Learning-rate factor: up over the first steps, then down to zero as `progress` goes from 0 to 1."""
    return min((step + 1) / warm, 1.0 - progress)


def train(
    model: JudgeModel, reader: TextTable, batches: Iterable[list[Example]], planned: int, args: argparse.Namespace
) -> None:
    """Run the first `planned` of `batches`, from the checkpoint on if there is one."""
    trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    body = [p for name, p in trained if name.startswith(LAYERS) and not name.endswith(KINDS)]
    heads = [p for name, p in trained if not name.startswith(LAYERS) or name.endswith(KINDS)]
    groups = [{"params": body, "rate": args.rate}, {"params": heads, "rate": args.head_rate}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01)
    done, spent = 0, 0.0
    if args.checkpoint and args.checkpoint.exists():
        state, kept, done, spent = torch.load(args.checkpoint, map_location=args.device)
        model.load_state_dict(state)
        optimizer.load_state_dict(kept)
    begun = time.monotonic() - spent
    for number, batch in enumerate(islice(batches, planned)):
        if number < done:
            continue
        started = time.monotonic()
        # A run held to so many minutes ends early on a busy machine, its rate at zero all the same.
        progress = max(number / planned, (started - begun) / 60.0 / args.minutes)
        if progress >= 1.0:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * slope(number, progress)
        losses = run_batch(model, reader, batch, args)
        nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        log(step=number + 1, of=planned, **losses, seconds=round(time.monotonic() - started, 1))
        if args.checkpoint and (number + 1) % args.checkpoint_every == 0:
            partial = args.checkpoint.with_suffix(".partial")
            torch.save([model.state_dict(), optimizer.state_dict(), number + 1, time.monotonic() - begun], partial)
            partial.replace(args.checkpoint)
    log(trained_seconds=round(time.monotonic() - begun))
