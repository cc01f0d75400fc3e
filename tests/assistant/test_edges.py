"""The honest edges: order in time, the age of the evidence, and what is held at all."""

from __future__ import annotations

from dataclasses import replace

from assistant import AnswerStatus, Assistant, answer_as_text, open_assistant
from assistant.edges import edge_notes, lead_in
from assistant.evidence import Evidence
from assistant.understanding import Understanding
from corpus import Letter, Place

LETTER_2020 = "bradford-monitoring-visit-letter-2020-03-19"
LETTER_2022 = "bradford-monitoring-visit-letter-2022-03-09"
LETTER_2023 = "bradford-monitoring-visit-letter-2023-08-22"
PARTNERSHIP = "bradford-partnership-annual-report-2019-20"
COUNCIL_REPORT = "bradford-council-report-on-february-2022-visit"


def first_sentence_of(letter: Letter) -> Evidence:
    section, paragraph = next(letter.paragraphs())
    place = Place(letter.id, letter.title, section.heading, paragraph.number)
    return Evidence(letter, paragraph, place, 0, 0, 1.0)


def test_another_council_is_named_and_what_is_held_is_said(assistant: Assistant) -> None:
    """Asked about Leeds, the answer says that no letter about Leeds is held, and what is."""
    answer = assistant.ask("how high are caseloads in Leeds?")
    text = answer_as_text(answer)
    assert answer.status is AnswerStatus.NOT_IN_LETTERS
    assert answer.searched.letters == 0
    assert "We hold no letter about Leeds." in text
    assert "We hold 5 documents about Bradford, March 2020 to August 2023." in text


def test_old_evidence_says_that_later_letters_are_silent(assistant: Assistant) -> None:
    """Evidence of 2020 alone is shown with the later letters that were searched and gave nothing."""
    letters = {letter.id: letter for letter in assistant.letters}
    notes = edge_notes(Understanding("q"), [first_sentence_of(letters[LETTER_2020])], letters)
    assert notes == (
        "The newest quote is of March 2020. The later letters of March 2022 and August 2023 were searched too, "
        "and nothing in them was found to quote: look there before saying that they are silent.",
    )
    assert edge_notes(Understanding("q"), [first_sentence_of(letters[LETTER_2023])], letters) == ()


def test_a_report_asked_for_the_year_before_says_which_is_which(assistant: Assistant) -> None:
    """ "1,071 higher than last year" stands beside this year's count: both years are named below it."""
    letters = {letter.id: letter for letter in assistant.letters}
    found = list(letters[PARTNERSHIP].paragraphs())
    section, contacts = next(one for one in found if "9,934 of contacts" in letters[PARTNERSHIP].slice(one[1]))
    evidence = Evidence(letters[PARTNERSHIP], contacts, letters[PARTNERSHIP].place_of(section, contacts), 0, 0, 1.0)
    said = 'The report covers 2019-20: a figure without a year is of 2019-20, and "last year" is 2018-19.'
    asked = Understanding("x", read_as="x", years_spoken_of=(("2018-19", "2018/19"),))
    assert said in edge_notes(asked, [evidence], letters)
    for other in (replace(asked, years_spoken_of=()), replace(asked, years_spoken_of=(("2017-18", "2017/18"),))):
        assert said not in edge_notes(other, [evidence], letters)


def test_of_many_councils_named_those_without_a_quote_are_named(assistant: Assistant) -> None:
    """Of five councils three quoted would look like all that were asked for."""
    letter = assistant.letter(LETTER_2023)
    names = ("Leeds", "Derby", "Bristol", "Coventry", "Plymouth")
    letters = {name: replace(letter, id=name, council=name) for name in names}
    asked = Understanding("x", read_as=f"compare {', '.join(names)} on caseloads", letter_ids=frozenset(letters))
    quoted = [replace(first_sentence_of(letter), letter=letters[name]) for name in ("Leeds", "Bristol")]
    assert edge_notes(asked, quoted, letters)[0] == "Nothing about Coventry, Derby and Plymouth was found to quote."
    unnamed = replace(asked, read_as="caseloads in the latest letters")
    assert "found to quote" not in " ".join(edge_notes(unnamed, quoted, letters))


def test_a_later_letter_that_speaks_is_not_called_silent(assistant: Assistant) -> None:
    """One that says the same is not named; one that came close enough but found no room is, apart from the silent."""
    letters = {letter.id: letter for letter in assistant.letters}
    old = first_sentence_of(letters[LETTER_2020])
    said_again = replace(old, restated_in=(first_sentence_of(letters[LETTER_2023]).place,))
    (note,) = edge_notes(Understanding("q"), [said_again], letters)
    assert "The later letter of March 2022 was searched too, and nothing in it was found to quote: look there" in note
    (note,) = edge_notes(Understanding("q"), [old], letters, near={LETTER_2023})
    assert "The later letter of March 2022 was searched too, and nothing in it was found to quote: look there" in note
    assert "The later letter of August 2023 came close too and is not quoted: name its date" in note
    (note,) = edge_notes(Understanding("q"), [said_again], letters, near={LETTER_2022})
    assert "March 2022 came close too" in note
    assert "August 2023" not in note


def test_the_letter_a_report_is_on_is_not_later_than_it(assistant: Assistant) -> None:
    """The council's report on the visit of February 2022 has no date of its own, and follows the letter of March."""
    letters = {letter.id: letter for letter in assistant.letters}
    note, _ = edge_notes(Understanding("q"), [first_sentence_of(letters[COUNCIL_REPORT])], letters)
    assert "March 2022" not in note
    assert "August 2023" in note


def test_words_that_are_not_the_inspectors_are_marked(assistant: Assistant) -> None:
    """An answer from the partnership's report alone says that these are not the inspectors' words."""
    letters = {letter.id: letter for letter in assistant.letters}
    notes = edge_notes(Understanding("q"), [first_sentence_of(letters[PARTNERSHIP])], letters)
    assert any("not the inspectors' words" in note for note in notes)


def test_letter_by_letter_the_limits_of_an_answer_hold(assistant: Assistant) -> None:
    """Of five letters that speak only two quotes fit: one each of two letters, before any letter's second."""
    question = "how has the quality of recorded supervision of social workers changed over time?"
    assert len(assistant.ask(question).quotes) > 2
    limited = open_assistant(replace(assistant.settings, quote_limit=2))
    assert len({quote.place.letter_id for quote in limited.ask(question).quotes}) == 2
    assert len(open_assistant(replace(assistant.settings, quote_limit=1)).ask(question).quotes) == 1
    short = open_assistant(replace(assistant.settings, word_limit=60)).ask(question).quotes
    assert len(short) == 1 or sum(len(quote.text.split()) for quote in short) <= 60


def test_change_over_time_is_told_oldest_first(assistant: Assistant) -> None:
    """A question about change is answered letter by letter from the oldest; any other from the newest."""

    def days(question: str) -> list[int]:
        quotes = assistant.ask(question).quotes
        return [day.toordinal() for q in quotes if (day := assistant.letter(q.place.letter_id).sort_date) is not None]

    change = days("how has the quality of recorded supervision of social workers changed over time?")
    assert change == sorted(change)
    assert len(set(change)) > 1
    plain = days("most social workers receive regular supervision")
    assert plain == sorted(plain, reverse=True)


def test_a_list_of_councils_says_what_being_listed_means(assistant: Assistant) -> None:
    """Above the quotes of several councils stands that a quote may say the opposite of what was asked."""
    letters = {letter.id: letter for letter in assistant.letters}
    here = first_sentence_of(letters[LETTER_2020])
    there = first_sentence_of(replace(letters[LETTER_2023], council="Leeds"))
    across = Understanding("which councils were told that caseloads are high?", lists_councils=True)
    (statement,) = lead_in(across, [here, there])
    assert statement.text.startswith("The closest words in letters about 2 councils;")
    assert "may say the opposite" in statement.text
    assert statement.quote_numbers == ()
    assert lead_in(across, [here]) == ()
    assert lead_in(Understanding("are caseloads high?"), [here, there]) == ()
