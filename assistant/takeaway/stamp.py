"""The service's own mark on a record: comes in: a record it wrote, goes out: a stamp nobody else can make.

The page keeps nothing about a visitor, so an answer's record travels with the answer and comes back when something is
to be kept or saved. The stamp proves that it is what the service wrote: nobody can plant an answer that never was.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from assistant.takeaway.files import alone, write_whole
from assistant.takeaway.receipt import Receipt, RecordError
from assistant.takeaway.record import read_record

_KEY_BYTES = 32


class Stamp:
    """Signs records with a key that stays in the home, so that answers outlive a restart of the service."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def make(self, record: str) -> str:
        """Return the stamp of `record`."""
        return hmac.new(self._key, record.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def open(self, record: str, stamp: str) -> Receipt:
        """Return the receipt in `record`; raises RecordError where the stamp is not its own."""
        if not hmac.compare_digest(self.make(record).encode(), stamp.encode("utf-8", "surrogatepass")):
            raise RecordError("This answer was not written by this service.", "Ask the question again.")
        return read_record(record)


def load_stamp(home: Path) -> Stamp:
    """Return the stamp of `home`, making its key the first time.

    Where nothing can be written the key lasts as long as the process: older answers then have to be asked again.
    """
    path, key = home / "stamp.key", b""
    with suppress(RecordError), alone(home / "stamp.lock"):
        if not path.exists():
            write_whole(path, secrets.token_bytes(_KEY_BYTES))
        key = path.read_bytes()
    return Stamp(key if len(key) == _KEY_BYTES else secrets.token_bytes(_KEY_BYTES))
