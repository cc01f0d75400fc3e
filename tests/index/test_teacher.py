"""Promises of the teacher: it reads as MPNet does, and the judge learns what it says of the pool's windows."""

from __future__ import annotations

import json
import random
from argparse import Namespace
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from onnxruntime import InferenceSession
from torch import nn
from transformers import MPNetConfig, MPNetModel

from index.onnx_quantize import quantize_model
from index.onnx_write import write_onnx
from index.training import train_judge
from index.training.judge_examples import Example
from index.training.judge_model import Verdicts
from index.training.judge_training import batch_loss
from index.training.make_pool import Known, draw_rows, known_questions
from index.training.pairs import Pair
from index.training.pool import (
    PoolVerdicts,
    pack_verdicts,
    read_pool,
    read_verdicts,
    taught_batches,
    write_verdicts,
)
from index.training.rounded_linear import RoundedLinear, round_linears, round_states, round_weights
from index.training.teacher_layers import HEADS, TeacherLayers, distance_buckets, take_layers
from index.training.text_table import PADDING, TextTable, like_lengths
from index.training.training_data import read_training_data

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


def test_chances_that_are_near_are_hardly_told_apart() -> None:
    """Of one question .51 and .49 are pulled apart a fiftieth as much as a label's 1 and 0 are."""

    def pull(high: float, low: float) -> float:
        taught = [Example("q", ("a.",), frozenset(), 7, chances=(one,), answers=one) for one in (high, low)]
        said = Verdicts(torch.zeros((2, 1)), torch.ones((2, 1), dtype=torch.bool), torch.zeros(2, requires_grad=True))
        (gradient,) = torch.autograd.grad(batch_loss(said, taught, pairwise=0.5)["pairs"], said.answers)
        return float(gradient[1])

    assert pull(1.0, 0.0) == pytest.approx(0.25)
    assert pull(0.51, 0.49) == pytest.approx(0.25 / 50, rel=1e-3)


def test_labels_count_as_before_beside_what_is_taught() -> None:
    """A marked sentence answers its window; one without marks does not."""
    examples = [Example("q", ("a.", "b."), frozenset({1}), 0), Example("q", ("a.",), frozenset(), 0)]
    held = torch.tensor([[True, True], [True, False]])
    sure = Verdicts(torch.tensor([[-9.0, 9.0], [-9.0, 0.0]]), held, torch.tensor([9.0, -9.0]))
    assert all(float(part) < 1e-3 for part in batch_loss(sure, examples, pairwise=0.5).values())


def test_verdicts_come_back_for_their_own_pool_only(tmp_path: Path) -> None:
    """Each window's logits as they were written; another pool and verdicts that are no numbers are refused."""
    path, verdicts = make_pool_of(tmp_path, 3)
    write_verdicts(tmp_path / "verdicts", verdicts, path)
    again = read_verdicts(tmp_path / "verdicts", path)
    assert again.answers.tolist() == [0.0, 1.0, -6.0]
    assert np.array_equal(again.sentences, verdicts.sentences, equal_nan=True)
    (tmp_path / "other").write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="another pool"):
        read_verdicts(tmp_path / "verdicts", tmp_path / "other")
    write_verdicts(tmp_path / "broken", pack_verdicts([([0.0], float("nan"))]), path)
    with pytest.raises(ValueError, match="no numbers"):
        read_verdicts(tmp_path / "broken", path)


def test_a_pool_of_other_pairs_or_too_small_a_one_is_refused(tmp_path: Path) -> None:
    """The paragraph that is missing is named; more questions at a time than there are would never be dealt."""
    path, verdicts = make_pool_of(tmp_path, 2)
    with pytest.raises(ValueError, match="line 1: no paragraph p1"):
        read_pool(path, [])
    with pytest.raises(ValueError, match="pool of 1"):
        taught_batches(read_pool(path, [PAIR]), verdicts, 2, seed=0)


class Letters(TextTable):
    """A table of letters' numbers: each word is a token, its number that of its first letter."""

    def __init__(self) -> None:
        self._known, self._device, self._table = {}, torch.device("cpu"), torch.zeros(0, dtype=torch.long)

    def prepare(self, texts: Sequence[str], limit: int) -> None:
        """Add each text with a mark (0) on either side."""
        for text in texts:
            rows = torch.tensor([0, *(ord(word[0]) for word in text.split()), 0])
            self._known[text] = range(len(self._table), len(self._table) + len(rows))
            self._table = torch.cat([self._table, rows])

    def rows_of(self, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
        """Not asked for."""
        raise AssertionError


def test_a_batch_holds_each_row_in_its_place() -> None:
    """Tokens and owners of each row, question first; the shorter one is filled up with its own first token, unowned."""
    table = Letters()
    rows = table.collate([table.read("q", ["a b", "c"]), table.read("who", ["d"])])
    assert rows.states.tolist() == [[0, *b"q", 0, 0, *b"ab", 0, 0, *b"c", 0], [0, *b"w", 0, 0, *b"d", 0, *[0] * 4]]
    assert rows.owners[0].tolist() == [-2, -1, -2, 0, 0, 0, 0, 1, 1, 1]
    assert rows.owners[1].tolist() == [-2, -1, -2, 0, 0, 0, *[PADDING] * 4]
    assert rows.mask.sum(1).tolist() == [10, 6]
    assert rows.counts.tolist() == [2, 1]


def test_rows_of_like_length_are_run_together() -> None:
    """Every row stands in one part; a part takes its rows times its longest within the budget, or is one row."""
    table = Letters()
    inputs = [table.read("q", ["a " * length]) for length in (3, 9, 1, 3, 40, 8)]
    parts = list(like_lengths(inputs, 30))
    assert [sorted(len(inputs[i].places) for i in part) for part in parts] == [[6, 8, 8], [13, 14], [45]]
    assert sorted(i for part in parts for i in part) == list(range(6))


def test_filling_a_row_up_does_not_change_how_it_is_rounded() -> None:
    """A row's states are the same in company of a longer one."""
    table = Letters()
    table.prepare(["z z z z z z"], 0)  # The table's first row is not the short one's.
    short, long = table.read("a", ["b"]), table.read("zz zz", ["z z z z"])
    alone, together = table.collate([short]).states[..., None], table.collate([short, long]).states[:1, :, None]
    assert torch.equal(round_states(alone), round_states(together)[:, : alone.shape[1]])


def test_a_judge_is_not_taught_by_half_of_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts without their pool, or a pool without verdicts, are refused before anything is read."""
    monkeypatch.setattr(train_judge, "arguments", lambda: Namespace(pool=Path("pool"), verdicts=None))
    with pytest.raises(SystemExit, match="belong together"):
        train_judge.main()


def test_neighbour_lists_of_other_pairs_are_refused(tmp_path: Path) -> None:
    """Lists are row numbers: of other pairs they would call an answer none."""
    line = {"id": "p1", "letter": "l1", "sentences": ["a."], "member": "m", "staff": "s", "near_miss": "n"}
    (tmp_path / "more").write_text(json.dumps(line | {"member_answer": [0], "staff_answer": [0]}), encoding="utf-8")
    (tmp_path / "pairs").write_text("", encoding="utf-8")
    (tmp_path / "others").write_text("[[[], []], [[], []]]", encoding="utf-8")
    args = Namespace(pairs=tmp_path / "pairs", more=tmp_path / "more", others=tmp_path / "others", labels=None)
    with pytest.raises(ValueError, match="lists 2 paragraphs, not 1"):
        read_training_data(args, None)
    args.others = None
    with pytest.raises(ValueError, match="--others"):
        read_training_data(args, None)


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
    assert rounded[0].tolist() == pytest.approx([1.0, 38 / 64, 0.0])
    assert rounded[1, 2].item() == pytest.approx(100 / 64)
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


def test_rounding_is_what_the_export_does(tmp_path: Path) -> None:
    """A layer gives what its 8-bit export gives, which is nearer than the exact layer is."""
    torch.manual_seed(3)
    model, states = nn.Sequential(nn.Linear(64, 16)), torch.randn(1, 5, 64)
    exact = model(states).detach()
    write_onnx(model, {"states": states}, "out", tmp_path / "one.onnx")
    quantize_model(tmp_path / "one.onnx")
    session = InferenceSession(str(tmp_path / "one.onnx"), providers=["CPUExecutionProvider"])
    exported = torch.from_numpy(session.run(None, {"states": states.numpy()})[0])
    round_linears(model)
    rounded = model(states).detach()
    assert (rounded - exported).abs().max().item() < (exact - exported).abs().max().item() / 20
