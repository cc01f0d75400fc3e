"""Letters to ask about: the shipped ones, and small made-up ones of several councils."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.understanding import Choices, Understanding, understand
from corpus import SHIPPED_LETTERS, Kind, Letter, Paragraph, Section, Sentence, Voice, find_letter_files, read_letter

Ask = Callable[..., Understanding]

NAMES = {
    "2020": "bradford-monitoring-visit-letter-2020-03-19",
    "2022": "bradford-monitoring-visit-letter-2022-03-09",
    "2023": "bradford-monitoring-visit-letter-2023-08-22",
    "council": "bradford-council-report-on-february-2022-visit",
    "partnership": "bradford-partnership-annual-report-2019-20",
}


@pytest.fixture(scope="session")
def shipped() -> tuple[Letter, ...]:
    """The five letters that come with the program."""
    return tuple(read_letter(path) for path in find_letter_files([SHIPPED_LETTERS]))


@pytest.fixture
def ask(shipped: tuple[Letter, ...]) -> Ask:
    """Understand a question about the shipped letters, with Bradford as home."""

    def ask_shipped(question: str, *history: str) -> Understanding:
        return understand(question, history, shipped, "Bradford")

    return ask_shipped


@pytest.fixture
def held() -> Callable[[Understanding], set[str]]:
    """Name the shipped letters a question is held to: "2020", "2022", "2023", "council", "partnership"."""
    short = {letter_id: name for name, letter_id in NAMES.items()}

    def name_held(understanding: Understanding) -> set[str]:
        if understanding.letter_ids is None:
            return set(NAMES)
        return {short[letter_id] for letter_id in understanding.letter_ids}

    return name_held


def make_letter(council: str, day: date, text: str = "Caseloads are high.", kind: Kind = Kind.FOCUSED_VISIT) -> Letter:
    """Build a letter of one sentence about `council`."""
    sentence = Sentence(0, len(text))
    body = Section("Findings", (Paragraph("1", 0, len(text), (sentence,)),))
    return Letter(
        id=f"{council.lower().replace(' ', '-')}-{day.isoformat()}",
        title=f"Letter to {council}",
        kind=kind,
        voice=Voice.INSPECTORS,
        letter_date=day,
        visit_dates=(),
        visit_number=None,
        council=council,
        inspectors=(),
        lead_inspector=None,
        addressee=None,
        source="made-up.txt",
        text=text,
        sections=(body,),
    )


@pytest.fixture(scope="session")
def many_councils() -> tuple[Letter, ...]:
    """Letters of six councils, two of one of them."""
    return (
        make_letter("Bradford", date(2022, 3, 9)),
        make_letter("Kingston upon Hull", date(2019, 5, 1)),
        make_letter("Cheshire West and Chester", date(2021, 6, 2)),
        make_letter("Cheshire East", date(2020, 2, 3)),
        make_letter("Reading", date(2018, 7, 4)),
        make_letter("Torbay", date(2018, 6, 22)),
        make_letter("Torbay", date(2022, 5, 9), kind=Kind.INSPECTION_REPORT),
    )


@pytest.fixture
def ask_many(many_councils: tuple[Letter, ...]) -> Ask:
    """Understand a question about letters of many councils, with Bradford as home."""

    def ask_about_many(question: str, *history: str, choices: Choices | None = None) -> Understanding:
        return understand(question, history, many_councils, "Bradford", choices)

    return ask_about_many
