"""Subjects for other programs: comes in: results of following subjects, goes out: plain values ready for JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.links import quote_link
from assistant.subjects.results import NOTE, AcrossCouncils, Count, LetterSays, OverTime, Overview, Saying
from assistant.subjects.vocabulary import Subject
from corpus import Letter

Json = dict[str, Any]


def overview_as_json(overview: Overview) -> Json:
    """Return every subject's counts, a value for each letter; dates ISO 8601, unknown None."""
    return {
        "council": overview.council,
        "letters": [_letter(letter) for letter in overview.letters],
        "subjects": [
            {
                **_subject(row.subject),
                "counts": [
                    {"letter_id": letter.id, **_count(count)}
                    for letter, count in zip(overview.letters, row.counts, strict=True)
                ],
            }
            for row in overview.rows
        ],
        "not_mentioned": [_subject(subject) for subject in overview.unmentioned],
        "note": NOTE,
    }


def over_time_as_json(found: OverTime) -> Json:
    """Return what each voice says about one subject, letter by letter, oldest first, with the quotes."""
    return {
        "council": found.council,
        "subject": {**_subject(found.subject), "words": list(found.subject.words)},
        "voices": [
            {
                "voice": voice.voice.value,
                "first_said": voice.first and voice.first.id,
                "last_said": voice.last and voice.last.id,
                "not_mentioned_since": [letter.id for letter in voice.silent_since],
                "letters": [_says(one) for one in voice.letters],
            }
            for voice in found.voices
        ],
        "note": NOTE,
    }


def across_as_json(found: AcrossCouncils) -> Json:
    """Return one subject's counts in the inspectors' letters of each council."""
    return {
        "council": "all",
        "subject": {**_subject(found.subject), "words": list(found.subject.words)},
        "councils": [
            {
                "council": one.council,
                "letters": one.letters,
                "letters_mentioning": one.mentioning,
                "sentences": one.sentences,
                "first_said": one.first and one.first.id,
                "last_said": one.last and one.last.id,
                "letters_without_it_since": one.silent_since,
            }
            for one in found.councils
        ],
        "note": NOTE,
    }


def _subject(subject: Subject) -> Json:
    return {
        "id": subject.id,
        "label": subject.label,
        "theme": subject.theme,
        "from_these_letters": subject.is_from_letters,
        "related": list(subject.related),
    }


def _letter(letter: Letter) -> Json:
    return {
        "letter_id": letter.id,
        "letter_title": letter.title,
        "letter_date": _iso(letter.letter_date),
        "visit_dates": [day.isoformat() for day in letter.visit_dates],
        "voice": letter.voice.value,
        "council": letter.council,
        "source": letter.source,
    }


def _says(one: LetterSays) -> Json:
    return {**_letter(one.letter), **_count(one.count), "quotes": [_quote(saying) for saying in one.sayings]}


def _count(count: Count) -> Json:
    return {"sentences": count.sentences, "paragraphs": count.paragraphs}


def _quote(saying: Saying) -> Json:
    quote = saying.quote
    return {
        "text": quote.text,
        "section": quote.place.section,
        "paragraph": quote.place.paragraph,
        "page": quote.place.page,
        "start": quote.start,
        "end": quote.end,
        "words": [[span.start, span.end] for span in saying.words],
        "repeats": [
            {"letter_id": place.letter_id, "section": place.section, "paragraph": place.paragraph}
            for place in saying.repeats
        ],
        "link": quote_link(quote),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
