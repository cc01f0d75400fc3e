"""The writer is one seam: whoever writes, only labels come back and the seal runs."""

from __future__ import annotations

import pytest

from assistant import AnswerStatus, Assistant, Settings, answer_as_text
from assistant.answer import Statement
from assistant.llm_writer import ChoosingWriter, load_llm_writer
from assistant.opening import open_letter_index
from assistant.writers import ScriptedWriter
from corpus import SealBroken, SettingsError

QUESTION = "high turnover of staff social workers caseloads"


@pytest.fixture(scope="module")
def settings(hashing_home: object) -> Settings:
    """The settings of the shared home."""
    return Settings(hashing_home, model="hashing")  # type: ignore[arg-type]


def ask_with(settings: Settings, reply: str) -> list[str]:
    writer = ChoosingWriter(lambda prompt: reply)
    return [quote.text for quote in Assistant(settings, open_letter_index(settings), writer).ask(QUESTION).quotes]


def test_a_model_chooses_by_label_only(settings: Settings) -> None:
    """A reply of labels keeps those quotes and leaves out the others, numbered anew."""
    everything = ask_with(settings, "I would rather write a poem about Q1.")
    assert len(everything) > 2
    assert ask_with(settings, "Q2") == [everything[1]]
    assert ask_with(settings, " Q3, Q1 ") == [everything[0], everything[2]]


@pytest.mark.parametrize("reply", ["", "NONE", "Q99", "Q0", "The answer is Q1", "Q1\nChildren are safe.", "<b>Q1</b>"])
def test_any_other_reply_is_thrown_away(settings: Settings, reply: str) -> None:
    """No word of a model is shown: a reply that is not labels leaves the quoting writer's answer."""
    assert ask_with(settings, reply) == ask_with(settings, "no labels at all")


def test_the_model_sees_the_evidence_as_labels(settings: Settings) -> None:
    """The prompt holds the question and each quote behind its label."""
    prompts: list[str] = []

    def complete(prompt: str) -> str:
        prompts.append(prompt)
        return "Q1"

    Assistant(settings, open_letter_index(settings), ChoosingWriter(complete)).ask(QUESTION)
    assert QUESTION in prompts[0]
    assert "\nQ1: " in prompts[0]


def test_a_writer_that_points_nowhere_shows_nothing(settings: Settings) -> None:
    """The seal runs after every writer: a label that was never given breaks the answer, whoever wrote it."""
    writer = ScriptedWriter([Statement("Inspectors said so", (1, 99))])
    with pytest.raises(SealBroken):
        Assistant(settings, open_letter_index(settings), writer).ask(QUESTION)


def test_a_scripted_answer_keeps_its_words_and_quotes(settings: Settings) -> None:
    """Statements and the quotes they point to come through the seam as they are."""
    writer = ScriptedWriter([Statement("First what counts", (2,))])
    answer = Assistant(settings, open_letter_index(settings), writer).ask(QUESTION)
    assert answer.status is AnswerStatus.ANSWERED
    assert len(answer.quotes) == 1
    assert "First what counts" in answer_as_text(answer)


@pytest.mark.parametrize("name", ["gpt-4", "ollama:"])
def test_an_unknown_model_is_a_settings_error(name: str) -> None:
    """A language model that cannot be reached this way is refused with what to set."""
    with pytest.raises(SettingsError, match="llm"):
        load_llm_writer(name)
