"""What people say of answers: comes in: one remark, goes out: a line of the feedback file; and all back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.answer import AnswerStatus
from assistant.settings import Settings
from assistant.takeaway.files import alone, append_line, write_whole
from assistant.takeaway.receipt import Receipt, RecordError
from assistant.takeaway.record import receipt_id, write_record

MAX_COMMENT_CHARACTERS = 500


class Verdict(StrEnum):
    """What a person thinks of an answer."""

    HELPFUL = "helpful"
    WRONG_QUOTE = "wrong_quote"
    MISSED_SOMETHING = "missed_something"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One remark on one answer. `at` is in UTC, to the second; `history` holds the earlier turns, oldest first."""

    id: str
    at: datetime
    verdict: Verdict
    comment: str
    question: str
    history: tuple[str, ...]
    status: AnswerStatus
    receipt: str


def takes_feedback(settings: Settings) -> bool:
    """Say whether the settings let feedback be kept at all."""
    return settings.feedback_limit > 0 and settings.feedback_days > 0


def add_feedback(settings: Settings, receipt: Receipt, verdict: Verdict, comment: str) -> Feedback:
    """Keep one remark; raises RecordError for a comment that is too long, or where nothing can be kept.

    The remark names the answer's receipt; keeping that too is the caller's business.
    """
    if not takes_feedback(settings):
        raise RecordError("No feedback is kept here.", "Tell the people who run this service.")
    said = comment.strip()
    if len(said) > MAX_COMMENT_CHARACTERS:
        raise RecordError(f"A comment must be {MAX_COMMENT_CHARACTERS} characters or fewer.", "Shorten it.")
    at = datetime.now(UTC).replace(microsecond=0)
    number = receipt_id(write_record(receipt))
    name = hashlib.sha256(f"{number} {verdict} {said} {at}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    remark = Feedback(
        f"f{name}", at, verdict, said, receipt.question, receipt.history, receipt.status, number
    )  # fmt: skip
    with alone(_lock(settings)):
        append_line(_path(settings), _line(remark))
        _drop_surplus(settings)
    return remark


def load_feedback(settings: Settings) -> tuple[Feedback, ...]:
    """Return every remark kept, oldest first; raises RecordError naming a line that is none."""
    try:
        text = _path(settings).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise RecordError(f"{_path(settings)} cannot be read ({error.strerror}).", "Look at the disk.") from error
    # A last line without its end was cut short by a kill: it was never confirmed to anybody.
    lines = text.split(b"\n")[:-1]
    remarks = [_read(line, f"{_path(settings)}, line {n}") for n, line in enumerate(lines, start=1)]
    return tuple(remark for remark in remarks if not _is_too_old(remark, settings))


def drop_old_feedback(settings: Settings) -> None:
    """Delete what the settings no longer let be kept; raises RecordError where the disk refuses."""
    if _path(settings).exists():
        with alone(_lock(settings)):
            _drop_surplus(settings)


def _drop_surplus(settings: Settings) -> None:
    """Write the file anew without what is too old or too much; an unchanged file is left alone."""
    remarks = load_feedback(settings)
    kept = remarks[max(0, len(remarks) - settings.feedback_limit) :]
    if len(kept) < _path(settings).read_bytes().count(b"\n"):
        write_whole(_path(settings), b"".join(_line(remark) for remark in kept))


def _is_too_old(remark: Feedback, settings: Settings) -> bool:
    return remark.at + timedelta(days=settings.feedback_days) <= datetime.now(UTC)


def feedback_as_json(remarks: Sequence[Feedback]) -> list[dict[str, Any]]:
    """Return plain values ready for JSON; times ISO 8601."""
    return [{**asdict(remark), "at": remark.at.isoformat(), "history": list(remark.history)} for remark in remarks]


def _line(remark: Feedback) -> bytes:
    text = json.dumps(feedback_as_json([remark])[0], ensure_ascii=False)
    return text.encode("utf-8", "replace") + b"\n"


def _read(line: bytes, where: str) -> Feedback:
    try:
        given = json.loads(line)
        return Feedback(
            id=str(given["id"]),
            at=datetime.fromisoformat(given["at"]),
            verdict=Verdict(given["verdict"]),
            comment=str(given["comment"]),
            question=str(given["question"]),
            history=tuple(str(turn) for turn in given["history"]),
            status=AnswerStatus(given["status"]),
            receipt=str(given["receipt"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(f"{where} is not feedback.", "Mend or delete that line.") from error


def _path(settings: Settings) -> Path:
    return settings.home / "feedback.jsonl"


def _lock(settings: Settings) -> Path:
    return settings.home / "feedback.lock"
