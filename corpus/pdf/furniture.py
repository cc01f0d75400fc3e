"""Page furniture: comes in: the pages of a PDF, goes out: the same pages without running headers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.lines import collapse_spaces
from corpus.pdf.printed import PrintedLine, PrintedPage

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
# Headers and footers stand in the outer part of the page, as a share of its height.
_MARGIN = 0.15
# The inspectorate's own address block, beside or above the addressee's.
_OWN_ADDRESS = re.compile(
    r"(?:\d{1,2} )?(?:(?:Ofsted|Piccadilly Gate|Store St(?:reet)?|Manchester|M1 2WD|Clive House|70 Petty France"
    r"|SW1H 9EX|Agora|6 Cumberland Place|Nottingham|NG1 6HJ|Aviation House|125 Kingsway|London|WC2B 6SE|Freshford House"
    r"|Redcliffe Way|Bristol|BS1 6NL|(?:(?:Direct )?T|Tel(?:ephone)?|Textphone|E|W|F)(?=[:\s]|$)"
    r"|(?:0300|0161|0117|0115|020|08456)[\d ]+|[\w.]+@ofsted\.gov\.uk"
    r"|(?:https?://)?(?:www\.)?(?:gov\.uk/)?ofsted(?:\.gov\.uk)?)[\s,:]*)+",
    re.IGNORECASE,
)
_SURELY_OWN = re.compile(r"Piccadilly Gate|ofsted\.gov\.uk|gov\.uk/ofsted|Aviation House|Clive House", re.IGNORECASE)


def drop_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Leave out running headers and footers, page numbers and the inspectorate's address block."""
    repeated = _repeated_lines(pages)
    return [
        replace(page, lines=tuple(line for line in page.lines if not _is_furniture(line, page, repeated)))
        for page in _without_own_address(pages)
    ]


def _is_furniture(line: PrintedLine, page: PrintedPage, repeated: frozenset[str]) -> bool:
    if not _in_margin(line, page):
        return False
    if page.structured and not line.tags:
        return True
    text = collapse_spaces(line.text)
    return not line.tags and (bool(_PAGE_NUMBER.fullmatch(text)) or _without_figures(text) in repeated)


def _in_margin(line: PrintedLine, page: PrintedPage) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _repeated_lines(pages: Sequence[PrintedPage]) -> frozenset[str]:
    """Lines of the outer part that stand on at least three pages, or on two of a short file."""
    seen = Counter(
        text
        for page in pages
        for text in {_without_figures(line.text) for line in page.lines if _in_margin(line, page) and not line.tags}
    )
    least = 2 if len(pages) <= 4 else 3
    return frozenset(text for text, count in seen.items() if count >= least)


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "#", collapse_spaces(text))


def _without_own_address(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Drop the block of the inspectorate's address at the head of the first page."""
    if not pages:
        return []
    first = pages[0]
    head = [line for line in first.lines if line.bottom < 0.3 * first.height]
    own = [line for line in head if _OWN_ADDRESS.fullmatch(collapse_spaces(line.text))]
    if not any(_SURELY_OWN.search(line.text) for line in own):
        return list(pages)
    left, right = min(line.left for line in own) - 6, max(line.right for line in own) + 6
    low = max(line.bottom for line in own if _SURELY_OWN.search(line.text)) + 1
    inside = {id(line) for line in own if line.bottom <= low + 30 and left <= line.left and line.right <= right}
    kept = tuple(line for line in first.lines if id(line) not in inside)
    return [replace(first, lines=kept), *pages[1:]]
