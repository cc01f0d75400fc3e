"""The privacy page: comes in: whom to ask and what is kept, goes out: what happens to what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import Markup
from ui.markup_words import Part, words_main

_LEAD = "What happens to what you type. Do not name a child or a family in a question."
_ANSWERING = Part(
    "While you ask",
    ("No account is needed, and nobody is counted.",),
    (
        "Your question goes to the server that runs this page. It is answered there and then forgotten.",
        "Questions, answers and network addresses are not written to a log. If answering fails, the log keeps the "
        "time and the kind of fault, not the question.",
        "There are no cookies and there is no advertising.",
    ),
)
_PARTS = (
    Part(
        "What stays in your browser",
        (
            "The conversation is kept in this tab of your browser, so that a reload does not lose it. It goes when you "
            "close the tab or choose “Clear this conversation”. The next person at the same computer cannot read it "
            "after that.",
            "Which documents you chose to search stays in this tab and in the address of the page until you clear it.",
            "A link to a quotation holds the letter, the paragraph and the quoted words. Your browser’s history keeps "
            "such addresses as it keeps any other. Your question is not part of them, unless somebody made a link with "
            "a question in it.",
        ),
    ),
    Part(
        "Who else sees it",
        (
            "Nobody. Nothing is sent to another website, and the pages load nothing from one. Whoever looks after the "
            "network between you and the server may keep records of their own.",
        ),
    ),
)


def privacy_main(contact: str, kept: Sequence[str]) -> Markup:
    """Draw the page; `contact` is whom a reader can ask, empty where nobody is named; `kept` says what is kept."""
    words = f"Ask {contact}." if contact else "Ask whoever runs this page for you."
    keeping = Part("What is kept if you ask for it", (), tuple(kept))
    return words_main("Privacy", (_ANSWERING, keeping, *_PARTS, Part("Questions about privacy", (words,))), _LEAD)
