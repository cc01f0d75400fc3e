"""The files an answer can be saved as: comes in: a receipt and a format, goes out: a file's name, type and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.takeaway.outline import outline_answer
from assistant.takeaway.paper import outline_paper
from assistant.takeaway.plain import write_markdown, write_plain
from assistant.takeaway.receipt import Receipt
from assistant.takeaway.record import receipt_id, write_record
from assistant.takeaway.shape import write_json
from assistant.takeaway.table import write_csv


class Format(StrEnum):
    """What an answer can be saved as."""

    WORD = "word"
    CSV = "csv"
    MARKDOWN = "markdown"
    JSON = "json"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file ready to be saved."""

    name: str
    media_type: str
    content: bytes


_KINDS = {
    Format.WORD: ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Format.CSV: ("csv", "text/csv; charset=utf-8"),
    Format.MARKDOWN: ("md", "text/markdown; charset=utf-8"),
    Format.JSON: ("json", "application/json"),
    Format.TEXT: ("txt", "text/plain; charset=utf-8"),
}


def write_file(receipt: Receipt, wanted: Format, address: str) -> TakenFile:
    """Write `receipt` as `wanted`; links begin with `address`. The name tells nothing of the question."""
    ending, media_type = _KINDS[wanted]
    name = f"inspection-letters-{receipt_id(write_record(receipt))}.{ending}"
    return TakenFile(name, media_type, _content(receipt, wanted, address))


def _content(receipt: Receipt, wanted: Format, address: str) -> bytes:
    if wanted is Format.WORD:
        from assistant.takeaway.word import write_word

        return write_word(receipt, address)
    if wanted is Format.CSV:
        return write_csv(receipt, address)
    if wanted is Format.JSON:
        return write_json(receipt)
    if wanted is Format.MARKDOWN:
        return write_markdown(outline_paper(receipt, address)).encode("utf-8")
    return f"{receipt.text}\n".encode()


def copied_texts(receipt: Receipt, address: str) -> tuple[str, str]:
    """Return the answer alone as plain text and as Markdown, for the clipboard."""
    blocks = outline_answer(receipt, address)
    return write_plain(blocks), write_markdown(blocks)
