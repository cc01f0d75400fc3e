"""Whatever a letter or a question holds is shown as the words it is, in every view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import ui
from assistant import Answer, AnswerStatus, Quote, Scope, Term
from corpus import Letter, QuestionError
from ui.anchors import Wanted
from ui.markup import Markup, element, escape, join
from ui.markup_accessibility import accessibility_main
from ui.markup_answer import answer_turn
from ui.markup_choices import choices_part
from ui.markup_documents import documents_main, missing_letter_main
from ui.markup_page import Page, plain_main, whole_page
from ui.markup_privacy import privacy_main
from ui.markup_problem import problem_turn
from ui.markup_source import letter_page_body, source_panel

HARMLESS_TAGS = set(
    "html head meta title link body a header div span nav ul li main footer p h1 h2 h3 h4 h5 article section figure "
    "blockquote figcaption table caption thead tbody tr th td dl dt dd button mark details summary form fieldset legend "
    "label select option input".split()
)
# The accessibility statement must name the standard and whom to complain to.
NAMED_BY_LAW = {"https://www.w3.org/TR/WCAG22/", "https://www.equalityadvisoryservice.com/"}


def assert_harmless(page: Any) -> None:
    """No element, attribute or address that markup in the words could have made."""
    assert {tag for tag, _ in page.elements} <= HARMLESS_TAGS
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcdoc")]
        for address in (attributes.get("href"), attributes.get("data-source"), attributes.get("action")):
            assert address is None or address.startswith(("/", "#")) or address in NAMED_BY_LAW


def views(
    letter: Letter, quotes: tuple[Quote, ...], question: str, answer_of: Callable[..., Answer]
) -> dict[str, Markup]:
    """Every view with `question` and the letter's words wherever words can stand."""
    given = {"notes": (question,), "read_as": question + "?", "near_misses": quotes}
    answer = answer_of(question, AnswerStatus.PARTLY_ANSWERED, quotes, **given)
    return {
        "answer": answer_turn(answer, gloss=lambda quote: [Term(question, question, True)]),
        "panel": source_panel(letter, Wanted(words=quotes[0].text), "/letters/x"),
        "panel with an old link": source_panel(letter, Wanted(paragraph=question, words=question * 2), "/letters/x"),
        "letter page": letter_page_body(letter, Wanted()),
        "documents": documents_main([letter]),
        "choices": choices_part([letter], Scope((letter.id,), ("all", question)), (question,)),
        "documents by council": documents_main([letter] * 12 + [replace(letter, council=None)]),
        "documents searched for": documents_main([letter], question),
        "privacy": privacy_main(question, (question,)),
        "accessibility": accessibility_main(question),
        "missing letter": missing_letter_main(question),
        "problem": problem_turn(QuestionError(question, question)),
        "whole page": whole_page(Page(question, plain_main(question), "/", council=question, notice=question)),
    }


def test_hostile_words_are_shown_as_words_in_every_view(
    visit: Letter, hostile: tuple[str, ...], cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """Scripts, event handlers, templates, javascript: links and Markdown come out as text, whoever wrote them."""
    for words in hostile:
        named = replace(visit, id=words, title=words, addressee=words, council=words, inspectors=(words,), source=words)
        quotes = tuple(cut_quote(named, payload) for payload in hostile)
        for name, markup in views(named, quotes, words, answer_of).items():
            page = read_page(markup)
            assert_harmless(page)
            assert words in page.texts[0], f"{name} does not show {words!r}"


def test_no_template_character_of_a_letter_or_question_reaches_the_page(
    visit: Letter, hostile: tuple[str, ...], cut_quote: Any, answer_of: Any
) -> None:
    """`$`, `{` and `}` are entities everywhere, so that no template between us and the reader can run them."""
    quotes = tuple(cut_quote(visit, payload) for payload in hostile)
    for markup in chain.from_iterable(views(visit, quotes, words, answer_of).values() for words in hostile):
        assert not set("${}") & set(markup)


def test_quoted_words_read_back_exactly(
    visit: Letter, hostile: tuple[str, ...], cut_quote: Any, answer_of: Any, read_page: Any
) -> None:
    """What the reader sees as quoted is the quote, character for character."""
    quotes = tuple(cut_quote(visit, payload) for payload in hostile)
    answer = answer_of("q", AnswerStatus.ANSWERED, quotes)
    assert read_page(answer_turn(answer)).words("span", "quoted") == list(hostile)


def test_plain_text_becomes_markup_only_by_escaping() -> None:
    """`element` and `join` escape every string that is not Markup, in content and in attributes."""
    assert element("p", "<b>", Markup("<i></i>"), None, title='"$') == '<p title="&quot;&#36;">&lt;b&gt;<i></i></p>'
    assert join(["<", Markup("<br>")]) == "&lt;<br>"
    assert isinstance(escape("x"), Markup)


@pytest.mark.parametrize(
    "script", sorted((Path(ui.__file__).parent / "static").glob("*.js")), ids=lambda path: path.name
)
def test_scripts_put_in_only_what_the_server_drew(script: Path) -> None:
    """The scripts set inner HTML only from the server's replies and never build markup of their own."""
    words = script.read_text("utf-8")
    allowed = {"reply.text()", "html", "byId("}
    for line in words.splitlines():
        if "innerHTML =" in line:
            assert any(source in line.partition("innerHTML =")[2] for source in allowed), line
    for forbidden in (
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "localStorage",
        "https://",
        "http://",
    ):
        assert forbidden not in words
