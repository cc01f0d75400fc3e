"""Promises of the teacher: it reads as MPNet does, and the judge learns what it says of the pool's windows."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from transformers import MPNetConfig, MPNetModel

from index.training.judge_examples import Example
from index.training.judge_model import Verdicts
from index.training.judge_training import batch_loss
from index.training.make_pool import Known, draw_rows, known_questions
from index.training.pairs import Pair
from index.training.pool import PoolVerdicts, pack_verdicts, read_pool, taught_batches
from index.training.rounded_linear import RoundedLinear, round_linears, round_states, round_weights
from index.training.teacher_layers import HEADS, TeacherLayers, distance_buckets, take_layers

PAIR = Pair("p1", "l1", ("a one.", "b two.", "c three.", "d four."), ("member?", "staff?"), ((0,), (1,)), ("near?",))


def test_the_teacher_reads_as_mpnet_does() -> None:
    """Token for token the states of transformers' model with the same weights, padded rows and long ones among them."""
    torch.manual_seed(2)
    config = MPNetConfig(
        vocab_size=60,
        hidden_size=8 * HEADS,
        num_hidden_layers=2,
        num_attention_heads=HEADS,
        intermediate_size=64,
        layer_norm_eps=1e-5,
    )
    whole = MPNetModel(config).eval()
    layers = TeacherLayers(60, config.max_position_embeddings, config.hidden_size, 64, 2).eval()
    layers.load_state_dict(take_layers(whole.state_dict()) | {"kinds": torch.zeros(2, config.hidden_size)})
    ids, mask = torch.randint(5, 60, (2, 200)), torch.ones((2, 200), dtype=torch.bool)
    mask[1, 9:], ids[1, 9:] = False, config.pad_token_id
    with torch.inference_mode():
        expected = whole(input_ids=ids, attention_mask=mask.long()).last_hidden_state
        given = layers(ids, mask, torch.zeros((2, 200, 1), dtype=torch.bool))
    assert torch.allclose(given[mask], expected[mask], atol=1e-5)


def test_near_distances_have_a_bucket_each() -> None:
    """To itself and back 0 to 7, forth from 16 on; far ones share the last bucket of their half."""
    buckets = distance_buckets(300)
    assert buckets[7, :8].tolist() == [7, 6, 5, 4, 3, 2, 1, 0]
    assert buckets[0, :8].tolist() == [0, 17, 18, 19, 20, 21, 22, 23]
    assert (buckets[299, 0].item(), buckets[0, 299].item()) == (15, 31)


def test_a_window_of_the_pool_is_cut_as_passages_are_judged(tmp_path: Path) -> None:
    """Three sentences round the nearest; the windows of one question share a group."""
    line = {"question": "who?", "passages": [["p1", 0], ["p1", 3]]}
    (tmp_path / "pool").write_text(json.dumps(line) + "\n" + json.dumps(line) + "\n", encoding="utf-8")
    first, second = read_pool(tmp_path / "pool", [PAIR])
    assert [window.sentences for window in first.windows] == [PAIR.sentences[:3], PAIR.sentences[1:]]
    assert len({window.group for window in first.windows}) == 1
    assert first.windows[0].group != second.windows[0].group
    assert (first.first, second.first) == (0, 2)


def make_pool_of(tmp_path: Path, windows: int) -> tuple[Path, PoolVerdicts]:
    """One question with so many windows, the first two doubtful, the others surely no answer."""
    (tmp_path / "pool").write_text(json.dumps({"question": "q", "passages": [["p1", 1]] * windows}), encoding="utf-8")
    said = [([0.0, -5.0], 0.0), ([1.0, -5.0, 3.0], 1.0), *[([-6.0], -6.0)] * (windows - 2)]
    return tmp_path / "pool", pack_verdicts(said)


def test_what_the_teacher_says_becomes_chances(tmp_path: Path) -> None:
    """A logit of 0 is an even chance; a sentence the teacher did not read counts as no answer."""
    path, verdicts = make_pool_of(tmp_path, 4)
    (batch,) = islice(taught_batches(read_pool(path, [PAIR]), verdicts, 1, seed=0), 1)
    assert batch[0].answers == 0.5
    assert batch[0].chances == pytest.approx((0.5, 0.0067, 0.0), abs=1e-3)
    assert [example.answers for example in batch[2:]] == pytest.approx([0.0025, 0.0025], abs=1e-3)


def test_of_what_the_teacher_is_sure_of_only_some_is_dealt(tmp_path: Path) -> None:
    """Both doubtful windows and two of the eight sure ones."""
    path, verdicts = make_pool_of(tmp_path, 10)
    (batch,) = islice(taught_batches(read_pool(path, [PAIR]), verdicts, 1, seed=0, most_sure=2), 1)
    assert len(batch) == 4
    assert sum(example.answers is not None and example.answers > 0.4 for example in batch) == 2


def test_the_loss_is_least_where_the_judge_says_what_the_teacher_says() -> None:
    """Cross entropy with a chance of 0.8 for an answer: least at its logit, greater on either side."""
    taught = [Example("q", ("a.",), frozenset(), -1, chances=(0.8,), answers=0.8)]

    def loss(logit: float) -> float:
        said = Verdicts(torch.tensor([[logit]]), torch.ones((1, 1), dtype=torch.bool), torch.tensor([logit]))
        parts = batch_loss(said, taught, pairwise=0.5)
        return float(parts["sentence"] + parts["answers"])

    at = float(np.log(0.8 / 0.2))
    assert loss(at) < min(loss(at - 0.5), loss(at + 0.5))
    assert loss(at) == pytest.approx(-2 * (0.8 * np.log(0.8) + 0.2 * np.log(0.2)))


def test_labels_count_as_before_beside_what_is_taught() -> None:
    """A marked sentence answers its window; one without marks does not."""
    examples = [Example("q", ("a.", "b."), frozenset({1}), 0), Example("q", ("a.",), frozenset(), 0)]
    held = torch.tensor([[True, True], [True, False]])
    sure = Verdicts(torch.tensor([[-9.0, 9.0], [-9.0, 0.0]]), held, torch.tensor([9.0, -9.0]))
    assert all(float(part) < 1e-3 for part in batch_loss(sure, examples, pairwise=0.5).values())


def test_a_question_on_several_lines_keeps_more_passages(tmp_path: Path) -> None:
    """Questions of the pairs stand once, with their letter; one of the labels is not asked twice."""
    lines = [{"question": "free?"}, {"question": "free?"}, {"question": "once?"}, {"of": "p1"}, {"question": "near?"}]
    (tmp_path / "labels").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    known = {one.question: one for one in known_questions([PAIR], [tmp_path / "labels"])}
    assert set(known) == {"member?", "staff?", "near?", "free?", "once?"}
    assert (known["near?"].letter, known["free?"].letter) == ("l1", "")
    assert known["free?"].most > known["once?"].most == known["near?"].most


def test_sets_of_letters_are_drawn_whole() -> None:
    """Each set holds all paragraphs of five, seven or forty letters, none twice."""
    import random

    of_letters = {f"l{number}": [2 * number, 2 * number + 1] for number in range(50)}
    sets = list(draw_rows(Known("q", "l3", 3, 9), of_letters, random.Random(4)))
    assert [len(rows) for rows in sets] == [10, 14, 80]
    assert all(len(set(rows)) == len(rows) for rows in sets)
    assert all({row ^ 1 for row in rows} == set(rows) for rows in sets)


def test_weights_are_rounded_to_steps_of_their_row() -> None:
    """The largest number of a row stays, the others fall on one of 127 steps; gradients pass unchanged."""
    weights = torch.tensor([[1.0, 0.6, -0.004], [100.0, 0.0, 1.0]], requires_grad=True)
    rounded = round_weights(weights)
    assert rounded[:, 0].tolist() == [1.0, 100.0]
    assert rounded[0].tolist() == pytest.approx([1.0, 38 / 63, 0.0])
    assert rounded[1, 2].item() == pytest.approx(100 / 63)
    rounded.sum().backward()
    assert weights.grad is not None
    assert weights.grad.tolist() == [[1.0] * 3] * 2


def test_states_are_rounded_each_row_by_itself() -> None:
    """An outlier costs its own row's precision only, and 0 stays 0."""
    states = torch.tensor([[[0.0, 0.5, 1.0]], [[0.0, 0.5, 255.0]]])
    rounded = round_states(states)
    assert rounded[0, 0].tolist() == pytest.approx([0.0, 0.5, 1.0], abs=1 / 500)
    assert rounded[1, 0, 0].item() == 0.0
    assert rounded[1, 0, 1].item() in (0.0, 1.0)


def test_only_linear_layers_are_rounded() -> None:
    """Rounding changes what a layer gives, not its weights; a norm stays what it is."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(16, 4), nn.LayerNorm(4))
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    states = torch.randn(2, 3, 16)
    exact = model(states)
    round_linears(model)
    assert isinstance(model[0], RoundedLinear)
    assert type(model[1]) is nn.LayerNorm
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    assert 0 < (model(states) - exact).abs().max().item() < 0.1
