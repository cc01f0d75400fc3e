"""Promises of the judge's parts: what it reads, how it weighs, that its file gives back what training changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from corpus import SettingsError
from index.judge_heads import JudgeHeads
from index.judge_input import NOBODY, QUESTION, ROW_TOKENS, fitting, owners_of, tidy_question
from index.judge_layers import JudgeLayers, OneRowLayer, take_layers
from index.judge_weights import read_judge_weights, write_judge_weights
from index.load_judge import load_judge
from index.overlap_judge import OverlapJudge
from index.training.judge_model import JudgeModel


def test_overlap_judge_counts_shared_words() -> None:
    """Of "children", "seen" and "alone" the first sentence holds two, the second one, both together all three."""
    (verdict,) = OverlapJudge().hear("are children seen alone?")([["Children are seen.", "He works alone."]])
    assert verdict.sentences == pytest.approx((2 / 3, 1 / 3))
    assert verdict.answers == 1.0


def test_overlap_judge_knows_nothing_of_a_question_without_words() -> None:
    """Function words alone are no reason to call anything an answer."""
    (verdict,) = OverlapJudge().hear("what is it?")([["It is what it is."]])
    assert verdict == type(verdict)(0.0, (0.0,))


def test_marks_at_the_end_of_a_question_do_not_count() -> None:
    """How a question was typed is no sign of whether it is answered."""
    assert tidy_question(" are kids safe ?? ") == "are kids safe"
    assert tidy_question("adoption") == "adoption"


def test_every_token_has_its_owner() -> None:
    """A question of two words between two marks, then sentences of three and two tokens."""
    assert owners_of(4, [3, 2]) == [NOBODY, QUESTION, QUESTION, NOBODY, 0, 0, 0, 1, 1]


def test_sentences_that_do_not_fit_are_left_out_from_the_first_on() -> None:
    """The second of three sentences would pass the limit; one sentence is always taken."""
    assert fitting(10, [100, ROW_TOKENS, 1]) == 1
    assert fitting(10, [ROW_TOKENS, 1]) == 1
    assert fitting(10, [100, ROW_TOKENS - 110]) == 2


def make_heads(**changed: float) -> JudgeHeads:
    """Heads for states of two numbers that are all zero but for what is `changed`."""
    numbers = {name: np.float32(0.0) for name in ("sentence_bias", "answer_bias", "match", "best")} | {
        name: np.float32(value) for name, value in changed.items()
    }
    zeros = {"sentence": np.zeros(6, np.float32), "answer": np.zeros(4, np.float32), "token": np.zeros(2, np.float32)}
    return JudgeHeads(**zeros, **numbers)


def test_a_sentence_is_weighed_by_how_near_the_questions_tokens_find_their_like() -> None:
    """One of two question tokens finds itself in the first sentence, the other only something at right angles: 1/2."""
    states = np.array([[1, 1], [1, 0], [0, 1], [1, 1], [2, 0], [3, 0], [0, -1]], np.float32)
    owners = np.array(owners_of(4, [2, 1]))
    verdict = make_heads(match=2.0, best=1.0).judge(states, owners, 2)
    # Sentence 0: matches 1 and 0, mean 1/2, logit 1. Sentence 1: matches 0 and -1, mean -1/2, logit -1.
    assert verdict.sentences == pytest.approx((1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))))
    assert verdict.answers == pytest.approx(1 / (1 + np.exp(-1)))


def test_an_empty_question_is_answered_by_nothing() -> None:
    """Two marks and no word between them: no chance at all."""
    verdict = make_heads(match=2.0).judge(np.ones((4, 2), np.float32), np.array(owners_of(2, [2])), 1)
    assert (verdict.answers, verdict.sentences) == (0.0, (0.0,))


@pytest.fixture
def small_bert() -> BertModel:
    """A BERT of two small layers with weights drawn at random."""
    torch.manual_seed(1)
    config = BertConfig(vocab_size=50, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=96)
    return BertModel(config).eval()


def test_own_layers_are_berts_layers(small_bert: BertModel) -> None:
    """Fed with what the first layer gives, the judge's untrained layers give what the whole model gives, to rounding."""
    ids, mask = torch.tensor([[3, 9, 4, 7], [5, 6, 0, 0]]), torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]])
    layers = JudgeLayers.from_bert(small_bert, first=1)
    with torch.inference_mode():
        whole = small_bert(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        mine = layers(whole.hidden_states[1], mask.bool(), torch.zeros((2, 4, 1), dtype=torch.bool))
    assert torch.allclose(mine[0], whole.last_hidden_state[0], atol=1e-5)
    assert torch.allclose(mine[1, :2], whole.last_hidden_state[1, :2], atol=1e-5)


def test_a_layer_as_it_is_exported_says_the_same(small_bert: BertModel) -> None:
    """One row without padding: the exported form gives each token the state that the trained form gives, to rounding."""
    layers = JudgeLayers.from_bert(small_bert, first=0)
    states = torch.randn(5, 64)
    with torch.inference_mode():
        for layer in layers.each():
            trained = layer(states[None], torch.zeros(1, 1, 1, 5))[0]
            assert torch.allclose(OneRowLayer(layer)(states), trained, atol=1e-5)


def test_the_file_gives_back_what_training_changed(small_bert: BertModel, tmp_path: Path) -> None:
    """Each number comes back to within half a step of its row's scale; vectors and heads come back exactly."""
    before = take_layers(small_bert.state_dict(), 1)
    model = JudgeModel(JudgeLayers.from_bert(small_bert, 1))
    with torch.no_grad():
        for tensor in model.parameters():
            tensor += 0.01 * torch.randn_like(tensor)
    write_judge_weights(tmp_path / "judge.safetensors", before, model.state_dict(), {"seed": "1"})
    after, heads, header = read_judge_weights(tmp_path / "judge.safetensors", before)
    trained = model.layers.state_dict()
    assert header == {"seed": "1"}
    assert after.keys() == trained.keys()
    for name, tensor in trained.items():
        widest = (tensor - before.get(name, torch.zeros_like(tensor))).abs().max().item()
        assert (after[name] - tensor).abs().max().item() <= (widest / 254 + 1e-6 if tensor.dim() == 2 else 1e-6), name
    assert np.array_equal(heads.sentence, model.sentence_head.weight.detach().numpy().ravel())


def test_a_file_for_other_layers_is_refused(small_bert: BertModel, tmp_path: Path) -> None:
    """Changes to one model's layers are not added to another's."""
    model = JudgeModel(JudgeLayers.from_bert(small_bert, 1))
    write_judge_weights(tmp_path / "j.safetensors", take_layers(small_bert.state_dict(), 1), model.state_dict(), {})
    config = BertConfig(vocab_size=50, hidden_size=32, num_hidden_layers=2, num_attention_heads=1, intermediate_size=48)
    other = BertModel(config)
    with pytest.raises(ValueError, match="fit"):
        read_judge_weights(tmp_path / "j.safetensors", take_layers(other.state_dict(), 1))


def test_a_judge_is_chosen_by_name(tmp_path: Path) -> None:
    """ "none" is none, another embedding model than the built-in has none, an unknown name says what to do."""
    assert load_judge("none", "embedded", tmp_path) is None
    assert load_judge("embedded", "hashing", tmp_path) is None
    assert isinstance(load_judge("overlap", "hashing", tmp_path), OverlapJudge)
    with pytest.raises(SettingsError) as caught:
        load_judge("strict", "embedded", tmp_path)
    assert 'judge = "none"' in caught.value.what_to_do
