"""Averaging judges: comes in: judges of the same beginning, goes out: one with the mean of their weights.

Run as `python -m index.training.average_judges BASE_FOLDER ADAPTER OUT JUDGE...`. Judges trained on from one another
lie so near together that their mean errs less than each (model soups, Wortsman et al. 2022), at the price of one.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from index.durable import file_sha256
from index.judge_weights import KINDS, write_judge_weights
from index.training.judge_model import load_judge, load_state


def mean_state(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of each tensor; all states have the same names and shapes."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def main() -> None:
    """Write the mean and say its digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="folder of the base model")
    parser.add_argument("adapter", type=Path, help="the encoder's adapter file, on which all were trained")
    parser.add_argument("out", type=Path, help="file to write")
    parser.add_argument("judges", type=Path, nargs="+", help="files to average")
    args = parser.parse_args()
    model, _ = load_judge(args.base, args.adapter)
    before = {name: tensor.clone() for name, tensor in model.layers.state_dict().items() if name != KINDS}
    states = []
    for path in args.judges:
        load_state(model, path, before)
        states.append({name: tensor.clone() for name, tensor in model.state_dict().items()})
    header = {f"judge_{number}_sha256": file_sha256(path) for number, path in enumerate(args.judges, start=1)}
    header |= {"adapter_sha256": file_sha256(args.adapter)}
    write_judge_weights(args.out, before, mean_state(states), header)
    sys.stdout.write(f"{args.out.name}, SHA-256 {file_sha256(args.out)}\n")


if __name__ == "__main__":
    main()
