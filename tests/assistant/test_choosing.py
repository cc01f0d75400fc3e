"""What is quoted of what was found: one sentence a council where councils are listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.choosing import Limits, choose_for_councils
from assistant.evidence import Evidence
from corpus import Place, read_letter

QUESTION = "which councils speak of caseloads"
LIMITS = Limits(quotes=2, words=20, keep_share=0.6, new_letter_share=0.7)


def evidence_of(folder: Path, council: str, year: int, sentence: str, score: float) -> Evidence:
    """One sentence of a letter to a council."""
    path = folder / f"{council}-{year}.md"
    path.write_text(
        f"# Focused visit to {council} City Council children's services\n\n## Findings\n\n{sentence}\n",
        encoding="utf-8",
    )
    letter = replace(read_letter(path), letter_date=date(year, 6, 5))
    section, paragraph = next(iter(letter.paragraphs()))
    place = Place(letter.id, letter.title, section.heading, paragraph.number)
    return Evidence(letter, paragraph, place, 0, 0, score)


def test_each_council_is_listed_once_with_its_newest_letter(tmp_path: Path) -> None:
    """The newer letter's weaker sentence goes before the older one's, unless it is too weak to be quoted at all."""
    ranked = [
        evidence_of(tmp_path, "Leeds", 2015, "Caseloads were far too high then.", 1.0),
        evidence_of(tmp_path, "Derby", 2020, "Workers carry too many cases.", 0.9),
        evidence_of(tmp_path, "Leeds", 2022, "Caseloads remain too high in one team.", 0.8),
        evidence_of(tmp_path, "Derby", 2023, "Managers look at caseloads.", 0.5),
    ]
    chosen = choose_for_councils(ranked, QUESTION, LIMITS)
    assert [(one.letter.council, one.letter.sort_date.year) for one in chosen if one.letter.sort_date] == [
        ("Derby", 2020),
        ("Leeds", 2022),
    ]


def test_a_list_may_be_twice_as_long_as_another_answer(tmp_path: Path) -> None:
    """Of five councils four find room where faults are listed, the best four; two where neither praise nor faults are."""
    ranked = [
        evidence_of(tmp_path, council, 2020, f"In {council} caseloads are too high.", 1.0 - number / 100)
        for number, council in enumerate(("Leeds", "Derby", "York", "Hull", "Wakefield"))
    ]
    assert choose_for_councils(ranked, "which councils were criticised for caseloads", LIMITS) == ranked[:4]
    assert choose_for_councils(ranked, QUESTION, LIMITS) == ranked[:2]


def test_words_about_one_council_are_no_list(tmp_path: Path) -> None:
    """Where only one council is left the answer is chosen as any other."""
    assert (
        choose_for_councils([evidence_of(tmp_path, "Leeds", 2020, "Caseloads are too high.", 1.0)], QUESTION, LIMITS)
        == []
    )


def test_what_is_on_no_side_is_listed_only_where_nothing_is_on_the_side_asked_for(tmp_path: Path) -> None:
    """Who was criticised is asked: what only tells of caseloads gives way, or else is all that there is."""
    told = [
        evidence_of(tmp_path, "Leeds", 2020, "Managers count the cases.", 1.0),
        evidence_of(tmp_path, "Derby", 2020, "Caseloads are too high.", 0.9),
        evidence_of(tmp_path, "York", 2020, "Poor use is made of teams.", 0.8),
    ]
    assert choose_for_councils(told, "which councils were criticised for caseloads", LIMITS) == told[1:]
    assert choose_for_councils(told[::2], "which councils were praised for caseloads", LIMITS) == [told[0], told[2]]
