"""What stands where no answer can: comes in: what went wrong, goes out: an error never dressed as silence."""

from __future__ import annotations

from corpus import UserFacingError
from ui.markup import Markup, element, join

SORRY = "Sorry, there is a problem"
NOT_ANSWERED = "Your question was not answered. Try again."


def problem_turn(error: UserFacingError | None) -> Markup:
    """Draw a failure; a UserFacingError says in its own words what happened and what to do."""
    words = (
        join(
            [
                element("p", "Your question was not answered."),
                element("p", error.message),
                element("p", error.what_to_do),
            ]
        )
        if error
        else element("p", NOT_ANSWERED)
    )
    return element("div", element("h2", f"{SORRY}.", tabindex="-1"), words, class_="problem", role="alert")


def question_error(message: str) -> Markup:
    """Draw why a question could not be taken, above the question box; the link leads into the box."""
    return element(
        "div",
        element("h2", "There is a problem with the question"),
        element("p", element("a", message, href="#question", data_do="to-question")),
        class_="question-error",
        id="question-error",
        role="alert",
        tabindex="-1",
    )
