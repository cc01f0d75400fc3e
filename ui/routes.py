"""The plain pages: comes in: an Assistant and an application, goes out: the same with the letters' addresses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import QueryParams

from assistant import Assistant
from corpus import Letter, UserFacingError
from ui.anchors import MAX_WORDS_IN_LINK, Wanted, find_paragraphs, letter_address
from ui.choices import read_link
from ui.frame import GRADIO_ELEMENT
from ui.markup import Markup
from ui.markup_ask import ask_main
from ui.markup_choices import choices_part
from ui.markup_documents import MAX_SEARCH_CHARACTERS, documents_main, missing_letter_main
from ui.markup_help import help_main
from ui.markup_kept import what_is_kept
from ui.markup_page import Page, plain_main, whole_page
from ui.markup_source import letter_page_body, missing_letter, source_panel
from ui.subject_routes import draw_subjects, marks_in_letter
from ui.words import council_words

_NUMBER_CHARACTERS = 40
_OFFSET_DIGITS = 10
STATIC = Path(__file__).parent / "static"


def draw_ask_page(assistant: Assistant, head: Markup, query: str) -> Markup:
    """Draw the Ask page around Gradio's form; `head` is what Gradio needs in the document's head.

    `query` is what stands after "?" in the address: choices in it are set.
    """
    main = ask_main(assistant.letters, GRADIO_ELEMENT, _draw_choices(assistant, query))
    return draw_page(assistant, Page("Ask a question", main, "/", ("source", "choices", "ask", "takeaway"), head))


def _draw_choices(assistant: Assistant, query: str) -> Markup:
    scope, ignored = read_link(query, assistant.letters)
    return choices_part(assistant.letters, scope, ignored)


def add_pages(app: FastAPI, assistant: Assistant, changes: Markup | None = None) -> None:
    """Add the letters, their panels, help, health and our own files; comes before Gradio, which takes the rest.

    `changes` stands above the list of documents where letters may be added.
    """
    app.mount("/page", StaticFiles(directory=STATIC), name="page")

    def page(page: Page, status_code: int = 200) -> HTMLResponse:
        return HTMLResponse(draw_page(assistant, page), status_code)

    @app.get("/letters")
    def documents(q: str = "") -> HTMLResponse:
        asked = " ".join(q[:MAX_SEARCH_CHARACTERS].split())
        return page(Page("Documents", documents_main(assistant.letters, asked, changes), "/letters"))

    @app.get("/subjects")
    def subjects(request: Request) -> HTMLResponse:
        drawn = draw_subjects(assistant, request.query_params)
        return page(Page(drawn.title, drawn.main, "/subjects"), drawn.status_code)

    @app.get("/letters/{letter_id}")
    def letter_page(letter_id: str, request: Request) -> HTMLResponse:
        letter = _find(assistant, letter_id)
        if letter is None:
            return page(Page("Letter not found", missing_letter_main(letter_id), ""), 404)
        marks = marks_in_letter(assistant, letter, request.query_params.get("subject", ""))
        body = letter_page_body(letter, _wanted(request.query_params), marks)
        return page(Page(letter.title, plain_main(body), "", ("letter",)))

    @app.get("/letters/{letter_id}/panel")
    def panel(letter_id: str, request: Request) -> HTMLResponse:
        letter = _find(assistant, letter_id)
        if letter is None:
            return HTMLResponse(missing_letter(letter_id), 404)
        wanted = _wanted(request.query_params)
        return HTMLResponse(source_panel(letter, wanted, _full_page(letter, wanted)))

    @app.get("/choices")
    def choices(request: Request) -> HTMLResponse:
        return HTMLResponse(_draw_choices(assistant, request.url.query))

    @app.get("/help")
    def help_page() -> HTMLResponse:
        return page(Page("How this works", help_main(what_is_kept(assistant.settings)), "/help"))

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"corpus_version": assistant.corpus_version}


def draw_page(assistant: Assistant, page: Page) -> Markup:
    """Draw `page` in the frame of this service, with what the index has to say."""
    return whole_page(replace(page, council=council_words(assistant.letters), notice=assistant.notice))


def _find(assistant: Assistant, letter_id: str) -> Letter | None:
    try:
        return assistant.letter(letter_id)
    except UserFacingError:
        return None


def _wanted(asked: QueryParams) -> Wanted:
    """Read what a link asks for; anyone can write a link, so everything is cut to size and a bad offset is none."""

    def offset(name: str) -> int:
        given = asked.get(name, "")
        return int(given) if given.isdecimal() and len(given) < _OFFSET_DIGITS else -1

    words, to = asked.get("words", "")[:MAX_WORDS_IN_LINK], asked.get("to", "")[:MAX_WORDS_IN_LINK]
    return Wanted(asked.get("para", "")[:_NUMBER_CHARACTERS], words, to, offset("start"), offset("end"))


def _full_page(letter: Letter, wanted: Wanted) -> str:
    asked = {"para": wanted.paragraph, "words": wanted.words, "to": wanted.to}
    address = f"{letter_address(letter.id)}?{urlencode({name: value for name, value in asked.items() if value})}"
    named = find_paragraphs(letter, wanted.paragraph)
    fragment = f"#p{named[0].number}" if named and named[0].number else ""
    return f"{address.removesuffix('?')}{fragment}"
