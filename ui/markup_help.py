"""The page on how answers are made: comes in: nothing, goes out: plain words about promises, limits and keys."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import MAX_QUESTION_CHARACTERS
from ui.markup import Markup
from ui.markup_words import Part, words_main

_PARTS = (
    Part(
        "How an answer is made",
        ("No person writes the answers, and no language model needs to.",),
        (
            "Your question is compared with every sentence of the documents, by meaning and by words.",
            "The sentences that fit best are chosen. Where they do not fit well enough, the answer is that the letters "
            "do not say.",
            "Each is cut out of its document, whole and unchanged, and compared with the document once more before "
            "anything is shown.",
            "The words around the quotations only say whose words they are, from which letter and how old it is.",
        ),
    ),
    Part(
        "What you can rely on",
        (),
        (
            "Every word in quotation marks stands in the document, in that order. Were one not there, nothing would be "
            "shown.",
            "Inspectors, council and safeguarding partnership are different voices. Each quotation says whose it is.",
            "Newer letters come first, unless you ask about a time or about change.",
            "Under a quotation, “Words used” explains its short forms, and says whether the explanation is the "
            "letter’s own. Nothing is ever put into the quotation.",
        ),
    ),
    Part(
        "When the letters do not say",
        (
            "The answer then says so, says what was searched, and shows the closest paragraphs. They do not answer the "
            "question. Silence does not mean that something did not happen.",
            "If something goes wrong in the program you see “Sorry, there is a problem”, never an empty answer.",
        ),
    ),
    Part(
        "What it cannot do",
        (),
        (
            "It does not give advice, opinions or predictions, and knows nothing beyond the documents listed.",
            "It can miss a paragraph that matters, or choose one that does not. Open the letter before you rely on it.",
            "It can say that the letters do not say although they do. Ask again in other words.",
            "Each visit looks at different work, so a subject can be missing because it was not inspected.",
            "The documents are copies of what was published. They are not the official record.",
            "Paragraph numbers are the document’s own where it prints them. Where it prints none, they are counted "
            "from 1, leaving out the letterhead and the signature.",
        ),
    ),
    Part(
        "Your question",
        (
            f"A question can have up to {MAX_QUESTION_CHARACTERS} characters. Do not name a child or a family in it. "
            "A follow-up such as “and in 2022?” is read together with your earlier questions.",
            "The conversation stays in this tab of your browser and goes when you close the tab. Nothing is sent to "
            "another website.",
        ),
    ),
    Part(
        "Choosing documents",
        (
            "Under the question box you can choose councils, types of document, whose words, dates and single "
            "documents. What you choose holds whatever the question says; where the two contradict each other, the "
            "answer says so and nothing is quoted.",
            "A document’s date is the day it bears, else the last day of its visit or inspection, else the end of the "
            "period it covers. Each answer says how many documents your choices left out.",
            "Choices stand in the address of the page, so a link keeps them. They stay in this tab until you clear "
            "them.",
        ),
    ),
    Part(
        "Using the keyboard",
        (
            "Enter asks, Shift and Enter starts a new line. Enter on a citation opens its letter at the paragraph. "
            "Escape goes back to the citation.",
        ),
    ),
)

_TAKING = (
    "Under an answer you can copy it with its citations, download it for Word or as a table, print it, and keep a "
    "receipt: a page that shows the answer as it was given and says, whenever it is opened, whether the letters still "
    "hold the same words at the same place."
)


def help_main(kept: Sequence[str]) -> Markup:
    """Draw the help page; `kept` says what is kept of a visit."""
    taking = Part("Taking an answer with you, and what is kept", (_TAKING, *kept))
    return words_main("How this works", (*_PARTS, taking))
