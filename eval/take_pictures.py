"""The README's pictures: comes in: a folder, goes out: two small screenshots of the real page in it.

Run as `python -m eval.take_pictures docs` (or `make pictures`).
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus import UserFacingError
from eval.browser import QUESTION_BOX, open_browser, type_question, what_is_missing
from eval.page_server import running_page

QUESTION = "What have inspectors said about supervision of social workers?"
MAX_BYTES = 150_000
_COLOURS = 64
_DESKTOP = {"width": 1440, "height": 900}
_PHONE = {"width": 390, "height": 844}


def main(arguments: list[str]) -> int:
    """Take both pictures; exit status 1 where there is no browser or a picture is too large."""
    missing = what_is_missing()
    if missing:
        sys.stderr.write(f"No picture can be taken: {missing}.\n")
        return 1
    folder = Path(arguments[0] if arguments else "docs")
    folder.mkdir(exist_ok=True)
    try:
        with running_page() as address, open_browser() as browser:
            pictures = {"desktop.png": _answer_and_source(browser, address), "phone.png": _phone(browser, address)}
    except UserFacingError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for name, content in pictures.items():
        small = _shrink(content)
        (folder / name).write_bytes(small)
        sys.stdout.write(f"{folder / name}: {len(small) // 1000} kB\n")
        if len(small) > MAX_BYTES:
            return 1
    return 0


def _answer_and_source(browser: Any, address: str) -> bytes:
    page = browser.new_page(viewport=_DESKTOP)
    _ask(page, address)
    page.locator(".turn figcaption .citation").first.click()
    page.locator("#source mark").first.wait_for()
    return bytes(page.screenshot())


def _phone(browser: Any, address: str) -> bytes:
    page = browser.new_page(viewport=_PHONE, device_scale_factor=2)
    _ask(page, address)
    return bytes(page.screenshot())


def _ask(page: Any, address: str) -> None:
    page.goto(address)
    type_question(page, QUESTION)
    page.press(QUESTION_BOX, "Enter")
    page.locator(".turn").wait_for()


def _shrink(picture: bytes) -> bytes:
    """A page of text needs few colours."""
    from PIL import Image

    few = Image.open(BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
