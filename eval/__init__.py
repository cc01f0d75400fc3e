"""Measuring the assistant: comes in: an assistant and questions with gold, goes out: figures, misses and a report."""

from eval.command import run_eval_command
from eval.runner import run_evaluation

__all__ = ["run_eval_command", "run_evaluation"]
