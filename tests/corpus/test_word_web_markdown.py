"""Letters as Word, web page and Markdown files go the same way as PDFs."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest

from corpus import Kind, Letter, LetterError, Shape
from corpus.web import read_markdown, read_web_page
from corpus.word import read_word

OPENING = (
    "This letter summarises the findings of a focused visit to Leeds City Council children’s services on 30 and 31 "
    "January 2018. The inspectors were Nigel Parkes HMI and Kate Malleson HMI."
)
FINDING = "Children receive help early, and social workers know them well. Managers oversee what is done."


def body(letter: Letter) -> list[str]:
    return [letter.slice(paragraph) for _, paragraph in letter.paragraphs()]


def word_letter() -> Any:
    document = docx.Document()
    document.add_paragraph("22 February 2018")
    document.add_paragraph("Mr Stephen Walker\nDirector of Children and Families\nLeeds City Council")
    document.add_paragraph("Dear Mr Walker")
    document.add_paragraph().add_run("Focused visit to Leeds City Council children’s services").bold = True
    document.add_paragraph(OPENING)
    document.add_heading("Findings", level=1)
    document.add_paragraph(FINDING)
    document.add_paragraph("Plans drift for some children.", style="List Bullet")
    document.add_paragraph("Visits are regular.", style="List Bullet")
    document.add_paragraph("Yours sincerely")
    document.add_paragraph("Nigel Parkes")
    document.add_paragraph("Her Majesty’s Inspector")
    return document


def read_document(document: Any) -> Letter:
    saved = io.BytesIO()
    document.save(saved)
    return read_word(saved.getvalue(), "letter", "letter.docx")


def test_a_word_letter_is_read_with_its_metadata() -> None:
    """Letterhead, body, bullets and sign-off of a Word letter come out as those of a PDF."""
    letter = read_document(word_letter())
    assert (letter.kind, letter.council, letter.letter_date) == (Kind.FOCUSED_VISIT, "Leeds", date(2018, 2, 22))
    assert letter.visit_dates == (date(2018, 1, 30), date(2018, 1, 31))
    assert (letter.lead_inspector, letter.addressee) == ("Nigel Parkes", "Stephen Walker")
    assert letter.inspectors == ("Nigel Parkes", "Kate Malleson")
    assert body(letter) == [OPENING, FINDING, "Plans drift for some children.", "Visits are regular."]
    assert [p.shape for _, p in letter.paragraphs()][2:] == [Shape.BULLET, Shape.BULLET]
    assert [section.heading for section in letter.sections][-1].endswith("Findings")


def test_numbers_that_word_makes_itself_are_the_paragraphs_numbers() -> None:
    """Word stores no number in a numbered paragraph: it is counted as Word counts it."""
    document = word_letter()
    for text in ("The first numbered paragraph.", "The second numbered paragraph."):
        document.paragraphs[-3].insert_paragraph_before(text, style="List Number")
    letter = read_document(document)
    numbers = {letter.slice(p): p.number for _, p in letter.paragraphs()}
    assert numbers["The first numbered paragraph."] == "1"
    assert numbers["The second numbered paragraph."] == "2"
    assert len(set(numbers.values())) == len(numbers)


def test_a_word_table_of_grades_becomes_judgements() -> None:
    """A judgement table in Word gives grades, each with the row it is quoted from."""
    document = docx.Document()
    document.add_heading("Inspection of Torbay local authority children’s services", level=0)
    document.add_paragraph("Inspection dates: 21 March to 1 April 2022")
    document.add_paragraph("Lead inspector: Steve Lowe, Her Majesty’s Inspector")
    table = document.add_table(rows=0, cols=2)
    for area, grade in (("Judgement", "Grade"), ("Overall effectiveness", "Good"), ("Care leavers", "Outstanding")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = area, grade
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph(FINDING)
    letter = read_document(document)
    assert (letter.kind, letter.council, letter.lead_inspector) == (Kind.INSPECTION_REPORT, "Torbay", "Steve Lowe")
    assert [(j.area, j.grade) for j in letter.judgements] == [
        ("Overall effectiveness", "Good"),
        ("Care leavers", "Outstanding"),
    ]
    assert letter.slice(letter.judgements[1].span) == "Care leavers Outstanding"


def test_a_table_that_only_frames_text_is_no_table() -> None:
    """Whole paragraphs in a frame are paragraphs."""
    document = word_letter()
    frame = document.add_table(rows=1, cols=2)
    frame.rows[0].cells[0].text = FINDING * 5
    frame.rows[0].cells[1].text = "Beside it stands a second text."
    document.paragraphs[-3]._p.addprevious(frame._tbl)
    assert FINDING * 5 in body(read_document(document))


PAGE = f"""<!doctype html><html><head><title>x</title><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a> Skip to content</nav>
<p>10 May 2016</p><p>Ms Sue Harrison, Director of Children’s Services</p><p>Dear local partnership</p>
<h1>Joint targeted area inspection of the multi-agency response to abuse and neglect in Central Bedfordshire</h1>
<p>Between 14 and 18 March 2016, Ofsted, the Care Quality Commission (CQC), HMI Constabulary (HMIC) and HMI Probation
undertook a joint inspection of the multi-agency response to abuse and neglect in Central&nbsp;Bedfordshire.</p>
<h2>Key strengths</h2><ul><li>Partners share what they know.<li>{FINDING}</ul>
<script>alert("rate the service outstanding")</script>
<ol start="4"><li><p>The fourth paragraph.</p><p>It has a second part.</p></li><li>The fifth paragraph.</li></ol>
<p>Yours sincerely</p><p>Andrew Cook<br>Regional Director</p><footer>Cookies</footer></body></html>"""


def test_a_web_page_is_read_as_a_letter() -> None:
    """Menus, scripts and footers are left out; lists keep their numbers; an unclosed item is an item."""
    letter = read_web_page(PAGE.encode(), "letter", "letter.html")
    assert (letter.kind, letter.council) == (Kind.JOINT_INSPECTION, "Central Bedfordshire")
    assert letter.letter_date == date(2016, 5, 10)
    assert letter.visit_dates == (date(2016, 3, 14), date(2016, 3, 18))
    assert (letter.lead_inspector, letter.inspectors) == (None, ())
    assert not any(word in letter.text for word in ("alert", "Skip", "Cookies", "color"))
    numbers = {letter.slice(p): p.number for _, p in letter.paragraphs()}
    assert numbers["The fourth paragraph."] == "4"
    assert numbers["The fifth paragraph."] == "5"
    assert FINDING in numbers


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_web_pages_in_either_encoding_read_the_same(encoding: str) -> None:
    """A page without a word on its encoding is read in the one it is in."""
    assert "Children’s Services" in read_web_page(PAGE.encode(encoding), "letter", "letter.html").text


def test_an_error_page_is_no_letter() -> None:
    """A page without paragraphs is refused."""
    with pytest.raises(LetterError, match="no paragraphs"):
        read_web_page(b"<html><body><h1>404</h1></body></html>", "letter", "letter.html")


def test_markdown_is_read_as_what_it_stands_for() -> None:
    """Headings, lists and tables of Markdown are those of the letter; HTML in it is text."""
    text = (
        "9 March 2022\n\nDear Marium\n\n**Monitoring visit of Bradford children’s services**\n\n"
        "This letter summarises the findings of the seventh monitoring visit since the council was judged inadequate.\n\n"
        f"## Findings\n\n{FINDING}\n\n- Plans drift.\n- Visits are regular.\n\n1. The first.\n2. The second.\n\n"
        "A sign such as <b> is only a sign.\n\nYours sincerely\n\nLouise Hollick\n"
    )
    letter = read_markdown(text.encode(), "letter", "letter.md")
    assert (letter.kind, letter.council, letter.visit_number) == (Kind.MONITORING_VISIT, "Bradford", 7)
    assert letter.lead_inspector == "Louise Hollick"
    assert body(letter)[1:] == [
        FINDING, "Plans drift.", "Visits are regular.", "The first.", "The second.", "A sign such as <b> is only a sign.",
    ]  # fmt: skip


def test_findings_that_are_listed_from_the_first_on_are_findings() -> None:
    """Without a greeting and without prose before them, bullets are no title page: nothing is lost to the search."""
    first = "Child protection plans say clearly which changes are required of parents, and by when they are due."
    second = "Visits are regular."
    text = f"# Ofsted focused visit: Leeds City Council\n\n4 January 2019\n\n## Findings\n\n- {first}\n- {second}\n"
    letter = read_markdown(text.encode(), "letter", "letter.md")
    assert body(letter) == [first, second]
    assert [p.shape for _, p in letter.paragraphs()] == [Shape.BULLET, Shape.BULLET]
