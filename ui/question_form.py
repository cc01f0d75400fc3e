"""Gradio's part of the page: comes in: an Assistant, goes out: Blocks with the question box and its event."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant import MAX_QUESTION_CHARACTERS, Assistant
from ui.ask_event import Shown, answer_question, too_busy
from ui.line import Line, LineFull
from ui.takeaway_desk import TakeawayDesk, Taking, reached_at

if TYPE_CHECKING:
    import gradio

# The browser half lives in static/ask.js; these only hand values over.
_START = "(question, earlier, choices, ticket) => window.askPage.start(question)"
_SHOW = "(shown, question) => [window.askPage.show(shown, question)]"
_FAIL = "() => { window.askPage.fail(); return []; }"


def silence_gradio() -> None:
    """Switch off Gradio's calls home; must run before Gradio is first imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"


def build_form(assistant: Assistant, desk: TakeawayDesk, line: Line) -> gradio.Blocks:
    """Build the form. The conversation lives in the browser, which sends the earlier questions along.

    Questions wait their turn in our own `line`, which, unlike Gradio's, can say how long it is.
    """
    silence_gradio()
    import gradio as gr

    async def ask(question: str, earlier: str, choices: str, ticket: str, request: gr.Request) -> Shown:
        taking = Taking(desk, reached_at(request.request))
        try:
            return await line.run(str(ticket), lambda: answer_question(assistant, question, earlier, choices, taking))
        except LineFull:
            return too_busy()

    # Gradio tells by the annotation what to hand over, and cannot find a name that is imported inside a function.
    ask.__annotations__["request"] = gr.Request
    quiet = {"api_visibility": "private", "show_progress": "hidden"}
    with gr.Blocks(analytics_enabled=False, fill_width=True, title="Ask a question") as form:
        question = gr.Textbox(
            label="Your question",
            info=f"Do not include a child’s or family’s name. {MAX_QUESTION_CHARACTERS} characters or fewer.",
            lines=1,
            max_lines=6,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", lang="en-GB", enterkeyhint="search"),
        )
        earlier, choices, ticket = (gr.Textbox(visible=False) for _ in range(3))
        shown = gr.JSON(visible=False)
        button = gr.Button("Ask", variant="primary", elem_id="ask")
        sent = [question, earlier, choices, ticket]
        asked = gr.on([button.click, question.submit], ask, sent, [shown], js=_START, **quiet)
        asked.success(None, [shown, question], [question], js=_SHOW, **quiet)
        asked.failure(None, [], [], js=_FAIL, **quiet)
    form.queue(default_concurrency_limit=None, max_size=64, api_open=False)
    return form


def light_theme() -> gradio.themes.Base:
    """One tested palette in light and dark preference alike, with no font to fetch."""
    import gradio as gr

    theme = gr.themes.Base(font=["Arial", "Helvetica", "sans-serif"], font_mono=["monospace"])
    theme.set(
        body_text_color="#111418",
        body_text_color_subdued="#4a5159",
        body_background_fill="#ffffff",
        block_background_fill="transparent",
        button_primary_background_fill="#0f6b3a",
        button_primary_background_fill_hover="#0a4f2a",
        button_primary_text_color="#ffffff",
        input_background_fill="#ffffff",
        input_border_color="#111418",
    )
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark")))
    return theme
