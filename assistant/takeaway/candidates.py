"""Feedback as candidate questions for the evaluation: comes in: remarks, goes out: JSON lines a person completes.

Each line has every field of the evaluation's own shape. What only a person can decide is left empty (type, answerable,
gold, points), and the split is "candidate", so that no line can be measured before somebody has completed it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.takeaway.feedback import Feedback


def write_candidates(remarks: Sequence[Feedback]) -> str:
    """Return one candidate a remark, in their order; line breaks inside words stay inside their line."""
    return "".join(json.dumps(_candidate(remark), ensure_ascii=False) + "\n" for remark in remarks)


def _candidate(remark: Feedback) -> dict[str, object]:
    said = f"; comment: {remark.comment}" if remark.comment else ""
    verdict = remark.verdict.value.replace("_", " ")
    return {
        "id": f"candidate-{remark.id}",
        "group_id": f"candidate-{remark.id}",
        "split": "candidate",
        "style": "member",
        "type": "follow_up" if remark.history else None,
        "question": remark.question,
        "turns": list(remark.history),
        "standalone": None,
        "answerable": None,
        "unanswerable_kind": None,
        "gold": [],
        "points": [],
        "must_not": [],
        "filters": None,
        "notes": f"feedback {remark.at.date()}: {verdict} ({remark.status.value}, {remark.receipt}){said}",
    }
