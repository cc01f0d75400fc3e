"""Promises of follow-ups in doubt: what may lean is read both ways, what has a topic of its own or a rule is not."""

from __future__ import annotations

import pytest

from assistant.understanding.follow_up_doubt import (
    FRAGMENT,
    LEANS,
    MAY_LEAN,
    NEVER_ALONE,
    UNSAID,
    Sign,
    doubt_of,
    sign_of,
)

PLANS = "do social workers draw up safety plans with parents"


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("and are they worth the paper they're on", LEANS),
        ("roughly how many of them were there?", LEANS),
        ("oh where did they have it", LEANS),
        ("did that work", LEANS),
        ("do people act on what it decides", MAY_LEAN),
        ("what's missing from them", MAY_LEAN),
        ("any use to the plan?", UNSAID),
        ("better or worse than 18/19", UNSAID),
        ("council tax?", FRAGMENT),
        ("start date?", NEVER_ALONE),
        ("prev yr?", NEVER_ALONE),
        ("equivalent at 31/03/22?", NEVER_ALONE),
        ("breakdown of fines?", MAY_LEAN),
        ("are the bosses approachable or do they hide in the office", None),
        ("kids going missing from care or from home at night, is it going up or down", None),
        ("is it true that caseloads have gone up for newly qualified social workers", None),
        ("which children that have been exploited have a dedicated police officer", None),
    ],
)
def test_the_wording_tells_how_likely_a_question_leans(question: str, sign: Sign | None) -> None:
    """A joiner or a pronoun before any topic leans, a later pronoun may, a few bare words might."""
    assert sign_of(question) is sign


def test_both_readings_are_given() -> None:
    """One as typed, one put to the earlier topic, held to the letters that was asked of."""
    doubt = doubt_of("and are they worth the paper they're on", [f"{PLANS} in 2023"])
    assert doubt is not None
    assert doubt.alone == "and are they worth the paper they're on"
    assert doubt.leaning == f"and are they worth the paper they're on (about: {PLANS}) in 2023?"


def test_a_chain_is_followed() -> None:
    """The middle turn leans on the first: the last is put to both."""
    doubt = doubt_of("who decides that", ["how do foster carers feel", "and do they get any training"])
    assert doubt is not None
    assert "training" in doubt.leaning
    assert "foster carers" in doubt.leaning


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("and are they any good", []),
        ("why not", [PLANS]),
        ("and in 2022?", [PLANS]),
        ("what did inspectors say about the timeliness of return home interviews", [PLANS]),
    ],
)
def test_where_a_rule_or_a_topic_decides_there_is_no_doubt(question: str, history: list[str]) -> None:
    """Nothing to lean on, a rule that is sure, or a topic of its own: one reading is enough."""
    assert doubt_of(question, history) is None
