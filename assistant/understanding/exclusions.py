"""What is left out: comes in: the words before a time or visit, goes out: whether they leave it out."""

from __future__ import annotations

import re

_ALL = (
    r"\b(?:(?:in|from|of) )?(?:all|every|everything|any|anything|each)"
    r"(?: (?:of|the|other|letters?|documents?|reports?|visits?|years?|one))*"
)
# What leaves out councils, times and visits alike.
LEAVING_OUT = (
    r"except(?: for)?|excepting|excluding|other than|apart from|aside from|rather than|ignoring|leaving out|instead of"
)
# "What is not in the 2022 letter" asks of that letter; "caseloads, not the 2022 letter" of the others.
_LEFT_OUT = re.compile(
    rf"(?:(?:{_ALL},? )?\b(?:{LEAVING_OUT}|leave out|without)"
    r"|(?:,|;|\b(?:but|and)) ?not"
    r"|(?<!\bis )(?<!\bwas )(?<!\bare )(?<!\bwere )(?<!\bif )(?<!\bwhy )(?<!\bor )(?<!\bstill )\bnot(?= the\s*$|\s*$)"
    rf"|{_ALL} but(?: not)?)"
    r"(?: (?:in|from|at|for|of|about|the|any|one|ones|dated|its|their))*\s*$",
    re.I,
)


def find_exclusion(before: str) -> int | None:
    """Return where in `before`, the text up to a time or visit, the words begin that leave it out; None if none do."""
    match = _LEFT_OUT.search(before)
    return match.start() if match else None
