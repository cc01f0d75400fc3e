"""Where sentences begin and end: comes in: the text of one paragraph, goes out: spans of its whole sentences."""

from __future__ import annotations

import re

from corpus.letter import Sentence

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    """e.g i.e etc para paras no nos mr mrs ms dr prof st rev hon p pp vs cf al fig approx dept ref tel ext inc ltd cc
    jan feb sept dec""".split()
)
# Only "etc." of these may also end one.
_MAY_END = frozenset(["etc", "ltd", "inc"])
# A reference in brackets behind the full stop, "(Recommendation)" or "(Outcome 1)", belongs to the sentence before it.
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?:\s+\([^().!?]{1,80}\)\.?)?(?=\s|$)")
_SPACE = re.compile(r"\s*")
_STARTS_SENTENCE = re.compile(r"[\"'“‘(\[]*[A-Z0-9£•]")


def split_sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """Return the sentences of `text[start:end]`, in order, without the white space between them.

    Every character that is not white space belongs to exactly one sentence.
    """
    sentences = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_here(text, begin, match):
            sentences.append(Sentence(begin, match.end()))
            begin = min(_next_word(text, match.end()), end)
    if begin < end:
        sentences.append(Sentence(begin, end))
    return tuple(sentences)


def _next_word(text: str, position: int) -> int:
    """Where the white space at `position` ends."""
    space = _SPACE.match(text, position)
    return space.end() if space is not None else position


def _ends_here(text: str, begin: int, match: re.Match[str]) -> bool:
    following = _next_word(text, match.end())
    if not _STARTS_SENTENCE.match(text, following):
        return False
    if match.group()[0] != ".":
        return True
    word = re.split(r"[\s(\[“‘\"]", text[begin : match.start()])[-1].lower()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and text[following].isupper()
    # An initial ("J. Booth") or a list number ("4. Adoption") leads into what follows.
    is_initial = len(word) == 1 and word.isalpha() and word not in "ai"
    is_list_number = word.isdigit() and begin + len(word) == match.start()
    return not (is_initial or is_list_number)
