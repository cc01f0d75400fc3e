"""The adapter: small matrices worked out by hand, and what merging must make of them."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from index.adapter import low_rank_updates, merge_adapter, read_adapter

TARGET = "encoder.layer.0.attention.self.query"


def write_adapter(folder: Path, target: str = TARGET) -> Path:
    """Write a rank-1 adapter with alpha 2: update = 2 * [[1], [3]] @ [[1, 0, -1]]."""
    path = folder / "adapter.safetensors"
    tensors = {
        f"{target}.lora_a": torch.tensor([[1.0, 0.0, -1.0]]).half(),
        f"{target}.lora_b": torch.tensor([[1.0], [3.0]]).half(),
    }
    save_file(tensors, str(path), metadata={"rank": "1", "alpha": "2.0", "seed": "0"})
    return path


def base_weights(prefix: str = "") -> dict[str, torch.Tensor]:
    """One adapted matrix and one bias that stays as it is."""
    return {
        f"{prefix}{TARGET}.weight": torch.ones(2, 3),
        f"{prefix}{TARGET}.bias": torch.tensor([0.5, 0.5]),
    }


def test_the_update_is_scaling_times_up_times_down() -> None:
    tensors = {"m.lora_a": torch.tensor([[1.0, 2.0]]), "m.lora_b": torch.tensor([[3.0], [4.0]])}
    updates = low_rank_updates(tensors, 0.5)
    assert list(updates) == ["m.weight"]
    assert torch.equal(updates["m.weight"], torch.tensor([[1.5, 3.0], [2.0, 4.0]]))


def test_merging_adds_the_update_and_leaves_the_rest(tmp_path: Path) -> None:
    merged = merge_adapter(base_weights(), write_adapter(tmp_path))
    assert torch.equal(merged[f"{TARGET}.weight"], torch.tensor([[3.0, 1.0, -1.0], [7.0, 1.0, -5.0]]))
    assert torch.equal(merged[f"{TARGET}.bias"], torch.tensor([0.5, 0.5]))


def test_the_given_weights_are_not_changed(tmp_path: Path) -> None:
    weights = base_weights()
    merge_adapter(weights, write_adapter(tmp_path))
    assert torch.equal(weights[f"{TARGET}.weight"], torch.ones(2, 3))


@pytest.mark.parametrize(("scale", "corner"), [(0.0, 1.0), (0.5, 2.0), (1.0, 3.0)])
def test_scale_moves_from_plain_to_tuned(tmp_path: Path, scale: float, corner: float) -> None:
    merged = merge_adapter(base_weights(), write_adapter(tmp_path), scale)
    assert merged[f"{TARGET}.weight"][0, 0].item() == corner


@pytest.mark.parametrize("prefix", ["bert.", "0.auto_model.", "0.model."])
def test_a_wrapped_model_is_merged_too(tmp_path: Path, prefix: str) -> None:
    merged = merge_adapter(base_weights(prefix), write_adapter(tmp_path))
    assert merged[f"{prefix}{TARGET}.weight"][1, 0].item() == 7.0


def test_the_kind_of_number_stays(tmp_path: Path) -> None:
    weights = {name: tensor.half() for name, tensor in base_weights().items()}
    assert merge_adapter(weights, write_adapter(tmp_path))[f"{TARGET}.weight"].dtype == torch.float16


def test_an_adapter_for_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="matches 0 weights"):
        merge_adapter(base_weights(), write_adapter(tmp_path, "encoder.layer.9.output.dense"))


def test_an_adapter_of_another_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        merge_adapter({f"{TARGET}.weight": torch.ones(2, 4)}, write_adapter(tmp_path))


def test_an_output_matrix_is_not_taken_for_the_one_inside_attention(tmp_path: Path) -> None:
    inner, outer = "encoder.layer.0.attention.output.dense", "encoder.layer.0.output.dense"
    weights = {f"{inner}.weight": torch.ones(2, 3), f"{outer}.weight": torch.ones(2, 3)}
    merged = merge_adapter(weights, write_adapter(tmp_path, outer))
    assert torch.equal(merged[f"{inner}.weight"], torch.ones(2, 3))
    assert merged[f"{outer}.weight"][0, 0].item() == 3.0


def test_the_header_is_read_back(tmp_path: Path) -> None:
    tensors, header = read_adapter(write_adapter(tmp_path))
    assert header == {"rank": "1", "alpha": "2.0", "seed": "0"}
    assert sorted(tensors) == [f"{TARGET}.lora_a", f"{TARGET}.lora_b"]
