"""Characters no file format can hold: comes in: any text, goes out: the same, those characters made visible."""

from __future__ import annotations

import re

# XML 1.0 has no place for these at all, escaped or not; a lone surrogate cannot be encoded either.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return `text` with each control character as U+FFFD, so that a reader sees that something stood there."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
