"""Receipts people asked to keep: comes in: a receipt, goes out: a file named by its content, for a bounded time.

Nothing is kept unasked: a question may hold a name. Too old or too many, the oldest go.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assistant.settings import Settings
from assistant.takeaway.files import alone, write_whole
from assistant.takeaway.receipt import Receipt, RecordError
from assistant.takeaway.record import is_receipt_id, read_record, receipt_id, write_record
from index import sync_path

_NONE = (
    "See that the receipt number is complete. A receipt is also deleted after a time, or when somebody asked for it."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt on disk: its id, the day it will be deleted at the latest, and whether it was there before."""

    id: str
    until: date
    was_kept: bool


def keeps_receipts(settings: Settings) -> bool:
    """Say whether the settings let receipts be kept at all."""
    return settings.receipt_limit > 0 and settings.receipt_days > 0


def keep_receipt(settings: Settings, receipt: Receipt) -> Kept:
    """Keep `receipt`; keeping it twice changes nothing. Raises RecordError where that is switched off or fails."""
    if not keeps_receipts(settings):
        raise RecordError("No receipts are kept here.", "Download the answer instead.")
    record = write_record(receipt)
    name, folder = receipt_id(record), _folder(settings)
    with alone(folder / "LOCK"):
        path = folder / f"{name}.json"
        was_kept = path.exists() and not _is_too_old(path, settings)
        if not was_kept:
            write_whole(path, record.encode("utf-8"))
        _drop_surplus(settings)
        until = _kept_since(path) + timedelta(days=settings.receipt_days)
    return Kept(name, until.date(), was_kept)


def load_receipt(settings: Settings, wanted: str) -> Receipt:
    """Return the kept receipt `wanted`; raises RecordError where there is none, or it is not what was written."""
    path = _path(settings, wanted)
    try:
        content = path.read_bytes() if not _is_too_old(path, settings) else None
    except FileNotFoundError:
        content = None
    except OSError as error:
        raise RecordError(f"The receipt {wanted} cannot be read ({error.strerror}).", "Look at the disk.") from error
    if content is None:
        raise RecordError(f"There is no receipt {wanted[:40]}.", _NONE)
    record = content.decode("utf-8", errors="replace")
    if receipt_id(record) != wanted:
        raise RecordError(f"The receipt {wanted} was changed after it was kept.", "Do not rely on it. Ask again.")
    return read_record(record)


def forget_receipt(settings: Settings, wanted: str) -> None:
    """Delete the kept receipt `wanted`; raises RecordError where there is none."""
    path = _path(settings, wanted)
    with alone(path.parent / "LOCK"):
        if not path.exists():
            raise RecordError(f"There is no receipt {wanted[:40]}.", _NONE)
        path.unlink()
        sync_path(path.parent)


def drop_old_receipts(settings: Settings) -> None:
    """Delete what the settings no longer let be kept; raises RecordError where the disk refuses."""
    if _folder(settings).is_dir():
        with alone(_folder(settings) / "LOCK"):
            _drop_surplus(settings)


def _path(settings: Settings, wanted: str) -> Path:
    if not is_receipt_id(wanted):
        raise RecordError(f"“{wanted[:40]}” is not a receipt number.", "It is the letter r and 20 letters and digits.")
    return _folder(settings) / f"{wanted}.json"


def _folder(settings: Settings) -> Path:
    return settings.home / "receipts"


def _drop_surplus(settings: Settings) -> None:
    newest_first = sorted(_files(settings), key=lambda path: (-path.stat().st_mtime_ns, path.name))
    limit = settings.receipt_limit
    surplus = [path for n, path in enumerate(newest_first) if n >= limit or _is_too_old(path, settings)]
    for path in surplus:
        path.unlink()
    if surplus:
        sync_path(_folder(settings))


def _files(settings: Settings) -> Iterator[Path]:
    """The receipts' files, without opening any."""
    with os.scandir(_folder(settings)) as entries:
        yield from (Path(entry.path) for entry in entries if is_receipt_id(entry.name.removesuffix(".json")))


def _is_too_old(path: Path, settings: Settings) -> bool:
    return _kept_since(path) + timedelta(days=settings.receipt_days) <= datetime.now(UTC)


def _kept_since(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
