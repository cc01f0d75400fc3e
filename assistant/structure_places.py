"""Where a letter states a fact of its own: comes in: a letter and a fact, goes out: places of whole sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus import Letter, Paragraph, Span

_QUOTES = r"[\"'\u2018\u2019\u201c\u201d]"
_HYPHENS = r"[-\u2010\u2011\u2012\u2013\u2014]"


_OFFICES = re.compile(
    r"chief (?:executive|officer|constable)|(?:divisional|district) commander|director|chair(?:man|woman)?\b|scrutineer"
    r"|lead member|accountable officer",
    re.IGNORECASE,
)
_OFFICE = re.compile(rf"(?!cc\b|dear\b)(?:[\w'\u2019]+\W+){{0,4}}(?:inspector|{_OFFICES.pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StructureFinding:
    """What one letter's structure says: the places that state it, and words made only of metadata."""

    letter_id: str
    spans: tuple[Span, ...]
    words: str


def find_sentences(letter: Letter, all_of: Sequence[str], any_of: Sequence[str], also: str) -> tuple[Span, ...]:
    """Return the body sentences that hold all of `all_of`, one of `any_of` and the pattern `also`; empty is met."""
    wanted = _compile(also) if also else None
    found = []
    for _, paragraph in letter.paragraphs():
        for sentence in paragraph.sentences:
            text = _plain(letter.slice(sentence))
            if _holds(text, all_of, any_of) and (wanted is None or wanted.search(text)):
                found.append(Span(sentence.start, sentence.end))
    return tuple(found)


def find_lines(letter: Letter, any_of: Sequence[str], pattern: str = "") -> tuple[Span, ...]:
    """Return the margin lines (letterhead, sign-off) that hold one of `any_of` or fit `pattern`, by sentences."""
    wanted = _compile(pattern) if pattern else None
    found = []
    for _, line in letter.margin_lines():
        for piece in line.sentences or (Span(line.start, line.end),):
            text = _plain(letter.slice(piece))
            if (any_of and _holds(text, (), any_of)) or (wanted is not None and wanted.search(text)):
                found.append(Span(piece.start, piece.end))
    return tuple(found)


def lines_between(letter: Letter, after: str, before: str = "") -> tuple[Span, ...]:
    """Return the margin lines that follow the first to fit `after`, in its section, up to one that fits `before`."""
    first, last = _compile(after), _compile(before) if before else None
    for section in letter.margins:
        lines = list(section.paragraphs)
        start = next((i for i, line in enumerate(lines) if first.search(_plain(letter.slice(line)))), None)
        if start is not None:
            found = []
            for line in lines[start + 1 :]:
                if last is not None and last.search(_plain(letter.slice(line))):
                    break
                found.append(Span(line.start, line.end))
            return tuple(found)
    return ()


def with_office(letter: Letter, lines: Sequence[Span]) -> tuple[Span, ...]:
    """Return margin `lines` that name people; below one that tells no office stands the next line, if that tells it."""
    margins = [line for _, line in letter.margin_lines()]
    shown: list[Span] = []
    for line in lines:
        shown.append(line)
        below = next((two for one, two in pairwise(margins) if one.start <= line.start and line.end <= one.end), None)
        if below is not None and not _OFFICES.search(letter.slice(line)) and _tells_an_office(letter.slice(below)):
            shown.append(Span(below.start, below.end))
    return tuple(shown)


def _tells_an_office(line: str) -> bool:
    return bool(_OFFICE.match(line)) and not any(map(str.isdigit, line))


def find_signed_offices(letter: Letter) -> tuple[Span, ...]:
    """Return the margin lines that tell several people's offices, as below a foreword, with the names above them."""
    for names, offices in pairwise([line for _, line in letter.margin_lines()]):
        if len(_OFFICES.findall(letter.slice(offices))) > 1 and not any(map(str.isdigit, letter.slice(names))):
            return Span(names.start, names.end), Span(offices.start, offices.end)
    return ()


def section_spans(letter: Letter, heading: str) -> tuple[Span, ...]:
    """Return the paragraphs under the headings that fit the pattern `heading`."""
    wanted = _compile(heading)
    return tuple(
        Span(paragraph.start, paragraph.end)
        for section in letter.sections
        if wanted.search(_plain(section.heading))
        for paragraph in section.paragraphs
    )


def paragraph_spans(letter: Letter, number: str, of_a_part: bool = False) -> tuple[Span, ...]:
    """Return the paragraph with this number; where only 3.2.1 and so on exist, "3.2" is all of them.

    So is "3" for 3.1 and all others where the number may be `of_a_part`.
    """
    paragraphs = [paragraph for _, paragraph in letter.paragraphs() if paragraph.number]
    if number == "last":
        return _span_each(paragraphs[-1:])
    wanted = number.rstrip(".")
    exact = [one for one in paragraphs if (one.number or "").rstrip(".") == wanted]
    below = [one for one in paragraphs if (one.number or "").startswith(f"{wanted}.")]
    return _span_each(exact or (below if of_a_part or "." in wanted else []))


def _span_each(paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    return tuple(Span(paragraph.start, paragraph.end) for paragraph in paragraphs)


def find_phrase_spans(letter: Letter, phrase: str) -> tuple[Span, ...]:
    """Return the whole sentences that hold `phrase`: capitals, kinds of quote and hyphen and spacing do not matter.

    A phrase that runs over a sentence end gives the sentences it touches as one place. Words in margins count: there
    the whole line is the place; for words in a heading it is the first sentence below.
    """
    found: list[Span] = []
    pieces = _pieces(letter)
    for match in phrase_pattern(phrase).finditer(letter.text):
        touched = [piece for piece in pieces if piece.start < match.end() and match.start() < piece.end]
        touched = touched or [piece for piece in pieces if piece.start >= match.end()][:1]
        found += [Span(touched[0].start, touched[-1].end)] if touched else []
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Compile a phrase so that it fits its printed form; whole words only."""
    parts = []
    for character in re.split(r"(\s+|[\"'\u2018\u2019\u201c\u201d]|[-\u2010-\u2014])", phrase.strip()):
        if not character:
            continue
        if character.isspace():
            parts.append(r"\s+")
        elif re.fullmatch(_QUOTES, character):
            parts.append(_QUOTES)
        elif re.fullmatch(_HYPHENS, character):
            # A hyphen at a line end may be followed by the break.
            parts.append(rf"{_HYPHENS}\s?")
        else:
            parts.append(re.escape(character))
    before = r"(?<!\w)" if phrase.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if phrase.strip()[-1:].isalnum() else ""
    return re.compile(before + "".join(parts) + after, re.IGNORECASE)


def _pieces(letter: Letter) -> list[Span]:
    """Return all sentences and the lines without one, in reading order."""
    found = [
        piece
        for _, paragraph in letter.all_paragraphs()
        for piece in paragraph.sentences or (Span(paragraph.start, paragraph.end),)
    ]
    return sorted(found, key=lambda piece: piece.start)


def _holds(text: str, all_of: Sequence[str], any_of: Sequence[str]) -> bool:
    low = text.lower()
    return all(one.lower() in low for one in all_of) and (not any_of or any(one.lower() in low for one in any_of))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").split())


@lru_cache(maxsize=64)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
