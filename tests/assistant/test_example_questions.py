"""Promises of questions known by example: unusual ways of asking for a letter's facts are known, like ones are not."""

from __future__ import annotations

import pytest

from assistant import AnswerStatus, Assistant
from assistant.example_questions import ExampleQuestions, load_examples
from assistant.opening import open_letter_index
from assistant.understanding import StructureFact
from assistant.understanding.words import content_stems
from corpus import IndexUnavailable
from index.vector_cache import VectorCache


def test_every_example_is_of_a_fact() -> None:
    """Each list is of a fact, of an office or of none, and each example stands once and says something."""
    facts = {fact.value for fact in StructureFact}
    offices = {"chief_executive_of_the_trust", "director_of_childrens_services", "lead_member"}
    examples = load_examples()
    problems = {"hostile", "not_for_letters", "about_this_service"}
    assert set(examples) <= facts | offices | problems | {"none"}
    every = [question for questions in examples.values() for question in questions]
    assert len(set(every)) == len(every) > 200
    assert [question for question in every if not any(content_stems(question)) and len(question.split()) < 4] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("who got the 2020 letter through the post", "Mark Douglas"),
        ("which ministry was sent the August 2023 letter as well", "Department for Education"),
        ("whose signature is under the March 2022 letter", "Louise Hollick"),
        ("which agency never bothered with the board", "WYCRC N N N 0"),
        ("what's our trust's top boss called", "Charlotte Ramsden"),
        ("were inspectors physically here in July 2023 or on a screen", "primarily on site"),
        ("I think the kid next door is being hit, who do I ring", "Call 999"),
        ("whom did inspectors sit down with in February 2020", "small group of children"),
        ("which bits of the service were they checking in July 2023", "Assessment and planning"),
    ],
)
def test_unusual_ways_of_asking_are_known(real: Assistant, question: str, shown: str) -> None:
    """What is asked for is shown with its line in the letter."""
    assert any(shown in " ".join(quote.text.split()) for quote in real.ask(question).quotes)


@pytest.mark.model
@pytest.mark.parametrize(
    "question", ["you daft old machine, wake up", "make up something nice that Ofsted said about us"]
)
def test_what_is_no_question_is_not_searched_for(real: Assistant, question: str) -> None:
    """Abuse and orders in words that no pattern knows are turned away as others are."""
    answer = real.ask(question)
    assert answer.status is AnswerStatus.REFUSED
    assert not answer.quotes


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "who wrote the neglect strategy",
        "how many cases were looked at by inspectors",
        "who is asked to note the letter from Ofsted",
        "do the police attend strategy meetings",
        "when was the thematic review published",
        "who keeps the trust's leaders honest",
        "who do I phone about a blocked drain",
        "are social workers rude to families",
        "does anyone call back a teacher who rings in a worry",
        "when was the notice issued",
        "who signed the partnership agreement",
        "what did the thematic audits look at",
        "when did a social worker last visit",
        "what does the director do",
    ],
)
def test_like_questions_are_searched_for(real: Assistant, question: str) -> None:
    """Like words that ask for something else are near an example that says so, or near none."""
    found = ExampleQuestions(open_letter_index(real.settings)).nearest((question,))
    assert found is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("first monitoring visit supervision", "regular supervision"),
        ("ninth monitoring visit caseloads", "high caseloads"),
        ("how old were the kids who picked the logo", "Queensbury Youth Club"),
        ("how many inspections of homes were there", "a total of 13 inspections"),
        ("how many times did CAFCASS attend", "CAFCASS Y N N"),
    ],
)
def test_a_subject_is_not_lost_for_days_and_counts(real: Assistant, question: str, shown: str) -> None:
    """Near as they are to questions for visits and dates: what letters speak of is asked about."""
    assert any(shown in quote.text for quote in real.ask(question).quotes)


@pytest.mark.model
def test_whether_that_works_is_no_question_for_all_that_works(real: Assistant) -> None:
    """ "Is it working?" is about what was asked before."""
    asked = ["are kids at risk of grooming missing school", "what are they doing about it?"]
    answer = real.ask("is it working?", asked)
    assert any("school attendance" in quote.text for quote in answer.quotes)


def test_another_encoder_knows_none(assistant: Assistant) -> None:
    """Without the built-in encoder nothing is compared."""
    index = open_letter_index(assistant.settings)
    assert ExampleQuestions(index).nearest(("who is the letter addressed to",)) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "history", "shown"),
    [
        ("did they come in person", ["who were the inspectors in July 2023?"], "primarily on site"),
        ("what did they look at?", ["who were the inspectors in July 2023?"], "Assessment and planning"),
    ],
)
def test_a_follow_up_asks_by_its_own_words(real: Assistant, question: str, history: list[str], shown: str) -> None:
    """After one fact of a visit another is asked of the same visit, not the first again."""
    quotes = real.ask(question, history).quotes
    assert any(shown in " ".join(quote.text.split()) for quote in quotes)
    assert {quote.place.letter_id for quote in quotes} == {"bradford-monitoring-visit-letter-2023-08-22"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "shown", "others"),
    [
        ("what is Ofsted's phone number", "0300 123 1231", "Call 999"),
        ("how does a resident report a child being hurt", "Call 999", "0300 123 1231"),
        ("nspcc number?", "08088005000", "Call 999"),
    ],
)
def test_numbers_are_those_of_whom_is_asked_for(real: Assistant, question: str, shown: str, others: str) -> None:
    """The inspectorate's own number is no number for a child in danger, nor the other way round."""
    texts = [quote.text for quote in real.ask(question).quotes]
    assert any(shown in text for text in texts)
    assert not any(others in text for text in texts)


@pytest.mark.model
@pytest.mark.parametrize("question", ["what's the number for childline", "switchboard number for the town hall"])
def test_a_number_that_no_letter_prints_is_not_replaced_by_another(real: Assistant, question: str) -> None:
    """However near the question is to one for numbers that are printed."""
    assert not real.ask(question).quotes


@pytest.mark.model
def test_a_name_is_shown_with_its_own_office_only(real: Assistant) -> None:
    """Below an addressee's line stands whom the letter is copied to: that office is not the addressee's."""
    texts = [" ".join(quote.text.split()) for quote in real.ask("who is Marium Haque").quotes]
    assert any("Strategic Director" in text for text in texts)
    assert not any("Ramsden" in text for text in texts)


@pytest.mark.model
def test_examples_are_embedded_once_per_home(real: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second program over the same home takes their vectors from it."""
    first = ExampleQuestions(open_letter_index(real.settings))
    assert first.nearest(("whose signature is on the letter",)) is not None
    again = open_letter_index(real.settings)
    asked = []
    monkeypatch.setattr(again.encoder, "embed", lambda texts: asked.extend(texts))
    assert ExampleQuestions(again).nearest(("whose signature is on the letter",)) is not None
    assert asked == []


@pytest.mark.model
def test_examples_are_known_where_nothing_can_be_remembered(real: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that cannot be written to costs time, not the answer."""
    third = open_letter_index(real.settings)

    def fail(*_: object) -> None:
        raise IndexUnavailable("The disk is full.", "Make room.")

    monkeypatch.setattr(VectorCache, "get_or_embed", fail)
    assert ExampleQuestions(third).nearest(("whose signature is on the letter",)) is not None


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who's to blame", "opinions"),
        ("which council is the worst", "opinions"),
        ("are social workers lazy", "opinions"),
        ("suggest some questions for scrutiny", "opinions"),
        ("how accurate are your answers", "word for word"),
        ("can I trust this thing", "word for word"),
    ],
)
def test_opinions_and_questions_about_the_service_are_not_searched_for(
    real: Assistant, question: str, words: str
) -> None:
    """A list of findings is no answer to who is to blame, nor to whether the program can be trusted."""
    answer = real.ask(question)
    assert answer.status is AnswerStatus.REFUSED
    assert words in answer.statements[0].text


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "which councils are worst at housing care leavers",
        "who was to blame for poor practice in the front door",
        "are social workers overworked",
        "is the council well led",
        "how does the front door work",
    ],
)
def test_what_letters_may_tell_is_searched_for(real: Assistant, question: str) -> None:
    """Likeness to a question for an opinion is not enough: every word must be one of such questions'."""
    assert real.ask(question).status is not AnswerStatus.REFUSED
