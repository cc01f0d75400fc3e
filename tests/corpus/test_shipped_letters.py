"""The five shipped documents, read as a person reads them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from corpus import SHIPPED_LETTERS, Kind, Letter, Paragraph, Shape, Voice, find_letter_files, read_letter

LETTER_2020 = "bradford-monitoring-visit-letter-2020-03-19"
LETTER_2022 = "bradford-monitoring-visit-letter-2022-03-09"
LETTER_2023 = "bradford-monitoring-visit-letter-2023-08-22"
COUNCIL = "bradford-council-report-on-february-2022-visit"
PARTNERSHIP = "bradford-partnership-annual-report-2019-20"


@cache
def read(letter_id: str) -> Letter:
    return read_letter(SHIPPED_LETTERS / f"{letter_id}.txt")


def body(letter_id: str) -> list[Paragraph]:
    return [paragraph for _, paragraph in read(letter_id).paragraphs()]


def numbered(letter_id: str, number: str) -> str:
    letter = read(letter_id)
    return next(letter.slice(p) for _, p in letter.paragraphs() if p.number == number)


def starts(letter_id: str, position: int) -> str:
    return read(letter_id).slice(body(letter_id)[position])[:45]


FINGERPRINT = [
    (LETTER_2020, 4, 24, "This letter summarises the findings of the mo", "Practice evaluations are now regular, but the", "Many social workers are positive about workin"),
    (LETTER_2022, 4, 19, "This letter summarises the findings of the mo", "The multi-agency input in the RAM enables act", "The continued high turnover of staff is a bar"),
    (LETTER_2023, 4, 24, "This letter summarises the findings of the mo", "There are some children who have been subject", "Overall, social workers and managers in the I"),
    (COUNCIL, 21, 31, "Following Ofsted’s Inspection of Children’s S", "A refreshed improvement plan is being develop", "None."),
    (PARTNERSHIP, 38, 224, "Following the changes brought about by the Wo", "There has been a sharp focus on establishing ", "Family Action: 01274 651652"),
]  # fmt: skip


@pytest.mark.parametrize(("letter_id", "sections", "paragraphs", "first", "tenth", "last"), FINGERPRINT)
def test_fingerprint(letter_id: str, sections: int, paragraphs: int, first: str, tenth: str, last: str) -> None:
    """The count of sections and paragraphs and the first, tenth and last paragraph of each document stay as they are."""
    letter = read(letter_id)
    assert (len(letter.sections), len(body(letter_id))) == (sections, paragraphs)
    assert (starts(letter_id, 0), starts(letter_id, 9), starts(letter_id, -1)) == (first, tenth, last)


def test_five_letters_ship_and_the_readme_is_not_one() -> None:
    """The shipped folder holds five letters; its README is not taken for a sixth."""
    assert [path.stem for path in find_letter_files([SHIPPED_LETTERS])] == [
        COUNCIL, LETTER_2020, LETTER_2022, LETTER_2023, PARTNERSHIP,
    ]  # fmt: skip


@pytest.mark.parametrize("letter_id", [LETTER_2020, LETTER_2022, LETTER_2023, COUNCIL, PARTNERSHIP])
def test_no_word_is_lost_or_added(letter_id: str) -> None:
    """The canonical text has the very words of the file: only page numbers are left out, nothing is made up."""
    raw = (SHIPPED_LETTERS / f"{letter_id}.txt").read_text(encoding="utf-8")
    printed = Counter(re.sub(r"(?<=\w-)\s*\n\s*(?=[a-z])", "", raw).split())
    kept = Counter(read(letter_id).text.split())
    assert all(re.fullmatch(r"\d{1,2}", word) for word in printed - kept), printed - kept
    assert not kept - printed


@pytest.mark.parametrize("letter_id", [LETTER_2020, LETTER_2022, LETTER_2023, COUNCIL, PARTNERSHIP])
def test_paragraphs_are_covered_by_their_sentences_and_numbers_are_unique(letter_id: str) -> None:
    """Sentences follow each other through the whole paragraph, and no two paragraphs share a number."""
    letter = read(letter_id)
    for _, paragraph in letter.paragraphs():
        assert paragraph.sentences[0].start == paragraph.start
        assert paragraph.sentences[-1].end == paragraph.end
        for one, following in zip(paragraph.sentences, paragraph.sentences[1:], strict=False):
            assert letter.text[one.end : following.start].isspace()
        assert "\n" not in letter.slice(paragraph)
        assert "  " not in letter.slice(paragraph)
    numbers = [paragraph.number for _, paragraph in letter.paragraphs()]
    assert len(numbers) == len(set(numbers))


def test_paragraph_cut_by_a_page_break_is_whole() -> None:
    """The stray page number and blank lines in the middle of a sentence are gone and the sentence is whole."""
    assert "also continue to experience risks in relation to their home circumstances" in numbered(LETTER_2022, "11")
    assert "the direction, challenge and reflection they need to fully understand risk" in numbered(LETTER_2022, "16")
    assert "permanence panels and a new permanence tracker are being developed" in numbered(LETTER_2020, "9")
    assert "staff are positive about the change, and they recognise that" in numbered(LETTER_2023, "7")


def test_double_spaced_headlines_are_two_paragraphs() -> None:
    """The headline section of the 2022 letter, printed double-spaced, is read as its two paragraphs."""
    headlines = next(s for s in read(LETTER_2022).sections if s.heading == "Headline findings")
    assert [paragraph.number for paragraph in headlines.paragraphs] == ["5", "6"]
    assert numbered(LETTER_2022, "5").endswith("children receive an inconsistent response to identified risks.")
    assert numbered(LETTER_2022, "6").startswith("Since the last monitoring visit, a new director")


def test_words_hyphenated_at_a_line_end_keep_their_hyphen() -> None:
    """ "Missing-" and "from-care" on two lines are one word with both hyphens."""
    assert "Missing-from-care officers from the exploitation hub" in numbered(LETTER_2022, "15")
    assert "under child-in-need, child-protection or child-in-care planning" in numbered(LETTER_2022, "11")
    assert "a non-statutory approach in Bradford’s case" in numbered(COUNCIL, "6.2")


def test_letterhead_and_sign_off_are_kept_out_of_the_body_but_in_the_letter() -> None:
    """Addresses, salutation and signature are in the margins, not numbered."""
    letter = read(LETTER_2023)
    margins = {section.heading: [letter.slice(p) for p in section.paragraphs] for section in letter.margins}
    assert "Dear Marium" in margins["Letterhead"]
    assert "I am copying this letter to the Department for Education." in margins["Sign-off"]
    everything = " ".join(letter.slice(p) for p in body(LETTER_2023))
    assert "Dear Marium" not in everything
    assert "Yours sincerely" not in everything


def test_printed_numbers_are_used() -> None:
    """Paragraph 3.2.1 of the council's report is the paragraph printed as 3.2.1, under its headings."""
    assert numbered(COUNCIL, "3.2.1").startswith("A refreshed improvement plan is being developed")
    assert numbered(COUNCIL, "7.5").startswith("Consultation with the Trade Unions")
    section = next(s for s in read(COUNCIL).sections if any(p.number == "3.2.1" for p in s.paragraphs))
    assert section.heading == "3. OTHER CONSIDERATIONS > 3.2 Next Steps"


def test_headings_are_carried() -> None:
    """Each document's headings are recognised; a slide title printed on many pages is no paragraph."""
    assert [s.heading for s in read(LETTER_2022).sections][1:] == [
        "Areas covered by the visit", "Headline findings", "Findings and evaluation of progress",
    ]  # fmt: skip
    headings = [s.heading for s in read(PARTNERSHIP).sections]
    assert "Key Partnership Activities > Learning Improvement and Challenge" in headings
    assert any(h.endswith("LADO - Management of Allegations Against Professionals") for h in headings)
    assert not any("What do we know" in read(PARTNERSHIP).slice(p) for p in body(PARTNERSHIP))


def test_bullets_carry_their_lead_in() -> None:
    """A bullet knows the sentence it hangs from."""
    letter = read(LETTER_2023)
    bullet = next(p for p in body(LETTER_2023) if letter.slice(p).startswith("Local authority designated officer"))
    assert bullet.shape is Shape.BULLET
    assert bullet.lead_in is not None
    assert letter.slice(bullet.lead_in).endswith("areas of concern identified at the last inspection:")


def row(label: str) -> dict[str | None, str]:
    letter = read(PARTNERSHIP)
    found = next(p for p in body(PARTNERSHIP) if p.cells and letter.slice(p.cells[0].value) == label)
    return {None if c.head is None else letter.slice(c.head): letter.slice(c.value) for c in found.cells}


def test_tables_are_read_row_by_row_with_their_heads() -> None:
    """A row of board attendance, homes' inspections and mental-health waits says which figure is which."""
    assert row("NPS") == {"Agency": "NPS", "17/06/2019": "Y", "25/09/2019": "Y", "11/12/2019": "Y", "%": "100"}
    assert row("Good") == {
        "Overall experiences and progress of children and young people": "Good",
        "2018/19": "6", "2019/20": "7", "Change": "1",
    }  # fmt: skip
    waits = row("Airedale, Wharfedale and Craven CCG")
    assert waits["Average wait time for MH services (days)"] == "67"
    assert waits["MH spend per CYP"] == "53"
    england = row("England")
    assert england["Average wait time for MH services (days)"] == "53"
    assert not any(head and head.startswith("CCG overall score") for head in england)


def test_the_cancelled_meeting_stands_over_its_table() -> None:
    """The board's fourth date has no marks; the sentence that says why is the rows' lead-in."""
    letter = read(PARTNERSHIP)
    nps = next(p for p in body(PARTNERSHIP) if p.cells and letter.slice(p.cells[0].value) == "NPS")
    assert nps.lead_in is not None
    assert letter.slice(nps.lead_in) == "The fourth Board meeting was cancelled due to the Covid-19 Pandemic."


def test_chart_fragments_are_not_evidence() -> None:
    """Labels of a chart without figures stay in the text but are no paragraph."""
    assert "Places provided on the annual training plan courses" in read(PARTNERSHIP).text
    assert not any("annual training plan courses" in read(PARTNERSHIP).slice(p) for p in body(PARTNERSHIP))


def test_metadata_is_read_from_the_text() -> None:
    """Dates, names, visit and voice are those printed; what is not printed is unknown."""
    letter = read(LETTER_2022)
    assert (letter.kind, letter.voice, letter.council) == (Kind.MONITORING_VISIT, Voice.INSPECTORS, "Bradford")
    assert letter.letter_date == date(2022, 3, 9)
    assert letter.visit_dates == (date(2022, 2, 2), date(2022, 2, 3))
    assert letter.visit_number == 7
    assert letter.inspectors == ("Louise Hollick", "Joanna Warburton")
    assert (letter.lead_inspector, letter.addressee) == ("Louise Hollick", "Marium Haque")
    assert read(LETTER_2020).inspectors == ("Jan Edwards", "Neil Penswick")
    assert (read(LETTER_2020).visit_number, read(LETTER_2020).addressee) == (4, "Mark Douglas")
    assert read(LETTER_2023).visit_dates == (date(2023, 7, 18), date(2023, 7, 19))
    assert (read(LETTER_2023).lead_inspector, read(LETTER_2023).inspectors) == (
        "Matt Reed",
        ("Matt Reed", "Louise Hollick"),
    )


def test_unknown_stays_unknown() -> None:
    """The council's report prints no date, the annual report none either: neither is given one."""
    report = read(COUNCIL)
    assert (report.kind, report.voice, report.letter_date) == (Kind.COUNCIL_REPORT, Voice.COUNCIL, None)
    assert report.visit_dates == (date(2022, 2, 2), date(2022, 2, 3))
    assert report.inspectors == ()
    annual = read(PARTNERSHIP)
    assert (annual.kind, annual.voice, annual.letter_date) == (Kind.PARTNERSHIP_REPORT, Voice.PARTNERSHIP, None)
    assert (annual.visit_dates, annual.visit_number) == ((), None)
    assert annual.period == (date(2019, 4, 1), date(2020, 3, 31))
