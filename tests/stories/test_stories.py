"""Two people use the assistant, told in plain sentences, on the shipped letters and with the real embedding model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import AnswerStatus, Assistant, Settings, answer_as_text, is_sealed, open_assistant
from assistant.cli import main
from corpus import SHIPPED_LETTERS, Voice

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home, as a newcomer has it."""
    return tmp_path_factory.mktemp("newcomer")


@pytest.fixture(scope="module")
def assistant(home: Path) -> Assistant:
    """The assistant a newcomer gets: the index is built of the shipped letters by itself."""
    return open_assistant(Settings(home))


def test_an_elected_member_asks_between_two_meetings(assistant: Assistant) -> None:
    """She asks in everyday words, follows up, and is told plainly where the letters do not say."""
    # She types a subject and reads what inspectors wrote, the newest letter first.
    first = assistant.ask("safety plans")
    assert first.status is AnswerStatus.ANSWERED
    assert any("safety plans are not robust" in quote.text for quote in first.quotes)
    days = [assistant.letter(quote.place.letter_id).sort_date for quote in first.quotes]
    assert days == sorted(days, reverse=True, key=lambda day: day.toordinal() if day else 0)

    # Every quote opens its letter at the very paragraph and is word for word what stands there.
    assert all(is_sealed(quote, assistant.letter(quote.place.letter_id)) for quote in first.quotes)

    # In everyday words she finds what the letters say in theirs.
    carers = assistant.ask("are foster mums and dads happy with us?")
    assert any("foster carers feel dissatisfied" in quote.text for quote in carers.quotes)

    # She follows up, and the year she names is the year answered.
    followed = assistant.ask("and in 2022?", ["how good is supervision of social workers?"])
    assert followed.read_as is not None
    assert followed.quotes
    assert {quote.place.letter_id for quote in followed.quotes} <= {
        "bradford-monitoring-visit-letter-2022-03-09",
        "bradford-council-report-on-february-2022-visit",
    }

    # She asks about another council: no letter about it is held, and that is said by name.
    leeds = assistant.ask("what about Leeds?", ["how high are caseloads?"])
    assert leeds.status is AnswerStatus.NOT_IN_LETTERS
    assert not leeds.quotes
    assert "Leeds" in answer_as_text(leeds)


def test_a_member_of_staff_prepares_a_board_paper(
    assistant: Assistant, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """He asks what inspectors said, checks figures and wordings, and answers a list of questions in one go."""
    # He wants the inspectors' words only, and gets no one else's.
    interviews = assistant.ask("what did inspectors say about return home interviews?")
    assert any("recommendations are often too generic" in quote.text for quote in interviews.quotes)
    assert {assistant.letter(quote.place.letter_id).voice for quote in interviews.quotes} == {Voice.INSPECTORS}

    # He asks for a paragraph by its printed number, and for an exact wording.
    paragraph = assistant.ask("what does paragraph 3.2.1 of the council report say?")
    assert [quote.place.paragraph for quote in paragraph.quotes] == ["3.2.1"]
    phrase = assistant.ask('does the phrase "stripping the service back to basics" occur?')
    assert [quote.place.letter_id for quote in phrase.quotes] == ["bradford-monitoring-visit-letter-2020-03-19"]

    # He asks who inspected: the names come with the sentence that prints them.
    inspectors = assistant.ask("who were the inspectors in 2022?")
    assert "Louise Hollick and Joanna Warburton" in inspectors.quotes[0].text

    # He runs a file of questions; each answer comes back in order, and every quote is word for word in its file.
    source, target = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    asked = ["turnover of staff", "LADO response to allegations", "NPS board attendance", "potholes on Manningham Lane"]
    source.write_text("\n".join(json.dumps({"id": q, "question": q}) for q in asked), encoding="utf-8")
    assert main(["--home", str(home), "ask", "--batch", str(source), "--out", str(target)]) == 0
    capsys.readouterr()
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == asked
    for answer in answers:
        for quote in (*answer["quotes"], *answer["near_misses"]):
            printed = " ".join((SHIPPED_LETTERS / quote["source"]).read_text(encoding="utf-8").split())
            assert quote["text"] in printed or quote["text"].replace("-", "- ") in printed.replace(" -", "-"), quote


def test_the_readmes_example_is_what_is_answered(assistant: Assistant) -> None:
    """Whoever tries the first command of the README reads what stands there."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    command, _, shown = readme.split("```")[1].strip().partition("\n")
    question = command.removeprefix('$ letters ask "').removesuffix('"')
    assert answer_as_text(assistant.ask(question)).strip() == shown.strip()
