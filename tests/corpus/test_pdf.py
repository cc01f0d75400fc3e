"""Letters and reports as PDF, read as a person reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from corpus import Kind, Letter, Shape, Voice
from corpus.pdf_text import read_pdf


def read(pdf: Any) -> Letter:
    return read_pdf(pdf.build(), "letter", "letter.pdf")


def body(letter: Letter) -> list[str]:
    return [letter.slice(paragraph) for _, paragraph in letter.paragraphs()]


def number_of(letter: Letter, start: str) -> str | None:
    return next(p.number for _, p in letter.paragraphs() if letter.slice(p).startswith(start))


def test_focused_visit_metadata(focused_visit: Any) -> None:
    """Kind, council, dates, inspectors and addressee are those printed in the letter."""
    letter = read(focused_visit)
    assert (letter.kind, letter.voice, letter.council) == (Kind.FOCUSED_VISIT, Voice.INSPECTORS, "Camden")
    assert letter.title == "Ofsted focused visit letter to Camden, 8 June 2018"
    assert letter.letter_date == date(2018, 6, 8)
    assert letter.visit_dates == (date(2018, 5, 15), date(2018, 5, 16))
    assert (letter.lead_inspector, letter.inspectors) == ("Ann Lee", ("Ann Lee", "Ben O’Hara"))
    assert letter.addressee == "Joan Bloggs"
    assert letter.judgements == ()


def test_own_address_and_page_numbers_are_no_text(focused_visit: Any) -> None:
    """The inspectorate's address block and page numbers are furniture; the addressee's letterhead is kept."""
    letter = read(focused_visit)
    assert "Piccadilly" not in letter.text
    assert "0300" not in letter.text
    letterhead = next(s for s in letter.margins if s.heading == "Letterhead")
    assert [letter.slice(p) for p in letterhead.paragraphs][:2] == ["8 June 2018", "Ms Joan Bloggs"]


def test_paragraph_over_a_page_border_is_whole_and_knows_its_first_page(focused_visit: Any) -> None:
    """A paragraph cut by the page comes out once, on the page where it begins."""
    letter = read(focused_visit)
    whole = [p for _, p in letter.paragraphs() if letter.slice(p).startswith("Children in Exampleton")]
    assert [p.page for p in whole] == [1, 1]
    assert letter.slice(whole[0]) == letter.slice(whole[1])
    assert next(p.page for _, p in letter.paragraphs() if letter.slice(p).startswith("Paragraph 0")) == 2


def test_bullets_of_symbol_fonts_become_bullets(focused_visit: Any) -> None:
    """A bullet from the private use area is shown as a bullet, and its hanging lines belong to it."""
    letter = read(focused_visit)
    bullets = [p for _, p in letter.paragraphs() if p.shape is Shape.BULLET]
    assert len(bullets) == 2
    assert letter.slice(bullets[0]).endswith("from people who know them.")
    assert letter.text[bullets[0].start - 2] == "•"
    assert not any("\ue000" <= character <= "\uf8ff" for character in letter.text)


def test_hyphens_at_line_ends_stay(new_pdf: Callable[[], Any]) -> None:
    """A word broken at its hyphen keeps the hyphen and gets no space; a hanging hyphen keeps its space."""
    pdf = new_pdf().page()
    pdf.line("The hub is good and its decisions follow from what is known to the multi-").line(
        "agency partners who meet each day, and short-"
    ).line("and long-term plans are made for all of the children who are known to them.")
    assert body(read(pdf)) == [
        "The hub is good and its decisions follow from what is known to the multi-agency partners who meet each day, "
        "and short- and long-term plans are made for all of the children who are known to them."
    ]


def test_report_metadata_and_grades(inspection_report: Any) -> None:
    """The judgement table becomes facts whose spans quote the row; a report without a date of its own has none."""
    letter = read(inspection_report)
    assert (letter.kind, letter.council, letter.lead_inspector) == (Kind.INSPECTION_REPORT, "Torbay", "Steve Lowe")
    assert letter.letter_date is None
    assert letter.visit_dates == (date(2022, 3, 21), date(2022, 4, 1))
    assert letter.title == "Ofsted inspection report on Torbay, inspection of 21 March to 1 April 2022"
    assert [(j.area, j.grade) for j in letter.judgements] == [
        ("The impact of leaders on social work practice with children and families", "Good"),
        ("The experiences and progress of children who need help and protection", "Requires improvement to be good"),
        ("The experiences and progress of children in care and care leavers", "Good"),
        ("Overall effectiveness", "Good"),
    ]
    assert letter.slice(letter.judgements[-1].span) == "Overall effectiveness Good"
    row = next(p for _, p in letter.paragraphs() if letter.slice(p) == "Overall effectiveness Good")
    assert [letter.slice(cell.head) if cell.head else None for cell in row.cells] == ["Judgement", "Grade"]


def test_no_overall_grade_is_invented(inspection_report: Any) -> None:
    """Where the table has no overall effectiveness, prose about earlier grades does not make one."""
    inspection_report.pages[0] = [line for line in inspection_report.pages[0] if not line[0].startswith("Overall")]
    last_grade = max(i for i, line in enumerate(inspection_report.pages[0]) if line[0] == "Good")
    del inspection_report.pages[0][last_grade]
    inspection_report.paragraph(
        "In 2019 services were judged to be good overall. They were inadequate before that year."
    )
    assert [j.area for j in read(inspection_report).judgements][-1].startswith("The experiences")
    assert len(read(inspection_report).judgements) == 3


def test_printed_numbers_are_used_and_never_given_twice(inspection_report: Any) -> None:
    """Paragraph "7." is paragraph 7 although unnumbered ones stand before it; all numbers differ."""
    letter = read(inspection_report)
    assert number_of(letter, "Item 1 ") == "1"
    assert number_of(letter, "Item 7 ") == "7"
    numbers = [p.number for _, p in letter.paragraphs()]
    assert len(numbers) == len(set(numbers))


def test_footnotes_and_running_footers_stay_out_of_sentences(inspection_report: Any) -> None:
    """A footnote is in the margins, its mark is no part of the heading, and footers are gone."""
    letter = read(inspection_report)
    notes = next(s for s in letter.margins if s.heading == "Footnotes")
    assert [letter.slice(p) for p in notes.paragraphs] == ["1 These areas are those of the national framework."]
    assert "What needs to improve?" in [section.heading for section in letter.sections]
    assert "children’s services 2" not in letter.text


def test_the_file_s_own_structure_is_followed(new_pdf: Callable[[], Any]) -> None:
    """Tags say what belongs together where the page does not: two close paragraphs stay two, one far apart one."""
    pdf = new_pdf().page()
    for text, key in (
        ("The first paragraph says something about help for children and ends here at once.", 0),
        ("The second paragraph is set close below it and says a thing of its own to readers.", 1),
        ("A third one is cut by a picture and", 2),
    ):
        pdf.line(text, element=("P", key))
    pdf.y += 200
    pdf.line("goes on below it to its end, as the file itself says.", element=("P", 2))
    assert body(read(pdf)) == [
        "The first paragraph says something about help for children and ends here at once.",
        "The second paragraph is set close below it and says a thing of its own to readers.",
        "A third one is cut by a picture and goes on below it to its end, as the file itself says.",
    ]


def test_untagged_lines_of_a_tagged_page_s_margin_are_furniture(new_pdf: Callable[[], Any]) -> None:
    """In a tagged file what stands in the outer margin without a tag is a header or footer."""
    pdf = new_pdf().page().line("A RUNNING HEAD", y=30)
    pdf.paragraph("The paragraph of the page says what inspectors saw in the service for children.", element=("P", 0))
    assert "RUNNING" not in read(pdf).text


@pytest.mark.parametrize("compress", [True, False])
def test_reading_twice_gives_the_same_letter(new_pdf: Callable[[], Any], focused_visit: Any, compress: bool) -> None:
    """Nothing random: the same file is the same letter, id, text and numbers."""
    focused_visit.compress = compress
    assert read(focused_visit) == read(focused_visit)
