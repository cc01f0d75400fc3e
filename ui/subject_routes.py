"""The page of subjects: comes in: an address with a council and a subject, goes out: what the letters say over time."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from assistant import OWN_WORDS, Assistant, Subject, Subjects
from assistant.subjects import load_vocabulary
from corpus import Letter, UserFacingError
from ui.marking import Marks
from ui.markup import Markup, element, join
from ui.markup_councils import councils_parts
from ui.markup_page import plain_main
from ui.markup_subject import subject_parts
from ui.markup_subjects import overview_parts
from ui.subject_links import subjects_address
from ui.subject_words import choose_forms, council_words_of, links, where_to_go

TITLE = "Subjects over time"
_MAX_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """What is shown for an address: its title, its main part, and whether it was found."""

    title: str
    main: Markup
    status_code: int = 200


def draw_subjects(assistant: Assistant, asked: QueryParams) -> SubjectPage:
    """Draw all subjects of a council, one of them through its letters, or one of them council by council."""
    subjects = assistant.subjects()
    wanted = asked.get("subject", "").strip()[:_MAX_CHARACTERS]
    try:
        council = subjects.choose_council(asked.get("council", "")[:_MAX_CHARACTERS])
    except UserFacingError as problem:
        forms = choose_forms(subjects.councils, None, wanted or None)
        main = plain_main(element("h1", TITLE), element("p", problem.message, role="status"), forms)
        return SubjectPage(TITLE, main, 404)
    if not wanted:
        parts = overview_parts(
            subjects.overview(council), lambda subject, letter: subjects.sentences(subject, letter)[0]
        )
        return SubjectPage(TITLE, _main("Then and now: subjects over time", subjects, council, None, parts))
    found = subjects.find(wanted)
    if not found:
        return SubjectPage("Subject not found", _not_found(subjects, council, wanted), 404)
    subject = found[0]
    if council is None:
        parts = councils_parts(subjects.across_councils(subject))
    else:
        parts = subject_parts(subjects.over_time(subject, council), load_vocabulary())
    also = _also(found[1:], council)
    return SubjectPage(
        f"{subject.label} - {TITLE}", _main(subject.label, subjects, council, subject, join([also, parts]))
    )


def marks_in_letter(assistant: Assistant, letter: Letter, wanted: str) -> Marks | None:
    """Find what a link from a count wants marked in `letter`; None where its subject is not known."""
    subjects = assistant.subjects()
    found = subjects.find(wanted[:_MAX_CHARACTERS]) if wanted.strip() else ()
    if not found:
        return None
    spans = subjects.sentences(found[0], letter)
    count = f"{len(spans)} sentence{'s' * (len(spans) != 1)} marked" if spans else "No sentence marked"
    address = subjects_address(letter.council, found[0].id)
    back = element("a", f"{found[0].label}: then and now", href=address)
    return Marks(spans, element("p", f"{count}. ", back, class_="notice", role="status"))


def _main(heading: str, subjects: Subjects, council: str | None, subject: Subject | None, parts: Markup) -> Markup:
    return plain_main(
        where_to_go(council, subject is not None),
        element("h1", heading),
        element("p", council_words_of(council), class_="lead"),
        choose_forms(subjects.councils, council, subject.id if subject else None),
        parts,
    )


def _also(others: tuple[Subject, ...], council: str | None) -> Markup | None:
    if not others:
        return None
    addresses = [(one.label, subjects_address(council, one.id)) for one in others]
    return element("div", element("p", "Your words name other subjects too:"), links(addresses), class_="also")


def _not_found(subjects: Subjects, council: str | None, wanted: str) -> Markup:
    own_words = subjects_address(council, OWN_WORDS + wanted)
    return plain_main(
        where_to_go(council, True),
        element("h1", "Subject not found"),
        element("p", f"No subject is called “{wanted}”.", role="status"),
        links(
            [
                (f"Count the words “{wanted}” themselves", own_words),
                (f"Ask the letters about “{wanted}”", f"/?{urlencode({'q': wanted})}"),
            ]
        ),
        choose_forms(subjects.councils, council, None),
    )
