"""An answer as HTML: comes in: an Answer, goes out: one turn of the conversation."""

from __future__ import annotations

from assistant import (
    CHECK_FIRST,
    MAX_QUESTION_CHARACTERS,
    NOTHING_SEARCHED,
    SILENCE,
    SILENCE_MEANS,
    Answer,
    AnswerStatus,
    Quote,
    searched_as_text,
)
from ui.markup import Markup, element, join
from ui.markup_gloss import Gloss, no_gloss
from ui.markup_quote import quotation, quotations
from ui.words import count_words

NOT_FOR_US = "This service only answers from inspection letters. It cannot give advice or opinions."
_TITLES = {
    AnswerStatus.ANSWERED: "Answer",
    AnswerStatus.PARTLY_ANSWERED: "Answer",
    AnswerStatus.NOT_IN_LETTERS: "The letters do not say",
    AnswerStatus.UNCLEAR_QUESTION: "The question is not clear",
    AnswerStatus.REFUSED: "Not a question for this service",
}
_WHAT_YOU_CAN_DO = {
    AnswerStatus.NOT_IN_LETTERS: (
        "ask about a subject the letters cover, such as supervision or assessments",
        "use other words for the same thing",
        "ask the council’s performance team for figures",
    ),
    AnswerStatus.UNCLEAR_QUESTION: (
        "ask a whole question, such as “What did inspectors say about supervision?”",
        "name a subject, a year or a letter",
    ),
    AnswerStatus.REFUSED: ("ask what a letter says about a subject",),
}


def answer_turn(answer: Answer, tools: Markup | None = None, gloss: Gloss = no_gloss) -> Markup:
    """Draw a question, what the letters say to it, and the `tools` to take it away with.

    `gloss` explains the short forms of a quotation.
    """
    read_as = answer.read_as if answer.read_as and answer.read_as != answer.question else None
    searched = answer.searched.letters or answer.searched.chosen
    return element(
        "article",
        element("h2", answer.question, class_="asked"),
        element("p", f"Read as: {read_as}", class_="read-as") if read_as else None,
        element("p", searched_as_text(answer.searched), class_="searched") if searched else None,
        element(
            "div",
            _title(answer),
            _silence(answer),
            _statements(answer, gloss),
            _left_out(answer),
            join(element("p", note, class_="note") for note in answer.notes),
            _search_all(answer),
            _near_misses(answer.near_misses, gloss),
            element("p", CHECK_FIRST, class_="check-first") if answer.quotes or answer.near_misses else None,
            _what_you_can_do(answer.status),
            class_=f"answer {answer.status.value}",
        ),
        tools,
        class_="turn",
        data_status=answer.status.value,
    )


def said_aloud(answer: Answer) -> str:
    """What a screen reader says when the answer has come."""
    counted = count_words(len(answer.quotes), "quotation")
    if answer.status is AnswerStatus.ANSWERED:
        return f"Answer ready: {counted}."
    if answer.status is AnswerStatus.PARTLY_ANSWERED:
        return f"Part answer ready: {counted}."
    return f"{_TITLES[answer.status]}."


def _title(answer: Answer) -> Markup:
    is_part = answer.status is AnswerStatus.PARTLY_ANSWERED
    counted = None
    if answer.quotes:
        places = count_words(len({quote.place.letter_id for quote in answer.quotes}), "letter")
        counted = element("span", f"{count_words(len(answer.quotes), 'quotation')} from {places}", class_="counted")
    return element(
        "h3",
        join([element("span", "Part answer", class_="tag"), " "]) if is_part else None,
        _TITLES[answer.status],
        join([" ", counted]) if counted else None,
        tabindex="-1",
        class_="answer-title",
    )


def _silence(answer: Answer) -> Markup | None:
    if answer.status is AnswerStatus.REFUSED and not answer.statements:
        return element("p", NOT_FOR_US, class_="lead")
    if answer.status is not AnswerStatus.NOT_IN_LETTERS:
        return None
    if not answer.searched.letters:
        return element("p", NOTHING_SEARCHED, class_="lead")
    first = None if answer.statements else element("p", SILENCE, class_="lead")
    return join([first, element("p", SILENCE_MEANS)])


def _statements(answer: Answer, gloss: Gloss) -> Markup:
    """Draw each statement with the quotes it introduces; a quote that no statement names is shown last, never lost."""
    numbered = dict(enumerate(answer.quotes, start=1))
    groups: list[Markup] = []
    for statement in answer.statements:
        quotes = {number: numbered.pop(number) for number in statement.quote_numbers if number in numbered}
        tag = "h4" if quotes else "p"
        words = element(tag, statement.text, class_="statement") if statement.text else None
        groups.append(element("div", words, quotations(quotes, gloss), class_="group"))
    if numbered:
        groups.append(element("div", quotations(numbered, gloss), class_="group"))
    return join(groups)


def _left_out(answer: Answer) -> Markup | None:
    if answer.status is not AnswerStatus.NOT_IN_LETTERS or not answer.searched.left_out or not answer.searched.letters:
        return None
    were = "was" if answer.searched.left_out == 1 else "were"
    return element("p", f"{count_words(answer.searched.left_out, 'letter')} {were} not searched.", class_="note")


def _search_all(answer: Answer) -> Markup | None:
    """Offer to ask again without the choices, where they left documents out of a vain search."""
    if answer.status is not AnswerStatus.NOT_IN_LETTERS or not answer.searched.left_out_by_choices:
        return None
    # A follow-up as it was understood stands on its own, whatever was asked since.
    stands_alone = answer.read_as and len(answer.read_as) <= MAX_QUESTION_CHARACTERS
    question = answer.read_as if stands_alone else answer.question
    button = element(
        "button", "Search all documents", type="button", class_="tool", data_do="search-all", data_question=question
    )
    return element("p", button)


def _near_misses(near_misses: tuple[Quote, ...], gloss: Gloss) -> Markup | None:
    if not near_misses:
        return None
    figures = [quotation(quote, None, gloss) for quote in near_misses]
    return element(
        "div",
        element("h4", "Closest paragraphs (they do not answer the question)"),
        *figures,
        class_="group near-misses",
    )


def _what_you_can_do(status: AnswerStatus) -> Markup | None:
    hints = _WHAT_YOU_CAN_DO.get(status)
    if not hints:
        return None
    return element("div", element("h4", "What you can do"), element("ul", *(element("li", hint) for hint in hints)))
