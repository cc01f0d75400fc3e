"""A receipt in the stable machine-readable shape: comes in: a receipt, goes out: what `letters ask --json` prints."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from assistant.takeaway.receipt import Receipt, TakenQuote

Json = dict[str, Any]


def receipt_as_answer(receipt: Receipt) -> Json:
    """Return the answer in the shape other programs rely on; dates ISO 8601, unknown None."""
    searched = receipt.searched
    return {
        "id": None,
        "question": receipt.question,
        "status": receipt.status.value,
        "text": receipt.text,
        "quotes": [_quote(quote) for quote in receipt.quotes],
        "near_misses": [_quote(quote) for quote in receipt.near_misses],
        "searched": {
            "letters": searched.letters,
            "from": _iso(searched.first),
            "to": _iso(searched.last),
            "left_out_by_choices": searched.left_out_by_choices,
        },
        "corpus_version": receipt.making.corpus_version,
        "timings_ms": dict(receipt.timings_ms),
    }


def write_json(receipt: Receipt) -> bytes:
    """Return that shape as indented UTF-8."""
    return (json.dumps(receipt_as_answer(receipt), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _quote(quote: TakenQuote) -> Json:
    return {
        "n": quote.n,
        "text": quote.text,
        "letter_id": quote.letter_id,
        "letter_title": quote.letter_title,
        "letter_date": _iso(quote.letter_date),
        "voice": quote.voice,
        "section": quote.section,
        "paragraph": quote.paragraph,
        "page": quote.page,
        "start": quote.start,
        "end": quote.end,
        "source": quote.source,
        "link": quote.link,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
