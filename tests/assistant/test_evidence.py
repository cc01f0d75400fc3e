"""Choosing evidence: fewest whole sentences, with those they lean on; a statement made twice is shown once."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering import cut_quote
from assistant.evidence import Limits, choose_evidence, rank_sentences
from assistant.leaning import leans, with_support
from assistant.lists import complete_lists
from assistant.restated import find_restatement, words_of
from corpus import Letter, Paragraph, Place
from index import Hit, Passage

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


def test_restatements_are_found_by_their_words() -> None:
    """Capitals, hyphens and a changed word do not hide a repetition; another statement is none."""
    one = "The local authority has continued to coordinate a multi-agency response to exploitation."
    same = "the Local Authority has continued to co-ordinate a multi-agency response to exploitation."
    others = [words_of("Children wait."), words_of(one)]
    assert find_restatement(words_of(same), others) == 1
    other = "Children who are at risk of radicalisation continue to receive good support."
    assert find_restatement(words_of(other), others) is None


def test_a_lead_in_brings_its_list(assistant: Assistant) -> None:
    """ "Children were asked:" is never shown without what they were asked."""
    letter = assistant.letter(PARTNERSHIP)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p).endswith("Children were asked:"))
    assert number is not None
    sentences = paragraph_of(letter, number).sentences
    hit = make_hit(letter, number, 1.0, [0.0] * (len(sentences) - 1) + [1.0])
    chosen = choose_evidence(rank_sentences([hit], {letter.id: letter}), Limits(1, 60))
    completed = complete_lists(chosen, wants_list=False)
    assert [evidence.text for evidence in completed[1:]] == [
        "What do they think when they hear the word Bradford?",
        "What do they think is the best thing about living in Bradford?",
        "What would they change?",
    ]


def test_a_list_asked_for_is_shown_whole(assistant: Assistant) -> None:
    """Where a list is wanted, its best item brings the others; where not, it stands alone."""
    letter = assistant.letter(LETTER_2023)
    number = next(p.number for _, p in letter.paragraphs() if letter.slice(p).startswith("Assessment and planning in"))
    assert number is not None
    chosen = choose_evidence(rank_sentences([make_hit(letter, number, 1.0, [1.0])], {letter.id: letter}), Limits(1, 60))
    assert len(complete_lists(chosen, wants_list=True)) == 3
    assert len(complete_lists(chosen, wants_list=False)) == 1


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
