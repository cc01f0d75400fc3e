"""Typing slips: comes in: a question and the known words, goes out: the question with sure slips repaired."""

from __future__ import annotations

import re
from collections import Counter

from assistant.understanding.councils import council_words
from assistant.understanding.facts import Holdings
from assistant.understanding.spelling import SHORTEST, Spelling, deletions, is_known_word, read_spelling
from assistant.understanding.words import find_words, stem

# How staff shorten words that letters write out.
_SHORTHAND = {
    "s/g": "safeguarding", "s/w": "social worker", "s/ws": "social workers", "rpt": "report", "rpts": "reports",
    "mtg": "meeting", "mtgs": "meetings", "yr": "year", "yrs": "years",
}  # fmt: skip
_SHORTENED = re.compile(rf"(?<![\w/])(?:{'|'.join(_SHORTHAND)})(?![\w/])", re.IGNORECASE)
_LONG = 8
# A repair must be this many times more common in the letters than the next candidate, or the word stays.
_CLEAR_LEAD = 3


def is_known(word: str, holdings: Holdings) -> bool:
    """Say whether a lower-case word is English, in the letters, or a short form or name known here."""
    return is_known_word(word, read_spelling(holdings).known)


def repair_slips(text: str, holdings: Holdings) -> str:
    """Return `text` with staff's shorthand written out and slips repaired towards the letters' and thesaurus' words.

    Only unknown words of four letters or more, in small letters, are touched, and only where one candidate is
    clearly meant: one slip (a letter too many, too few, wrong, or two swapped), two in words of eight letters
    or more. A wrong repair is worse than none.
    """
    text = _SHORTENED.sub(_write_out, text)
    spelling = read_spelling(holdings)
    shouting = text.isupper()
    for word in reversed(find_words(text)):
        written = word.text
        if not written.isalpha() or len(written) < SHORTEST:
            continue
        starts = word.start == 0
        named = written[0].isupper() and not starts and not shouting
        if (written.isupper() and not shouting) or is_known_word(written.lower(), spelling.known):
            continue
        better = _find_repair(written.lower(), spelling)
        if better is None or (named and better not in council_words()):
            continue
        better = better.capitalize() if written[0].isupper() and not shouting else better
        text = text[: word.start] + better + text[word.end :]
    return text


def _write_out(short: re.Match[str]) -> str:
    full = _SHORTHAND[short[0].lower()]
    return full.capitalize() if short[0][0].isupper() else full


def _find_repair(word: str, spelling: Spelling) -> str | None:
    near = {target for form in deletions(word) for target in spelling.by_deletion.get(form, ())}
    near = {target for target in near if _distance(word, target, 1) <= 1 and _is_likely_slip(word, target, spelling)}
    if not near and len(word) >= _LONG:
        near = {
            target
            for target in spelling.by_first.get(word[0], ())
            if len(target) >= _LONG
            and target[:2] == word[:2]
            and abs(len(target) - len(word)) <= 2
            and _letters_apart(word, target) <= 3
            and _distance(word, target, 2) <= 2
        }
    # Forms of one word ("worker", "workers") do not compete: any of them is the word meant.
    ranked = sorted(near, key=lambda target: (target[0] != word[0], -spelling.targets[target], target))
    if not ranked:
        return None
    best = ranked[0]
    rivals = [target for target in ranked[1:] if stem(target) != stem(best)]
    if rivals and spelling.targets[best] < _CLEAR_LEAD * spelling.targets[rivals[0]]:
        return None
    return best


def _is_likely_slip(word: str, target: str, spelling: Spelling) -> bool:
    """In short words a wrong letter makes too many other words: only a swapped, missing or doubled letter counts."""
    swapped = sorted(word) == sorted(target)
    if word[0] != target[0] and not swapped:
        return False
    return len(word) > 5 or swapped or (len(word) != len(target) and spelling.targets[target] >= 4)


def _letters_apart(word: str, target: str) -> int:
    """Count the letters that only one of two words has: two wrong letters make 4, and mostly another word."""
    one, other = Counter(word), Counter(target)
    return ((one - other) + (other - one)).total()


def _distance(one: str, other: str, most: int) -> int:
    """Damerau's distance with adjacent swaps (optimal string alignment); `most` + 1 when it is larger."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i] + [0] * len(other)
        for j, against in enumerate(other, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
