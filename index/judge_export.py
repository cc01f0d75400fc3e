"""The built-in judge: comes in: the installed weights and the shipped changes, goes out: checked ONNX files, opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import SettingsError
from index.durable import file_sha256, plain_disk_errors, require_free_space
from index.exports import find_export, publish_export
from index.judge import Verdict
from index.judge_heads import JudgeHeads
from index.judge_input import OWN_LAYERS, SHARED_LAYERS, owners_of, tidy_question
from index.onnx_export import find_weights_folder, load_weights
from index.onnx_judge import LAYER_INPUT, READER_INPUTS, JudgeFiles, OnnxJudge
from index.onnx_quantize import quantize_model
from index.onnx_variant import Variant
from index.onnx_write import PIN_VERSIONS, token_states, write_onnx

if TYPE_CHECKING:
    import torch

    from index.judge_layers import JudgeLayers, OneRowLayer

# The judge's own layers are files of their own: rows are handed from core to core between them.
READER, NUMBERS = "judge-reader", "judge-numbers"
LAYERS = tuple(f"judge-layer-{number}" for number in range(1, OWN_LAYERS + 1))
KINDS = "kinds"
EXPORT_BYTES = 150_000_000
LARGEST_DIFFERENCE = 0.1  # Of a chance: reader and layers run in 8-bit integers.
CANARY_QUESTION = "are kids still waiting ages to be adopted?"
CANARY_PASSAGES = (
    ("Too many children wait too long for adoption.", "Managers know this."),
    ("The duty team works out of hours.",),
)


def load_embedded_judge(models_folder: Path, adapter: Path, weights: Path) -> OnnxJudge:
    """Return the built-in judge, exporting it into `models_folder` first where no sound export is there.

    `adapter` is the encoder's, `weights` what training the judge changed. The first call takes some ten seconds and
    needs torch; later calls do not. Raises SettingsError (a model file missing or unfit) or IndexUnavailable (disk).
    """
    digest = judge_digest(adapter, weights)
    found = _find_files(models_folder, digest)
    if found is None:
        export_judge(models_folder, adapter, weights)
        found = _find_files(models_folder, digest)
    if found is None:
        raise SettingsError("The judge's files cannot be read back.", f"Check that {models_folder} can be written to.")
    return _open_judge(found, digest)


def judge_digest(adapter: Path, weights: Path) -> str:
    """Return the SHA-256 that names the judge: of the encoder's weights, its adapter and the judge's own together."""
    try:
        own = file_sha256(weights)
    except OSError as error:
        raise _unfit(weights) from error
    return hashlib.sha256(f"{Variant(adapter).digest}+{own}".encode("ascii")).hexdigest()


def export_judge(models_folder: Path, adapter: Path, weights: Path) -> None:
    """Export the reader, the layers and the numbers round them, each file in one step; check the verdicts."""
    from safetensors import SafetensorError

    from index.judge_layers import JudgeLayers, OneRowLayer, take_layers
    from index.judge_weights import read_judge_weights

    digest = judge_digest(adapter, weights)
    bert = load_weights(find_weights_folder(), adapter)[0].auto_model
    try:
        tensors, heads, _ = read_judge_weights(weights, take_layers(bert.state_dict(), SHARED_LAYERS))
        layers = JudgeLayers.from_bert(bert, SHARED_LAYERS)
        layers.load_state_dict(tensors)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise _unfit(weights) from error
    bert.encoder.layer = bert.encoder.layer[:SHARED_LAYERS]
    with plain_disk_errors(models_folder):
        models_folder.mkdir(parents=True, exist_ok=True)
        require_free_space(models_folder, EXPORT_BYTES)
        writers = {
            READER: ("onnx", lambda path: _write_reader(bert, path)),
            **{
                kind: ("onnx", _layer_writer(OneRowLayer(layer)))
                for kind, layer in zip(LAYERS, layers.each(), strict=True)
            },
            NUMBERS: ("npz", lambda path: _write_numbers(layers, heads, path)),
        }
        made = {
            kind: publish_export(models_folder, f"{kind}.{digest}", ending, write)
            for kind, (ending, write) in writers.items()
        }
    try:
        _check_verdicts(bert, layers, heads, _open_judge(made, digest))
    except SettingsError:
        for path in made.values():
            path.unlink(missing_ok=True)
        raise


def _find_files(models_folder: Path, digest: str) -> dict[str, Path] | None:
    """Return the sound files of the judge `digest`, None unless all are there; damaged ones are deleted."""
    found = {kind: find_export(models_folder, f"{kind}.{digest}") for kind in (READER, *LAYERS, NUMBERS)}
    whole = {kind: path for kind, path in found.items() if path is not None}
    return whole if len(whole) == len(found) else None


def _open_judge(files: dict[str, Path], digest: str) -> OnnxJudge:
    tokenizer = find_weights_folder() / "tokenizer.json"
    with np.load(files[NUMBERS]) as kept:
        heads = JudgeHeads(**{name: kept[name] for name in kept.files if name != KINDS})
        kinds = kept[KINDS]
    own = tuple(files[kind] for kind in LAYERS)
    return OnnxJudge(JudgeFiles(files[READER], own, tokenizer, f"judge@{digest[:16]}"), kinds, heads)


def _write_reader(bert: torch.nn.Module, path: Path) -> None:
    import torch

    ids = torch.ones((2, 8), dtype=torch.int64)
    write_onnx(token_states(bert), dict(zip(READER_INPUTS, (ids, ids, ids * 0), strict=True)), "read", path)
    quantize_model(path)


def _layer_writer(layer: OneRowLayer) -> Callable[[Path], None]:
    """Return what writes `layer` to a file in 8-bit integers."""
    import torch

    def write(path: Path) -> None:
        write_onnx(layer, {LAYER_INPUT: torch.zeros((8, layer.size))}, "judged", path, free_axes=("tokens",))
        quantize_model(path)

    return write


def _write_numbers(layers: JudgeLayers, heads: JudgeHeads, path: Path) -> None:
    numbers = {name: np.asarray(getattr(heads, name)) for name in JudgeHeads.__slots__}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **{KINDS: layers.kinds.detach().numpy()}, **numbers)


def _check_verdicts(bert: torch.nn.Module, layers: JudgeLayers, heads: JudgeHeads, judge: OnnxJudge) -> None:
    """Raise SettingsError unless the exported judge says what the torch modules say."""
    expected = [_verdict(bert, layers, heads, judge, passage) for passage in CANARY_PASSAGES]
    given = judge.hear(CANARY_QUESTION)(CANARY_PASSAGES)
    pairs = [
        pair
        for one, other in zip(expected, given, strict=True)
        for pair in zip((one.answers, *one.sentences), (other.answers, *other.sentences), strict=True)
    ]
    difference = max(abs(one - other) for one, other in pairs)
    if not difference < LARGEST_DIFFERENCE:
        raise SettingsError(f"The exported judge differs from its original by {difference:.1e}.", PIN_VERSIONS)


def _verdict(
    bert: torch.nn.Module, layers: JudgeLayers, heads: JudgeHeads, judge: OnnxJudge, passage: tuple[str, ...]
) -> Verdict:
    """Judge one passage with torch alone."""
    import torch

    texts = [judge.token_ids(text) for text in (tidy_question(CANARY_QUESTION), *passage)]
    with torch.inference_mode():
        states = torch.cat([bert(input_ids=torch.tensor([ids])).last_hidden_state[0] for ids in texts])
        owners = np.array(owners_of(len(texts[0]), [len(ids) for ids in texts[1:]]))
        is_question = torch.from_numpy(owners < 0)[None, :, None]
        judged = layers(states[None], torch.ones((1, len(states)), dtype=torch.bool), is_question)
    return heads.judge(judged[0].numpy(), owners, len(passage))


def _unfit(path: Path) -> SettingsError:
    return SettingsError(
        f"The judge's weights {path} are missing, damaged or not made for the built-in model.",
        'Put the shipped file back, or set judge = "none".',
    )
