"""An answer as rich text for the clipboard: comes in: a receipt, goes out: plain HTML that a word processor takes."""

from __future__ import annotations

from assistant import Block, Form, Receipt, outline_answer
from ui.markup import Markup, element

_TAGS = {Form.TITLE: "h2", Form.HEADING: "h3", Form.SUBHEADING: "h4", Form.ITEM: "h5"}


def copied_markup(receipt: Receipt, address: str) -> Markup:
    """Draw the answer with its citations as links that begin with `address`; nothing in it is styled by us."""
    return element("div", *(_draw(block) for block in outline_answer(receipt, address)), lang="en-GB")


def _draw(block: Block) -> Markup:
    if block.form in (Form.QUOTE, Form.LEAD_IN):
        return element("blockquote", element("p", block.text))
    if block.form is Form.CITATION:
        return element("p", f"{block.label} ", element("a", block.text, href=block.link))
    if block.form is Form.WARNING:
        return element("p", element("strong", block.text))
    return element(_TAGS.get(block.form, "p"), block.text)
