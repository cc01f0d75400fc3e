"""Understanding questions: comes in: a question and the letters held, goes out: an Understanding, without any model."""

from assistant.understanding.question import (
    MAX_QUESTION_CHARACTERS,
    Intent,
    Order,
    Problem,
    StructureFact,
    Understanding,
)
from assistant.understanding.reading import held_letters, understand

__all__ = [
    "MAX_QUESTION_CHARACTERS",
    "Intent",
    "Order",
    "Problem",
    "StructureFact",
    "Understanding",
    "held_letters",
    "understand",
]
