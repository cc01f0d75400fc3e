"""What is held: comes in: the letters, goes out: the few facts of each that questions are compared with."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from assistant.understanding.acronyms import mine_acronyms
from assistant.understanding.councils import council_words, name_council
from assistant.understanding.dates import Grain, find_times
from assistant.understanding.words import content_stems, tidy
from corpus import Kind, Letter, Voice

ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_VISIT_ORDINAL = re.compile(
    r"\b(" + "|".join(ORDINALS) + r"|(\d{1,2})(?:st|nd|rd|th)) (?:of a series of )?(?:ofsted )?monitoring visit", re.I
)
_YEAR = re.compile(r"\b20\d\d(?:[-/](?:20)?\d\d)?\b")
_YEARS_END = re.compile(r"\b31(?:st)? March 20\d\d\b", re.I)
PLAIN_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014", "-----")


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """What a question may name a letter by; `file_date` is its file's day, where it bears no date itself."""

    id: str
    kind: Kind
    voice: Voice
    council: str | None
    letter_date: date | None
    visit_dates: tuple[date, ...]
    visit_numbers: frozenset[int]
    period: tuple[date, date] | None
    sort_date: date | None
    has_judgements: bool
    tells_judgement: bool
    file_date: date | None = None


@dataclass(frozen=True)
class Holdings:
    """All letters held, as far as questions need to know them. What costs time is worked out when first asked for."""

    letters: tuple[Letter, ...]
    held: tuple[HeldLetter, ...]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """Every lower-case word of the letters with its count; parts of hyphenated words too."""
        counts: Counter[str] = Counter()
        for letter in self.letters:
            counts.update(_words(letter.text))
        return counts

    @cached_property
    def margin_places(self) -> dict[str, frozenset[tuple[str, int]]]:
        """For each capitalised word at the letters' heads and feet its lines: letter id, and where the line begins."""
        lines: dict[str, set[tuple[str, int]]] = {}
        for letter in self.letters:
            for _, line in letter.margin_lines():
                for word in margin_words_of(letter.slice(line), only_capitals=True):
                    lines.setdefault(word, set()).add((letter.id, line.start))
        return {word: frozenset(places) for word, places in lines.items()}

    @cached_property
    def margin_words(self) -> frozenset[str]:
        """The words of `margin_places` that stand only there: names and addresses, most of them."""
        inside = {
            word
            for letter in self.letters
            for _, paragraph in letter.paragraphs()
            for word in margin_words_of(letter.slice(paragraph), only_capitals=False)
        }
        return frozenset(self.margin_places) - inside

    @cached_property
    def margin_names(self) -> frozenset[str]:
        """The words of `margin_places` that no letter writes small, but for councils, months and the inspectorate."""
        small = {word for letter in self.letters for word in re.findall(r"\b[a-z]+\b", letter.text)}
        months = {month.lower() for month in month_name[1:]}
        return frozenset(self.margin_places) - small - council_words() - months - {"ofsted"}

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Short forms that the letters explain themselves, each with its words."""
        return mine_acronyms(letter.text for letter in self.letters)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The letters' texts in lower case with plain dashes and single spaces, by letter id."""
        return {letter.id: tidy(letter.text.translate(PLAIN_DASHES)).lower() for letter in self.letters}

    @cached_property
    def dated_sentences(self) -> dict[str, dict[str, list[frozenset[str]]]]:
        """For each letter id and each year printed ("2018", "2018-19", "31 march 2019" for the year that ends so): the
        topic stems of the sentences with it.
        """
        found: dict[str, dict[str, list[frozenset[str]]]] = {}
        for letter in self.letters:
            by_year = found.setdefault(letter.id, {})
            for _, paragraph in letter.paragraphs():
                for sentence in paragraph.sentences or (paragraph,):
                    text = letter.text[sentence.start : sentence.end].translate(PLAIN_DASHES)
                    years = {year.replace("/", "-") for year in _YEAR.findall(text)}
                    for year in years | {day.lower() for day in _YEARS_END.findall(text)}:
                        by_year.setdefault(year, []).append(frozenset(content_stems(text)))
        return found

    def of(self, ids: frozenset[str]) -> tuple[HeldLetter, ...]:
        """Return the held letters with these ids, in order."""
        return tuple(letter for letter in self.held if letter.id in ids)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every letter id."""
        return frozenset(letter.id for letter in self.held)

    @cached_property
    def councils(self) -> frozenset[str]:
        """The councils that letters are held about."""
        return frozenset(letter.council for letter in self.held if letter.council)


def margin_words_of(text: str, only_capitals: bool) -> list[str]:
    """Return the words of a line as names are compared: in small letters, "O'Burke's" as "oburke", hyphens apart."""
    plain = re.sub(r"'s\b", "", text.replace("\u2019", "'")).replace("'", "")
    return [word.lower() for word in re.findall(r"[A-Za-z]+", plain) if word[0].isupper() or not only_capitals]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:'[a-z]+)?", text.replace("\u2019", "'").lower())


# How a letter tells of an earlier judgement.
JUDGED_WORDING = r"\bjudged (?:to be )?(?:inadequate|good|outstanding|(?:as )?requir(?:es|ing) improvement)\b"


class _SameLetters:
    """The letters as a cache key: the same only when they are the very same objects."""

    __slots__ = ("letters",)

    def __init__(self, letters: tuple[Letter, ...]) -> None:
        self.letters = letters

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.letters)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _SameLetters) or len(self.letters) != len(other.letters):
            return False
        return all(one is another for one, another in zip(self.letters, other.letters, strict=True))


def read_holdings(letters: Sequence[Letter]) -> Holdings:
    """Return the facts of `letters`; the same letters are read once."""
    return _read_once(_SameLetters(tuple(letters)))


@lru_cache(maxsize=4)
def _read_once(key: _SameLetters) -> Holdings:
    return Holdings(key.letters, tuple(_hold(letter) for letter in key.letters))


def _hold(letter: Letter) -> HeldLetter:
    return HeldLetter(
        id=letter.id,
        kind=letter.kind,
        voice=letter.voice,
        council=name_council(letter.council) if letter.council else None,
        letter_date=letter.letter_date,
        visit_dates=letter.visit_dates,
        visit_numbers=_visit_numbers(letter),
        period=letter.period,
        sort_date=letter.sort_date,
        has_judgements=bool(letter.judgements),
        tells_judgement=_tells_a_judgement(letter),
        file_date=None if letter.letter_date else _file_date(letter.id),
    )


def _file_date(letter_id: str) -> date | None:
    """A report often bears only the days of its inspection, and its file's name the day it was published."""
    days = [time.first for time in find_times(letter_id.replace("-", " ")) if time.grain is Grain.DAY]
    return days[-1] if days else None


def _tells_a_judgement(letter: Letter) -> bool:
    """A monitoring letter has no grades of its own but tells the judgement it follows up."""
    return letter.voice is Voice.INSPECTORS and re.search(JUDGED_WORDING, tidy(letter.text), re.IGNORECASE) is not None


def _visit_numbers(letter: Letter) -> frozenset[int]:
    """A letter may count its visit twice: "the first since January 2023 and the ninth since 2018"."""
    numbers = {letter.visit_number} if letter.visit_number is not None else set[int]()
    if letter.kind in (Kind.MONITORING_VISIT, Kind.COUNCIL_REPORT):
        opening = next((letter.slice(paragraph) for _, paragraph in letter.paragraphs()), "")
        for match in _VISIT_ORDINAL.finditer(tidy(opening)):
            numbers.add(int(match[2]) if match[2] else ORDINALS[match[1].lower()])
    return frozenset(numbers)
