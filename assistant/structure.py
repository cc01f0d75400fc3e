"""Questions about the letters themselves: comes in: a question as understood, goes out: an Answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerStatus, Quote, Statement
from assistant.edges import holdings_note
from assistant.judged_areas import asks_at_any_time, grade_of_councils_asked_for
from assistant.role_holders import newer_than_named
from assistant.scope_words import searched_letters
from assistant.speakers import introduce_letter
from assistant.structure_answers import answer_from_structure
from assistant.structure_places import StructureFinding
from assistant.understanding import OVERALL_FACTS, Intent, StructureFact, Understanding, held_letters
from assistant.understanding.hold import join_words
from corpus import Letter, Paragraph, Span, Voice


def answer_structure_question(understanding: Understanding, letters: Mapping[str, Letter]) -> Answer | None:
    """Answer who, when, which visit, what stands in paragraph n, does a phrase occur; None where nothing fits.

    Each fact is shown with the line of the letter that states it. A phrase that stands nowhere is said to.
    """
    findings = answer_from_structure(understanding, tuple(letters.values()))
    if understanding.second_fact is not None:
        second = replace(understanding, structure_fact=understanding.second_fact, second_fact=None)
        findings = (*findings, *answer_from_structure(second, tuple(letters.values())))
    quotes: list[Quote] = []
    statements: list[Statement] = []
    for finding in findings:
        letter = letters[finding.letter_id]
        cut = [quote for span in finding.spans if (quote := _cut(letter, span, understanding.intent)) is not None]
        if not cut:
            continue
        words = _say(finding, letter, alone=len(findings) == 1)
        statements.append(Statement(words, tuple(range(len(quotes) + 1, len(quotes) + len(cut) + 1))))
        quotes.extend(cut)
    if not quotes:
        return _not_there(understanding, letters) if understanding.intent is not Intent.STRUCTURE else None
    missing = _paragraphs_missing(understanding, statements)
    # What is quoted itself is not shown above its rows as well.
    told = {quote.text for quote in quotes}
    quotes = [replace(quote, lead_in="") if quote.lead_in in told else quote for quote in quotes]
    return Answer(
        question=understanding.typed,
        status=AnswerStatus.PARTLY_ANSWERED if understanding.not_held or missing else AnswerStatus.ANSWERED,
        statements=tuple(statements),
        quotes=tuple(quotes),
        near_misses=(),
        searched=searched_letters(understanding, letters),
        notes=(
            *understanding.not_held,
            *missing,
            *_others_held(understanding, letters, {one.letter_id for one in findings}),
        ),
        confidence=1.0,
    )


def _say(finding: StructureFinding, letter: Letter, alone: bool) -> str:
    """Return the finding's words, and whose they are where more than one letter speaks or none of the inspectors'."""
    if letter.title in finding.words or (alone and letter.voice is Voice.INSPECTORS):
        return finding.words
    return f"{introduce_letter(letter)}: {finding.words}"


def _paragraphs_missing(understanding: Understanding, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Say which of several paragraphs asked for no letter searched has."""
    said = " ".join(statement.text for statement in statements)
    missing = [number for number in understanding.paragraph_numbers if f" {number} of: " not in f" {said}"]
    if len(understanding.paragraph_numbers) < 2 or not missing:
        return ()
    return (f"There is no paragraph {join_words(missing, 'or')} in the letters searched.",)


def _others_held(
    understanding: Understanding, letters: Mapping[str, Letter], shown: Collection[str]
) -> tuple[str, ...]:
    """Say beside a newest letter's summary that others of its voice are held, and how to see theirs.

    Beside a list of the letters held stands how many they are, beside councils of one grade what it is read from.
    """
    if understanding.structure_fact in (StructureFact.LETTER_COUNT_OR_LIST, StructureFact.COUNCIL):
        return (holdings_note({name: letters[name] for name in shown}),)
    if understanding.structure_fact is StructureFact.JUDGEMENTS and grade_of_councils_asked_for(understanding.read_as):
        number = len(shown)
        if asks_at_any_time(understanding.read_as):
            return (f"{number} {'report gives' if number == 1 else 'reports give'} such a grade.",)
        noun = "council" if number == 1 else "councils"
        return (f"Shown: {number} {noun} whose newest graded report gives such a grade.",)
    if understanding.structure_fact is StructureFact.ROLE_HOLDER:
        return newer_than_named(held_letters(understanding, tuple(letters.values())), shown)
    if understanding.structure_fact not in OVERALL_FACTS:
        return ()
    voices = {letters[name].voice for name in shown}
    held = held_letters(understanding, tuple(letters.values()))
    others = [one for one in held if one.id not in shown and one.voice in voices]
    councils = {letters[name].council for name in shown}
    without = sorted({one.council for one in held if one.council and one.voice in voices} - councils)
    if without:
        return (f"The newest letter about {join_words(without)} has no such part of its own.",)
    if understanding.per_letter or not others:
        return ()
    return ("Shown is the newest letter's own summary. For what another letter finds, name its date.",)


def _not_there(understanding: Understanding, letters: Mapping[str, Letter]) -> Answer:
    if understanding.intent is Intent.EXACT_PHRASE:
        note = f"The phrase “{understanding.phrase}” does not occur in the letters searched."
    else:
        named = join_words(list(understanding.paragraph_numbers), "or")
        note = f"There is no paragraph {named} in the letters searched."
    return Answer(
        question=understanding.typed,
        status=AnswerStatus.NOT_IN_LETTERS,
        statements=(),
        quotes=(),
        near_misses=(),
        searched=searched_letters(understanding, letters),
        notes=(note, *understanding.not_held),
        confidence=0.0,
    )


def _cut(letter: Letter, span: Span, intent: Intent) -> Quote | None:
    """Cut `span` out of the paragraph or margin line of `letter` that it lies in.

    None where it lies in none, and for a margin line that no link leads to, unless its wording was asked for.
    """
    found = letter.paragraph_around(span.start, span.end)
    if found is None or (intent is Intent.STRUCTURE and not _is_found_by_its_words(letter, span, found[1])):
        return None
    section, paragraph = found
    place = letter.place_of(section, paragraph)
    return Quote.cut(letter, span, place, paragraph)


def _is_found_by_its_words(letter: Letter, span: Span, paragraph: Paragraph) -> bool:
    """Whether a link by words leads to `span`: margin lines have no number, and one before may say the same words."""
    if paragraph.number is not None:
        return True
    words = letter.slice(span)
    return next(line for _, line in letter.margin_lines() if words in letter.slice(line)) is paragraph
