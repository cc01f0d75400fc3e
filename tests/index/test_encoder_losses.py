"""Promises of the encoder's losses, against sums worked by hand or written out plainly."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from index.adapter import DOWN, UP
from index.training.encoder import LoraLinear
from index.training.encoder_losses import Encoded, contrast, late_logits, too_close
from index.training.train_encoder import slope, take_up


def encoded(tokens: Tensor, lengths: list[int]) -> Encoded:
    """Texts of the given token vectors, the token's number standing for its piece."""
    mask = torch.tensor([[int(place < length) for place in range(tokens.shape[1])] for length in lengths])
    return Encoded(tokens.mean(1), tokens, mask, torch.arange(tokens.shape[1]).repeat(len(lengths), 1))


def test_late_interaction_does_not_depend_on_what_texts_are_worked_together() -> None:
    """Texts of many lengths, worked one, three or all at a time: the same table, padding never the best match."""
    torch.manual_seed(0)
    questions = encoded(nn.functional.normalize(torch.randn(3, 4, 5), dim=-1), [4, 3, 2])
    texts = encoded(nn.functional.normalize(torch.randn(7, 9, 5), dim=-1), [9, 1, 4, 7, 2, 9, 3])
    weights = torch.rand(9)
    tables = [late_logits(questions, texts, weights, together) for together in (1, 3, 64)]
    weight = weights[:4] * questions.mask[1]
    weight[0] = 0.0
    best = [(questions.tokens[1, t] @ texts.tokens[2, :4].T).max() for t in range(4)]
    by_hand = sum(float(w * b) for w, b in zip(weight, best, strict=True)) / float(weight.sum())
    assert tables[0][1, 2].item() == pytest.approx(by_hand, abs=1e-6)
    assert torch.allclose(tables[0], tables[1], atol=1e-6)
    assert torch.allclose(tables[0], tables[2], atol=1e-6)


def test_what_scores_nearly_as_well_in_another_letter_is_no_negative() -> None:
    """The answer scores .8: above .72 the other letter's .75 is left out, its own letter's .79 stays a negative."""
    scores = torch.tensor([[0.8, 0.75, 0.79, 0.7]])
    right = torch.tensor([[True, False, False, False]])
    letters = torch.tensor([0, 1, 0, 1])
    assert too_close(scores, right, letters, 0.9).tolist() == [[False, True, False, False]]


def test_an_ignored_text_adds_nothing_to_the_loss() -> None:
    """Whatever the ignored one scores, the loss is that of the answer (2) against the one negative (0)."""
    right, ignored = torch.tensor([[True, False, False]]), torch.tensor([[False, False, True]])
    for score in (-5.0, 5.0):
        loss = contrast(torch.tensor([[2.0, 0.0, score]]), right, ignored)
        assert loss.item() == pytest.approx(torch.nn.functional.softplus(torch.tensor(-2.0)).item())


def test_an_adapter_of_lower_rank_goes_on_as_the_same_update() -> None:
    """Two of four directions come from the file, the others add nothing until they are trained."""
    torch.manual_seed(0)
    layer = LoraLinear(nn.Linear(6, 5), rank=4, alpha=4.0)
    down, up = torch.randn(2, 6), torch.randn(5, 2)
    take_up({"x": layer}, {"x" + DOWN: down, "x" + UP: up})
    assert torch.allclose(layer.lora_b @ layer.lora_a, up @ down, atol=1e-6)


def test_the_rate_rises_over_a_tenth_and_falls_to_nothing() -> None:
    """Of 100 steps the tenth is the first at full rate; with all the time spent nothing is left."""
    assert slope(0, 0.0, 100) == pytest.approx(0.1)
    assert slope(9, 0.09, 100) == pytest.approx(1.0)
    assert slope(50, 1.0, 100) == 0.0
