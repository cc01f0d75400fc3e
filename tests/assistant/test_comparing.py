"""Councils that a question names side by side are each asked alone, so that neither drowns out the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant import AnswerStatus, Settings, open_assistant
from assistant.comparing import MOST_COUNCILS, ask_of_each_council
from assistant.opening import encoder_of
from assistant.understanding import Understanding
from corpus import Letter, read_letter
from index import IndexHome, add_letters

LEEDS = (
    "Thresholds at the front door are well understood, and contacts at the front door are screened on the same day. "
    "The front door works well with the police. Managers oversee the front door closely."
)
DERBY = "Decisions on contacts take too long. Social workers in Derby say that they feel supported."


def write_letter(folder: Path, council: str, text: str, year: int) -> Path:
    """A focused visit's letter in a file."""
    path = folder / f"{council}-{year}.md"
    head = f"# Focused visit to {council} City Council children's services\n\n12 March {year}\n\n## Findings\n\n"
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    return path


def letters_of(folder: Path, *councils: str) -> dict[str, Letter]:
    """One letter to each council, by id."""
    letters = [read_letter(write_letter(folder, council, LEEDS, 2023)) for council in councils]
    return {letter.id: letter for letter in letters}


def test_each_of_a_few_councils_is_asked_by_itself(tmp_path: Path) -> None:
    """Two to four councils that a question names; not one, not more, and none that it does not name."""
    letters = letters_of(tmp_path, "Leeds", "Derby")
    both = Understanding("x", read_as="x", letter_ids=frozenset(letters), per_letter=True)
    derby, leeds = ask_of_each_council(both, letters)
    assert [letters[name].council for one in (derby, leeds) for name in one.letter_ids or ()] == ["Derby", "Leeds"]
    assert not derby.per_letter
    assert ask_of_each_council(replace(both, letter_ids=None), letters) == (derby, leeds)
    for other in (
        replace(both, per_letter=False),
        replace(both, across_councils=True),
        replace(both, letter_ids=derby.letter_ids),
    ):
        assert ask_of_each_council(other, letters) == (other,)
    many = letters_of(tmp_path, "Leeds", "Derby", "Bristol", "Coventry", "Plymouth")
    assert len(many) > MOST_COUNCILS
    too_many = replace(both, letter_ids=frozenset(many))
    assert ask_of_each_council(too_many, many) == (too_many,)


def test_a_council_whose_letter_says_less_is_heard_too(tmp_path: Path) -> None:
    """Leeds says much on the front door and Derby one thing in other words: both are quoted, Leeds not at length."""
    home = Settings(tmp_path / "home")
    sources = tmp_path / "sources"
    sources.mkdir()
    for council, text in (("Leeds", LEEDS), ("Derby", DERBY)):
        write_letter(sources, council, text, 2023)
    add_letters(IndexHome(home.home), [sources], encoder_of(home))
    assistant = open_assistant(home)
    answer = assistant.ask("compare Leeds and Derby on how quickly contacts at the front door are decided")
    shown = {assistant.letter(quote.place.letter_id).council: quote.text for quote in answer.quotes}
    assert shown.keys() == {"Leeds", "Derby"}
    assert "Decisions on contacts take too long." in shown["Derby"]
    assert not any("Nothing about" in note for note in answer.notes)
    assert answer.timings_ms["search.judge"] > 0.0


def test_a_comparison_with_one_side_is_a_part_answer(tmp_path: Path) -> None:
    """Derby's letter says nothing of the front door: that is said, and the answer is no whole one."""
    home = Settings(tmp_path / "home")
    sources = tmp_path / "sources"
    sources.mkdir()
    for council, text in (
        ("Leeds", LEEDS),
        ("Derby", "Foster carers in Derby are well trained. They value their training."),
    ):
        write_letter(sources, council, text, 2023)
    add_letters(IndexHome(home.home), [sources], encoder_of(home))
    assistant = open_assistant(home)
    answer = assistant.ask("compare Leeds and Derby on screening of contacts at the front door")
    assert {assistant.letter(quote.place.letter_id).council for quote in answer.quotes} == {"Leeds"}
    assert answer.status is AnswerStatus.PARTLY_ANSWERED
    assert "Nothing about Derby was found to quote." in answer.notes
