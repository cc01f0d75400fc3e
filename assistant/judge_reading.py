"""What the judge is given to read: comes in: a hit and its letter, goes out: sentences, with what stands above them."""

from __future__ import annotations

import re

from assistant.evidence import find_paragraph
from corpus import Letter, Paragraph, Shape
from index import Hit, Passage

# Headings that say where in a letter something stands and not what it is about, or that only name the visit.
_PLACE_WORDS = frozenset(
    """about and areas background below conclusion context covered evaluation executive findings foreword full headline
    in information inspection introduction is key letter main next of on outcome overview progress purpose report
    statement steps summary the this visit""".split()
)
_NAMES_A_VISIT = re.compile(r"(?:focused|monitoring) visit (?:of|to) ", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*\((?:continued|cont\.?)\)", re.IGNORECASE)
_IN_WORDS = {"Y": "yes", "N": "no", "N/A": "not applicable"}
_FIGURE = re.compile(r"[\W\d]*$")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


def read_by_judge(hit: Hit, letter: Letter, most: int) -> tuple[range, list[str]]:
    """Return the numbers of the sentences of a hit that are judged, up to `most` round the best one, and their texts.

    The nearest heading stands in front of the first text where it tells what this is about: "the most prevalent
    category" is of allegations only under "Management of allegations". A bullet or a table row is judged whole, as one
    text, with its lead-in or, for a row, its heads.
    """
    passage = hit.passage
    if find_paragraph(letter, passage.start).shape is not Shape.PROSE:
        return range(len(hit.sentence_scores)), [whole_passage(hit, letter)]
    best = max(range(len(hit.sentence_scores)), key=hit.sentence_scores.__getitem__)
    first = max(0, min(best - most // 2, len(passage.sentences) - most))
    places = range(first, min(first + most, len(passage.sentences)))
    texts = [letter.slice(passage.sentences[place]) for place in places]
    return places, [_under(telling_heading(passage.place.section), texts[0]), *texts[1:]]


def whole_passage(hit: Hit, letter: Letter) -> str:
    """Return a hit's words as one text, with what stands above them; a row's cells each behind its head."""
    passage = hit.passage
    paragraph = find_paragraph(letter, passage.start)
    heading = telling_heading(passage.place.section)
    lead_in = "" if paragraph.lead_in is None else letter.slice(paragraph.lead_in)
    if paragraph.cells:
        # A long text is cut at its end, and that must not be the row.
        return _under(heading, f"{_told(passage, letter, paragraph)}. {lead_in}".strip())
    return _under(heading, f"{lead_in} {passage.text}".strip())


def _told(passage: Passage, letter: Letter, row: Paragraph) -> str:
    """ "WYP (West Yorkshire Police), 17/06/2019 yes, 25/09/2019 yes, % 100": a row as somebody would read it out."""
    named = [("" if cell.head is None else letter.slice(cell.head), letter.slice(cell.value)) for cell in row.cells]
    told = [f"{head} {_IN_WORDS.get(value, value)}".strip() for head, value in named]
    if len(named) > 1 and not _FIGURE.match(named[0][1]):
        # What stands in the first cell is what the row is about, whatever is above it.
        told[0] = f"{named[0][1]} ({passage.short_forms})" if passage.short_forms else named[0][1]
    return ", ".join(told)


def telling_heading(section: str) -> str:
    """Return the nearest heading in `section` ("Children's homes > Visits"), or "" where it names no subject."""
    heading = _CONTINUED.sub("", section.rpartition(" > ")[2]).strip()
    words = {word.lower() for word in _WORD.findall(heading)}
    return "" if words <= _PLACE_WORDS or _NAMES_A_VISIT.match(heading) else heading


def _under(heading: str, text: str) -> str:
    return f"{heading}: {text}" if heading else text
