"""Promises of averaging: each weight is the mean of its own, and nothing but the weights' names is needed."""

from __future__ import annotations

import torch

from index.training.average_judges import mean_state


def test_each_weight_is_the_mean_of_its_own() -> None:
    """Of 1, 2 and 6 it is 3; half precision is averaged in full."""
    states = [{"a": torch.tensor([one, -one]), "b": torch.tensor(one).half()} for one in (1.0, 2.0, 6.0)]
    mean = mean_state(states)
    assert mean["a"].tolist() == [3.0, -3.0]
    assert mean["b"].dtype == torch.float32
    assert mean["b"].item() == 3.0
