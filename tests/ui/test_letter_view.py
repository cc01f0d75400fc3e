"""A letter as a page and as a source: its structure kept, its words whole, exactly the quoted ones marked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant import Quote, quote_link
from corpus import SHIPPED_LETTERS, Letter, Paragraph, Place, Shape, Span, find_letter_files, read_letter
from ui.anchors import Wanted, anchored_paragraphs, find_span
from ui.markup_letter import letter_text
from ui.markup_source import OLD_LINK, letter_page_body, source_panel


@pytest.fixture(scope="module", params=sorted(find_letter_files([SHIPPED_LETTERS])), ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> Letter:
    return read_letter(request.param)


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_every_word_of_a_shipped_letter_is_on_its_page(shipped: Letter, read_page: Any) -> None:
    """Body and margins are shown whole; nothing is lost between the letter and the page."""
    shown = squeezed(read_page(f"<div>{letter_text(shipped, None, None, 2)}</div>").texts[0])
    for _, paragraph in anchored_paragraphs(shipped):
        assert squeezed(shipped.slice(paragraph)) in shown


def test_every_sentence_of_a_shipped_letter_can_be_marked_exactly(shipped: Letter, read_page: Any) -> None:
    """A link made for any sentence finds that sentence again, and marks it and nothing else."""
    for section, paragraph in shipped.paragraphs():
        for sentence in paragraph.sentences:
            quote = _quote(shipped, Span(sentence.start, sentence.end), section.heading, paragraph.number)
            asked = {name: values[0] for name, values in parse_qs(urlsplit(quote_link(quote)).query).items()}
            found = find_span(shipped, Wanted(asked["para"], asked["words"], asked.get("to", "")))
            assert found is not None
            assert shipped.slice(found) == quote.text
    sentence_of_each = [p for _, p in shipped.paragraphs() if p.shape is not Shape.ROW][::7]
    for paragraph in sentence_of_each:
        last = paragraph.sentences[-1]
        page = read_page(f"<div>{letter_text(shipped, last, paragraph, 2)}</div>")
        assert page.words("mark") == [shipped.slice(last)]


def test_a_name_in_the_margins_is_opened_there(shipped: Letter) -> None:
    """Who signed a letter is named in its body before: a link to a line without a number leads to the margin's line."""
    for section in shipped.margins:
        for paragraph in section.paragraphs:
            quote = _quote(shipped, Span(paragraph.start, paragraph.end), section.heading, None)
            asked = {name: values[0] for name, values in parse_qs(urlsplit(quote_link(quote)).query).items()}
            found = find_span(shipped, Wanted("", asked["words"], asked.get("to", "")))
            assert found is not None
            assert any(one.start <= found.start < one.end for part in shipped.margins for one in part.paragraphs)


def _quote(letter: Letter, span: Span, heading: str, number: str | None) -> Quote:
    return Quote.cut(letter, span, Place(letter.id, letter.title, heading, number))


def test_anchors_of_a_shipped_letter_are_unique(shipped: Letter) -> None:
    """No two paragraphs share an address."""
    anchors = [anchor for anchor, _ in anchored_paragraphs(shipped)]
    assert len(anchors) == len(set(anchors))


def test_headings_bullets_and_tables_keep_their_shape(visit: Letter, report: Letter, read_page: Any) -> None:
    """Parent headings appear once, bullets are a list, rows stand in one table under their heads and caption."""
    page = read_page(letter_page_body(visit, Wanted()))
    assert page.words("h2") == ["Headline findings", "Findings"]
    assert page.words("h3") == ["Areas looked at", "Odd words"]
    assert [words.removeprefix(n) for n, words in zip("23", page.words("li"), strict=True)] == ["Plans.", "Reviews."]
    table = read_page(letter_page_body(report, Wanted()))
    assert len(table.words("table")) == 1
    assert table.words("caption") == ["Board attendance"]
    assert table.words("th") == ["Paragraph", "Agency", "17/06/2019", "Rate", "7", "8"]
    assert table.words("td") == ["NPS", "Y", "100%", "Police", "N", "66%"]
    assert "p3.2.1" in table.attributes("div", "id")


def test_a_row_with_words_outside_its_cells_is_shown_whole(report: Letter, read_page: Any) -> None:
    """Where cells do not hold every word of a row, the row's words stand unbroken."""
    rows = report.sections[1]
    short = replace(rows.paragraphs[0], cells=rows.paragraphs[0].cells[:2])
    letter = replace(report, sections=(report.sections[0], replace(rows, paragraphs=(short,))))
    assert "NPS Y 100%" in read_page(letter_page_body(letter, Wanted())).words("td")


def test_facts_say_what_is_known_and_nothing_else(visit: Letter, report: Letter, read_page: Any) -> None:
    """Kind, voice, dates, visit, inspectors, addressee and file are listed; the unknown is left out, not guessed."""
    facts = read_page(letter_page_body(visit, Wanted()))
    assert dict(zip(facts.words("dt"), facts.words("dd"), strict=True)) == {
        "Kind of document": "Monitoring visit letter",
        "Whose words": "Ofsted's inspectors",
        "Date of the document": "22 August 2023",
        "Visit": "18 to 19 July 2023",
        "Visit number": "3",
        "Council or trust": "Bradford",
        "Lead inspector": "Ada One",
        "Inspectors": "Ada One, Bob Two",
        "Addressed to": "The Chief Executive",
        "File": "visit-2023.txt",
    }
    undated = read_page(letter_page_body(report, Wanted()))
    assert "Not printed in the document" in undated.words("dd")
    assert "Inspectors" not in undated.words("dt")


def test_a_long_quotation_is_named_by_its_opening_and_close(visit: Letter) -> None:
    """A link stays short, and still leads to the whole of a long quotation."""
    sentence = "Long " * 100 + "end."
    letter = replace(visit, text=sentence, sections=(), margins=())
    whole = Paragraph("1", 0, len(sentence), ())
    letter = replace(letter, sections=(replace(visit.sections[0], paragraphs=(whole,)),))
    quote = _quote(letter, Span(0, len(sentence)), "", "1")
    assert len(quote_link(quote)) < 400
    assert find_span(letter, Wanted("1", sentence[:140], sentence[-140:])) == Span(0, len(sentence))


def test_an_old_link_says_so_and_still_opens_the_paragraph(visit: Letter, read_page: Any) -> None:
    """Words that are no longer there are not hunted for elsewhere and nothing is marked; offsets alone prove nothing."""
    for wanted in (
        Wanted("1", "Gone."),
        Wanted("1", "Gone.", "", 0, 5),
        Wanted("2", "However,"),
        Wanted("1", "", "", 5, 99999),
    ):
        panel = read_page(source_panel(visit, wanted, "/letters/visit-2023"))
        assert panel.words("mark") == []
        assert OLD_LINK in panel.words("p")
        assert len(panel.words("div", "cited") + panel.words("li", "cited")) == 1


def test_words_of_the_letterhead_can_be_cited(visit: Letter, read_page: Any) -> None:
    """An answer about a letter itself may quote its margins: they have addresses of their own."""
    head = visit.margins[0].paragraphs[0]
    quote = _quote(visit, Span(head.start, head.end), "Letterhead", None)
    for wanted in (
        Wanted("", quote.text),
        Wanted("m1", quote.text),
        Wanted("", quote.text, "", quote.start, quote.end),
    ):
        panel = read_page(source_panel(visit, wanted, ""))
        assert panel.words("mark") == [quote.text]
        assert "m1" in panel.attributes("div", "id")
