"""What a press on an answer's tools is answered with: comes in: a receipt or words, goes out: a file or a refusal."""

from __future__ import annotations

from contextlib import suppress

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from assistant import Checked, Format, Receipt, recheck, still_holds, write_file
from corpus import IndexUnavailable
from ui.takeaway_desk import TakeawayDesk, reached_at
from ui.write_limit import WriteLimit

# A receipt that was deleted must not live on in a browser that others use.
NOT_STORED = {"cache-control": "no-store"}
_LETTERS_CHANGED = "The letters changed since this answer was given. Ask the question again."
_NOTHING_TO_SAVE = "There is nothing to download: the answer quotes no letter."


def check_today(receipt: Receipt, desk: TakeawayDesk) -> tuple[Checked, ...]:
    """Compare with today's letters: the newest index's. Where that cannot be opened the page's notice says so."""
    with suppress(IndexUnavailable):
        desk.assistant.refresh()
    return recheck(receipt, desk.assistant.letters_by_id)


def send_file(receipt: Receipt, wanted: Format, desk: TakeawayDesk, request: Request) -> Response:
    """The file itself, unless a letter changed since: a file has no date of its own on its quotations.

    A silence has none, for a page of near misses could be taken for an answer.
    """
    if not receipt.can_be_taken:
        return say(_NOTHING_TO_SAVE, 409)
    if not still_holds(check_today(receipt, desk)):
        return say(_LETTERS_CHANGED, 409)
    file = write_file(receipt, wanted, desk.address(reached_at(request)))
    headers = {"content-disposition": f'attachment; filename="{file.name}"', **NOT_STORED}
    return Response(file.content, media_type=file.media_type, headers=headers)


def refuse_haste(limit: WriteLimit, request: Request) -> Response | None:
    """Return a refusal where a visitor asks for more than the limit; None where the request is taken."""
    wait = limit.seconds_to_wait(request.client.host if request.client else "")
    if not wait:
        return None
    words = f"That was a lot at once. Try again in {wait} second{'' if wait == 1 else 's'}."
    return say(words, 429, {"retry-after": str(wait)})


def say(words: str, status_code: int, headers: dict[str, str] | None = None) -> Response:
    """Answer with words to show where the press was."""
    return JSONResponse({"said": words}, status_code, headers)
