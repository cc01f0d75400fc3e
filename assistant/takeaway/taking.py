"""Making a receipt: comes in: an answer, how it was asked and the assistant that gave it, goes out: a Receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from assistant.answer import Answer, Quote
from assistant.answer_text import answer_as_text
from assistant.engine import Assistant
from assistant.links import quote_link
from assistant.scope import EVERYTHING, Scope
from assistant.seal import is_sealed
from assistant.settings import Settings
from assistant.speakers import name_speaker
from assistant.takeaway.receipt import Making, Receipt, RecordError, TakenQuote, TakenSearch, TakenStatement
from corpus import Letter, newest_first

# A longer list tells a reader nothing that the count and the dates do not.
MOST_TITLES = 40
# What a person calls the choices whose own names say less.
_CHOICES = {"letter_ids": "letters", "first": "from", "last": "to"}
_SETTINGS = ("model", "home_council", "llm", "quote_limit", "word_limit")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question was put: the earlier turns (oldest first), the person's choices, and when (None is now)."""

    history: tuple[str, ...] = ()
    scope: Scope = EVERYTHING
    at: datetime | None = None


def make_receipt(assistant: Assistant, answer: Answer, asked: Asked) -> Receipt:
    """Return the receipt of `answer`; raises RecordError where the letters changed since it was given."""
    letters = assistant.letters_by_id
    quotes = (*answer.quotes, *answer.near_misses)
    held = all(q.place.letter_id in letters and is_sealed(q, letters[q.place.letter_id]) for q in quotes)
    if not held or assistant.corpus_version != answer.corpus_version:
        raise RecordError("The letters changed while the question was answered.", "Ask it again.")
    at = asked.at if asked.at is not None else datetime.now(UTC)
    return Receipt(
        question=_whole(answer.question),
        history=tuple(_whole(turn) for turn in asked.history),
        choices=describe_choices(asked.scope),
        read_as=_whole(answer.read_as) if answer.read_as is not None else None,
        status=answer.status,
        text=_whole(answer_as_text(answer)),
        statements=tuple(TakenStatement(_whole(one.text), one.quote_numbers) for one in answer.statements),
        quotes=tuple(_take(quote, n, letters) for n, quote in enumerate(answer.quotes, start=1)),
        near_misses=tuple(_take(quote, n, letters) for n, quote in enumerate(answer.near_misses, start=1)),
        notes=tuple(_whole(note) for note in answer.notes),
        searched=_searched(answer, letters),
        making=Making(answer.corpus_version, tuple(assistant.recipe.items()), _that_matter(assistant.settings)),
        answered_at=at.astimezone(UTC).replace(microsecond=0),
        timings_ms=tuple(answer.timings_ms.items()),
    )


def describe_choices(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return what `scope` fixes, by name, leaving out what it leaves open; sets come sorted."""
    return tuple(
        (_CHOICES.get(field.name, field.name), _say(value))
        for field in fields(scope)
        if (value := getattr(scope, field.name)) != getattr(EVERYTHING, field.name)
    )


def _whole(words: str) -> str:
    """Replace halves of characters, which no file can hold, in what a person may have typed."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _say(value: object) -> str:
    if isinstance(value, frozenset | set):
        return ", ".join(sorted(str(one) for one in value)) or "none"
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value) or "none"
    return str(value)


def _that_matter(settings: Settings) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(getattr(settings, name))) for name in _SETTINGS)


def _searched(answer: Answer, letters: Mapping[str, Letter]) -> TakenSearch:
    searched = answer.searched
    named = newest_first(letters[name] for name in searched.letter_ids if name in letters)
    titles = tuple(letter.title for letter in named) if len(named) <= MOST_TITLES else ()
    return TakenSearch(
        letters=searched.letters,
        first=searched.first,
        last=searched.last,
        left_out=searched.left_out,
        held_to=searched.held_to,
        titles=titles,
        chosen=searched.chosen,
        left_out_by_choices=searched.left_out_by_choices,
    )


def _take(quote: Quote, number: int, letters: Mapping[str, Letter]) -> TakenQuote:
    letter, place = letters[quote.place.letter_id], quote.place
    return TakenQuote(
        n=number,
        text=quote.text,
        lead_in=quote.lead_in,
        cells=quote.cells,
        letter_id=letter.id,
        letter_title=place.letter_title,
        letter_digest=letter.digest,
        letter_date=letter.letter_date,
        visit_dates=letter.visit_dates,
        kind=letter.kind.value,
        voice=letter.voice.value,
        speaker=name_speaker(letter),
        council=letter.council,
        section=place.section,
        paragraph=place.paragraph,
        page=place.page,
        start=quote.start,
        end=quote.end,
        source=letter.source,
        link=quote_link(quote),
        restated_in=tuple(str(other) for other in quote.restated_in),
    )
