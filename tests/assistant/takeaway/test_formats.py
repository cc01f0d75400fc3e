"""Each format, read back by a reader of its own: the letters' words are intact, and nobody's words do anything."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from assistant import Assistant, Format, Receipt, answer_as_json, copied_texts, receipt_id, write_file, write_record
from assistant.takeaway.table import HEADS, guard_cell

ADDRESS = "https://letters.example"
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")


def read_word(receipt: Receipt) -> Any:
    return docx.Document(BytesIO(write_file(receipt, Format.WORD, ADDRESS).content))


def read_csv(receipt: Receipt) -> list[dict[str, str]]:
    content = write_file(receipt, Format.CSV, ADDRESS).content
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read UTF-8"
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def inside(cell: str) -> str:
    """Take off the one mark at each end, as the documentation says."""
    assert cell.startswith("“")
    assert cell.endswith("”")
    return cell[1:-1]


def flat(text: str) -> str:
    """The words without the white space around lines, which Markdown does not keep."""
    return " ".join(text.split())


def test_word_holds_the_answer_under_real_headings(receipt: Receipt) -> None:
    """A screen reader finds headings in order and British English; every quote stands whole with its citation."""
    document = read_word(receipt)
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.core_properties.language == "en-GB"
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    expected = ["Question", "Answer", "What the letters do not say", "What was searched", "Limits", "How this was made"]
    assert headings == expected
    quoted = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert [words for words in quoted if not words.endswith("…")] == [f"“{quote.text}”" for quote in receipt.quotes]
    text = "\n".join(p.text for p in document.paragraphs)
    for words in (receipt.question, "1 July 2026, 14:05 UK time", *receipt.searched.titles, *receipt.notes):
        assert words in text
    for quote in receipt.quotes:
        assert f"Document: {quote.letter_title}" in text
        assert f"Whose words: {quote.speaker}" in text
        assert f"paragraph {quote.paragraph}" in text
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert sorted(set(links)) == sorted({f"{ADDRESS}{quote.link}" for quote in receipt.quotes})


def test_word_takes_hostile_words_as_words(hostile: Receipt) -> None:
    """Whatever somebody wrote stands in the document as it was written, and links only to our letters."""
    document = read_word(hostile)
    quoted = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quoted == [f"“{hostile.question}” …", f"“{hostile.question}”"]
    assert hostile.question in [p.text for p in document.paragraphs]
    assert all(rel.target_ref.startswith(ADDRESS) for rel in document.part.rels.values() if rel.is_external)


def test_characters_that_no_file_can_hold_are_made_visible(receipt: Receipt) -> None:
    """A control character in a question neither breaks a document nor vanishes."""
    odd = replace(receipt, question="a\x00b\x0bc\ud800d\ufffee")
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in [p.text for p in read_word(odd).paragraphs]
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in copied_texts(odd, ADDRESS)[0]


def test_csv_has_a_row_a_quote(receipt: Receipt) -> None:
    """Read back, each quotation is verbatim between its marks, and its place survives a spreadsheet's own ideas."""
    rows = read_csv(receipt)
    assert tuple(rows[0]) == HEADS
    assert [inside(row["quotation"]) for row in rows] == [quote.text for quote in receipt.quotes]
    for row, quote in zip(rows, receipt.quotes, strict=True):
        assert row["paragraph"] == f"paragraph {quote.paragraph}"
        assert row["link"] == f"{ADDRESS}{quote.link}"
        assert row["letter date"] == (quote.letter_date.isoformat() if quote.letter_date else row["letter date"])
        assert inside(row["question"]) == receipt.question
        assert row["receipt"] == receipt_id(write_record(receipt))


def test_no_cell_of_a_csv_runs(hostile: Receipt) -> None:
    """No cell begins with what a spreadsheet runs, yet the words are verbatim once the documented mark is off."""
    (row,) = read_csv(hostile)
    for name, cell in row.items():
        assert not cell.startswith(RUN_BY_SPREADSHEETS), f"{name} would run: {cell!r}"
    words = hostile.question
    for name in ("quotation", "hangs from", "question"):
        assert inside(row[name]) == words
    for name in ("letter", "section", "whose words", "also in"):
        assert row[name] == guard_cell(words)
        assert row[name] in (words, f"'{words}")


@pytest.mark.parametrize("words", ["=1", "'=1", "''", "plain", "", "＝1", "-", "a=1"])
def test_the_guard_of_a_cell_can_be_undone(words: str) -> None:
    """A guarded cell begins with one apostrophe more than the words, and no other cell begins with one."""
    guarded = guard_cell(words)
    assert (guarded[1:] if guarded.startswith("'") else guarded) == words


def test_json_is_the_stable_shape(assistant: Assistant, receipt: Receipt) -> None:
    """The file says exactly what `letters ask --json` says of the same answer."""
    answer = assistant.ask(receipt.question, receipt.history)
    expected = answer_as_json(answer, assistant.letters_by_id)
    given = json.loads(write_file(receipt, Format.JSON, ADDRESS).content)
    assert list(given) == list(expected)
    assert {**given, "timings_ms": 0} == {**expected, "timings_ms": 0}


def test_markdown_keeps_the_quotes_and_their_links(receipt: Receipt) -> None:
    """Drawn by a Markdown reader, each quote stands in a block quotation, and each citation links to its words."""
    for text in (write_file(receipt, Format.MARKDOWN, ADDRESS).content.decode(), copied_texts(receipt, ADDRESS)[1]):
        tokens = MarkdownIt("commonmark").parse(text)
        inlines = [token for token in tokens if token.type == "inline"]
        shown = [flat("".join(child.content for child in token.children or ())) for token in inlines]
        for quote in receipt.quotes:
            assert flat(f"“{quote.text}”") in shown
        links = [
            child.attrs["href"] for token in inlines for child in token.children or () if child.type == "link_open"
        ]
        assert links == [f"{ADDRESS}{quote.link}" for quote in receipt.quotes]
        assert "Check a quotation in its letter before you rely on it." in shown


def test_markdown_makes_nothing_of_hostile_words(hostile: Receipt) -> None:
    """A question or a letter full of Markdown and HTML is drawn as the characters it is made of."""
    for text in (write_file(hostile, Format.MARKDOWN, ADDRESS).content.decode(), copied_texts(hostile, ADDRESS)[1]):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
        kinds = {token.type for token in tokens} | {c.type for t in tokens for c in t.children or ()}
        assert not kinds & {"html_block", "html_inline", "image", "code_inline", "code_block", "fence", "table_open"}
        assert not kinds & {"ordered_list_open", "hr", "em_open", "s_open"}
        inlines = [token.children or [] for token in tokens if token.type == "inline"]
        links = [child.attrs["href"] for children in inlines for child in children if child.type == "link_open"]
        assert len(links) == 1
        assert links[0].startswith(ADDRESS)
        shown = [
            flat("".join("\n" if child.type in ("softbreak", "hardbreak") else child.content for child in children))
            for children in inlines
        ]
        assert flat(f"“{hostile.question}”") in shown
        assert flat(hostile.question) in shown


def test_plain_text_carries_citation_and_warning(receipt: Receipt) -> None:
    """What is pasted into an e-mail holds each quote, whose words, dates, place, link and the warning."""
    plain, _ = copied_texts(receipt, ADDRESS)
    for quote in receipt.quotes:
        assert f"“{quote.text}”" in plain
        assert f"[{quote.n}] {quote.speaker}: {quote.place}" in plain
        assert f"{ADDRESS}{quote.link}" in plain
    assert plain.rstrip().endswith("Check a quotation in its letter before you rely on it.")


def test_a_silence_says_so_in_every_file(silent: Receipt) -> None:
    """Files made by command say that the letters do not say; near misses are never rows of a table of quotations."""
    assert read_csv(silent) == []
    for wanted in (Format.MARKDOWN, Format.TEXT):
        content = write_file(silent, wanted, ADDRESS).content.decode()
        assert "The letters do not say" in content
        assert "Closest paragraphs (they do not answer the question)" in content.replace("\\", "")
    headings = [p.text for p in read_word(silent).paragraphs if p.style.name.startswith("Heading")]
    assert "The letters do not say" in headings
    assert not silent.can_be_taken


def test_file_names_tell_nothing_of_the_question(receipt: Receipt) -> None:
    """A download's name holds the receipt's number only, so that a list of downloads gives no question away."""
    for wanted in Format:
        name = write_file(receipt, wanted, ADDRESS).name
        assert name.startswith(f"inspection-letters-{receipt_id(write_record(receipt))}.")
