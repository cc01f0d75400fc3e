"""The Ask page: comes in: the letters and Gradio's element, goes out: conversation, question form, source panel."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import MAX_QUESTION_CHARACTERS
from corpus import Letter
from ui.markup import Markup, element
from ui.markup_problem import problem_turn
from ui.markup_source import empty_panel
from ui.words import council_words

EXAMPLES = (
    "What have inspectors said about supervision of social workers?",
    "Are caseloads going down?",
    "What did inspectors say about staff turnover?",
    "How many foster carers were recruited in 2023?",
)


def ask_main(letters: Sequence[Letter], form: Markup, choices: Markup) -> Markup:
    """Draw the main part of the Ask page around `form`, the question box and button, and the `choices` of documents.

    The conversation is empty here: the browser keeps it and puts it back.
    """
    return element(
        "main",
        element(
            "div",
            element("h1", "Ask a question"),
            element("p", _lead(letters), class_="lead"),
            element("div", id="conversation"),
            _form(form, choices),
            _examples(),
            class_="ask",
        ),
        element(
            "section",
            empty_panel(),
            id="source",
            aria_labelledby="source-title",
            class_="source",
        ),
        element("template", empty_panel(), id="empty-panel"),
        element("p", id="status", role="status", class_="unseen"),
        id="main",
        class_="columns width",
        tabindex="-1",
        data_letters=str(len(letters)),
        data_longest=str(MAX_QUESTION_CHARACTERS),
    )


def _lead(letters: Sequence[Letter]) -> str:
    council = council_words(letters)
    where = f" in {council}" if council else ""
    return (
        f"Find what inspectors wrote about children’s services{where}. Answers quote the letters word for word "
        "and say which letter, which paragraph and how old it is."
    )


def _form(form: Markup, choices: Markup) -> Markup:
    return element(
        "div",
        element("h2", "Ask another question", class_="next-question"),
        element("div", id="form-error"),
        form,
        choices,
        element(
            "noscript", element("p", "Asking needs JavaScript. ", element("a", "Read the documents", href="/letters"))
        ),
        element("template", problem_turn(None), id="no-connection"),
        element("p", id="busy", aria_hidden="true"),
        id="question-form",
        class_="question-form",
        tabindex="-1",
    )


def _examples() -> Markup:
    buttons = [element("li", element("button", words, type="button", class_="example")) for words in EXAMPLES]
    return element(
        "section",
        element("h2", "Questions you could ask", id="examples-title"),
        element("ul", *buttons),
        element("button", "Clear this conversation", type="button", id="clear", class_="tool", hidden=""),
        class_="examples",
        aria_labelledby="examples-title",
    )
