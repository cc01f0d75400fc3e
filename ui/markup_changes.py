"""Changing the letters: comes in: the state of a change, goes out: the forms to add and remove, and how it went."""

from __future__ import annotations

from pathlib import Path

from assistant import UpdateReport
from corpus import Letter, UserFacingError
from ui.change_job import ChangeState
from ui.markup import Markup, element, join
from ui.markup_facts import letter_summary
from ui.markup_page import plain_main
from ui.uploads import MAX_FILE_BYTES, MAX_FILES, MAX_UPLOAD_BYTES
from ui.words import count_words

_MEGABYTE = 1024 * 1024
_KINDS = ".docx,.htm,.html,.md,.pdf,.txt"
_STAGES = {"reading letters": "Reading the letters", "embedding": "Preparing the letters for searching"}


def add_form(form_token: str, asks_pass_phrase: bool) -> Markup:
    """Draw the form that adds letters; `form_token` proves that the form came from this page."""
    hint = (
        f"PDF, Word, web page, Markdown or text. Up to {MAX_FILES} files at once, each of up to "
        f"{MAX_FILE_BYTES // _MEGABYTE} MB and together {MAX_UPLOAD_BYTES // _MEGABYTE} MB. "
        "Either all that can be read are added, or none. A file with the name of a letter you added replaces it."
    )
    return element(
        "details",
        element("summary", "Add letters"),
        element(
            "form",
            _hidden(form_token),
            _field("files", "Letters to add", hint, type="file", multiple="", accept=_KINDS, required=""),
            _pass_phrase() if asks_pass_phrase else None,
            element("button", "Add", class_="tool"),
            action="/changes/add",
            method="post",
            enctype="multipart/form-data",
            class_="change",
        ),
        class_="add-letters",
    )


def remove_main(letter: Letter, form_token: str, asks_pass_phrase: bool) -> Markup:
    """Ask whether this letter is really to be removed."""
    return plain_main(
        element("h1", "Remove this letter?"),
        element("p", element("strong", letter.title)),
        element("p", letter_summary(letter)),
        element("p", "It will no longer be searched or shown. Links to it will say that it is not here."),
        element(
            "form",
            _hidden(form_token),
            element("input", type="hidden", name="letter_id", value=letter.id),
            _pass_phrase() if asks_pass_phrase else None,
            element(
                "div",
                element("button", "Remove it", class_="tool danger"),
                element("a", "Keep it", href="/letters", class_="tool"),
                class_="tools",
            ),
            action="/changes/remove",
            method="post",
            class_="change",
        ),
    )


def change_main(state: ChangeState) -> Markup:
    """Show the latest change: how far it is, or how it ended."""
    said = element("p", id="change-said", role="status", class_="unseen")
    return plain_main(element("h1", "Changing the letters"), change_body(state), said, _back())


def change_body(state: ChangeState) -> Markup:
    """The part that is drawn anew while a change runs; only its stage and its end are read out, not each number."""
    if state.running:
        return element("div", _running(state), id="change", data_running="true", data_said=_stage(state))
    said = "Nothing was changed." if state.report is None or not state.report.built else "The letters were changed."
    return element("div", _ended(state), id="change", data_running="false", data_said=said)


def refused_main(error: UserFacingError) -> Markup:
    """Say why a change was not begun."""
    return plain_main(
        element("h1", "Nothing was changed"), element("p", error.message), element("p", error.what_to_do), _back()
    )


def _running(state: ChangeState) -> Markup:
    far = f": {state.done:,} of {state.total:,}" if state.total else ""
    return join(
        [
            element("p", f"{state.what} {_stage(state)}{far}."),
            element("progress", max=str(state.total), value=str(state.done), aria_label="How far the change is")
            if state.total
            else None,
            element("p", "You can go on asking meanwhile: the letters as they were answer until this has ended."),
            element("noscript", element("p", element("a", "See how far it is now", href="/changes"))),
        ]
    )


def _stage(state: ChangeState) -> str:
    return _STAGES.get(state.stage, "Getting ready")


def _ended(state: ChangeState) -> Markup:
    if state.error is not None:
        told = _without_folders(f"{state.error.message} {state.error.what_to_do}")
        return join([element("h2", "Nothing was changed"), element("p", told)])
    if state.report is None:
        return element("p", "No letter has been added or removed since this page was started.")
    lines = [element("li", line) for line in _report_lines(state.report)]
    heading = "The letters were changed" if state.report.built else "Nothing was changed"
    return join([element("h2", heading), element("ul", *lines)])


def _report_lines(report: UpdateReport) -> list[str]:
    counts = {
        "added": report.new,
        "replaced": report.changed,
        "removed": report.removed,
        "already there, unchanged": report.unchanged,
    }
    lines = [f"{count_words(len(ids), 'letter')} {what}: {', '.join(ids)}" for what, ids in counts.items() if ids]
    lines += [f"{Path(one.path).name}: the same letter as {one.same_as}" for one in report.duplicates]
    lines += [
        f"{Path(one.path).name} was left out: {_without_folders(one.reason)} {one.what_to_do}" for one in report.skipped
    ]
    return lines or ["No letter was found."]


def _without_folders(words: str) -> str:
    """Name files, not where they lie on the server."""
    return " ".join(Path(word).name if word.startswith("/") and "/" in word[1:] else word for word in words.split(" "))


def _hidden(form_token: str) -> Markup:
    return element("input", type="hidden", name="form_token", value=form_token)


def _pass_phrase() -> Markup:
    hint = "The pass phrase that whoever runs this page has set"
    return _field("pass_phrase", "Pass phrase", hint, type="password", autocomplete="off", required="")


def _field(name: str, label: str, hint: str, **attributes: str) -> Markup:
    return element(
        "div",
        element("label", label, for_=name),
        element("p", hint, class_="hint", id=f"{name}-hint"),
        element("input", id=name, name=name, aria_describedby=f"{name}-hint", **attributes),
        class_="field",
    )


def _back() -> Markup:
    return element("p", element("a", "Back to the documents", href="/letters"))
