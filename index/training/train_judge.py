"""Training: comes in: pairs, public sets and the base model, goes out: the judge's weights as a small file."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from index.durable import file_sha256
from index.judge_weights import KINDS, write_judge_weights
from index.training import training_data
from index.training.encoder import Encoder, load_encoder
from index.training.judge_examples import Example
from index.training.judge_model import load_judge, load_state
from index.training.judge_training import add_arguments, set_dropout, train
from index.training.pool import read_pool, read_verdicts, taught_batches
from index.training.rounded_linear import round_linears
from index.training.run_log import log
from index.training.training_data import TrainingData, header_of, planned_steps, read_training_data


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("base", type=Path, help="folder of the base model")
    parser.add_argument("adapter", type=Path, help="the encoder's adapter file")
    parser.add_argument("out", type=Path, help="file for the trained state")
    parser.add_argument("--start", type=Path, help="judge of an earlier run to go on from")
    parser.add_argument("--start-adapter", type=Path, help="the adapter that judge was trained on")
    parser.add_argument("--plain", action="store_true", help="start from the base weights without the adapter")
    parser.add_argument("--pool", type=Path, help="questions and passages that a teacher has judged")
    parser.add_argument("--verdicts", type=Path, help="what the teacher says of them")
    parser.add_argument("--pool-batch", type=int, default=16, help="the pool's questions a step")
    parser.add_argument("--most-sure", type=int, help="of each question at most so many windows the teacher is sure of")
    parser.add_argument("--rounded", action="store_true", help="round the judge's own layers as the export does")
    training_data.add_arguments(parser)
    add_arguments(parser)
    return parser.parse_args()


def all_batches(data: TrainingData, args: argparse.Namespace) -> Iterator[list[Example]]:
    """Deal batches of the labelled data, each with some of what the teacher judged where there is a pool."""
    batches = data.batches(args)
    if args.pool is None:
        return batches
    pool, verdicts = read_pool(args.pool, data.pairs), read_verdicts(args.verdicts, args.pool)
    taught = taught_batches(pool, verdicts, args.pool_batch, args.seed, args.most_sure)
    return (own + more for own, more in zip(batches, taught, strict=False))


def main() -> None:
    """Train and write the state."""
    args = arguments()
    if (args.pool is None) != (args.verdicts is None):
        raise SystemExit("--pool and --verdicts belong together: give both or neither.")
    begun = time.monotonic()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    def encoder() -> Encoder:
        return load_encoder(args.base, args.adapter, device=args.device)

    with torch.autocast(args.device, torch.bfloat16, enabled=args.bfloat16):
        data = read_training_data(args, encoder)
    batches, planned = all_batches(data, args), planned_steps(args, len(data.pairs))
    header = header_of(
        args, start=args.start, pool=args.pool, verdicts=args.verdicts, base=args.base / "model.safetensors"
    )
    header["adapter_sha256"] = "none" if args.plain else file_sha256(args.adapter)
    counts = {"paragraphs": len(data.pairs), "public_questions": len(data.public), "labelled": len(data.labelled)}
    log(**counts, planned=planned, **header)
    model, reader = load_judge(args.base, None if args.plain else args.adapter, args.device)
    set_dropout(model, args.dropout)
    before = {name: tensor.cpu().clone() for name, tensor in model.layers.state_dict().items() if name != KINDS}
    if args.start:
        load_state(model, args.start, load_judge(args.base, args.start_adapter)[0].layers.state_dict())
    if args.rounded:
        round_linears(model.layers)
    data.prepare(reader)
    log(read="all texts", seconds=round(time.monotonic() - begun))
    train(model, reader, batches, planned, args)
    write_judge_weights(args.out, before, model.cpu().state_dict(), header)
    log(wrote=args.out.name, sha256=file_sha256(args.out))


if __name__ == "__main__":
    main()
