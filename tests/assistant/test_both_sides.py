"""Praise is not quoted without the criticism that stands beside it, nor criticism without its praise."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.both_sides import holds_against, side_of
from assistant.leaning import with_support

PRAISE = "Voluntary services provide effective support for exploited children."
BACKLOG = "There is a backlog of exploited children who wait for a first visit."


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        (PRAISE, 1),
        (BACKLOG, -1),
        ("Visits are timely, but recording is poor.", 0),
        ("The panel meets on Mondays.", 0),
        ("Supervision does not happen.", -1),
        ("Plans require improvement.", -1),
        ("The improvement board meets monthly.", 0),
        ("Reviews are held without delay.", 0),
        ("Parents as well as children are seen.", 0),
    ],
)
def test_a_sentence_praises_or_criticises_or_neither(sentence: str, side: int) -> None:
    """Words that only praise and words that only criticise decide; with both, or none, it is on no side."""
    assert side_of(sentence) == side


def test_only_the_other_side_of_the_same_subject_holds_against() -> None:
    """Another subject's criticism, and more of the same praise, are left to themselves."""
    assert holds_against(PRAISE, BACKLOG)
    assert holds_against(BACKLOG, PRAISE)
    assert not holds_against(PRAISE, "Case recording is poor.")
    assert not holds_against(PRAISE, "Support for exploited children is strong.")
    assert not holds_against("Social workers do well.", "Social workers are too few."), "they share no subject"


def test_the_other_side_is_quoted_along(assistant: Assistant) -> None:
    """Every sentence that the next one holds against is quoted with it, whatever else it leans on."""
    found = 0
    for letter in assistant.letters:
        for _, paragraph in letter.paragraphs():
            for last in range(len(paragraph.sentences) - 1):
                said, following = (letter.slice(one) for one in paragraph.sentences[last : last + 2])
                if holds_against(said, following):
                    found += 1
                    assert with_support(letter, paragraph, last, last).end >= paragraph.sentences[last + 1].end
    assert found
