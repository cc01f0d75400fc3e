"""Outlines as plain text and as Markdown: comes in: blocks, goes out: text in which nobody's words become markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.takeaway.outline import Block, Form
from assistant.takeaway.printable import printable

# What Markdown reads anywhere in a line; a backslash before ASCII punctuation always means the character itself.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|{}$@!])")
# What it reads only at the start of a line: headings, bullets, rules, numbered items, underlines of headings.
_AT_START = re.compile(r"^(\s*)(?:([#+\-=:])|(\d{1,9})([.)]))")
# What it turns into a link by itself.
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")

_APART = (Form.TITLE, Form.HEADING, Form.SUBHEADING, Form.ITEM, Form.LEAD_IN, Form.QUOTE)


def write_plain(blocks: Sequence[Block]) -> str:
    """Return `blocks` as plain text."""
    lines: list[str] = []
    before = Form.TITLE
    for block in blocks:
        words = printable(block.text)
        if block.form in _APART or (before is Form.CITATION and block.form is not Form.CITATION):
            lines.append("")
        before = block.form
        if block.form is Form.CITATION:
            lines += [f"{block.label} {words}", block.link]
        elif block.form is Form.FACT:
            lines.append(f"{block.label}: {words}")
        else:
            lines.append(f"- {words}" if block.form is Form.BULLET else words)
    return "\n".join(lines).strip() + "\n"


def write_markdown(blocks: Sequence[Block]) -> str:
    """Return `blocks` as CommonMark; each block is a paragraph of its own."""
    parts = []
    for block in blocks:
        words = escape_markdown(printable(block.text))
        one_line = words.replace("\n", " ")
        parts.append({
            Form.TITLE: f"# {one_line}",
            Form.HEADING: f"## {one_line}",
            Form.SUBHEADING: f"### {one_line}",
            Form.ITEM: f"#### {one_line}",
            Form.BULLET: f"- {one_line}",
            Form.FACT: f"{escape_markdown(block.label)}: {one_line}",
            Form.LEAD_IN: _quoted(words),
            Form.QUOTE: _quoted(words),
            Form.CITATION: f"{escape_markdown(block.label)} [{one_line}](<{_target(block.link)}>)",
            Form.WARNING: f"**{one_line}**",
        }.get(block.form, words))  # fmt: skip
    return "\n\n".join(parts) + "\n"


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows these very characters and makes nothing of them."""
    escaped = _ANYWHERE.sub(r"\\\1", text)
    escaped = _ADDRESS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"{m[3]}\\{m[4]}", escaped)
    # Indented lines would become code, and white space at a line's start is no word.
    return "\n".join(_escape_start(line.strip()) for line in escaped.split("\n"))


def _escape_start(line: str) -> str:
    def shield(found: re.Match[str]) -> str:
        return f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"

    return _AT_START.sub(shield, line)


def _quoted(words: str) -> str:
    """A block quotation; lines stay lines."""
    return "\n".join(f"> {line}\\" for line in words.split("\n")).removesuffix("\\")


def _target(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("\n", "")
