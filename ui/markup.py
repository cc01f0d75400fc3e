"""The one way words become HTML: comes in: plain text and safe Markup, goes out: Markup with everything escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable


class Markup(str):
    """HTML that is safe to send: made only by `escape`, `element` and `join`."""

    __slots__ = ()


_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


def escape(text: str) -> Markup:
    """Escape `text` for element content and attribute values.

    `$`, `{` and `}` become entities too: Gradio puts what it shows through a JavaScript template,
    which would run `${...}` found in a letter or a question.
    """
    escaped = html.escape(text, quote=True)
    return Markup(escaped.replace("$", "&#36;").replace("{", "&#123;").replace("}", "&#125;"))


def element(tag: str, *children: str | None, **attributes: str | None) -> Markup:
    """Build one element; plain `str` children are escaped, `Markup` is kept, `None` left out.

    Attribute names are written with underscores (`aria_label`, `class_`, `for_`); a value of `None`
    leaves the attribute out, and an empty value writes it bare (`hidden=""`).
    """
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in _VOID:
        return Markup(f"<{tag}{named}>")
    return Markup(f"<{tag}{named}>{join(children)}</{tag}>")


def join(parts: Iterable[str | None]) -> Markup:
    """Set parts one after another, escaping those that are not Markup yet."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts if part is not None))
