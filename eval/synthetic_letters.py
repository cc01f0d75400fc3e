"""Letters that nobody wrote: comes in: real sentences, goes out: as many files of letters as a measurement needs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

PARAGRAPHS_PER_LETTER = 80
SENTENCES_PER_PARAGRAPH = (2, 5)
PLACES = "Northtown Southtown Easton Weston Midford Highmoor Lowick Ashby Elmbridge Oakham Thornley Birchwood".split()
_FIRST_DAY = date(2014, 1, 6)


def write_letters(folder: Path, sentences: Sequence[str], paragraphs: int, seed: int = 0) -> int:
    """Write text files of `paragraphs` paragraphs in all into `folder`; return how many files that are.

    Each paragraph is some of `sentences` drawn at random, so that words are as frequent as in real letters and no
    two paragraphs are alike. The same arguments give the same files.
    """
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = 0
    while paragraphs > 0:
        count = min(paragraphs, PARAGRAPHS_PER_LETTER)
        text = _letter(files, [_paragraph(draw, sentences) for _ in range(count)])
        (folder / f"letter-{files:06d}.txt").write_text(text, encoding="utf-8")
        paragraphs -= count
        files += 1
    return files


def _paragraph(draw: random.Random, sentences: Sequence[str]) -> str:
    return " ".join(draw.choice(sentences) for _ in range(draw.randint(*SENTENCES_PER_PARAGRAPH)))


def _letter(number: int, paragraphs: Sequence[str]) -> str:
    day = _FIRST_DAY + timedelta(days=number % 4000)
    council = PLACES[number % len(PLACES)]
    written = f"{day.day} {day:%B %Y}"
    head = f"{written}\n\nDear Director\n\nMonitoring visit to {council} children's services\n\n"
    return f"{head}Findings\n\n" + "\n\n".join(paragraphs) + "\n\nYours sincerely\n"
