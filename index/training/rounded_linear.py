"""Training through 8 bits: comes in: a model's linear layers, goes out: the same, rounded as the export rounds them.

What ships runs in whole numbers of 8 bits (`onnx_quantize.py`). A model that was trained with that rounding in its way
loses less by it (quantization-aware training, Jacob et al. 2018). Gradients pass the rounding as if it were not there.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

WEIGHT_STEPS = 64.0  # onnxruntime's reduced range, which leaves one of the weights' eight bits free.
STATE_STEPS = 255.0


class RoundedLinear(nn.Linear):
    """A linear layer whose weights (a scale a row) and states (a scale for each text) are rounded on the way."""

    def forward(self, states: Tensor) -> Tensor:
        """Return the layer's output for `states` (rows, tokens, size)."""
        return functional.linear(round_states(states), round_weights(self.weight), self.bias)


def round_weights(weights: Tensor) -> Tensor:
    """Round a matrix to 129 steps a row, from its largest number down to the same below zero."""
    scale = weights.detach().abs().amax(1, keepdim=True).clamp(min=1e-12) / WEIGHT_STEPS
    return _pass_through(weights, torch.round(weights.detach() / scale) * scale)


def round_states(states: Tensor) -> Tensor:
    """Round each row's states to 256 steps between its smallest and its largest number, 0 being one of them."""
    known = states.detach().float()
    low, high = known.amin((1, 2), keepdim=True).clamp(max=0.0), known.amax((1, 2), keepdim=True).clamp(min=0.0)
    scale = (high - low).clamp(min=1e-12) / STATE_STEPS
    zero = torch.round(-low / scale)
    rounded = (torch.round(known / scale) + zero).clamp(0.0, STATE_STEPS) - zero
    return _pass_through(states, (rounded * scale).to(states.dtype))


def round_linears(model: nn.Module) -> None:
    """Let every linear layer within `model` round from now on; its weights stay as they are."""
    for module in model.modules():
        if type(module) is nn.Linear:
            module.__class__ = RoundedLinear


def _pass_through(exact: Tensor, rounded: Tensor) -> Tensor:
    return exact + (rounded - exact).detach()
