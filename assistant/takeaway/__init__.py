"""What a person takes away from an answer: comes in: an Answer, goes out: files, receipts and feedback."""

from assistant.takeaway.feedback import (
    MAX_COMMENT_CHARACTERS,
    Feedback,
    Verdict,
    add_feedback,
    drop_old_feedback,
    load_feedback,
    takes_feedback,
)
from assistant.takeaway.formats import Format, TakenFile, copied_texts, write_file
from assistant.takeaway.outline import Block, Form, outline_answer
from assistant.takeaway.receipt import Receipt, RecordError, TakenQuote
from assistant.takeaway.receipts import Kept, drop_old_receipts, keep_receipt, keeps_receipts, load_receipt
from assistant.takeaway.recheck import Checked, Fate, recheck, still_holds
from assistant.takeaway.record import receipt_id, write_record
from assistant.takeaway.stamp import Stamp, load_stamp
from assistant.takeaway.taking import Asked, make_receipt
from assistant.takeaway.words import (
    CHECK_FIRST,
    NOTHING_SEARCHED,
    SILENCE,
    SILENCE_MEANS,
    absolute,
    name_status,
    say_moment,
    say_searched,
)

__all__ = [
    "CHECK_FIRST",
    "MAX_COMMENT_CHARACTERS",
    "NOTHING_SEARCHED",
    "SILENCE",
    "SILENCE_MEANS",
    "Asked",
    "Block",
    "Checked",
    "Fate",
    "Feedback",
    "Form",
    "Format",
    "Kept",
    "Receipt",
    "RecordError",
    "Stamp",
    "TakenFile",
    "TakenQuote",
    "Verdict",
    "absolute",
    "add_feedback",
    "copied_texts",
    "drop_old_feedback",
    "drop_old_receipts",
    "keep_receipt",
    "keeps_receipts",
    "load_feedback",
    "load_receipt",
    "load_stamp",
    "make_receipt",
    "name_status",
    "outline_answer",
    "receipt_id",
    "recheck",
    "say_moment",
    "say_searched",
    "still_holds",
    "takes_feedback",
    "write_file",
    "write_record",
]
