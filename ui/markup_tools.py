"""What can be done with an answer: comes in: its receipt and settings, goes out: buttons, and the feedback form."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assistant import MAX_COMMENT_CHARACTERS, Format, Receipt, Settings, Verdict, keeps_receipts, takes_feedback
from ui.markup import Markup, element

VERDICT_WORDS = {
    Verdict.HELPFUL: "It helped",
    Verdict.WRONG_QUOTE: "A quotation is wrong or does not fit",
    Verdict.MISSED_SOMETHING: "Something is missing",
}
_FILES = {Format.CSV: "spreadsheet (CSV)", Format.MARKDOWN: "Markdown", Format.JSON: "data (JSON)"}


@dataclass(frozen=True, slots=True)
class Tools:
    """What the buttons work with: the answer's id, its stamped record, and what copying puts on the clipboard."""

    id: str
    record: str
    stamp: str
    plain: str
    markdown: str
    html: Markup
    question_link: str


def answer_tools(receipt: Receipt, tools: Tools, settings: Settings) -> Markup:
    """Draw the tools of one answer. A silence can be printed and kept, but there is nothing to copy or download."""
    copied = {"plain": tools.plain, "markdown": tools.markdown, "html": str(tools.html)}
    copied |= {"question": tools.question_link}
    return element(
        "div",
        element(
            "div",
            _button("Copy answer", "copy") if receipt.can_be_taken else None,
            _button("Download for Word", "save", Format.WORD) if receipt.can_be_taken else None,
            _button("Print", "print"),
            _button("Keep a receipt", "keep") if keeps_receipts(settings) else None,
            class_="tools",
            role="group",
            aria_label="Take this answer with you",
        ),
        element("p", class_="said", aria_hidden="true"),
        element("div", class_="kept"),
        _more() if receipt.can_be_taken else None,
        _feedback_form(tools.id, settings) if takes_feedback(settings) else None,
        class_="takeaway",
        data_record=tools.record,
        data_stamp=tools.stamp,
        data_copied=json.dumps(copied, ensure_ascii=False) if receipt.can_be_taken else None,
    )


def _button(words: str, does: str, format_: Format | None = None) -> Markup:
    return element("button", words, type="button", class_="tool", data_do=does, data_format=format_)


def _more() -> Markup:
    saves = [_button(f"Download as {words}", "save", wanted) for wanted, words in _FILES.items()]
    return element(
        "details",
        element("summary", "More ways to copy and download"),
        element(
            "div",
            _button("Copy as Markdown", "copy-markdown"),
            *saves,
            _button("Copy link to this question", "copy-question"),
            class_="tools",
        ),
    )


def _feedback_form(answer_id: str, settings: Settings) -> Markup:
    hint, problem = f"feedback-hint-{answer_id}", f"feedback-problem-{answer_id}"
    choices = [
        element(
            "label",
            element("input", type="radio", name=f"verdict-{answer_id}", value=verdict.value),
            element("span", words),
        )
        for verdict, words in VERDICT_WORDS.items()
    ]
    return element(
        "details",
        element("summary", "Say what you think of this answer"),
        element(
            "form",
            element("div", class_="form-problem", role="alert", id=problem),
            element(
                "fieldset",
                element("legend", "What do you think of this answer?"),
                *choices,
                aria_describedby=problem,
            ),
            element(
                "label",
                element("span", "Comment (optional)", class_="label"),
                element("span", _hint(settings), class_="hint", id=hint),
                element(
                    "textarea",
                    rows="3",
                    maxlength=str(MAX_COMMENT_CHARACTERS),
                    name="comment",
                    autocomplete="off",
                    aria_describedby=hint,
                ),
                class_="comment",
            ),
            element("button", "Send", type="submit", class_="tool"),
            class_="feedback",
            novalidate="",
        ),
    )


def _hint(settings: Settings) -> str:
    days = max(settings.feedback_days, settings.receipt_days if keeps_receipts(settings) else 0)
    return (
        f"Do not include a child’s or family’s name. {MAX_COMMENT_CHARACTERS} characters or fewer. Your question, this "
        f"answer and your comment are kept on this server for up to {days} days, for the people who look after it."
    )
