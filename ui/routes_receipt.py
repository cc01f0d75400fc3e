"""The pages of kept receipts: comes in: a desk and an application, goes out: the same with the receipts' addresses."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from assistant import Format, RecordError, load_receipt
from ui.markup import Markup
from ui.markup_page import Page
from ui.markup_receipt import missing_receipt_main, receipt_main
from ui.replies import NOT_STORED, check_today, refuse_haste, send_file
from ui.takeaway_desk import TakeawayDesk
from ui.write_limit import WriteLimit

READ_A_MINUTE = 60

DrawPage = Callable[[Page], Markup]


def add_receipt_pages(app: FastAPI, desk: TakeawayDesk, draw: DrawPage) -> None:
    """Add the page of each receipt and its files; `draw` draws a whole page."""
    settings = desk.assistant.settings
    limit = WriteLimit(READ_A_MINUTE)

    @app.get("/receipts/{wanted}")
    def show(wanted: str) -> HTMLResponse:
        try:
            receipt = load_receipt(settings, wanted)
        except RecordError as error:
            return HTMLResponse(draw(Page("Receipt not found", missing_receipt_main(error), "")), 404)
        main = receipt_main(wanted, receipt, check_today(receipt, desk))
        return HTMLResponse(draw(Page(f"Receipt {wanted}", main, "", ("takeaway",))), headers=NOT_STORED)

    @app.get("/receipts/{wanted}/{format_}")
    def save_kept(wanted: str, format_: Format, request: Request) -> Response:
        if refusal := refuse_haste(limit, request):
            return refusal
        try:
            receipt = load_receipt(settings, wanted)
        except RecordError as error:
            return HTMLResponse(draw(Page("Receipt not found", missing_receipt_main(error), "")), 404)
        return send_file(receipt, format_, desk, request)
