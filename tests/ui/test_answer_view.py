"""Each state of an answer in its own words, and citations that lead to the very words quoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant import AnswerStatus, Quote, Searched, Statement, quote_link
from corpus import SHIPPED_LETTERS, Letter, Place, Shape, Span, find_letter_files, read_letter
from ui.anchors import Wanted, quote_panel_address
from ui.markup_answer import answer_turn, said_aloud
from ui.markup_gloss import gloss_once
from ui.markup_source import letter_page_body


@pytest.mark.parametrize(
    ("status", "title", "said"),
    [
        (AnswerStatus.ANSWERED, "Answer 1 quotation from 1 letter", "Answer ready: 1 quotation."),
        (
            AnswerStatus.PARTLY_ANSWERED,
            "Part answer Answer 1 quotation from 1 letter",
            "Part answer ready: 1 quotation.",
        ),
        (AnswerStatus.NOT_IN_LETTERS, "The letters do not say", "The letters do not say."),
        (AnswerStatus.UNCLEAR_QUESTION, "The question is not clear", "The question is not clear."),
        (AnswerStatus.REFUSED, "Not a question for this service", "Not a question for this service."),
    ],
)
def test_each_status_has_its_own_words(
    visit: Letter, cut_quote: Any, answer_of: Any, read_page: Any, status: AnswerStatus, title: str, said: str
) -> None:
    """A reader, and a screen reader, can tell the five states apart."""
    has_quotes = status in (AnswerStatus.ANSWERED, AnswerStatus.PARTLY_ANSWERED)
    answer = answer_of("q", status, (cut_quote(visit, "Plans."),) if has_quotes else ())
    page = read_page(answer_turn(answer))
    assert page.words("h3") == [title]
    assert said_aloud(answer) == said


def test_silence_says_what_was_searched_and_labels_near_misses(
    visit: Letter, cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """Silence is an answer: it counts the letters and calls the closest paragraphs what they are."""
    searched = Searched(5, date(2020, 3, 19), date(2023, 8, 22), left_out=2, held_to=("the latest letter",))
    answer = answer_of("q", AnswerStatus.NOT_IN_LETTERS, near_misses=(cut_quote(visit, "Plans."),), searched=searched)
    page = read_page(answer_turn(answer))
    assert "Searched: 5 documents, March 2020 to August 2023. Held to: the latest letter. 2 left out." in page.words(
        "p"
    )
    assert "2 letters were not searched." in page.words("p")
    assert "Closest paragraphs (they do not answer the question)" in page.words("h4")
    assert "does not mean it did not happen" in page.texts[0]
    assert page.words("span", "quote-number") == []


def test_quotes_stand_under_the_statement_that_introduces_them(
    visit: Letter, report: Letter, cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """Statements come in their order with their own quotes; a quote no statement names is still shown."""
    quotes = (
        cut_quote(visit, "Plans."),
        cut_quote(report, "The service restated its aims."),
        cut_quote(visit, "Reviews."),
    )
    statements = (Statement("The council:", (2,)), Statement("Inspectors:", (1,)))
    answer = answer_of("q", AnswerStatus.ANSWERED, quotes, statements=statements, read_as="Q?", notes=("Old.",))
    page = read_page(answer_turn(answer))
    assert page.words("h4") == ["The council:", "Inspectors:"]
    assert page.words("span", "quoted") == ["The service restated its aims.", "Plans.", "Reviews."]
    assert page.words("span", "quote-number") == ["2", "1", "3"]
    assert "Read as: Q?" in page.words("p")
    assert "Old." in page.words("p", "note")
    assert any("Check a quotation" in words for words in page.words("p"))


def test_a_row_shows_its_cells_under_their_heads(
    report: Letter, cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """A quoted table row is readable: each cell beside its column head, and the row's own words as well."""
    answer = answer_of("q", AnswerStatus.ANSWERED, (cut_quote(report, "NPS Y 100%"),))
    page = read_page(answer_turn(answer))
    assert page.words("span", "quoted") == ["NPS Y 100%"]
    assert page.words("th") == ["Agency", "17/06/2019", "Rate"]
    assert page.words("td") == ["NPS", "Y", "100%"]
    assert page.words("p", "lead-in") == ["Board attendance"]


def test_rows_of_one_table_stand_in_one(answer_of: Any, read_page: Any) -> None:
    """Three rows and more are one table under its heads; each keeps its number and the link to its own place."""
    letters = [read_letter(path) for path in find_letter_files([SHIPPED_LETTERS])]
    letter = next(one for one in letters if one.id == "bradford-partnership-annual-report-2019-20")
    found = [(section, row) for section, row in letter.paragraphs() if row.shape is Shape.ROW and row.lead_in][:4]
    quotes = tuple(
        Quote.cut(letter, Span(row.start, row.end), Place(letter.id, letter.title, part.heading, row.number), row)
        for part, row in found
    )
    page = read_page(answer_turn(answer_of("q", AnswerStatus.ANSWERED, quotes)))
    assert page.words("p", "lead-in") == [quotes[0].lead_in]
    assert page.words("th") == ["Source", *(head for head, _ in quotes[0].cells), *(q.cells[0][1] for q in quotes)]
    assert page.words("span", "quote-number") == ["1", "2", "3", "4"]
    assert page.words("a", "citation") == [f"paragraph {quote.place.paragraph}" for quote in quotes]
    assert [quote_link(quote) in page.attributes("a", "href") for quote in quotes] == [True] * 4
    two = read_page(answer_turn(answer_of("q", AnswerStatus.ANSWERED, quotes[:2])))
    assert two.words("span", "quoted") == [quote.text for quote in quotes[:2]]


def test_a_row_with_a_cell_less_leaves_its_column_empty(answer_of: Any, read_page: Any) -> None:
    """England has no overall score: its budget stands under the budget's head, in the answer and in the letter."""
    letters = [read_letter(path) for path in find_letter_files([SHIPPED_LETTERS])]
    letter = next(one for one in letters if one.id == "bradford-partnership-annual-report-2019-20")
    found = list(letter.paragraphs())
    first = next(i for i, (_, row) in enumerate(found) if letter.slice(row).startswith("England 0.92%"))
    quotes = tuple(
        Quote.cut(letter, Span(row.start, row.end), Place(letter.id, letter.title, part.heading, row.number), row)
        for part, row in found[first : first + 4]
    )
    page = read_page(answer_turn(answer_of("q", AnswerStatus.ANSWERED, quotes)))
    heads, cells = page.words("th")[1:9], page.words("td")
    assert heads == [head for head, _ in quotes[1].cells]
    assert cells[1:8] == ["", *(value for _, value in quotes[0].cells[1:])]
    # Seven columns are drawn narrow, so that the last is seen without scrolling.
    assert page.attributes("table", "class") == ["cells wide"]
    whole = read_page(letter_page_body(letter, Wanted()))
    at = whole.words("td").index("England")
    assert whole.words("td")[at : at + 8] == ["England", *cells[1:8]]


def test_restatements_point_to_the_other_document(
    visit: Letter, cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """A statement made twice is shown once, with a link to where it is restated."""
    restated = Place("report", "Council report", "3. Next steps", "3.2.1")
    answer = answer_of("q", AnswerStatus.ANSWERED, (cut_quote(visit, "Plans.", (restated,)),))
    page = read_page(answer_turn(answer))
    assert page.words("p", "restated") == [f"Also restated in {restated}."]
    assert "/letters/report?para=3.2.1#p3.2.1" in page.attributes("a", "href")


def test_a_citation_is_a_real_address_that_names_its_words(visit: Letter, cut_quote: Any) -> None:
    """The link can be copied: it carries the paragraph and the words, and the panel's adds the offsets."""
    quote = cut_quote(visit, "Plans.")
    address = urlsplit(quote_link(quote))
    assert (address.path, address.fragment) == ("/letters/visit-2023", "p2")
    assert parse_qs(address.query) == {"para": ["2"], "words": ["Plans."]}
    panel = parse_qs(urlsplit(quote_panel_address(quote)).query)
    assert (panel["start"], panel["end"]) == ([str(quote.start)], [str(quote.end)])


def test_a_question_that_reads_as_itself_is_not_repeated(answer_of: Any, read_page: Any) -> None:
    """ "Read as" stands only where the question was understood as something else."""
    answer = replace(answer_of("q", AnswerStatus.ANSWERED), read_as="q")
    assert "Read as" not in answer_turn(answer)


def test_words_are_explained_below_a_quotation_never_in_it(
    read_page: Any, answer_of: Any, cut_quote: Any, letter_of: Any
) -> None:
    """A short form stands unexplained in the quotation; what it means stands below, once in an answer."""
    words = "The LADO role is effective."
    letter = letter_of(words, "The LADO is busy.")
    quotes = (cut_quote(letter, words), cut_quote(letter, "The LADO is busy."))
    page = read_page(answer_turn(answer_of("q", AnswerStatus.ANSWERED, quotes), gloss=gloss_once({letter.id: letter})))
    assert page.words("span", "quoted") == [words, "The LADO is busy."]
    assert not any("designated" in quoted for quoted in page.words("blockquote"))
    meaning = "local authority designated officer (usual meaning, not from this letter)"
    assert page.words("details", "words-used") == [f"Words usedLADO{meaning}"]
