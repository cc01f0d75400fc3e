"""What is kept, in words: comes in: settings, or what was just kept, goes out: plain sentences and confirmations."""

from __future__ import annotations

from assistant import Feedback, Kept, Settings, keeps_receipts, takes_feedback
from corpus import say_date
from ui.markup import Markup, element


def what_is_kept(settings: Settings) -> tuple[str, ...]:
    """Say what is kept of a visit, when, where and for how long."""
    return (
        "Nothing is kept of a question unless you ask for it. The answer’s record is in your browser’s tab only.",
        _receipts(settings),
        _feedback(settings),
        "Copies and downloads are yours: they hold the question and the answer, and the server keeps no copy.",
    )


def kept_words(kept: Kept) -> Markup:
    """Say that a receipt is kept, where it is and until when."""
    return element(
        "p",
        "Receipt kept: ",
        element("a", kept.id, href=f"/receipts/{kept.id}"),
        ". It holds your question and this answer. Whoever has the number can open it. "
        f"It will be deleted by {say_date(kept.until)}.",
        class_="note",
    )


def feedback_thanks(remark: Feedback) -> Markup:
    """Say that feedback has arrived, with its number; takes the focus that the form had."""
    return element(
        "p",
        f"Thank you. Your feedback is kept for the people who look after this service (number {remark.id}).",
        class_="note",
        tabindex="-1",
    )


def _receipts(settings: Settings) -> str:
    if not keeps_receipts(settings):
        return "Receipts are not kept on this server."
    return (
        "“Keep a receipt” keeps your question, your earlier questions, the answer and its time on this server for "
        f"{settings.receipt_days} days; of more than {settings.receipt_limit:,} receipts the oldest go sooner. Nothing "
        "says who asked. Whoever has the receipt’s number can open it. Ask the people who look after this service to "
        "delete one sooner."
    )


def _feedback(settings: Settings) -> str:
    if not takes_feedback(settings):
        return "Feedback is not kept on this server."
    return (
        "Feedback keeps your comment and a receipt of the answer on this server, for the people who look after this "
        f"service: the comment for {settings.feedback_days} days; of more than {settings.feedback_limit:,} comments "
        "the oldest go sooner."
    )
