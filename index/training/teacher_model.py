"""The teacher in training: comes in: an MPNet folder, goes out: a model like the judge's, and its reader."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from index.training.judge_model import JudgeModel
from index.training.teacher_layers import load_teacher_layers
from index.training.text_table import TextTable


class TeacherReader(TextTable):
    """Reads texts as token numbers: every layer of the teacher reads question and sentences together."""

    def __init__(self, folder: Path, device: torch.device) -> None:
        """Load the tokenizer of the model in `folder`."""
        super().__init__(folder, torch.zeros(0, dtype=torch.long, device=device))

    def rows_of(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """Return the numbers themselves."""
        return torch.tensor([number for text in tokens for number in text]).to(self._device)


def load_teacher(folder: Path, device: str = "cpu") -> tuple[JudgeModel, TeacherReader]:
    """Build an untrained teacher on the MPNet in `folder`."""
    return JudgeModel(load_teacher_layers(folder)).to(device), TeacherReader(folder, torch.device(device))
