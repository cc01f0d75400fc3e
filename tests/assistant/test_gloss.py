"""Explaining short forms: the letter's own words first, the sector's next, and a guess never."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant import Term, find_terms
from corpus import SHIPPED_LETTERS, Letter, read_letter


@pytest.fixture
def letter() -> Letter:
    """A letter that explains its own "MASH" in its own way."""
    read = read_letter(SHIPPED_LETTERS / "bradford-monitoring-visit-letter-2022-03-09.txt")
    return replace(read, text="The multi-agency support huddle (MASH) met.")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The MASH is busy.", [Term("MASH", "multi-agency support huddle", True)]),
        ("The LADO role.", [Term("LADO", "local authority designated officer", False)]),
        ("A section 47 enquiry.", [Term("section 47", "child protection enquiry", False)]),
        ("PLO, then the MASH, then PLO.", ["PLO", "MASH"]),
        ("The local authority designated officer (LADO) is here.", []),
        ("A PA or a PR, an AP.", []),
        ("Social WORKERS in BRADFORD mash.", []),
    ],
)
def test_terms_are_explained_as_the_letter_or_the_sector_does(letter: Letter, text: str, terms: list[Any]) -> None:
    """Each once, in order; nothing for what the quotation explains, for what has two meanings, for plain words."""
    found = find_terms(text, letter)
    assert [term if isinstance(terms[0], Term) else term.short for term in found] == terms
