"""The pages that speak for whoever runs the site: comes in: an application and a Site, goes out: the same with them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from assistant import Assistant
from ui.markup import Markup
from ui.markup_accessibility import accessibility_main
from ui.markup_kept import what_is_kept
from ui.markup_page import Page
from ui.markup_privacy import privacy_main
from ui.routes import draw_page
from ui.site import Site


def add_site_pages(app: FastAPI, assistant: Assistant, site: Site) -> None:
    """Add the privacy page and the accessibility statement; comes before Gradio, which takes the rest."""

    def page(title: str, main: Markup, address: str) -> HTMLResponse:
        return HTMLResponse(draw_page(assistant, Page(title, main, address)))

    @app.get("/privacy")
    def privacy() -> HTMLResponse:
        return page("Privacy", privacy_main(site.contact, what_is_kept(assistant.settings)), "/privacy")

    @app.get("/accessibility")
    def accessibility() -> HTMLResponse:
        return page("Accessibility statement", accessibility_main(site.contact), "/accessibility")
