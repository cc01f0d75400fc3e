"""The accessibility statement: comes in: whom to tell, goes out: the page the 2018 regulations ask for.

Its form is that of the model statement for the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
Accessibility Regulations 2018. What it says was tested is what `make accessibility` tests; keep the two in step.
"""

from __future__ import annotations

from ui.markup import Markup, element, join
from ui.markup_page import SERVICE
from ui.markup_words import Part, words_main

PREPARED = "21 November 2026"
_STANDARD = "https://www.w3.org/TR/WCAG22/"
_ADVICE = "https://www.equalityadvisoryservice.com/"

_USE = Part(
    "What you should be able to do",
    (),
    (
        "zoom in up to 400% without scrolling sideways",
        "use every part with a keyboard alone, in reading order, and always see where you are",
        "use the page with your own colours, with a dark or high-contrast setting, and with less movement",
        "hear, with a screen reader, that a search has begun, that an answer has come and what went wrong",
        "read every letter as a web page, without JavaScript",
    ),
)
_NOT_ACCESSIBLE = Part(
    "What is not accessible",
    ("We know of these limits:",),
    (
        "Asking a question needs JavaScript. Without it you can search the list of documents and read them.",
        "The letters’ words are quoted as they were written. Some are hard to read, and we may not change them.",
        "In a few wide tables of the letters a row is one long line of words: the original could not be taken apart.",
        "The originals of the letters, such as PDF files on other websites, may not be accessible.",
    ),
)
_TESTED = Part(
    "How we tested this",
    ("The program is tested by itself each time it changes, in the Chromium browser:",),
    (
        "every page and every state (such as searching, answer, no answer, failure) with axe-core, by its rules for "
        "WCAG 2.0 to 2.2, levels A and AA, and for good practice, 1440, 390 and 320 pixels wide and at 400% zoom",
        "the same in a dark setting, with forced colours and with reduced motion",
        "the way from the question to the source and back with the keyboard alone",
    ),
)
_NOT_TESTED = Part(
    "What was not tested",
    (
        "Automatic tests find only part of the faults. No person who uses assistive technology has tested this page. "
        "Not tried at all are the screen readers NVDA, JAWS, VoiceOver and TalkBack, speech input such as Dragon, and "
        "the browsers Firefox and Safari.",
    ),
)


def accessibility_main(contact: str) -> Markup:
    """Draw the statement; `contact` is whom a reader can tell, empty where nobody is named."""
    tell = (
        f"Tell {contact}." if contact else "Tell whoever runs this page for you: no contact has been entered here yet."
    )
    parts = (
        _USE,
        _status(),
        _NOT_ACCESSIBLE,
        Part(
            "Tell us",
            (
                f"If you meet a problem not listed here, or need something in another form, such as large print, "
                f"{tell}.",
                "Say which page, what happened, and what you use to read it.",
            ),
        ),
        _enforcement(),
        _TESTED,
        _NOT_TESTED,
        Part(
            "Preparation of this statement",
            (f"This statement was prepared on {PREPARED}, from the tests described above.",),
        ),
    )
    lead = (
        f"This statement is about the pages of “{SERVICE}”. We want as many people as possible to be able to use them."
    )
    return words_main("Accessibility statement", parts, lead)


def _status() -> Part:
    standard = element("a", "Web Content Accessibility Guidelines version 2.2", href=_STANDARD)
    return Part(
        "How accessible it is",
        (
            join(
                [
                    "These pages are meant to meet the ",
                    standard,
                    " level AA. We call them partially compliant, because they have not been tested by hand with "
                    "assistive technology.",
                ]
            ),
        ),
    )


def _enforcement() -> Part:
    service = element("a", "Equality Advisory and Support Service", href=_ADVICE)
    return Part(
        "If you are not happy with our answer",
        (
            join(
                [
                    "The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and "
                    "Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with how we "
                    "answer, contact the ",
                    service,
                    " (EASS).",
                ]
            ),
        ),
    )
