"""Addresses of subjects: comes in: a council, a subject or a letter, goes out: the permanent link that shows it."""

from __future__ import annotations

from urllib.parse import urlencode

from assistant import ALL_COUNCILS, Subject
from corpus import Letter
from ui.anchors import letter_address, paragraph_at

SUBJECTS = "/subjects"


def subjects_address(council: str | None, subject: str | None = None) -> str:
    """The address of a council's subjects (None: all councils), or of one of them."""
    asked = {"council": council if council is not None else ALL_COUNCILS}
    if subject is not None:
        asked["subject"] = subject
    return f"{SUBJECTS}?{urlencode(asked)}"


def marked_letter_address(letter: Letter, subject: Subject, start: int | None = None) -> str:
    """The address of a letter with a subject's sentences marked, at the paragraph that holds offset `start`."""
    found = paragraph_at(letter, start) if start is not None else None
    anchor = f"#{found[0]}" if found else ""
    return f"{letter_address(letter.id)}?{urlencode({'subject': subject.id})}{anchor}"
