"""Questions for documents of a kind: comes in: a question, goes out: whether it asks which are held, and no more."""

from __future__ import annotations

import re

from assistant.understanding.dates import find_times
from assistant.understanding.topics import blank_out
from assistant.understanding.voices import find_kinds

# "Which councils have had a JTAI?", "how many focused visits in 2024?": beside the kind of document, its time and its
# council nothing else is said.
_LISTING = re.compile(
    r"\W*(?:(?:and|so|please|can|could|me|a|an|the|list|name|which|what|how many|number|any|all|there|do|you|we|have"
    r"|has|had|hold|held|got|been|councils?|areas?|places|(?:local )?authorit(?:y|ies)|of|in|on|about|for|with|were|was"
    r"|are|is|did|done|here|dated|from|letters?|reports?|documents?|inspected|visited|received|to|show|give|happened|took|take|place|carried|out"
    r"|does|latest|ever)\b\W*)+",
    re.I,
)
_ASKS_FOR_LIST = re.compile(
    r"\b(?:which|how many|list|name|number of|(?:are|is|was|were) there|(?:do|have) you|show me|give me|any|did|has"
    r"|have)\b",
    re.I,
)


def asks_for_a_kind(text: str, council_spans: list[tuple[int, int]]) -> bool:
    """Say whether it is asked which documents of a kind are held, or about whom, and nothing else."""
    kinds = [(start, end) for start, end, _ in find_kinds(text)]
    # "JTAIs in 2018", "focused visits to Kent" ask for them without a word more.
    several = any(text[start:end].rstrip().lower().endswith("s") for start, end in kinds)
    if not kinds or not (several or _ASKS_FOR_LIST.search(text)):
        return False
    times = [(time.start, time.end) for time in find_times(text)]
    return _LISTING.fullmatch(blank_out(text, [*kinds, *council_spans, *times])) is not None
