"""Which reading was meant: comes in: answers to a question alone and after earlier turns, goes out: which counts."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.silence import UNKNOWN
from assistant.understanding import Sign


def is_leaning_meant(alone: Answer, leaning: Answer, sign: Sign) -> bool:
    """Say whether a question that may lean on earlier turns does, by how sure either reading is to be answered."""
    if alone.quotes and (alone.quotes, alone.confidence) == (leaning.quotes, leaning.confidence):
        # Both get the same: then nothing is added to what was typed.
        return False
    if not leaning.quotes:
        return not alone.quotes and leaning.confidence > alone.confidence
    if not alone.quotes and alone.signals.get(UNKNOWN, 0.0) and not sign.leans:
        # "Council tax?" is of something that no letter speaks of.
        return False
    if not alone.quotes:
        return leaning.confidence >= max(sign.sure_enough, alone.confidence)
    return leaning.confidence >= alone.confidence - sign.margin
