"""All that a letter finds: its own summary, whole or up to a paragraph's end, and what it says needs to improve."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.overall_answers import MOST_WORDS, headline_findings, strengths, to_improve
from corpus import Letter, read_letter

LETTERS = Path(__file__).parents[3] / "shared" / "letters"
SENTENCE = (
    "Leaders in Leeds know their services well and act on what audits of practice tell them about children's lives."
)
LONG = " ".join([SENTENCE, "Children in Leeds are seen often by social workers who know them well."])


def letter_of(folder: Path, *parts: str) -> Letter:
    """A focused visit's letter to Leeds with these parts as its body."""
    head = "# Focused visit to Leeds City Council children's services\n\n12 March 2023\n\nThis letter summarises the visit.\n"
    path = folder / "letter.md"
    path.write_text("\n\n".join((head, *parts)), encoding="utf-8")
    return read_letter(path)


def texts(letter: Letter, found: tuple[tuple[object, ...], str]) -> list[str]:
    """The quoted paragraphs."""
    return [letter.slice(span) for span in found[0]]  # type: ignore[arg-type]


def test_the_summary_is_the_part_under_its_heading(tmp_path: Path) -> None:
    """The headline findings come before an overview, without number or stop in their name, whole."""
    letter = letter_of(
        tmp_path,
        "## 2. Overview",
        LONG,
        "## 1.1 Headline findings.",
        "Caseloads are high.",
        LONG,
        "## Findings",
        SENTENCE,
    )
    found = headline_findings(letter)
    assert texts(letter, found) == ["Caseloads are high.", LONG]
    assert found[1].startswith("“Headline findings” in: ")


def test_all_parts_on_what_needs_to_improve_are_shown(tmp_path: Path) -> None:
    """ "There are no priority actions" is not the whole of it where a list of needs follows; no formula stands in it."""
    letter = letter_of(
        tmp_path, "## Overview", LONG, "## Priority actions", "There are none.", "## Areas for improvement",
        "- Supervision of staff.", "Ofsted will take the findings into account.", "## Findings", LONG,
    )  # fmt: skip
    found = to_improve(letter)
    assert [text.lstrip("- ") for text in texts(letter, found)] == ["There are none.", "Supervision of staff."]
    assert found[1].startswith("“Priority actions” and “Areas for improvement” in: ")


def test_a_long_summary_ends_with_a_paragraph_and_says_so(tmp_path: Path) -> None:
    """As many whole paragraphs as fit the bound; the first is shown however long it is."""
    count = MOST_WORDS // len(LONG.split())
    letter = letter_of(tmp_path, "## Executive summary", *[LONG] * (count + 2))
    found = headline_findings(letter)
    assert texts(letter, found) == [LONG] * count
    assert found[1].startswith("The beginning of “Executive summary” in: ")
    one = letter_of(tmp_path, "## Overview", " ".join([LONG] * (count + 2)))
    assert len(headline_findings(one)[0]) == 1


def test_what_needs_to_improve_is_shown_whole(tmp_path: Path) -> None:
    """Short items, too; a letter without such a part has nothing to show."""
    items = "- The quality of plans.\n- Supervision."
    heading = "## What needs to improve in this area of social work practice?"
    letter = letter_of(tmp_path, "## Overview", LONG, heading, items, "## Findings", LONG)
    assert [text.lstrip("- ") for text in texts(letter, to_improve(letter))] == [
        "The quality of plans.",
        "Supervision.",
    ]
    without = letter_of(tmp_path, "## Other matters", LONG)
    assert to_improve(without) == headline_findings(without) == ((), "")


@pytest.mark.parametrize(
    "heading",
    [
        "Strengths",
        "Key strengths",
        "The local authority's strengths",
        "What is the area partnership doing that is effective?",
    ],
)
def test_what_is_strong_stands_under_a_heading_of_its_own(tmp_path: Path, heading: str) -> None:
    """By whatever name; early help's strengths are not all, and most letters have no such part."""
    letter = letter_of(tmp_path, f"## {heading}", LONG, "## Findings", SENTENCE)
    assert texts(letter, strengths(letter)) == [LONG]
    assert strengths(letter)[1].startswith("“")
    assert strengths(letter_of(tmp_path, "## Early help strengths", LONG, "## Findings", SENTENCE)) == ((), "")


@pytest.mark.skipif(not LETTERS.is_dir(), reason="there is no ../shared/letters beside the repository")
def test_nearly_every_real_letter_has_both() -> None:
    """Every eighth of the real letters and reports; a joint inspection's letter seldom has a summary."""
    letters = [read_letter(path) for path in sorted(LETTERS.glob("*/*.pdf"))[::8]]
    assert sum(bool(headline_findings(letter)[0]) for letter in letters) >= 0.9 * len(letters)
    assert sum(bool(to_improve(letter)[0]) for letter in letters) >= 0.9 * len(letters)
