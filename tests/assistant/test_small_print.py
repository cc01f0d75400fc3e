"""Promises of small print: contact, complaints, other formats and visits are told where a letter prints them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.letter_facts import FACTS
from assistant.links import quote_link
from assistant.small_print import SMALL_PRINT, small_print
from assistant.structure import answer_structure_question
from assistant.understanding import Intent, StructureFact, understand
from corpus import SHIPPED_LETTERS, Letter, find_letter_files, read_letter
from eval.gold import Region
from eval.metrics.sealing import link_resolves

LETTERS = Path(__file__).parents[3] / "shared" / "letters"
SHIPPED = {letter.id: letter for letter in map(read_letter, find_letter_files([SHIPPED_LETTERS]))}
VISIT = SHIPPED["bradford-monitoring-visit-letter-2023-08-22"]
REPORT = SHIPPED["bradford-council-report-on-february-2022-visit"]


def told(letter: Letter, fact: StructureFact) -> list[str]:
    spans, _ = small_print(letter, fact)
    return [" ".join(letter.slice(span).split()) for span in spans]


def real(pattern: str) -> Letter:
    found = sorted(LETTERS.rglob(pattern))
    if not found:
        pytest.skip("there is no ../shared/letters beside the repository")
    return read_letter(found[0])


def test_the_inspectorates_own_number_is_told() -> None:
    """Not the council's address that stands below it."""
    lines = told(VISIT, StructureFact.INSPECTORATE_CONTACT)
    assert "T 0300 123 1231" in lines
    assert not any("Margaret McMillan" in line for line in lines)


def test_what_a_letter_does_not_print_is_not_told() -> None:
    """A monitoring letter has no date of an earlier inspection on its head; a council's report is no inspector's."""
    assert told(VISIT, StructureFact.PREVIOUS_INSPECTION) == []
    assert all(told(REPORT, fact) == [] for fact in SMALL_PRINT)


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (StructureFact.OTHER_FORMATS, "large print or Braille"),
        (StructureFact.COMPLAINTS, "complain"),
        (StructureFact.NEXT_INSPECTION, "next full area SEND inspection will be"),
        (StructureFact.PREVIOUS_INSPECTION, "previous inspection"),
        (StructureFact.INSPECTORATE_CONTACT, "Piccadilly Gate"),
    ],
)
def test_a_report_on_an_area_tells_more(fact: StructureFact, shown: str) -> None:
    """Its last page has how to complain and to have it otherwise, its first the inspection before."""
    assert any(shown in line for line in told(real("*greenwich*send*full-inspection*.pdf"), fact))


def test_an_address_is_told_whole() -> None:
    """Name, building, street and postcode, and neither the date nor the salutation."""
    letter = SHIPPED["bradford-monitoring-visit-letter-2020-03-19"]
    spans, _ = FACTS[StructureFact.POSTAL_ADDRESS](letter)
    lines = [letter.slice(span) for span in spans]
    assert lines[0] == "Mark Douglas"
    assert lines[-1] == "BD1 1NN"


def test_every_line_of_an_address_is_found_by_its_link() -> None:
    """The line "Bradford" says what "City of Bradford Metropolitan District Council" above it says: its link leads there."""
    asked = replace(
        understand("address", (), tuple(SHIPPED.values()), "Bradford"),
        intent=Intent.STRUCTURE,
        structure_fact=StructureFact.POSTAL_ADDRESS,
    )
    answer = answer_structure_question(asked, SHIPPED)
    assert answer is not None
    assert "BD1 1NN" in [quote.text for quote in answer.quotes]
    for quote in answer.quotes:
        region = Region(quote.place.letter_id, quote.start, quote.end)
        assert link_resolves(quote_link(quote), region, SHIPPED[quote.place.letter_id]), quote.text


def test_where_a_letter_is_published_is_told() -> None:
    """In the line that tells of copies, too."""
    letter = SHIPPED["bradford-monitoring-visit-letter-2020-03-19"]
    assert any("published on the Ofsted website" in line for line in told(letter, StructureFact.WHERE_PUBLISHED))


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (StructureFact.ADDRESSEE, "Director of Children’s Services"),
        (StructureFact.SIGNED_BY, "Yvette Stanley"),
    ],
)
def test_a_letter_to_a_partnership_names_its_people(fact: StructureFact, shown: str) -> None:
    """It is addressed to several people and signed by several inspectorates; its salutation names neither."""
    letter = real("*buckinghamshire*joint*2024*.pdf")
    spans, _ = FACTS[fact](letter)
    lines = [" ".join(letter.slice(span).split()) for span in spans]
    assert len(lines) > 3
    assert any(shown in line for line in lines)
    assert not any(line.startswith(("Dear", "Yours")) for line in lines)
