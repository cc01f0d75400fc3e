"""Receipts to take away: one of a real answer, and one whose every word is hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant import AnswerStatus, Asked, Assistant, Receipt, make_receipt

HOSTILE = (
    '=HYPERLINK("https://outside.example","click")',
    "+1+1|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    "<script>window.harmed = 1</script>",
    '<img src=x onerror="window.harmed = 1">',
    "[a link](javascript:harm) ![i](https://outside.example/i.png)",
    "# not a heading\n- not a bullet\n1. not numbered\n    not code\n---\n> not quoted",
    "*not* _marked_ ~~up~~ `at` all | table | **1** $x$ https://outside.example www.outside.example a@b.example",
    "&lt;b&gt; \\ backslash &amp; {{7*7}} ${8*8}",
)
ADDRESS = "https://letters.example"


@pytest.fixture
def receipt(assistant: Assistant) -> Receipt:
    """The receipt of an answered question."""
    asked = Asked(("safety plans",), at=datetime(2026, 7, 1, 13, 5, 9, 250, tzinfo=UTC))
    made = make_receipt(assistant, assistant.ask("How have caseloads changed since 2020?", asked.history), asked)
    assert made.status is AnswerStatus.ANSWERED
    return made


@pytest.fixture
def silent(assistant: Assistant) -> Receipt:
    """The receipt of an honest silence with near misses."""
    made = make_receipt(assistant, assistant.ask("how many strategy meetings were late in 2023?"), Asked())
    assert made.status is AnswerStatus.NOT_IN_LETTERS
    assert made.near_misses
    return made


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest, receipt: Receipt) -> Receipt:
    """A receipt in which somebody wrote one hostile text wherever a text can stand."""
    words = request.param
    quote = replace(
        receipt.quotes[0], text=words, lead_in=words, cells=((words, words),), section=words, letter_title=words,
        speaker=words, paragraph=words, source=words, council=words, restated_in=(words,),
    )  # fmt: skip
    statement = replace(receipt.statements[0], text=words, quote_numbers=(1,))
    return replace(
        receipt, question=words, read_as=words, history=(words,), quotes=(quote,), statements=(statement,),
        notes=(words,), searched=replace(receipt.searched, titles=(words,), held_to=(words,)),
    )  # fmt: skip
