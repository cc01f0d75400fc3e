"""Saving, keeping and saying what one thinks: comes in: a desk and an application, goes out: the same with addresses.

Every refusal is a JSON object with the words to show (`said`), so that the page can say them where the press was.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from assistant import (
    Format,
    RecordError,
    Verdict,
    add_feedback,
    keep_receipt,
    keeps_receipts,
)
from ui.markup_kept import feedback_thanks, kept_words
from ui.replies import refuse_haste, say, send_file
from ui.routes_receipt import DrawPage, add_receipt_pages
from ui.takeaway_desk import TakeawayDesk
from ui.write_limit import WriteLimit

KEPT_A_MINUTE = 15
SAVED_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """A record that came back from the page, with its stamp."""

    record: str
    stamp: str


@dataclass(frozen=True, slots=True)
class SentFeedback(Sent):
    """The same with what somebody thinks of it."""

    verdict: str
    comment: str = ""


def add_takeaway(app: FastAPI, desk: TakeawayDesk, draw: DrawPage) -> None:
    """Add the addresses; `draw` draws a whole page. Comes before Gradio, which takes the rest."""
    _add_saving(app, desk)
    _add_keeping(app, desk)
    add_receipt_pages(app, desk, draw)


def _add_saving(app: FastAPI, desk: TakeawayDesk) -> None:
    limit = WriteLimit(SAVED_A_MINUTE)

    @app.post("/answers/{wanted}")
    def save(wanted: Format, sent: Sent, request: Request) -> Response:
        if refusal := refuse_haste(limit, request):
            return refusal
        try:
            receipt = desk.open(sent.record, sent.stamp)
        except RecordError as error:
            return say(str(error), 400)
        return send_file(receipt, wanted, desk, request)


def _add_keeping(app: FastAPI, desk: TakeawayDesk) -> None:
    limit = WriteLimit(KEPT_A_MINUTE)
    settings = desk.assistant.settings

    @app.post("/receipts")
    def keep(sent: Sent, request: Request) -> Response:
        if refusal := refuse_haste(limit, request):
            return refusal
        try:
            kept = keep_receipt(settings, desk.open(sent.record, sent.stamp))
        except RecordError as error:
            return say(str(error), 400)
        said = "The receipt was kept before." if kept.was_kept else "The receipt is kept."
        return JSONResponse({"said": said, "html": kept_words(kept)})

    @app.post("/feedback")
    def feedback(sent: SentFeedback, request: Request) -> Response:
        if refusal := refuse_haste(limit, request):
            return refusal
        if sent.verdict not in list(Verdict):
            return say("Choose what you think of this answer.", 400)
        try:
            receipt = desk.open(sent.record, sent.stamp)
            remark = add_feedback(settings, receipt, Verdict(sent.verdict), sent.comment)
            # Without the answer nobody could tell what the remark is about; the form says that it is kept.
            if keeps_receipts(settings):
                keep_receipt(settings, receipt)
        except RecordError as error:
            return say(str(error), 400)
        return JSONResponse({"said": "Thank you. Your feedback is kept.", "html": feedback_thanks(remark)})
