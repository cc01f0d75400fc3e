"""The web application: comes in: an Assistant, goes out: FastAPI with our pages, Gradio's form and the guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import Assistant
from ui.site import PLAIN_SITE, Site

if TYPE_CHECKING:
    from fastapi import FastAPI

SMALLEST_BYTES_TO_COMPRESS = 1000


def build_app(assistant: Assistant, hosts: frozenset[str] = frozenset(), site: Site = PLAIN_SITE) -> FastAPI:
    """Build the application; `hosts` are names, beside localhost and this machine's, under which it may be reached.

    The server keeps nothing about a visitor: every request carries what it needs.
    """
    from ui.question_form import build_form, light_theme, silence_gradio

    silence_gradio()
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware.gzip import GZipMiddleware

    from ui.change_pages import add_change_pages
    from ui.frame import Frame
    from ui.guard import Guard
    from ui.line import Line, add_line_page
    from ui.routes import add_pages, draw_ask_page, draw_page
    from ui.routes_takeaway import add_takeaway
    from ui.site_pages import add_site_pages
    from ui.takeaway_desk import open_desk

    app = FastAPI(openapi_url=None)
    desk, line = open_desk(assistant), Line(site.answers_at_once, site.longest_line)
    add_pages(app, assistant, add_change_pages(app, assistant, site))
    add_site_pages(app, assistant, site)
    add_line_page(app, line)
    add_takeaway(app, desk, lambda page: draw_page(assistant, page))
    gr.mount_gradio_app(
        app,
        build_form(assistant, desk, line),
        path="",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,
        show_error=False,
        theme=light_theme(),
        app_kwargs={"openapi_url": None},
    )
    # Added last, met first: a request passes the guard, then compression, then the frame.
    app.add_middleware(Frame, draw=lambda head, query: draw_ask_page(assistant, head, query))
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_BYTES_TO_COMPRESS)
    app.add_middleware(Guard, hosts=hosts, takes_files=site.changes is not None)
    return app
