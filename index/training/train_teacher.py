"""Training the teacher: comes in: pairs, labels and an MPNet, goes out: its verdicts on the pool.

Run as `python -m index.training.train_teacher PAIRS MPNET_FOLDER OUT --pool POOL ...`. The teacher learns from the same
examples as the judge; what it learnt is not kept, only what it says of the pool's windows (`make_pool.py`) is.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from index.durable import file_sha256
from index.training import training_data
from index.training.judge_examples import Example
from index.training.judge_model import JudgeModel, judge_all
from index.training.judge_training import add_arguments, set_dropout, train
from index.training.pool import PoolVerdicts, pack_verdicts, read_pool, write_verdicts
from index.training.run_log import log
from index.training.teacher_model import load_teacher
from index.training.text_table import TextTable
from index.training.training_data import header_of, planned_steps, read_training_data


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
    begun = time.monotonic()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    data = read_training_data(args, None)
    pool = read_pool(args.pool, data.pairs)
    planned = planned_steps(args, len(data.pairs))
    header = header_of(args, base=args.base / "model.safetensors", pool=args.pool)
    log(paragraphs=len(data.pairs), labelled=len(data.labelled), planned=planned, **header)
    model, reader = load_teacher(args.base, args.device)
    set_dropout(model, args.dropout)
    data.prepare(reader)
    log(read="all texts", seconds=round(time.monotonic() - begun))
    train(model, reader, data.batches(args), planned, args)
    verdicts = teach(model, reader, [window for one in pool for window in one.windows], args)
    write_verdicts(args.out, verdicts, args.pool)
    seconds = round(time.monotonic() - begun)
    log(wrote=args.out.name, windows=len(verdicts.answers), sha256=file_sha256(args.out), seconds=seconds)


if __name__ == "__main__":
    main()
