"""What the page lets people take away: comes in: an assistant and an answer, goes out: tools, files and kept receipts.

The server keeps nothing about a visitor. An answer's record travels with the answer and comes back, stamped, when
something is to be saved; only a press of "Keep a receipt" or "Send" leaves anything behind.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from assistant import (
    CHOICES,
    Answer,
    Asked,
    Assistant,
    Receipt,
    RecordError,
    Scope,
    Stamp,
    absolute,
    copied_texts,
    drop_old_feedback,
    drop_old_receipts,
    load_stamp,
    make_receipt,
    receipt_id,
    write_record,
)
from ui.markup import Markup
from ui.markup_copy import copied_markup
from ui.markup_tools import Tools, answer_tools

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AskedHere:
    """How a question came: the earlier ones, the visitor's choices, and the address the page was reached at.

    `choices` are the same as `scope`, written as in a link ("council=Hull&from=2022").
    """

    earlier: Sequence[str]
    scope: Scope
    address: str
    choices: str = ""


class TakeawayDesk:
    """Draws an answer's tools and opens the records that come back. Safe to share between threads."""

    def __init__(self, assistant: Assistant, stamp: Stamp) -> None:
        self.assistant = assistant
        self._stamp = stamp
        self._dropped_on: date | None = None

    def draw_tools(self, answer: Answer, asked: AskedHere) -> Markup | None:
        """Draw what can be done with `answer`; `None` where the letters changed while it was made."""
        self.drop_old()
        try:
            receipt = make_receipt(self.assistant, answer, Asked(tuple(asked.earlier), asked.scope))
        except RecordError as error:
            _log.warning("an answer cannot be taken away: %s", error.message)
            return None
        record, address = write_record(receipt), self.address(asked.address)
        plain, markdown = copied_texts(receipt, address)
        tools = Tools(
            id=receipt_id(record),
            record=record,
            stamp=self._stamp.make(record),
            plain=plain,
            markdown=markdown,
            html=copied_markup(receipt, address),
            question_link=absolute(question_link(receipt, asked.choices), address),
        )
        return answer_tools(receipt, tools, self.assistant.settings)

    def drop_old(self) -> None:
        """Delete what is too old to be kept, once a day."""
        today = datetime.now(UTC).date()
        if self._dropped_on == today:
            return
        self._dropped_on = today
        try:
            drop_old_receipts(self.assistant.settings)
            drop_old_feedback(self.assistant.settings)
        except RecordError as error:
            _log.warning("what is too old could not be deleted: %s", error.what_to_do)

    def open(self, record: str, stamp: str) -> Receipt:
        """Return the receipt in a record that came back; raises RecordError where it is not one of ours."""
        return self._stamp.open(record, stamp)

    def address(self, reached_at: str) -> str:
        """The address links begin with: the settings', else the one the page was reached at."""
        return self.assistant.settings.address or reached_at


@dataclass(frozen=True, slots=True)
class Taking:
    """The desk for one visitor, who reached the page at `address`."""

    desk: TakeawayDesk
    address: str

    def draw(self, answer: Answer, earlier: Sequence[str], scope: Scope, choices: object = "") -> Markup | None:
        """Draw the tools of `answer` to a question asked after `earlier`, within `scope` (as in a link: `choices`)."""
        written = choices if isinstance(choices, str) else ""
        return self.desk.draw_tools(answer, AskedHere(earlier, scope, self.address, written))


def question_link(receipt: Receipt, choices: str) -> str:
    """Return the address that fills in the question, as it stands alone, with the choices it was asked within."""
    given = [(name, value) for name, value in parse_qsl(choices) if name in CHOICES]
    return f"/?{urlencode([('q', receipt.read_as or receipt.question), *given])}"


def reached_at(request: Request | None) -> str:
    """Return the address a request was sent to, as its sender wrote it; empty where there is no request."""
    if request is None:
        return ""
    return request.headers.get("origin") or str(request.base_url).rstrip("/")


def open_desk(assistant: Assistant) -> TakeawayDesk:
    """Open the desk of a service that starts; what is too old to be kept goes now."""
    desk = TakeawayDesk(assistant, load_stamp(assistant.settings.home))
    desk.drop_old()
    return desk
