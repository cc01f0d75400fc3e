"""The pages that change letters: comes in: an application and a Site that allows it, goes out: the same with them."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from assistant import Assistant, LetterChanges
from corpus import UserFacingError
from ui.change_job import ChangeJob
from ui.markup import Markup
from ui.markup_changes import add_form, change_body, change_main, refused_main, remove_main
from ui.markup_page import Page
from ui.routes import draw_page
from ui.site import Site
from ui.uploads import MAX_FILES, keep_uploads
from ui.words import count_words

_SECONDS_BETWEEN_WRONG_PHRASES = 2.0


class ChangeDoor:
    """Lets a change in only from our own form, and with the pass phrase where the site asks for one."""

    def __init__(self, pass_phrase: str) -> None:
        self.form_token = secrets.token_urlsafe(24)
        self.pass_phrase = pass_phrase
        self._closed_until = 0.0

    def check(self, request: Request, form: FormData) -> None:
        """Raise UserFacingError where the form is not ours, the phrase wrong, or tried again too soon.

        The guard has refused foreign origins already; a browser always names its own for a form that changes things.
        """
        token = str(form.get("form_token", ""))
        if "origin" not in request.headers or not secrets.compare_digest(token.encode(), self.form_token.encode()):
            raise UserFacingError("This form is out of date.", "Go back to the documents and try again.")
        if not self.pass_phrase:
            return
        now = time.monotonic()
        given = str(form.get("pass_phrase", ""))
        if now < self._closed_until or not secrets.compare_digest(given.encode(), self.pass_phrase.encode()):
            # One try every two seconds, for everybody together: a phrase of 16 characters cannot be guessed so.
            self._closed_until = max(self._closed_until, now + _SECONDS_BETWEEN_WRONG_PHRASES)
            raise UserFacingError("The pass phrase is not right, or the last wrong one was too recent.", "Try again.")


def add_change_pages(app: FastAPI, assistant: Assistant, site: Site) -> Markup | None:
    """Add the pages where `site` allows changes; return the form to add letters, `None` where it does not."""
    if site.changes is None:
        return None
    changes, job, door = site.changes, ChangeJob(), ChangeDoor(site.change_token)
    asks = bool(site.change_token)

    def page(title: str, main: Markup, status_code: int = 200) -> HTMLResponse:
        return HTMLResponse(draw_page(assistant, Page(title, main, "/letters", ("changes",))), status_code)

    async def change(request: Request, begin: Callable[[FormData], None]) -> Response:
        async with request.form(max_files=MAX_FILES, max_fields=8) as form:
            try:
                door.check(request, form)
                await run_in_threadpool(begin, form)
            except UserFacingError as error:
                return page("Nothing was changed", await run_in_threadpool(refused_main, error), 400)
        return RedirectResponse("/changes", status_code=303)

    @app.get("/changes")
    def progress() -> HTMLResponse:
        return page("Changing the letters", change_main(job.state))

    @app.get("/changes/part")
    def progress_part() -> HTMLResponse:
        return HTMLResponse(change_body(job.state))

    @app.get("/changes/remove/{letter_id}")
    def ask_whether(letter_id: str) -> HTMLResponse:
        try:
            main = remove_main(assistant.letter(letter_id), door.form_token, asks)
        except UserFacingError as error:
            return page("Nothing was changed", refused_main(error), 404)
        return page("Remove this letter?", main)

    @app.post("/changes/add")
    async def add(request: Request) -> Response:
        return await change(request, lambda form: _begin_adding(changes, job, form))

    @app.post("/changes/remove")
    async def remove(request: Request) -> Response:
        return await change(request, lambda form: _begin_removing(changes, job, str(form.get("letter_id", ""))))

    return add_form(door.form_token, asks)


def _begin_adding(changes: LetterChanges, job: ChangeJob, form: FormData) -> None:
    files = [part for part in form.getlist("files") if isinstance(part, UploadFile) and part.filename]
    folder = keep_uploads(files)
    paths: list[Path] = sorted(folder.iterdir())
    try:
        what = f"Adding {count_words(len(paths), 'file')}."
        job.start(
            what,
            lambda hear: changes.add(paths, hear),
            lambda: shutil.rmtree(folder, ignore_errors=True),
        )
    except UserFacingError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _begin_removing(changes: LetterChanges, job: ChangeJob, letter_id: str) -> None:
    job.start(f"Removing {letter_id[:100]}.", lambda hear: changes.remove([letter_id], hear), lambda: None)
