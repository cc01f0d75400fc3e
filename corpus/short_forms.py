"""Short forms a letter explains itself: comes in: text, goes out: each short form and the words it stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&]*[A-Z])(?:s|\(s\))*\)")
_LISTED = re.compile(r"(?:^|[\n\u2022])\s*([A-Z]{2,}[a-z]?[A-Z]*) [\u2013-] ([A-Z][^\n\u2022]{5,80})", re.M)
_JOINING = frozenset(["and", "of", "the", "for", "to", "in", "at", "on", "from", "with", "against"])


def mine_short_forms(texts: Iterable[str]) -> dict[str, str]:
    """Return what `texts` explain, by the short form as printed: "IFD" stands for "integrated front door".

    Understood are "integrated front door (IFD)" and lists such as "NPS – National Probation Service"; of several
    explanations the one used most often counts.
    """
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for match in _BRACKETED.finditer(text):
            words = _words_before(text[max(0, match.start() - 120) : match.start()], match[1])
            if words:
                counts.setdefault(match[1], Counter())[words] += 1
        for match in _LISTED.finditer(text):
            # "LADO - Management of Allegations" is a heading, no explanation.
            if match[1][0] != match[2][0]:
                continue
            counts.setdefault(match[1], Counter())[" ".join(match[2].split())] += 1
    return {short: found.most_common(1)[0][0] for short, found in counts.items()}


def _words_before(before: str, short: str) -> str | None:
    """Return the last words of `before` whose first letters make `short`, hyphenated words part by part."""
    line = re.split(r"[.;:()]", before)[-1]
    parts = list(re.finditer(r"[A-Za-z]+(?:['\u2019]s?)?", line))
    wanted = [letter for letter in short.lower() if letter.isalpha()]
    position = len(parts) - 1
    while wanted and position >= 0:
        word = parts[position].group().lower()
        if word[0] == wanted[-1]:
            wanted.pop()
        elif word not in _JOINING:
            return None
        position -= 1
    if wanted or position + 1 >= len(parts):
        return None
    return " ".join(line[parts[position + 1].start() :].split()).lower()
