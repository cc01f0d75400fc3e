"""Training: comes in: pairs, public sets and the base model, goes out: the judge's weights as a small file."""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from index.durable import file_sha256
from index.judge_input import QUESTION_TOKENS, SENTENCE_TOKENS, tidy_question
from index.judge_weights import KINDS, write_judge_weights
from index.training.encoder import Encoder, load_encoder
from index.training.judge_examples import Example, Others, Sizes, epoch_batches
from index.training.judge_model import JudgeModel, Reader, Verdicts, load_judge, load_state
from index.training.labelled import read_labelled
from index.training.pairs import VOICES, Pair, read_more, read_pairs, split_by_letter
from index.training.public_sets import Asked, read_selqa, read_squad
from index.training.scoring import bm25_scores, fuse

HELD_ARTICLES = ("Force", "Warsaw")
FIRST_FOR_NEAR_MISSES = 8


def log(**fields: object) -> None:
    """Write one JSON line to standard output."""
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def other_paragraphs(pairs: Sequence[Pair], encoder: Encoder, same: float = 0.85) -> Others:
    """List for each paragraph others that hardly answer its questions: of its letter, or ranked 5th to 60th.

    The very first ranks are left out, as they may truly answer, and so is what says nearly the same. A near miss, which
    letters seldom answer, is judged with the first ones, as it will be when it is asked.
    """
    texts = [pair.paragraph for pair in pairs]
    vectors = encoder.embed(texts)
    alike = vectors @ vectors.T
    letters = [pair.letter for pair in pairs]
    found: list[dict[int, None]] = [{} for _ in pairs]
    for voice in range(len(VOICES)):
        asked = [pair.questions[voice] for pair in pairs]
        scores = fuse(
            {"bm25": bm25_scores(texts, asked), "paragraph": encoder.embed(asked) @ vectors.T},
            {"bm25": 0.4, "paragraph": 0.6},
        )
        for row, order in enumerate(np.argsort(-scores, axis=1)[:, 5:60].tolist()):
            found[row].update(dict.fromkeys(order))
    for row, letter in enumerate(letters):
        own = [i for i, other in enumerate(letters) if other == letter]
        # A letter's own other paragraphs are dealt out as often as all the ranked ones together.
        found[row].update(dict.fromkeys(own))
        found[row].pop(row, None)
    of_questions = [
        [i for i in row_found if alike[row, i] < same] + [i for i in row_found if letters[i] == letters[row]] * 4
        for row, row_found in enumerate(found)
    ]
    missed = encoder.embed([near for pair in pairs for near in pair.near_misses])
    ends = np.cumsum([len(pair.near_misses) for pair in pairs])
    of_near_misses = []
    for row, own_missed in enumerate(np.split(missed, ends[:-1])):
        first = np.argsort(-own_missed @ vectors.T, axis=1)[:, :FIRST_FOR_NEAR_MISSES].ravel().tolist()
        of_near_misses.append([i for i in first if alike[row, i] < same and i != row])
    return Others(of_questions, of_near_misses)


def batch_loss(verdicts: Verdicts, examples: Sequence[Example], pairwise: float) -> dict[str, Tensor]:
    """Return the parts of the loss: each sentence, each row, and true questions above what does not answer."""
    device = verdicts.answers.device
    weights = torch.tensor([e.weight for e in examples]).to(device)
    marked = torch.zeros(verdicts.sentences.shape)
    for row, example in enumerate(examples):
        for i in example.right:
            if i < marked.shape[1]:
                marked[row, i] = 1.0
    right = marked.to(device)
    answers = (right * verdicts.held).amax(1)
    fine = nn.functional.binary_cross_entropy_with_logits(verdicts.sentences, right, reduction="none")
    fine = (fine * verdicts.held).sum(1) / verdicts.held.sum(1)
    whole = nn.functional.binary_cross_entropy_with_logits(verdicts.answers, answers, reduction="none")
    groups = torch.tensor([e.group for e in examples]).to(device)
    over = (groups[:, None] == groups[None, :]) & (groups[:, None] >= 0)
    over &= (answers[:, None] > 0.5) & (answers[None, :] < 0.5)
    gaps = nn.functional.softplus(verdicts.answers[None, :] - verdicts.answers[:, None])
    shares = over * weights[None, :]
    return {
        "sentence": (fine * weights).sum() / weights.sum(),
        "answers": (whole * weights).sum() / weights.sum(),
        "pairs": pairwise * (gaps * shares).sum() / shares.sum().clamp(min=1),
    }


def run_batch(
    model: JudgeModel, reader: Reader, examples: Sequence[Example], args: argparse.Namespace
) -> dict[str, float]:
    """Run one batch, in parts of like length, and leave the gradients."""
    inputs = [reader.read(e.question, e.sentences) for e in examples]
    order = sorted(range(len(inputs)), key=lambda i: len(inputs[i].owners))
    parts: list[Verdicts] = []
    places: list[int] = []
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and len(inputs[order[end]].owners) * (end + 1 - start) <= args.tokens:
            end += 1
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bfloat16):
            parts.append(model(reader.collate([inputs[i] for i in order[start:end]])))
        places += order[start:end]
        start = end
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
    model: JudgeModel, reader: Reader, batches: Iterable[list[Example]], planned: int, args: argparse.Namespace
) -> None:
    """Run the first `planned` of `batches`, from the checkpoint on if there is one."""
    heads = [p for n, p in model.named_parameters() if not n.startswith("layers.layers.")]
    body = [p for n, p in model.named_parameters() if n.startswith("layers.layers.")]
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


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("base", type=Path, help="folder of the base model")
    parser.add_argument("adapter", type=Path, help="the encoder's adapter file")
    parser.add_argument("out", type=Path, help="file for the trained state")
    parser.add_argument("--start", type=Path, help="judge of an earlier run to go on from")
    parser.add_argument("--start-adapter", type=Path, help="the adapter that judge was trained on")
    parser.add_argument("--more", type=Path, help="further pairs, all of them trained on")
    parser.add_argument("--public", type=Path, help="folder of the public sets")
    parser.add_argument("--plain", action="store_true", help="start from the base weights without the adapter")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--checkpoint-every", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--steps", type=int, default=0, help="cut the plan to so many steps (a pilot)")
    parser.add_argument("--minutes", type=float, default=1e6, help="end after so many minutes, whatever is done")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--labels", type=Path, help="which of the passages nearest to a question answer it")
    parser.add_argument("--label-batch", type=int, default=16, help="labelled questions a step")
    parser.add_argument("--batch", type=int, default=16, help="paragraphs a step")
    parser.add_argument("--public-batch", type=int, default=16, help="public questions a step")
    parser.add_argument("--tokens", type=int, default=1536, help="tokens run together")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pairwise", type=float, default=0.5)
    parser.add_argument("--dropout", type=float, default=0.0, help="share of each layer's output left out at random")
    parser.add_argument("--others", type=Path, help="file to keep the neighbour lists in")
    parser.add_argument("--bfloat16", action="store_true")
    return parser.parse_args()


def read_public(folder: Path | None) -> list[Asked]:
    """Read what is trained on: SQuAD but two articles, and SelQA's development set."""
    if folder is None:
        return []
    squad = [a for a in read_squad(folder / "squad2_half_dev.json") if a.source not in HELD_ARTICLES]
    return squad + read_selqa(folder / "selqa_dev.json")


def main() -> None:
    """Train and write the state."""
    args = arguments()
    begun = time.monotonic()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    pairs = read_pairs(args.pairs)
    chosen = [pairs[i] for i in split_by_letter(pairs).train] + read_more(args.more)
    if args.others and args.others.exists():
        others = Others(*json.loads(args.others.read_text()))
    else:
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bfloat16):
            others = other_paragraphs(chosen, load_encoder(args.base, args.adapter, device=args.device))
        if args.others:
            args.others.write_text(json.dumps([others.of_questions, others.of_near_misses]))
    public = read_public(args.public)
    labelled = read_labelled(args.labels, chosen) if args.labels else []
    sizes = Sizes(args.batch, args.public_batch, args.label_batch)
    # Batches are dealt out as they are needed: all of them at once would fill gigabytes.
    batches = chain.from_iterable(
        epoch_batches(chosen, others, public, labelled, sizes, f"{args.seed}-{epoch}") for epoch in range(args.epochs)
    )
    planned = args.steps or args.epochs * -(-len(chosen) // args.batch)
    header = {
        "data_sha256": file_sha256(args.pairs),
        "more_sha256": file_sha256(args.more) if args.more else "",
        "labels_sha256": file_sha256(args.labels) if args.labels else "",
        "start_sha256": file_sha256(args.start) if args.start else "",
        "base_sha256": file_sha256(args.base / "model.safetensors"),
        "adapter_sha256": "none" if args.plain else file_sha256(args.adapter),
        **{name: str(value) for name, value in vars(args).items() if not isinstance(value, Path)},
    }
    log(paragraphs=len(chosen), public_questions=len(public), labelled=len(labelled), planned=planned, **header)
    model, reader = load_judge(args.base, None if args.plain else args.adapter, args.device)
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = args.dropout
    before = {name: tensor.cpu().clone() for name, tensor in model.layers.state_dict().items() if name != KINDS}
    if args.start:
        load_state(model, args.start, load_judge(args.base, args.start_adapter)[0].layers.state_dict())
    questions = [q for pair in chosen for q in (*pair.questions, *pair.near_misses)] + [one.question for one in public]
    reader.prepare([tidy_question(question) for question in questions], QUESTION_TOKENS)
    texts = [*(pair.sentences for pair in chosen), *(one.sentences for one in public)]
    reader.prepare([sentence for text in texts for sentence in text], SENTENCE_TOKENS)
    log(read="all texts", seconds=round(time.monotonic() - begun))
    train(model, reader, batches, planned, args)
    write_judge_weights(args.out, before, model.cpu().state_dict(), header)
    log(wrote=args.out.name, sha256=file_sha256(args.out))


if __name__ == "__main__":
    main()
