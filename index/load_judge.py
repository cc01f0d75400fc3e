"""Choosing the judge: comes in: the settings' values, goes out: a ready judge, none, or a plain error."""

from __future__ import annotations

from pathlib import Path

from corpus import SettingsError
from index.judge import Judge
from index.load_encoder import EMBEDDED, EMBEDDED_FULL, SHIPPED_ADAPTER

NO_JUDGE = "none"
OVERLAP = "overlap"
SHIPPED_JUDGE = Path(__file__).parent / "models" / "judge.safetensors"


def load_judge(judge: str, model: str, models_folder: Path) -> Judge | None:
    """Return the judge that `judge` names, None for "none".

    "embedded" is the built-in one, exported into `models_folder` on first use. It goes with the built-in embedding
    model only, as its scores are mixed with that model's: beside another `model` there is none. "overlap" counts
    words and needs no model. Raises SettingsError for another name or an unfit file.
    """
    if judge == NO_JUDGE or (judge == EMBEDDED and model not in (EMBEDDED, EMBEDDED_FULL)):
        return None
    if judge == OVERLAP:
        from index.overlap_judge import OverlapJudge

        return OverlapJudge()
    if judge == EMBEDDED:
        from index.judge_export import load_embedded_judge

        return load_embedded_judge(models_folder, SHIPPED_ADAPTER, SHIPPED_JUDGE)
    raise SettingsError(f"There is no judge “{judge}”.", f'Set judge = "{EMBEDDED}" or judge = "{NO_JUDGE}".')
