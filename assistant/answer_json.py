"""The machine-readable face: comes in: answers, hits and letters, goes out: plain values ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.answer import Answer, Quote
from assistant.answer_text import answer_as_text
from assistant.links import quote_link
from corpus import Letter, QuestionError
from index import SearchResult

Json = dict[str, Any]


def answer_as_json(answer: Answer, letters: Mapping[str, Letter], question_id: str | None = None) -> Json:
    """Return one answer in the shape other programs rely on; dates ISO 8601, unknown None."""
    searched = answer.searched
    return {
        "id": question_id,
        "question": answer.question,
        "status": answer.status.value,
        "text": answer_as_text(answer),
        "quotes": [_quote(quote, n, letters) for n, quote in enumerate(answer.quotes, start=1)],
        "near_misses": [_quote(quote, n, letters) for n, quote in enumerate(answer.near_misses, start=1)],
        "searched": {
            "letters": searched.letters,
            "from": _iso(searched.first),
            "to": _iso(searched.last),
            "left_out_by_choices": searched.left_out_by_choices,
        },
        "corpus_version": answer.corpus_version,
        "timings_ms": dict(answer.timings_ms),
    }


def search_as_json(
    question: str, result: SearchResult, letters: Mapping[str, Letter], question_id: str | None = None
) -> Json:
    """Return the hits of one search, best first."""
    hits = []
    for rank, hit in enumerate(result.hits, start=1):
        passage, place = hit.passage, hit.passage.place
        hits.append(
            {
                "rank": rank,
                "score": round(hit.score, 6),
                "text": passage.text,
                "letter_id": place.letter_id,
                "letter_title": place.letter_title,
                "section": place.section,
                "paragraph": place.paragraph,
                "page": place.page,
                "start": passage.start,
                "end": passage.end,
                "source": _held(letters, place.letter_id).source,
            }
        )
    return {"id": question_id, "question": question, "hits": hits}


def letter_as_json(letter: Letter) -> Json:
    """Return what is known of one letter; unknown None."""
    return {
        "letter_id": letter.id,
        "title": letter.title,
        "kind": letter.kind.value,
        "voice": letter.voice.value,
        "council": letter.council,
        "letter_date": _iso(letter.letter_date),
        "visit_dates": [day.isoformat() for day in letter.visit_dates],
        "visit_number": letter.visit_number,
        "inspectors": list(letter.inspectors),
        "lead_inspector": letter.lead_inspector,
        "addressee": letter.addressee,
        "judgements": {judgement.area: judgement.grade for judgement in letter.judgements},
        "paragraphs": sum(1 for _ in letter.paragraphs()),
        "source": letter.source,
    }


def paragraphs_as_json(letter: Letter) -> list[Json]:
    """Return the numbered paragraphs of one letter in reading order."""
    return [
        {
            "paragraph": paragraph.number,
            "section": section.heading,
            "page": paragraph.page,
            "start": paragraph.start,
            "end": paragraph.end,
            "text": letter.slice(paragraph),
        }
        for section, paragraph in letter.paragraphs()
    ]


def _held(letters: Mapping[str, Letter], letter_id: str) -> Letter:
    """Return a letter that was quoted; raises QuestionError where it was removed or renamed since."""
    if letter_id not in letters:
        raise QuestionError("The letters changed while the question was answered.", "Ask it again.")
    return letters[letter_id]


def _quote(quote: Quote, number: int, letters: Mapping[str, Letter]) -> Json:
    letter, place = _held(letters, quote.place.letter_id), quote.place
    return {
        "n": number,
        "text": quote.text,
        "letter_id": place.letter_id,
        "letter_title": place.letter_title,
        "letter_date": _iso(letter.letter_date),
        "voice": letter.voice.value,
        "section": place.section,
        "paragraph": place.paragraph,
        "page": place.page,
        "start": quote.start,
        "end": quote.end,
        "source": letter.source,
        "link": quote_link(quote),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
