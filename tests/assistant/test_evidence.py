"""Choosing evidence: fewest whole sentences, with those they lean on; a statement made twice is shown once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.asides import without_asides
from assistant.choosing import Limits, choose_evidence, with_all_they_said
from assistant.evidence import Evidence, evidence_in, hits_quotable, merge_restatements, rank_sentences
from assistant.leaning import leans, points_back, with_support
from assistant.lists import complete_lists, rows_of
from assistant.writing import cut_quote
from corpus import Kind, Letter, Paragraph, Place, Section, Sentence, Shape, Span, Voice, read_letter
from index import Hit, Passage

LETTER_2020 = "bradford-monitoring-visit-letter-2020-03-19"
LETTER_2022 = "bradford-monitoring-visit-letter-2022-03-09"
LETTER_2023 = "bradford-monitoring-visit-letter-2023-08-22"
COUNCIL = "bradford-council-report-on-february-2022-visit"
PARTNERSHIP = "bradford-partnership-annual-report-2019-20"


def paragraph_of(letter: Letter, number: str) -> Paragraph:
    return next(p for _, p in letter.paragraphs() if p.number == number)


def make_hit(letter: Letter, number: str, score: float, sentence_scores: list[float]) -> Hit:
    paragraph = paragraph_of(letter, number)
    place = Place(letter.id, letter.title, "", number)
    passage = Passage(
        f"{letter.id}#{number}", place, paragraph.start, paragraph.end, letter.slice(paragraph), "", paragraph.sentences
    )
    return Hit(passage, score, tuple(sentence_scores))


def make_letter(
    name: str,
    *sentences: str,
    voice: Voice = Voice.INSPECTORS,
    council: str | None = "Hull",
    written: date | None = None,
    lead_in: str = "",
) -> Letter:
    """A letter of one paragraph; with `lead_in` that paragraph is an item under it."""
    text, found = lead_in, []
    for sentence in sentences:
        start = len(text) + 1 if text else 0
        text = f"{text} {sentence}".lstrip()
        found.append(Sentence(start, len(text)))
    shape = Shape.BULLET if lead_in else Shape.PROSE
    span = Span(0, len(lead_in)) if lead_in else None
    paragraph = Paragraph("1", found[0].start, len(text), tuple(found), shape=shape, lead_in=span)
    return Letter(
        id=name, title=name, kind=Kind.OTHER, voice=voice, letter_date=written, visit_dates=(), visit_number=None,
        council=council, inspectors=(), lead_inspector=None, addressee=None, source=f"{name}.txt", text=text,
        sections=(Section("Findings", (paragraph,)),),
    )  # fmt: skip


def evidence_of(letter: Letter, score: float, sentence: int = 0) -> Evidence:
    ((section, paragraph),) = letter.paragraphs()
    return Evidence(letter, paragraph, Place(letter.id, letter.title, section.heading, "1"), sentence, sentence, score)


def merged(*letters: Letter) -> list[tuple[str, list[str]]]:
    """The first sentences of `letters`, best first, as they are merged: whose is kept, and who restates it."""
    ranked = [evidence_of(letter, 1 - position / 100) for position, letter in enumerate(letters)]
    kept = merge_restatements(ranked)
    return [(one.letter.id, [place.letter_id for place in one.restated_in]) for one in kept]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As a result, safety plans are not robust.", True),
        ("This limits their effectiveness.", True),
        ("However, practice is variable.", True),
        ("Some individual managers provide some good oversight.", True),
        ("Some children wait too long.", False),
        ("They were unaware of the children in care council.", True),
        ("This letter summarises the findings.", False),
        ("It is too early to evidence any improvement.", False),
        ("Safety plans are routinely devised with families.", False),
        ("Thematic audits are not robust.", False),
    ],
)
def test_leaning_sentences_are_known_by_how_they_open(text: str, expected: bool) -> None:
    """ "As a result" leans on the sentence before it; "This letter" stands by itself."""
    assert leans(text) is expected


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("Few actions follow, so these evaluations make no difference.", "Practice evaluations are regular.", True),
        ("Central to this investment is a hub.", "The council has made an investment in services.", True),
        ("For those children who live at home, plans are good.", "Children are visited.", False),
        ("Audits find gaps, and managers act on these audits.", "Audits are regular.", False),
        ("Leaders act on these findings.", "Caseloads are high.", True),
        ("Historically, oversight of these arrangements has been weak.", "Kinship carers care for many.", True),
        ("Not all have had training in this particular area of work.", "Exploitation is a risk.", True),
        ("Managers review cases, and these cases are closed.", "Caseloads are high.", False),
        ("Plans are tracked over these years.", "Caseloads are high.", False),
        ("Agencies such as schools report confidence.", "Caseloads are high.", False),
        ("They meet these children who go missing.", "Caseloads are high.", False),
        ("Inspectors looked for it during this visit.", "At the last visit it was poor.", False),
    ],
)
def test_a_noun_said_before_points_back(text: str, before: str, expected: bool) -> None:
    """ "These evaluations" need the sentence that says which, unless the sentence has named them itself."""
    assert points_back(text, before) is expected


def test_another_visit_than_the_letters_own_is_named() -> None:
    """ "This visit highlighted ..." after "following the visit in January 2020" is not of the visit the letter is on."""
    earlier = "Leaders changed much following the focused visit by Ofsted in January 2020."
    letter = make_letter(
        "visit", earlier, "This visit highlighted very high caseloads.", "At that visit, plans were poor."
    )
    paragraph = letter.sections[0].paragraphs[0]
    assert letter.slice(with_support(letter, paragraph, 1, 1)).startswith(earlier)
    assert letter.slice(with_support(letter, paragraph, 2, 2)).startswith(earlier)
    own = make_letter("own", "Inspectors looked at care leavers.", "This visit was carried out on site.")
    assert own.slice(with_support(own, own.sections[0].paragraphs[0], 1, 1)) == "This visit was carried out on site."


def test_what_is_meant_by_these_is_quoted(assistant: Assistant) -> None:
    """ "These evaluations are not making a difference" is never shown without which evaluations they are."""
    letter = assistant.letter(LETTER_2020)
    paragraph = next(p for _, p in letter.paragraphs() if "these evaluations are not" in letter.slice(p))
    number = next(i for i, s in enumerate(paragraph.sentences) if "these evaluations are not" in letter.slice(s))
    assert letter.slice(with_support(letter, paragraph, number, number)).startswith(
        "Practice evaluations are now regular"
    )


def test_a_leaning_sentence_brings_the_one_before(assistant: Assistant) -> None:
    """ "As a result, safety plans are not robust" is never shown without what it results from."""
    letter = assistant.letter(LETTER_2023)
    paragraph = next(p for _, p in letter.paragraphs() if letter.slice(p).startswith("Safety plans are routinely"))
    text = letter.slice(with_support(letter, paragraph, 2, 2))
    assert text.startswith("Many safety plans place the onus")
    assert text.endswith("safeguarded to a greater degree.")


def test_a_statement_made_twice_is_shown_once_from_the_primary_source(assistant: Assistant) -> None:
    """The council's report repeats the inspectors' letter: the letter is quoted, the report only pointed to."""
    letters = {name: assistant.letter(name) for name in (LETTER_2022, COUNCIL)}
    hits = [
        make_hit(letters[COUNCIL], "3.1.2", 1.0, [0.1, 1.0, 0.1, 0.1, 0.1, 0.1]),
        make_hit(letters[LETTER_2022], "5", 0.99, [0.1, 0.99, 0.1, 0.1, 0.1, 0.1]),
    ]
    chosen = choose_evidence(rank_sentences(hits, letters), Limits(quotes=5, words=150))
    assert [evidence.letter.id for evidence in chosen] == [LETTER_2022]
    assert [place.paragraph for place in chosen[0].restated_in] == ["3.1.2"]


def test_neighbouring_sentences_become_one_quote(assistant: Assistant) -> None:
    """Two sentences that follow each other are one quote, not two."""
    letter = assistant.letter(LETTER_2022)
    hits = [make_hit(letter, "7", 1.0, [1.0, 0.99, 0.1, 0.1, 0.1, 0.1])]
    chosen = choose_evidence(rank_sentences(hits, {letter.id: letter}), Limits(quotes=5, words=150))
    assert [(evidence.first, evidence.last) for evidence in chosen] == [(0, 1)]


def test_a_table_row_is_quoted_whole(assistant: Assistant) -> None:
    """A row is one quote with its cells under their heads."""
    letter = assistant.letter(PARTNERSHIP)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p) == "NPS Y Y Y 100")
    assert number is not None
    (chosen,) = choose_evidence(
        rank_sentences([make_hit(letter, number, 1.0, [1.0])], {letter.id: letter}), Limits(5, 150)
    )
    quote = cut_quote(chosen)
    assert quote.text == "NPS Y Y Y 100"
    assert ("17/06/2019", "Y") in quote.cells
    assert quote.lead_in.startswith("The fourth Board meeting was cancelled")


def test_limits_hold(assistant: Assistant) -> None:
    """No more quotes and words than allowed, and the best sentence always stays."""
    letter = assistant.letter(LETTER_2022)
    hits = [make_hit(letter, str(n), 1.0, [1.0] * len(paragraph_of(letter, str(n)).sentences)) for n in (7, 9, 12)]
    chosen = choose_evidence(rank_sentences(hits, {letter.id: letter}), Limits(quotes=2, words=60))
    assert 1 <= len(chosen) <= 2
    assert sum(evidence.word_count for evidence in chosen) <= 60 or len(chosen) == 1


def test_a_lead_in_brings_its_list(assistant: Assistant) -> None:
    """ "Children were asked:" is never shown without what they were asked, and under it only once."""
    letter = assistant.letter(PARTNERSHIP)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p).endswith("Children were asked:"))
    assert number is not None
    sentences = paragraph_of(letter, number).sentences
    hit = make_hit(letter, number, 1.0, [0.0] * (len(sentences) - 1) + [1.0])
    chosen = choose_evidence(rank_sentences([hit], {letter.id: letter}), Limits(1, 60))
    completed = complete_lists(chosen, wants_list=False)
    assert [evidence.text for evidence in completed] == [
        "What do they think when they hear the word Bradford?",
        "What do they think is the best thing about living in Bradford?",
        "What would they change?",
    ]
    assert all(cut_quote(evidence).lead_in.endswith("Children were asked:") for evidence in completed)
    whole = replace(chosen[0], first=0)
    assert complete_lists([whole], wants_list=False)[0] == whole


def test_a_sentence_that_points_to_a_table_brings_it(assistant: Assistant) -> None:
    """ "The table to the left compares ..." says little without its rows;"""
    chosen = rank_sentences(assistant.search("scores of homes in the table", 40).hits, assistant.letters_by_id)
    points = next(one for one in chosen if "The table to the left compares" in one.sentence_text)
    texts = [one.text for one in complete_lists([points], wants_list=False)]
    assert "Outstanding 0 1 1" in texts
    other = next(one for one in chosen if "table" not in one.sentence_text and not one.paragraph.cells)
    assert len(complete_lists([other], wants_list=False)) == 1


def test_a_list_asked_for_is_shown_whole(assistant: Assistant) -> None:
    """Where a list is wanted, its best item brings the others; where not, it stands alone."""
    letter = assistant.letter(LETTER_2023)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p).startswith("Assessment and planning in"))
    assert number is not None
    chosen = choose_evidence(rank_sentences([make_hit(letter, number, 1.0, [1.0])], {letter.id: letter}), Limits(1, 60))
    assert len(complete_lists(chosen, wants_list=True)) == 3
    assert len(complete_lists(chosen, wants_list=False)) == 1


def test_findings_that_are_printed_as_items_are_no_list(tmp_path: Path) -> None:
    """ "Which team is doing well?" is not answered with every finding because the letter prints each behind a dot."""
    finding = (
        "The {} team knows its children well and its managers have begun to look at what each of its plans is doing, "
        + ("although the quality of what is written down remains too variable for leaders to be sure of it.")
    )
    path = tmp_path / "visit.md"
    items = "\n".join(f"- {finding.format(name)}" for name in ("disability", "fostering", "duty"))
    path.write_text(f"# Focused visit to Hull children's services\n\n2 May 2019\n\n## Findings\n\n{items}\n", "utf-8")
    letter = read_letter(path)
    section, item = next(one for one in letter.paragraphs() if one[1].shape is Shape.BULLET)
    chosen = [Evidence(letter, item, letter.place_of(section, item), 0, 0, 1.0)]
    assert complete_lists(chosen, wants_list=True) == tuple(chosen)


def test_praise_is_not_shown_without_its_however(assistant: Assistant) -> None:
    """A "However, ..." right after a quoted sentence comes along: praise without its "but" is half a finding."""
    letter = assistant.letter(LETTER_2022)
    paragraph = next(p for _, p in letter.paragraphs() if letter.slice(p).startswith("In most of the children’s cases"))
    text = letter.slice(with_support(letter, paragraph, 0, 1))
    assert "However, there is variable practice in the quality of exploitation risk assessments" in text


def test_an_exception_is_not_shown_as_the_rule(assistant: Assistant) -> None:
    """ "Some individual managers provide some good oversight" comes with the finding it is an exception from, and with
    the "Overall, ..." that weighs the two."""
    letter = assistant.letter(LETTER_2022)
    paragraph = next(p for _, p in letter.paragraphs() if letter.slice(p).startswith("There is insufficient frontline"))
    text = letter.slice(with_support(letter, paragraph, 1, 1))
    assert text.startswith("There is insufficient frontline manager oversight")
    assert "Overall, social workers do not consistently receive the direction" in text


VISITS = "Social workers visit children at home and see them alone."


def test_what_is_found_of_one_council_is_no_restatement_of_what_is_found_of_another() -> None:
    """Hull and Kent were told the same: two findings. Letters that name no council may be about any, so about two."""
    hull, again, kent = (
        make_letter(name, VISITS, council=name.split()[0]) for name in ("Hull one", "Hull two", "Kent one")
    )
    assert merged(hull, kent, again) == [("Hull one", ["Hull two"]), ("Kent one", [])]
    unknown, other = (make_letter(name, VISITS, council=None) for name in ("unknown", "other"))
    assert merged(unknown, hull, other) == [("unknown", []), ("Hull one", []), ("other", [])]


def test_a_letter_that_names_no_council_restates_itself() -> None:
    """Whatever it is about, it is about one council."""
    letter = make_letter("unknown", VISITS, council=None)
    finding = evidence_of(letter, 1.0)
    elsewhere = Place(letter.id, letter.title, "Summary", "7")
    (kept,) = merge_restatements([finding, replace(finding, place=elsewhere, score=0.9)])
    assert kept.restated_in == (elsewhere,)


def test_of_two_inspectors_letters_the_newer_is_quoted() -> None:
    """The better-scored letter of 2022 is pointed to, the one of 2023 is quoted, at the better one's place and score."""
    old = make_letter("old", VISITS, written=date(2022, 3, 9))
    new = make_letter("new", VISITS, written=date(2023, 8, 22))
    assert merged(old, new) == merged(new, old) == [("new", ["old"])]
    (kept,) = merge_restatements([evidence_of(old, 1.0), evidence_of(new, 0.9)])
    assert kept.score == 1.0


def test_without_dates_the_better_scored_is_quoted() -> None:
    """What has no date is neither newer nor older."""
    dated = make_letter("dated", VISITS, written=date(2023, 8, 22))
    undated = make_letter("undated", VISITS)
    assert merged(undated, dated) == [("undated", ["dated"])]
    assert merged(dated, undated) == [("dated", ["undated"])]


def test_the_inspectors_are_quoted_before_a_newer_report() -> None:
    """The council's report of a later day repeats the inspectors: theirs are the words to quote."""
    letter = make_letter("letter", VISITS, written=date(2022, 3, 9))
    report = make_letter("report", VISITS, voice=Voice.COUNCIL, written=date(2022, 6, 1))
    assert merged(report, letter) == [("letter", ["report"])]


def test_a_finding_that_moved_on_is_shown_beside_the_old_one() -> None:
    """ "Still" says that nothing changed, "no longer" that it did: each is another finding."""
    first = make_letter("2021", "Too many children wait for a first visit.", written=date(2021, 1, 1))
    later = make_letter("2022", "Too many children still wait for a first visit.", written=date(2022, 1, 1))
    last = make_letter("2023", "Too many children no longer wait for a first visit.", written=date(2023, 1, 1))
    assert merged(first, later, last) == [("2021", []), ("2022", []), ("2023", [])]


def test_alike_to_one_and_another_to_the_next_is_no_restatement() -> None:
    """A sentence between two is alike to both; the third, unlike the first, does not hide behind it."""
    start = "Workers and managers in the teams for leaving care meet young people"
    first, between, third = (
        make_letter(name, f"{start}{rest}.") for name, rest in (("a", " at home"), ("b", ""), ("c", " in cafes"))
    )
    assert merged(first, between, third) == [("a", ["b"]), ("c", [])]


def test_an_item_under_another_lead_in_says_something_else() -> None:
    """The same words under "What works well:" and under "What needs to improve:" are praise and criticism."""
    item = "the time that children in care wait for a health assessment"
    well, again = (make_letter(name, item, lead_in="What works well:") for name in ("well", "again"))
    badly = make_letter("badly", item, lead_in="What needs to improve:")
    assert merged(well, badly, again) == [("well", ["again"]), ("badly", [])]


def test_joined_quotes_keep_the_best_place() -> None:
    """The best sentence stays first when its weaker neighbour joins it, and a quote that joins two keeps the best."""
    best = make_letter("best", "Visits are on time.", "Records are clear.", "Plans are read.")
    second = make_letter("second", "Schools know whom to call.")
    ranked = [evidence_of(best, 1.0), evidence_of(second, 0.98), evidence_of(best, 0.96, 1)]
    chosen = choose_evidence(ranked, Limits(quotes=5, words=150))
    assert [(one.letter.id, one.first, one.last, one.score) for one in chosen] == [
        ("best", 0, 1, 1.0),
        ("second", 0, 0, 0.98),
    ]
    ranked = [evidence_of(best, 1.0, 2), evidence_of(best, 0.99), evidence_of(second, 0.98), evidence_of(best, 0.97, 1)]
    chosen = choose_evidence(ranked, Limits(quotes=5, words=150))
    assert [(one.letter.id, one.first, one.last) for one in chosen] == [("best", 0, 2), ("second", 0, 0)]


def test_a_joined_quote_never_overtakes_a_better_one() -> None:
    """Of second place and fourth place comes a quote of second place."""
    schools, visits, police = (
        make_letter("schools", "Schools know whom to call."),
        make_letter("visits", "Visits are on time.", "Records are clear."),
        make_letter("police", "Police share what they know."),
    )
    ranked = [
        evidence_of(schools, 1.0),
        evidence_of(visits, 0.99, 1),
        evidence_of(police, 0.98),
        evidence_of(visits, 0.97),
    ]
    chosen = choose_evidence(ranked, Limits(quotes=5, words=150))
    assert [one.letter.id for one in chosen] == ["schools", "visits", "police"]


def test_questions_and_filled_forms_are_no_evidence(assistant: Assistant) -> None:
    """ "Not applicable." is never quoted, and "What would they change?" only where it is asked what was asked."""
    report = assistant.letter("bradford-council-report-on-february-2022-visit")
    empty = next(p.number for _, p in report.paragraphs() if report.slice(p) == "Not applicable.")
    assert empty is not None
    assert rank_sentences([make_hit(report, empty, 1.0, [1.0])], {report.id: report}) == []
    letter = assistant.letter(PARTNERSHIP)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p) == "What would they change?")
    assert number is not None
    ranked = rank_sentences([make_hit(letter, number, 1.0, [1.0])], {letter.id: letter})
    assert without_asides(ranked, "what would children change") == []
    assert without_asides(ranked, "what were children asked") == ranked


def test_a_link_is_quoted_only_where_the_way_to_it_is_asked_for(assistant: Assistant) -> None:
    """ "Click here to access the Bradford Neglect Strategy" is of no use to who asks about neglect."""
    letter = assistant.letter(PARTNERSHIP)
    number = next(
        p.number for _, p in letter.paragraphs() if "Click here to access the Bradford Neg" in letter.slice(p)
    )
    assert number is not None
    ranked = rank_sentences([make_hit(letter, number, 1.0, [1.0, 0.9, 0.8])], {letter.id: letter})
    kept = [one.sentence_text for one in without_asides(ranked, "is neglect being missed")]
    assert kept == [one.sentence_text for one in ranked][:2]
    assert without_asides(ranked, "where is the neglect strategy") == ranked


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("did the inspectors trust the leadership", False),
        ("is assessment any good", False),
        ("what did they look at", True),
        ("what was covered", True),
    ],
)
def test_what_a_visit_was_about_is_no_finding(assistant: Assistant, question: str, kept: bool) -> None:
    """The items under "Inspectors reviewed the progress made in the following areas:" tell nothing of how things are."""
    letter = assistant.letter(LETTER_2023)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p).startswith("Assessment and planning in"))
    assert number is not None
    ranked = rank_sentences([make_hit(letter, number, 1.0, [1.0])], {letter.id: letter})
    assert without_asides(ranked, question) == (ranked if kept else [])


@pytest.mark.parametrize(
    ("sentence", "is_aside"),
    [
        ("Inspectors looked at the local authority's arrangements for care leavers.", True),
        ("This visit was carried out fully with inspectors on site.", True),
        ("This letter summarises the findings of the focused visit to Hull.", True),
        ("Inspectors spoke to care leavers, who told them that they feel safe.", False),
        ("Inspectors considered the plans of ten children and found drift in most.", False),
        ("Inspectors saw timely visits.", False),
        ("Inspectors also considered whether case supervision is regular.", True),
        ("The visit was carried out by Her Majesty’s Inspector, Ann Lee.", True),
        ("The full report can be found at: Review of health services", True),
        ("YOT – Youth Offending Team", True),
        ("Cafcass – Children & Family Court Advisory and Support Service", True),
        ("Call 01274 437500 - Multi-agency Integrated Front Door", True),
        ("Some children wait – far too long – for help", False),
    ],
)
def test_a_finding_told_with_what_was_looked_at_stays(sentence: str, is_aside: bool) -> None:
    """Only a sentence that tells no more than where inspectors looked is left out."""
    letter = make_letter("focused", sentence)
    ranked = [
        Evidence(letter, p, Place(letter.id, letter.title, "", p.number), 0, 0, 1.0) for _, p in letter.paragraphs()
    ]
    assert bool(without_asides(ranked, "are care leavers safe")) is not is_aside
    assert without_asides(ranked, "what areas did they look at, where is it and who is who") == ranked


def test_a_passage_that_is_beside_the_point_throughout_makes_no_answer_surer(assistant: Assistant) -> None:
    """A line of a list of short forms is no hit for a silence to be weighed by, unless it is asked for."""
    letter = assistant.letter(PARTNERSHIP)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p).startswith("Cafcass"))
    assert number is not None
    hits = (make_hit(letter, number, 1.0, [1.0]), make_hit(letter, "1", 0.5, [0.5]))
    letters = {letter.id: letter}
    ranked = rank_sentences(hits, letters)
    assert hits_quotable(hits, without_asides(ranked, "did judges like our social work")) == hits[1:]
    assert hits_quotable(hits, without_asides(ranked, "what does Cafcass stand for")) == hits
    assert evidence_in(hits[1:], ranked) == [one for one in ranked if one.paragraph.number == "1"]


def test_those_who_share_an_answer_share_its_room() -> None:
    """Two of eight quotes and 180 words get four and 90 each; an odd quote is given rather than withheld."""
    assert Limits(8, 180).among(2) == Limits(4, 90)
    assert Limits(8, 180).among(3) == Limits(3, 60)


def row_evidence(letter: Letter, words: str) -> Evidence:
    """The table row that begins with `words`."""
    section, paragraph = next(one for one in letter.paragraphs() if letter.slice(one[1]).startswith(words))
    return Evidence(letter, paragraph, Place(letter.id, letter.title, section.heading, paragraph.number), 0, 0, 1.0)


def test_a_table_that_is_quoted_by_half_is_quoted_whole(assistant: Assistant) -> None:
    """Ten of fourteen agencies would leave out the one that never came; where a list is asked for three would too."""
    letter = assistant.letter(PARTNERSHIP)
    all_rows = rows_of(row_evidence(letter, "WYCRC N N N 0"))
    assert (len(all_rows), all_rows[0].text[:6], all_rows[-1].text[:3]) == (14, "ANHSFT", "YOT")
    assert len(complete_lists(all_rows[:7], wants_list=False)) == 14
    assert list(complete_lists(all_rows[:6], wants_list=False)) == all_rows[:6]
    assert list(complete_lists(all_rows[:2], wants_list=True)) == all_rows[:2]
    assert len(complete_lists(all_rows[:3], wants_list=True)) == 14
    prose = next(p for _, p in letter.paragraphs() if p.shape is Shape.PROSE)
    assert rows_of(replace(all_rows[0], paragraph=prose)) == []


def test_what_was_said_goes_on_as_far_as_there_is_room(assistant: Assistant) -> None:
    """ "They also said" and "They were unaware" belong to what children told, if that is asked for."""
    letter = assistant.letter(LETTER_2020)
    _, paragraph = next(p for p in letter.paragraphs() if "told inspectors that they had exp" in letter.slice(p[1]))
    first = next(i for i, one in enumerate(paragraph.sentences) if "told inspectors" in letter.slice(one))
    told = Evidence(letter, paragraph, Place(letter.id, letter.title, "", paragraph.number), first, first, 1.0)
    (longer,) = with_all_they_said([told], "what did children tell inspectors?", Limits(8, 180))
    assert letter.slice(paragraph.sentences[longer.last]).startswith("They ")
    assert longer.last > first
    assert with_all_they_said([told], "are there changes of social worker?", Limits(8, 180)) == [told]
    assert with_all_they_said([told], "what did children tell inspectors?", Limits(8, 40)) == [told]


def test_a_newer_letter_needs_no_better_reason_to_speak() -> None:
    """What a council's later letter says is news; an earlier letter's, or another council's, must be stronger."""
    said = make_letter("then", "Turnover of staff is high.", written=date(2020, 3, 1))
    later = make_letter("later", "The workforce is more stable.", written=date(2022, 3, 1))
    before = make_letter("before", "Recruitment is hard.", written=date(2018, 3, 1))
    elsewhere = make_letter("elsewhere", "Vacancies have fallen.", written=date(2023, 3, 1), council="Leeds")
    limits = Limits(8, 180, keep_share=0.68, new_letter_share=0.74)
    weak = 0.7
    for other, quoted in ((later, True), (before, False), (elsewhere, False)):
        chosen = choose_evidence([evidence_of(said, 1.0), evidence_of(other, weak)], limits)
        assert (len(chosen) == 2) is quoted, other.id
    assert len(choose_evidence([evidence_of(said, 1.0), evidence_of(later, 0.6)], limits)) == 1
