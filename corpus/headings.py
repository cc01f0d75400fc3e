"""Which lines are headings: comes in: a line and its neighbours, goes out: yes or no, and the printed number."""

from __future__ import annotations

import re

from corpus.lines import Line

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,3}\.?)(?:\s+|(?<=\.)(?=[A-Z‘“]))(?P<rest>\S.*)")
_BULLET = re.compile(
    r"(?P<mark>[•◼▪●■○◦‣⁃⎯\uf000-\uf0ff]|\((?:[ivx]{1,4}|[a-h])\)(?=\s)|[-–−*o](?=\s))\s*(?P<rest>\S.*)"
)
_MAX_CHARACTERS, _MAX_WORDS, _MAX_WORDS_OF_A_QUESTION = 100, 12, 20
_NO_CAPITAL_NEEDED = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "our", "out", "the", "to", "with"]
)
# A line that ends in one of these goes on.
_GOES_ON = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "during",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "our",
        "per",
        "that",
        "the",
        "their",
        "to",
        "was",
        "were",
        "which",
        "with",
    ]
)
_INNER_SENTENCE = re.compile(r"[.!?][)\"'”’]* [A-Z]")
# The inspectorate's own headings; some letters print a full stop after them.
_KNOWN = re.compile(
    r"(?:headline findings|areas covered by (?:the|this) visit|(?:main )?findings(?: and evaluation of progress)?"
    r"|overview|evaluation of progress|next steps|summary statement)[.:]?",
    re.IGNORECASE,
)


def split_number(text: str) -> tuple[str, str] | None:
    """Split "3.1.2 Since the..." or "4. Adoption" into its number as printed and the rest, else None."""
    match = _NUMBER.fullmatch(text)
    if match is None or "." not in match["number"]:
        return None
    return match["number"], match["rest"]


def split_bullet(text: str) -> tuple[str, str] | None:
    """Split a bullet line into its mark and the rest, else None."""
    match = _BULLET.fullmatch(text)
    return (match["mark"], match["rest"]) if match else None


def is_heading(line: Line, following: Line | None, width: int) -> bool:
    """Say whether `line` is a heading: short, no sentence, and not simply the first line of a paragraph.

    `width` is the length of a full line nearby: a line whose next word would have fitted was ended on purpose.
    """
    text = line.text
    if _KNOWN.fullmatch(text):
        return True
    words = text.split()
    most_words = _MAX_WORDS_OF_A_QUESTION if text[-1] == "?" else _MAX_WORDS
    if not (text[0].isupper() or text[0].isdigit()) or len(text) > _MAX_CHARACTERS or len(words) > most_words:
        return False
    if text[-1] in ",;" or "http" in text or "@" in text or words[-1] in _GOES_ON or _INNER_SENTENCE.search(text):
        return False
    if following is not None and following.gap == 0 and following.text[0].islower():
        return False
    if text[-1] == ".":
        return len(words) <= 8 and _is_title_case(words) and following is not None and following.gap == 0
    if text[-1] == ":":
        return len(words) <= 3
    if following is None or split_bullet(following.text) is not None:
        return True
    return was_ended_early(text, following.text, width)


def _is_title_case(words: list[str]) -> bool:
    return all(word[0].isupper() or word.lower() in _NO_CAPITAL_NEEDED for word in words)


def goes_on(text: str) -> bool:
    """Say whether a line cannot be the end of anything: it ends in a comma or in a word such as "the"."""
    return text.endswith(",") or text.split()[-1] in _GOES_ON


def was_ended_early(text: str, following: str, width: int, share: float = 0.8) -> bool:
    """Say whether the first word of `following` would have fitted on the line: the line was ended on purpose."""
    return len(text) + 1 + len(following.split()[0]) < share * width
