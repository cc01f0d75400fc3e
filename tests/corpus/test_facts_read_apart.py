"""Metadata beside a list made apart: somebody read 62 of the shared letters, drawn at random by kind, without the program.

They agree on every council, lead inspector, date and grade; one grade is noted in other words ("Require improvement").
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus import Letter, read_letter

LETTERS = Path(__file__).parents[3] / "shared" / "letters"
FACTS = json.loads((Path(__file__).parent / "facts_read_apart.json").read_text(encoding="utf-8"))


def days(printed: list[str] | None) -> tuple[date, date] | None:
    """The first and the last day, None where none is printed."""
    return (date.fromisoformat(printed[0]), date.fromisoformat(printed[1])) if printed else None


def grades(letter: Letter) -> list[str]:
    """The grades in alphabetical order: their areas are worded in more than one way."""
    return sorted(judgement.grade.lower() for judgement in letter.judgements)


@pytest.mark.skipif(not LETTERS.is_dir(), reason="there is no ../shared/letters beside the repository")
@pytest.mark.parametrize("facts", FACTS, ids=[facts["file"] for facts in FACTS])
def test_council_lead_inspector_dates_and_grades_agree(facts: dict[str, object]) -> None:
    """All facts of one letter, null where the letter does not print one."""
    letter = read_letter(min(LETTERS.glob(f"*/{facts['file']}")))  # One lies there twice, the same to the byte.
    assert letter.council is not None
    assert letter.council in str(facts["council"]) or str(facts["council"]) in letter.council
    assert letter.lead_inspector == facts["lead_inspector"]
    assert (letter.letter_date.isoformat() if letter.letter_date else None) == facts["letter_date"]
    visit = (letter.visit_dates[0], letter.visit_dates[-1]) if letter.visit_dates else None
    assert visit == days(facts["inspection_dates"])  # type: ignore[arg-type]
    listed = facts["grades"]
    assert isinstance(listed, dict)
    assert grades(letter) == sorted(grade.lower().replace("require ", "requires ") for grade in listed.values())
