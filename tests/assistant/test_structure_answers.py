"""Answers from the letters' structure, on the shipped letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.judged_areas import asks_at_any_time, grade_of_councils_asked_for
from assistant.structure_answers import answer_from_structure
from assistant.understanding import understand
from corpus import SHIPPED_LETTERS, Kind, Letter, find_letter_files, read_letter

LETTERS = Path(__file__).parents[3] / "shared" / "letters"
Found = list[tuple[str, list[str], str]]
Look = Callable[[str], Found]


@pytest.fixture(scope="module")
def look() -> Look:
    """Answer a question from the shipped letters' structure: (letter id, texts shown, words) for each finding."""
    letters = [read_letter(path) for path in find_letter_files([SHIPPED_LETTERS])]
    by_id: dict[str, Letter] = {letter.id: letter for letter in letters}

    def look_up(question: str) -> Found:
        findings = answer_from_structure(understand(question, (), letters, "Bradford"), letters)
        return [
            (found.letter_id, [by_id[found.letter_id].slice(span) for span in found.spans], found.words)
            for found in findings
        ]

    return look_up


@pytest.mark.parametrize(
    ("question", "shown", "said"),
    [
        (
            "who inspected Bradford in 2022?",
            "Louise Hollick and Joanna Warburton.",
            "Louise Hollick and Joanna Warburton",
        ),
        ("who runs the trust?", "cc. Charlotte Ramsden, Chief Executive Officer", "Named at the head or foot of"),
        ("who is the director now?", "Marium Haque Strategic Director", "22 August 2023"),
        ("who was the director of children's services in 2022", "Marium Haque", "9 March 2022"),
        ("who was the lead inspector in 2020", "The inspectors were Jan Edwards", "Signed by Jan Edwards"),
        ("when was the 2020 letter published?", "19 March 2020", "Dated 19 March 2020"),
        ("when did inspectors visit in 2023?", "on 18 and 19 July 2023.", "Visit of 18 to 19 July 2023"),
        ("which monitoring visit was the 2020 letter about?", "the fourth monitoring visit", "number 4"),
        ("who is the 2022 letter addressed to?", "Marium Haque", "Addressed to Marium Haque"),
        ("who was the August 2023 letter copied to?", "Charlotte Ramsden", "copy lines"),
        ("what areas did the 2023 visit cover?", "Inspectors reviewed the progress", "covered"),
        ("who signed the 2023 letter?", "Matt Reed", "Signed by Matt Reed"),
        ("who signed the 2022 letter?", "Her Majesty’s Inspector", "Signed by Louise Hollick"),
        ("who is the 2022 letter addressed to?", "Strategic Director, Children’s Services", "Addressed to Marium"),
        ("who signed the annual report?", "Chief Executive Divisional Commander", "Signed with their offices in"),
        ("what period does the annual report cover", "This report covers the period", "1 April 2019 to 31 March 2020"),
        ("what does paragraph 5.1 of the council report say?", "Improvement Board has been refreshed", "Paragraph 5.1"),
        ("when was Bradford last inspected?", "22 August 2023", "Visit of 18 to 19 July 2023"),
        ("is Bradford still inadequate?", "judged inadequate in January 2023", "What is told of an earlier judgement"),
        (
            "what was Bradford's Ofsted rating?",
            "judged inadequate in January 2023",
            "What is told of an earlier judgement",
        ),
        ("last paragraph of the 2020 letter", "Many social workers are positive", "The last paragraph"),
        (
            "what did the inspectors find in July?",
            "Since the last inspection, Bradford local",
            "“Headline findings” in:",
        ),
        ("summarise the 2020 letter", "extensive drift and delay", "“Overview” in: Ofsted monitoring visit letter"),
        (
            "what needs to improve?",
            "Since the last inspection, Bradford local",
            "This document has no section on what needs to improve:",
        ),
        ("compare the 2022 letter with the 2023 letter", "Since the last inspection in September 2018", "9 March"),
        ("what did the July 2023 visit to Bradford find", "Since the last inspection, Bradford local", "“Headline"),
        ("what does the annual report say", "Independent", "The beginning of “Overview from Independent Chair"),
    ],
)
def test_a_fact_is_shown_where_the_letter_states_it(look: Look, question: str, shown: str, said: str) -> None:
    """Each finding shows the letter's own words and says only what its metadata says."""
    (_, texts, words), *_ = look(question)
    assert any(shown in " ".join(text.split()) for text in texts)
    assert said in words


def test_every_letter_is_listed_newest_first(look: Look) -> None:
    """Asked what is held, every document is named with a place in it."""
    found = look("how many letters do you have")
    assert found[0][0].endswith("2023-08-22")
    assert len(found) == 5
    assert all(texts for _, texts, _ in found)


def test_of_many_councils_the_newest_letter_of_all_is_the_newest(tmp_path: Path) -> None:
    """Of four councils each one's newest is told, of five only the newest of all."""
    letters = []
    for number, council in enumerate(("Leeds", "Derby", "Kent", "Bury", "Hull"), start=11):
        path = tmp_path / f"{council}.md"
        path.write_text(
            f"# Focused visit to {council} City Council children's services\n\n"
            f"This letter summarises the findings of the focused visit to {council} on {number} March 2023.\n",
            encoding="utf-8",
        )
        letters.append(read_letter(path))
    question = "what is the most recent letter you hold"
    for held, shown in ((letters, 1), (letters[:4], 4)):
        findings = answer_from_structure(understand(question, (), held, None), held)
        assert len(findings) == shown
        assert findings[0].letter_id == held[-1].id


@pytest.mark.skipif(not LETTERS.is_dir(), reason="there is no ../shared/letters beside the repository")
def test_a_reports_title_page_tells_when_it_was_inspected() -> None:
    """A report on an inspection is not dated and says on its first page when inspectors came."""
    letter = read_letter(LETTERS / "ilacs" / "halton--childrens-services-inspection---15-april-2020.pdf")
    (finding,) = answer_from_structure(understand("when was Halton inspected", (), [letter], None), [letter])
    assert letter.slice(finding.spans[0]) == "Inspection dates: 02 March 2020 to 13 March 2020"


def test_a_visit_counted_twice_is_not_given_one_number(look: Look) -> None:
    """The 2023 letter is both the first and the ninth visit: the sentence says so, the words pick neither."""
    ((_, texts, words),) = look("which monitoring visit was the 2023 letter about?")
    assert "first monitoring visit" in texts[0]
    assert "ninth monitoring visit" in texts[0]
    assert "number" not in words


def test_a_section_number_gives_its_paragraphs(look: Look) -> None:
    """ "Section 3.2" is 3.2.1 to 3.2.3."""
    ((_, texts, _),) = look("section 3.2 of the council report")
    assert len(texts) == 3


def test_exact_wording_is_found_in_whole_sentences(look: Look) -> None:
    """Capitals and kinds of quote do not matter; the whole sentence is shown in every letter that has it."""
    ((letter_id, texts, _),) = look('does the phrase "Stripping the service back to basics" occur?')
    assert letter_id.endswith("2020-03-19")
    assert texts[0].startswith("The new leadership team")
    assert texts[0].endswith("back to basics.")
    restated = look('which letter says "high turnover of staff and inconsistent management oversight"')
    assert len(restated) == 2
    ((_, (curly,), _),) = look('where does it say "children\'s plans and outcomes"')
    assert "children\u2019s plans and outcomes" in curly


@pytest.mark.parametrize(
    ("phrase", "below"), [("Headline Findings", "Since the last inspection"), ("next steps", "A ref")]
)
def test_wording_of_a_heading_is_shown_with_what_it_heads(look: Look, phrase: str, below: str) -> None:
    """A heading is no sentence: the first one below it is shown."""
    assert any(text.startswith(below) for _, texts, _ in look(f'"{phrase}"') for text in texts)


def test_a_part_is_shown_where_no_paragraph_has_its_number(look: Look) -> None:
    """ "Section 9" of a report whose paragraphs are 9.1 and so on; a paragraph 3 is no part 3."""
    ((_, texts, words),) = look("what does section 9 of the council report say")
    assert texts == ["Not applicable."]
    assert words.startswith("All of part 9")
    assert all(words.startswith("Paragraph 3") for _, _, words in look("what does paragraph 3 say"))


def test_wording_that_does_not_occur_gives_nothing(look: Look) -> None:
    """No finding is the honest "no", also when only a part of a word fits."""
    assert look('does "golden unicorn" appear anywhere?') == []
    assert look('does the word "radicalis" occur') == []


def test_a_missing_paragraph_gives_nothing(look: Look) -> None:
    """A number that no paragraph has is not answered with another one."""
    assert look("what does paragraph 99.1 of the council report say?") == []


def test_facts_a_document_does_not_state_are_left_out(look: Look) -> None:
    """The annual report names no inspectors, so it is not among the answers."""
    assert all("monitoring-visit" in letter_id for letter_id, _, _ in look("who were the inspectors"))


@pytest.mark.parametrize(
    ("question", "grade"),
    [
        ("which councils are inadequate", "inadequate"),
        ("which local authorities were judged outstanding?", "outstanding"),
        ("which councils require improvement", "requires improvement"),
        ("which councils requires improvement", "requires improvement"),
        ("which councils were rated outstanding overall?", "outstanding"),
        ("which letters give an overall grade of inadequate?", "inadequate"),
        ("how many councils are outstanding?", "outstanding"),
        ("list the councils that are inadequate", "inadequate"),
        ("which councils were inadequate and are now good", None),
        ("which councils were good and became inadequate", None),
        ("which areas of practice are good", None),
        ("which councils are good at leadership", None),
        ("is Leeds inadequate", None),
    ],
)
def test_the_grade_that_councils_are_asked_for(question: str, grade: str | None) -> None:
    """Only a question which councils have one overall grade asks for that grade alone."""
    asked = grade_of_councils_asked_for(question)
    assert (asked.grades if asked else None) == (grade and (grade,))


def test_councils_of_either_of_two_grades_may_be_asked_for() -> None:
    """ "Good or outstanding" asks for both, "below good" for all that are worse, "not good" for all others."""
    for question, grades in (
        ("how many councils are good or outstanding?", ("good", "outstanding")),
        ("which councils are below good?", ("inadequate", "requires improvement")),
        ("which councils are less than outstanding for care leavers", ("inadequate", "requires improvement", "good")),
        ("which councils are good or better?", ("good", "outstanding")),
        ("which councils are not good?", ("inadequate", "requires improvement", "outstanding")),
        ("are any councils inadequate?", ("inadequate",)),
    ):
        asked = grade_of_councils_asked_for(question)
        assert asked is not None
        assert asked.grades == grades, question


@pytest.mark.parametrize(
    ("question", "at_any_time"),
    [
        ("which councils are inadequate?", False),
        ("which councils were judged inadequate?", True),
        ("which councils have ever been inadequate?", True),
        ("which councils were outstanding in 2019?", True),
    ],
)
def test_what_councils_were_is_not_only_what_they_are(question: str, at_any_time: bool) -> None:
    """ "Are inadequate" is answered from each council's newest report, "were judged" from all."""
    assert asks_at_any_time(question) is at_any_time


def test_older_reports_count_where_it_is_asked_what_was_judged(tmp_path: Path) -> None:
    """One council's newest report is good, the one before was inadequate; no other grade is shown instead."""
    letters = []
    for year, grade in ((2016, "Inadequate"), (2020, "Good")):
        path = tmp_path / f"{year}.md"
        path.write_text(
            f"# Derby City Council\n\nInspection of children's social care services\n\nInspection dates: 7 March {year} to "
            f"18 March {year}\n\n| Judgement | Grade |\n| --- | --- |\n| Overall effectiveness | {grade} |\n",
            encoding="utf-8",
        )
        letters.append(read_letter(path))
    assert all(letter.judgements for letter in letters)

    def told(question: str) -> list[str]:
        return [one.letter_id for one in answer_from_structure(understand(question, (), letters, None), letters)]

    assert told("which councils are inadequate?") == []
    assert told("which councils were judged inadequate?") == [letters[0].id]
    assert told("which councils are rated good overall?") == [letters[1].id]
    assert told("which councils were judged outstanding?") == []
    assert told("how many councils are good?") == [letters[1].id]


def test_an_office_that_no_letter_is_addressed_or_copied_to_is_not_guessed(look: Look) -> None:
    """The chief executive of the trust is not the council's."""
    assert look("who is the chief executive of the council?") == []
    assert look("who is the lead member for children's services") == []


def test_what_an_area_should_improve_for_send_is_in_the_report_on_that(tmp_path: Path) -> None:
    """A newer letter on children's services has areas for improvement of its own; without a report there are none."""
    letters = []
    for name, opening, item in (
        (
            "send",
            "Area SEND inspection of Derby Local Area Partnership\n\nInspection dates: 4 to 8 March 2024",
            "waits",
        ),
        ("visit", "Focused visit to Derby City Council children's services\n\n5 June 2025", "caseloads"),
    ):
        path = tmp_path / f"{name}.md"
        path.write_text(
            f"# {opening}\n\n## Areas for improvement\n\nLeaders should shorten {item}.\n",
            encoding="utf-8",
        )
        letters.append(read_letter(path))

    def told(question: str, held: list[Letter]) -> list[str]:
        found = answer_from_structure(understand(question, (), held, None), held)
        by_id = {letter.id: letter for letter in held}
        return [by_id[one.letter_id].slice(span) for one in found for span in one.spans]

    assert [letter.kind for letter in letters] == [Kind.AREA_SEND, Kind.FOCUSED_VISIT]
    assert told("Derby SEND: areas for improvement", letters) == ["Leaders should shorten waits."]
    assert told("Derby: areas for improvement", letters) == ["Leaders should shorten caseloads."]
    assert told("Derby SEND: areas for improvement", letters[1:]) == []


def test_councils_of_a_grade_may_be_asked_for_by_area(tmp_path: Path) -> None:
    """Good overall, outstanding for care leavers: the area that is named is the one that counts, and alone is shown."""
    letters = []
    for council, leavers in (("Derby", "Outstanding"), ("Leeds", "Inadequate")):
        path = tmp_path / f"{council}.md"
        path.write_text(
            f"# {council} City Council\n\nInspection of children's social care services\n\nInspection dates: 7 March 2020 "
            f"to 18 March 2020\n\n| Judgement | Grade |\n| --- | --- |\n| Overall effectiveness | Good |\n"
            f"| The experiences and progress of care leavers | {leavers} |\n",
            encoding="utf-8",
        )
        letters.append(read_letter(path))

    def told(question: str) -> dict[str, list[str]]:
        found = answer_from_structure(understand(question, (), letters, None), letters)
        held = {letter.id: letter for letter in letters}
        return {one.letter_id: [held[one.letter_id].slice(span).split()[-1] for span in one.spans] for one in found}

    assert told("which councils are outstanding for care leavers?") == {letters[0].id: ["Outstanding"]}
    assert told("name the councils that are inadequate for care leavers") == {letters[1].id: ["Inadequate"]}
    assert told("how many councils are good overall?") == {one.id: ["Good"] for one in letters}
