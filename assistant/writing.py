"""From evidence to words: comes in: chosen evidence or none, goes out: an Answer with quotes, or one that is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerStatus, Quote, Statement
from assistant.edges import councils_without_a_quote, edge_notes, holdings_note, lead_in
from assistant.evidence import Evidence, rank_sentences
from assistant.scope_words import searched_letters
from assistant.searching import Found
from assistant.understanding import Understanding
from assistant.writers import Writer, Writing
from corpus import Letter

NEAR_MISSES = 3


def write_answer(
    understanding: Understanding,
    evidence: Sequence[Evidence],
    near: frozenset[str],
    writer: Writer,
    letters: Mapping[str, Letter],
) -> Answer:
    """Let the writer put the evidence into words; `near` are the ids of letters that came close enough to be quoted."""
    statements, evidence = _keep_used(writer.write(Writing(understanding.read_as, tuple(evidence))), evidence)
    unheard = not understanding.lists_councils and councils_without_a_quote(understanding, evidence, letters)
    partly = bool(understanding.not_held or unheard)
    return Answer(
        question=understanding.typed,
        status=AnswerStatus.PARTLY_ANSWERED if partly else AnswerStatus.ANSWERED,
        statements=(*lead_in(understanding, evidence), *statements),
        quotes=tuple(cut_quote(one) for one in evidence),
        near_misses=(),
        searched=searched_letters(understanding, letters),
        notes=(*understanding.not_held, *edge_notes(understanding, evidence, letters, near)),
    )


def _keep_used(
    statements: Sequence[Statement], evidence: Sequence[Evidence]
) -> tuple[tuple[Statement, ...], tuple[Evidence, ...]]:
    """Leave out evidence that no statement points to and number the rest anew; unknown labels stay for the seal."""
    used = sorted({number for statement in statements for number in statement.quote_numbers})
    given = [number for number in used if 1 <= number <= len(evidence)]
    anew = {number: position for position, number in enumerate(given, start=1)}
    renumbered = tuple(
        replace(statement, quote_numbers=tuple(anew.get(number, number) for number in statement.quote_numbers))
        for statement in statements
    )
    return renumbered, tuple(evidence[number - 1] for number in given)


def be_silent(
    understanding: Understanding, found: Found, untold: Sequence[str], letters: Mapping[str, Letter]
) -> Answer:
    """Say that the letters do not say, with the closest sentence of up to three paragraphs.

    `untold` are years asked for that nothing found speaks of.
    """
    closest: dict[int, Evidence] = {}
    for evidence in rank_sentences(found.hits[:NEAR_MISSES], letters):
        closest.setdefault(id(evidence.paragraph), evidence)
    return Answer(
        question=understanding.typed,
        status=AnswerStatus.NOT_IN_LETTERS,
        statements=(),
        quotes=(),
        near_misses=tuple(cut_quote(evidence) for evidence in closest.values()),
        searched=searched_letters(understanding, letters),
        notes=(
            *understanding.not_held,
            *(f"No passage that came close speaks of {year}." for year in untold),
            *(() if found.hits else (holdings_note(letters),)),
        ),
    )


def cut_quote(evidence: Evidence) -> Quote:
    """Cut the quote of one piece of evidence out of its letter."""
    return Quote.cut(evidence.letter, evidence.span, evidence.place, evidence.paragraph, evidence.restated_in)
