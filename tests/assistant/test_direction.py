"""Who asks which councils were told that caseloads are too high is not shown those whose caseloads are low."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.direction import on_the_side, side_asked_for, without_the_opposite
from assistant.evidence import Evidence
from corpus import Place, read_letter


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("which councils were told caseloads are too high?", -1),
        ("which councils have a high reliance on agency staff", -1),
        ("which letters say that health assessments are late", -1),
        ("which councils were criticised for early help", -1),
        ("which councils got areas for priority action?", -1),
        ("councils praised for private fostering", 1),
        ("which councils are praised for early help", 1),
        ("which councils have strong early help", 1),
        ("which councils have high-quality assessments", 1),
        ("which councils deal with concerns raised out of hours", 0),
        ("which councils have low staff turnover", 1),
        ("which councils have few delays", 0),
        ("councils where caseloads are low", 1),
        ("which councils have unallocated cases", -1),
        ("which councils have no unallocated cases", 0),
        ("which councils have stable workforces", 1),
        ("which councils have no areas for priority action", 0),
        ("which councils have addressed all their priority actions", 0),
        ("which councils do not rely on agency staff", 0),
        ("which councils have delays in pre-proceedings", -1),
        ("which councils have reduced delays", 0),
        ("which councils have high staff turnover", -1),
        ("which councils use family group conferences", 0),
        ("which councils have good and poor early help", 0),
    ],
)
def test_the_direction_is_read_from_the_question(question: str, side: int) -> None:
    """Criticism and what is too much on one side, praise on the other; both or neither is no direction."""
    assert side_asked_for(question) == side


@pytest.mark.parametrize(
    ("sentence", "told_of_criticism", "told_of_praise"),
    [
        ("Caseloads are too high.", True, False),
        ("Caseloads have reduced.", False, True),
        ("Effective supervision keeps caseloads stable.", False, True),
        ("Caseloads have reduced but remain too high for some.", True, False),
        ("Support is strong, but caseloads are too high.", True, True),
        ("Caseloads are monitored by managers.", True, True),
        ("There are no areas for priority action on caseloads.", False, True),
        ("The priority actions on caseloads have been addressed.", False, True),
    ],
)
def test_only_what_says_the_opposite_alone_is_left_out(
    tmp_path: Path, sentence: str, told_of_criticism: bool, told_of_praise: bool
) -> None:
    """A sentence with both sides stays for either, and one on no side."""
    evidence = evidence_of(tmp_path, "Findings", sentence)
    assert (
        bool(without_the_opposite([evidence], "which councils have caseloads that are too high")) is told_of_criticism
    )
    assert bool(without_the_opposite([evidence], "which councils are praised for caseloads")) is told_of_praise
    assert without_the_opposite([evidence], "which councils speak of caseloads") == [evidence]


def test_what_says_neither_is_not_on_the_side_that_is_asked_for(tmp_path: Path) -> None:
    """ "Twelve children are privately fostered" is no praise, nor is what cannot be assured; a plain list takes all."""
    told = ("Twelve are known.", "Leaders cannot be assured that all are well cared for.", "Their care is good.")
    evidence = [evidence_of(tmp_path, "Findings", sentence) for sentence in told]
    assert on_the_side(evidence, "which councils were praised for private fostering") == evidence[2:]
    assert on_the_side(evidence, "which councils speak of private fostering") == evidence


@pytest.mark.parametrize(("heading", "side"), [("What needs to improve", -1), ("Key strengths", 1)])
def test_an_item_is_on_the_side_of_what_it_stands_under(tmp_path: Path, heading: str, side: int) -> None:
    """ "The timeliness of plans" is praise under strengths and criticism under what needs to improve."""
    evidence = evidence_of(tmp_path, heading, "The timeliness of children's plans.")
    assert bool(without_the_opposite([evidence], "which councils have poor plans")) is (side == -1)
    assert bool(without_the_opposite([evidence], "which councils have good plans")) is (side == 1)


def evidence_of(folder: Path, heading: str, sentence: str) -> Evidence:
    """One sentence under a heading."""
    path = folder / "letter.md"
    path.write_text(f"# Focused visit to Leeds City Council\n\n## {heading}\n\n{sentence}\n", encoding="utf-8")
    letter = read_letter(path)
    section, paragraph = next(iter(letter.paragraphs()))
    return Evidence(letter, paragraph, Place(letter.id, letter.title, section.heading, paragraph.number), 0, 0, 1.0)
