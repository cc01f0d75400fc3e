"""What stands where no answer can: comes in: what went wrong, goes out: an error never dressed as silence."""

from __future__ import annotations

from corpus import IndexUnavailable, UserFacingError
from ui.markup import Markup, element

SORRY = "Sorry, there is a problem"
NOT_ANSWERED = "Your question was not answered. Try again."


def problem_turn(error: UserFacingError | None) -> Markup:
    """Draw a failure; a UserFacingError says in its own words what happened and what to do."""
    if isinstance(error, IndexUnavailable):
        return _unsearchable(error)
    words = [NOT_ANSWERED] if error is None else ["Your question was not answered.", error.message, error.what_to_do]
    return _problem(f"{SORRY}.", *words)


def busy_turn() -> Markup:
    """Draw that too many are asking: nothing is broken, and the question can be asked again."""
    return _problem(
        "Sorry, too many people are asking at the moment.",
        "Your question was not answered. It is still in the box. Try again in a minute.",
    )


def _unsearchable(error: IndexUnavailable) -> Markup:
    """A reader cannot mend the index: she is told what it means, and whoever runs the service what to do."""
    return _problem(
        "Sorry, the letters cannot be searched at the moment.",
        "Your question was not answered. This does not mean that the letters say nothing about it.",
        f"For whoever runs this service: {error.message} {error.what_to_do}",
    )


def _problem(heading: str, *words: str) -> Markup:
    paragraphs = (element("p", each) for each in words)
    return element("div", element("h2", heading, tabindex="-1"), *paragraphs, class_="problem", role="alert")


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
