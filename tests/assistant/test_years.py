"""A year asked for that no letter is of is answered only by a passage that speaks of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import AnswerStatus, Assistant, answering
from assistant.evidence import Evidence
from assistant.places import only_of_places
from assistant.understanding import Understanding
from assistant.years import of_the_year_asked, only_of_years_spoken_of, years_not_told
from corpus import Letter, Place, Voice, read_letter
from index import Hit, Passage

ASKED = Understanding("x", read_as="x", years_spoken_of=(("2018-19", "2018/19"),))


def hit_saying(text: str, context: str = "", row_words: str = "") -> Hit:
    """A hit on a passage with these words."""
    place = Place("a", "A letter", "Findings", "1")
    passage = Passage("a#0", place, 0, len(text), text, context, ())
    return Hit(replace(passage, row_words=row_words), 0.5, (), {})


def test_a_year_counts_where_a_reader_sees_it() -> None:
    """In the words, in the heading or lead-in, in a table's heads, in any of its forms; not far down the list."""
    assert years_not_told(ASKED, [hit_saying("There were five.")]) == ("2018-19",)
    assert years_not_told(ASKED, [hit_saying("There were five in 2018/19.")]) == ()
    assert years_not_told(ASKED, [hit_saying("There were five.", context="Figures 2018-19")]) == ()
    assert years_not_told(ASKED, [hit_saying("There were five in 2018\u201319.")]) == ()
    assert years_not_told(ASKED, [hit_saying("5", row_words="Homes 2018/19: 5")]) == ()
    assert years_not_told(ASKED, [hit_saying("There were five.")] * 4 + [hit_saying("2018/19")]) == ("2018-19",)
    assert years_not_told(replace(ASKED, years_spoken_of=()), [hit_saying("There were five.")]) == ()


YEAR = (("2018-19", "2018/19"),)


def evidence_in(tmp_path: Path, text: str) -> list[Evidence]:
    """Every sentence of an annual report for 2019-20 with this text, all as near."""
    path = tmp_path / "report.md"
    path.write_text(f"# Bradford safeguarding partnership annual report 2019-20\n\n{text}\n", encoding="utf-8")
    letter: Letter = replace(read_letter(path), period=(date(2019, 4, 1), date(2020, 3, 31)))
    return [
        Evidence(letter, one, letter.place_of(section, one), i, i, 1.0)
        for section, one in letter.paragraphs()
        for i in range(len(one.sentences))
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("There were 9,934 referrals.", []),
        ("There were 9,934 referrals.\n\nThere were 8,863 in 2018/19.", ["There were 8,863 in 2018/19."]),
        (
            "There were 9,934 referrals, 1,071 more than last year.",
            ["There were 9,934 referrals, 1,071 more than last year."],
        ),
        (
            "In 2018/19 the panel met.\n\nIt looked at 50 deaths.",
            ["In 2018/19 the panel met.", "It looked at 50 deaths."],
        ),
        (
            "There were 133 in 2019/20 and 146 in 2018/19.\n\nMost were for neglect.",
            ["There were 133 in 2019/20 and 146 in 2018/19."],
        ),
    ],
)
def test_a_reports_own_figures_are_not_of_another_year(tmp_path: Path, text: str, told: list[str]) -> None:
    """What prints the year asked for counts, what goes on from it, and the next year's "last year"."""
    ranked = evidence_in(tmp_path, text)
    kept, untold = only_of_years_spoken_of(replace(ASKED, years_spoken_of=YEAR), ranked, 0.7)
    assert [one.text for one in kept] == told
    assert untold == (None if told else "2018-19")
    assert only_of_years_spoken_of(replace(ASKED, years_spoken_of=()), ranked, 0.7) == (ranked, None)


def test_what_is_far_from_the_best_is_not_quoted_for_its_year(tmp_path: Path) -> None:
    """Printing the year is not enough: it must come nearly as near as what does not print it."""
    first, second = evidence_in(tmp_path, "There were 9,934 referrals.\n\nThe fair was held in 2018/19.")
    far = replace(second, score=0.5)
    assert only_of_years_spoken_of(replace(ASKED, years_spoken_of=YEAR), [first, far], 0.7) == ([], "2018-19")


def test_what_is_said_of_a_place_names_it(tmp_path: Path) -> None:
    """A report that mentions Airedale once is not about Airedale throughout."""
    ranked = evidence_in(tmp_path, "Children are safe.\n\nThe Airedale conference was held. It went well.")
    asked = replace(ASKED, years_spoken_of=(), places=("Airedale",))
    kept, unnamed = only_of_places(asked, ranked)
    assert kept[0].text == "The Airedale conference was held."
    assert (len(kept), unnamed) == (2, None)
    assert only_of_places(replace(asked, places=("Norwich",)), ranked) == ([], "Norwich")
    assert only_of_places(replace(asked, places=()), ranked) == (ranked, None)


@pytest.mark.parametrize(
    ("question", "sentence", "untold"),
    [
        ("how many deaths were reviewed in 2019-20", "In 2018/19 the panel reviewed 50 deaths.", ("2019-20",)),
        ("how many deaths were reviewed in 2018-19", "In 2018/19 the panel reviewed 50 deaths.", ()),
        ("referrals in 2019/20", "There were 133 referrals in 2019/20, fewer than the 146 in 2018/19.", ()),
        ("referrals in 2019/20", "From July 2019 there were 133 referrals; there were 146 in 2018/19.", ()),
        ("referrals in 2019/20", "The number will be published in the report for 2020/21.", ()),
        ("how many deaths were reviewed", "In 2018/19 the panel reviewed 50 deaths.", ()),
        ("were there more in 2019-20 than in 2018-19", "In 2018/19 the panel reviewed 50 deaths.", ()),
    ],
)
def test_an_earlier_years_figure_is_not_the_one_asked_for(
    tmp_path: Path, question: str, sentence: str, untold: tuple[str, ...]
) -> None:
    """An annual report also prints what was so the year before; a later year only says where to look."""
    path = tmp_path / "report.md"
    path.write_text(f"# Annual report 2019-20\n\n{sentence}\n", encoding="utf-8")
    letter: Letter = read_letter(path)
    _, paragraph = next(iter(letter.paragraphs()))
    best = Evidence(letter, paragraph, Place(letter.id, letter.title, "", paragraph.number), 0, 0, 1.0)
    asked = Understanding(question, read_as=question)
    assert of_the_year_asked(asked, [best]) == (([], untold[0]) if untold else ([best], None))
    assert of_the_year_asked(asked, []) == ([], None)


def test_what_the_section_tells_of_the_year_itself_is_quoted_instead(assistant: Assistant) -> None:
    """ "Details for 1st April 2019 to 31st March 2020 are not currently available" answers a question for that year."""
    letter = next(one for one in assistant.letters if one.voice is Voice.PARTNERSHIP)
    section, paragraph = next(p for p in letter.paragraphs() if "CDOP reviewed 50 child" in letter.slice(p[1]))
    best = Evidence(letter, paragraph, Place(letter.id, letter.title, section.heading, paragraph.number), 0, 0, 1.0)
    asked = "how many deaths of children did the panel look at in 2019-20?"
    (other,), untold = of_the_year_asked(Understanding(asked, read_as=asked), [best])
    assert other.text.startswith("The details for 1st April 2019")
    assert (other.place.paragraph, other.paragraph.number, untold) == ("186", "186", None)


def test_the_answer_says_which_year_is_not_spoken_of(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """However near the passages are, an answer of another year is none."""
    assert assistant.ask("safety plans").status is AnswerStatus.ANSWERED
    monkeypatch.setattr(answering, "years_not_told", lambda understanding, hits: ("2021",))
    answer = assistant.ask("safety plans")
    assert answer.status is AnswerStatus.NOT_IN_LETTERS
    assert "No passage that came close speaks of 2021." in answer.notes
