"""Training the teacher: comes in: pairs, labels and an MPNet, goes out: its verdicts on the pool.

Run as `python -m index.training.train_teacher PAIRS MPNET_FOLDER OUT --pool POOL ...`. The teacher learns from the same
examples as the judge; what it learnt is not kept, only what it says of the pool's windows (`make_pool.py`) is.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from index.durable import file_sha256
from index.training import training_data
from index.training.encoder import Encoder
from index.training.judge_examples import Example, Sizes
from index.training.judge_model import JudgeModel, TextTable, judge_all
from index.training.judge_training import add_arguments, log, set_dropout, train
from index.training.pool import PoolVerdicts, pack_verdicts, read_pool
from index.training.teacher_model import load_teacher
from index.training.training_data import read_training_data


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("base", type=Path, help="folder of the MPNet")
    parser.add_argument("out", type=Path, help="file for the verdicts on the pool")
    parser.add_argument("--pool", type=Path, required=True)
    training_data.add_arguments(parser)
    add_arguments(parser)
    return parser.parse_args()


def teach(model: JudgeModel, reader: TextTable, windows: Sequence[Example], args: argparse.Namespace) -> PoolVerdicts:
    """Return the teacher's verdicts on `windows`, in order."""
    model.eval()
    with torch.autocast(args.device, torch.bfloat16, enabled=args.bfloat16):
        inputs = [reader.read(window.question, window.sentences) for window in windows]
        return pack_verdicts(judge_all(model, reader, inputs, args.tokens))


def main() -> None:
    """Train, and write the verdicts."""
    args = arguments()
    if args.others is None or not args.others.exists():
        raise SystemExit("--others must name neighbour lists, which train_judge keeps: the teacher has no encoder.")
    begun = time.monotonic()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    def no_encoder() -> Encoder:
        raise AssertionError("the neighbour lists were there")

    data = read_training_data(args, no_encoder)
    pool = read_pool(args.pool, data.pairs)
    planned = args.steps or args.epochs * -(-len(data.pairs) // args.batch)
    names = {"base_sha256": file_sha256(args.base / "model.safetensors"), "pool_sha256": file_sha256(args.pool)}
    plain = {name: str(value) for name, value in vars(args).items() if not isinstance(value, Path)}
    header = {**training_data.hashes(args), **names, **plain}
    log(paragraphs=len(data.pairs), labelled=len(data.labelled), planned=planned, **header)
    model, reader = load_teacher(args.base, args.device)
    set_dropout(model, args.dropout)
    data.prepare(reader)
    log(read="all texts", seconds=round(time.monotonic() - begun))
    sizes = Sizes(args.batch, args.public_batch, args.label_batch)
    train(model, reader, data.batches(sizes, args.epochs, args.seed), planned, args)
    verdicts = teach(model, reader, [window for one in pool for window in one.windows], args)
    np.savez_compressed(args.out, **verdicts._asdict())
    seconds = round(time.monotonic() - begun)
    log(wrote=args.out.name, windows=len(verdicts.answers), sha256=file_sha256(args.out), seconds=seconds)


if __name__ == "__main__":
    main()
