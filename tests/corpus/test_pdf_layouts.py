"""Layouts in which paragraphs of real reports were once glued or torn, each in a small PDF of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus import Letter, Shape
from corpus.pdf_text import read_pdf

FULL = "Social workers see children often and know them well, and what children say is written down with care."


def read(pdf: Any) -> Letter:
    return read_pdf(pdf.build(), "letter", "letter.pdf")


def body(letter: Letter) -> list[str]:
    return [letter.slice(paragraph) for _, paragraph in letter.paragraphs()]


def test_a_numbered_paragraph_without_a_full_stop_does_not_swallow_the_next(new_pdf: Callable[[], Any]) -> None:
    """ "6." begins anew after "5." though the text before ends in a bracket, on one page and over the border."""
    pdf = new_pdf().page()
    pdf.y = 140  # below the zone of running heads, which lines alike but for their number might be taken for
    for number in range(1, 9):
        pdf.paragraph(f"Nr {number}. {FULL} {FULL} This has to change. (Recommendation)", mark=f"{number}.", hang=20)
        if number == 4:
            pdf.page().y = 140
    letter = read(pdf)
    assert len(body(letter)) == 8
    assert all(letter.slice(p).startswith(f"Nr {p.number}.") for _, p in letter.paragraphs())


def test_a_number_inside_a_sentence_does_not_begin_a_paragraph(new_pdf: Callable[[], Any]) -> None:
    """ "aged 12. The" at the beginning of a line is no paragraph 12."""
    pdf = new_pdf().page()
    pdf.line("10. Leaders have ensured that there is help for all of the children who are aged")
    pdf.line("12. The help is timely and it is reviewed each month by a panel that knows them.", x=92)
    assert len(body(read(pdf))) == 1


def test_each_row_of_a_framed_list_is_a_paragraph(new_pdf: Callable[[], Any]) -> None:
    """Recommendations in the rows of a table of one column stay apart, however close they are set."""
    pdf = new_pdf().page()
    for number in range(4):
        pdf.paragraph(f"{FULL} {FULL}", element=("P", number))
    for row in range(3):
        for line in (
            f"Leaders should do thing {row} so that all of the children in the area are helped in time",
            "and that each of them can live well at school and at home, and is heard by all who help.",
        ):
            pdf.line(line, element=("Table/TR/TD/P", (4, row, 0, 0)))
    assert [text[:25] for text in body(read(pdf))[4:]] == [f"Leaders should do thing {row}" for row in range(3)]


def test_a_row_with_one_filled_cell_is_a_row(new_pdf: Callable[[], Any]) -> None:
    """The third inspector of a team has no colleague beside her: a row under its head, neither a heading nor prose."""
    pdf = new_pdf().page().paragraph(" ".join([FULL] * 4), element=("P", 0))
    rows = (("Ofsted", "Care Quality Commission"), ("Ann Lee, HMI", "Bea May, CQC"), ("Cy Day, HMI", ""))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                place = ("Table/TR/TD/P", (1, number, column, 0))
                pdf.line(text, x=72 + 200 * column, y=pdf.y, bold=number == 0, element=place)
        pdf.y += 15
    pdf.page().paragraph("Whoever wishes to say more may write to the office.", element=("P", 2))
    pdf.paragraph(" ".join([FULL] * 4), element=("P", 3))
    letter = read(pdf)
    rows_read = [p for _, p in letter.paragraphs() if p.shape is Shape.ROW]
    assert [letter.slice(p) for p in rows_read] == ["Ann Lee, HMI Bea May, CQC", "Cy Day, HMI"]
    assert [letter.slice(cell.head) if cell.head else None for cell in rows_read[1].cells] == ["Ofsted"]
    assert body(letter)[-2] == "Whoever wishes to say more may write to the office."


def test_a_short_line_before_a_page_border_is_not_glued_to_the_next_page(new_pdf: Callable[[], Any]) -> None:
    """A line that was ended on purpose, without a full stop, is not the beginning of the next page's sentence."""
    pdf = new_pdf().page().paragraph(" ".join([FULL] * 4))
    pdf.line("Ann Lee, lead of the team")
    pdf.page().paragraph("Children are safe. " + " ".join([FULL] * 4))
    assert not any("team Children" in text for text in body(read(pdf)))


def test_a_full_line_goes_on_over_the_page_border_with_a_name(new_pdf: Callable[[], Any]) -> None:
    """A sentence cut by the page goes on, also where the next word is a name with a capital."""
    pdf = new_pdf().page().paragraph(" ".join([FULL] * 4))
    pdf.line("The panel is made up of leaders of the council and of the police, who come from all parts of")
    pdf.page().line("Exampleton and beyond. They meet each month and they listen to what children want.")
    pdf.y += 20
    pdf.paragraph(" ".join([FULL] * 4))
    assert any("parts of Exampleton and beyond." in text for text in body(read(pdf)))


def test_a_label_with_its_value_is_no_heading(new_pdf: Callable[[], Any]) -> None:
    """ "Quality assurance manager: Ann Lee" heads no section."""
    pdf = new_pdf().page().paragraph("The inspection team", bold=True).paragraph(FULL)
    pdf.paragraph("Quality assurance manager: Ann Lee").paragraph(FULL)
    assert {section.heading for section in read(pdf).sections} == {"The inspection team"}


def test_a_judged_section_is_headed_by_its_row(new_pdf: Callable[[], Any]) -> None:
    """Older reports head a section by a row of what was judged and its grade: its paragraphs stand under that name.

    The frame's own "Summary" ends where the numbered paragraphs begin, and what stood before is not round it.
    """
    pdf = new_pdf().page().line("Inspection of Torbay children’s services", size=22)
    pdf.paragraph("The local authority", bold=True, element=("P", 0)).paragraph(FULL, element=("P", 1))
    pdf.paragraph("Summary for children and young people", bold=True, element=("P", 2)).paragraph(
        FULL, element=("P", 3)
    )
    key = 4
    for number, area in enumerate(("Children who need help", "Leadership and governance")):
        pdf.page()
        pdf.line(area, y=140, bold=True, element=("Table/TR/TD/P", (key, 0, 0, 0)))
        pdf.line("Requires improvement", x=330, y=140, bold=True, element=("Table/TR/TD/P", (key, 0, 1, 0)))
        pdf.y = 180
        pdf.paragraph("Summary", bold=True, element=("P", key + 1)).paragraph(FULL, element=("P", key + 2))
        pdf.paragraph(f"{number + 1}. {FULL} {FULL}", element=("P", key + 3))
        key += 4
    pdf.page().paragraph("The safeguarding board", bold=True, element=("P", key))
    pdf.paragraph(f"3. {FULL} {FULL} {FULL}", element=("P", key + 1))
    sections = {p.number: section.heading for section, p in read(pdf).paragraphs()}
    assert sections["1"].endswith("Children who need help")
    assert sections["2"].endswith("Leadership and governance")
    assert sections["3"] == "The safeguarding board"
    assert not any("young people >" in heading or "help > Leadership" in heading for heading in sections.values())


def test_a_graded_part_is_headed_though_its_heading_ends_with_a_stop(new_pdf: Callable[[], Any]) -> None:
    """Otherwise what was found of the part, praise too, would stand under "What needs to improve" before it."""
    heading = "The experiences and progress of children who need help and protection: Requires improvement to be good."
    pdf = new_pdf().page().paragraph("What needs to improve", bold=True).paragraph(FULL)
    pdf.paragraph(heading, bold=True).paragraph(FULL)
    pdf.paragraph("The impact of leaders was seen in the experiences of all who need help there.", bold=True)
    sections = [section.heading for section in read(pdf).sections]
    assert sections == ["What needs to improve", heading]
