"""Letters and homes for the tests of the index: small, made by hand, alike in every run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Kind, Letter, Paragraph, Section, Sentence, Voice
from index.home import IndexHome

_WORDS = (
    "children social worker visit plan review care leaver adoption fostering manager supervision audit practice "
    "risk referral assessment school health police partner neglect exploitation missing return interview pathway "
    "adviser permanence placement carer reunification caseload agency staff improvement board progress weakness"
).split()


def _paragraph_of(letter_number: int, number: int) -> str:
    def word(place: int) -> str:
        return _WORDS[(letter_number * 31 + number * 17 + place * (7 + number % 5)) % len(_WORDS)]

    first = " ".join(word(place) for place in range(9))
    second = " ".join(word(place) for place in range(9, 20))
    return f"{number}. The {first} in area {letter_number}-{number} improved. However, {second} remain weak."


@pytest.fixture
def letter_text() -> Callable[[int, int], str]:
    """Text of letter number n with so many paragraphs of two sentences; no two letters share a paragraph."""

    def make(letter_number: int, paragraphs: int = 8) -> str:
        return "\n\n".join(_paragraph_of(letter_number, number) for number in range(1, paragraphs + 1)) + "\n"

    return make


@pytest.fixture
def make_letter(letter_text: Callable[[int, int], str]) -> Callable[..., Letter]:
    """Makes the Letter of `letter_text` without any reader."""

    def make(letter_number: int, paragraphs: int = 8) -> Letter:
        text = letter_text(letter_number, paragraphs)
        found = [
            Paragraph(
                str(count),
                match.start(),
                match.end(),
                tuple(
                    Sentence(match.start() + part.start(), match.start() + part.end())
                    for part in re.finditer(r"(?:\d+\. )?[A-Z][^.]*\.", match.group())
                ),
            )
            for count, match in enumerate(re.finditer(r"[^\n]+", text), start=1)
        ]
        return Letter(
            id=f"letter-{letter_number}",
            title=f"Letter {letter_number}",
            kind=Kind.MONITORING_VISIT,
            voice=Voice.INSPECTORS,
            letter_date=None,
            visit_dates=(),
            visit_number=None,
            council="Bradford",
            inspectors=(),
            lead_inspector=None,
            addressee=None,
            source=f"letter-{letter_number}.txt",
            text=text,
            sections=(Section("Findings", tuple(found)),),
        )

    return make


@pytest.fixture
def letters_folder(tmp_path: Path, letter_text: Callable[[int, int], str]) -> Path:
    """A folder of five small text files."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(1, 6):
        (folder / f"letter-{number}.txt").write_text(letter_text(number, 8), encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> IndexHome:
    """A home where nothing was ever built."""
    return IndexHome(tmp_path / "home")
