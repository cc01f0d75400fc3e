"""A receipt as text that never changes: comes in: a Receipt, goes out: canonical JSON and its id; and a Receipt back.

The id is a digest of the very bytes, so a kept file that was changed or damaged no longer matches its name.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.takeaway.receipt import Receipt, RecordError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_DIGITS = 20
# The letter in front keeps a spreadsheet from reading an id as a number.
_ID = re.compile(rf"r[0-9a-f]{{{_DIGITS}}}")


def write_record(receipt: Receipt) -> str:
    """Return `receipt` as JSON with sorted names and no spare white space: equal receipts give equal text."""
    values = _adapter().dump_python(receipt, mode="json")
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_record(record: str) -> Receipt:
    """Return the Receipt in `record`; raises RecordError where it is none."""
    from pydantic import ValidationError

    try:
        receipt: Receipt = _adapter().validate_json(record)
    except ValidationError as error:
        raise RecordError("This receipt cannot be read.", "Ask the question again and keep a new one.") from error
    return receipt


def receipt_id(record: str) -> str:
    """Return the id of a receipt's text: "r" and 20 hexadecimal digits."""
    return f"r{hashlib.sha256(record.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def is_receipt_id(text: str) -> bool:
    """Say whether `text` has the form of a receipt's id, and so is safe as a file name."""
    return _ID.fullmatch(text) is not None


@cache
def _adapter() -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Receipt)
