"""What a question wants: comes in: a question and the letters it is held to, goes out: its intent and fact."""

from __future__ import annotations

import re

from assistant.understanding.council_scope import council_spans
from assistant.understanding.councils import asks_across
from assistant.understanding.dates import find_times
from assistant.understanding.facts import Holdings
from assistant.understanding.graded_areas import names_an_area
from assistant.understanding.hold import Hold
from assistant.understanding.margin_names import asks_for_a_name
from assistant.understanding.other_times import names_another_time
from assistant.understanding.overall_questions import asks_for_a_turn, asks_what_others_say, speaks_of_a_time
from assistant.understanding.phrases import Phrase, find_paragraph_numbers
from assistant.understanding.question import FACTS_OF_A_LETTER, OVERALL_FACTS, Intent, StructureFact
from assistant.understanding.structure_questions import find_structure_fact, split_questions
from assistant.understanding.time_scope import hold_to_time
from assistant.understanding.time_wishes import only_compares
from corpus import Voice

_OF_A_VISIT = (StructureFact.LATEST_LETTER, StructureFact.VISIT_DATES, StructureFact.LETTER_DATE)
# "When was the last visit and who led it?"
_LED_IT = re.compile(
    r"\W*(?:who (?:led|did|carried out) (?:it|that|this)|by whom|who (?:came|visited|inspected))\W*", re.I
)


def read_intent(
    text: str, phrase: Phrase | None, scope: Hold, holdings: Holdings
) -> tuple[Intent, StructureFact | None, tuple[str, ...]]:
    """Return what `text` wants: its intent, the fact of the letters' structure and the paragraphs' numbers, if any."""
    if phrase is not None and phrase.only_wording:
        return Intent.EXACT_PHRASE, None, ()
    if numbers := find_paragraph_numbers(text):
        return Intent.PARAGRAPH, None, numbers
    fact = find_structure_fact(text, list(council_spans(text)))
    if fact in FACTS_OF_A_LETTER and scope.letters and names_another_time(text, scope.letters):
        fact = None
    if fact is None and asks_for_a_name(text, holdings):
        fact = StructureFact.NAMED
    if fact is StructureFact.JUDGEMENTS and not any(letter.has_judgements for letter in scope.letters):
        told = any(letter.tells_judgement for letter in scope.letters) and not names_an_area(text)
        fact = fact if told else None
    if fact in OVERALL_FACTS and _means_others(text, scope, holdings):
        fact = None
    return (Intent.FIND, None, ()) if fact is None or phrase else (Intent.STRUCTURE, fact, ())


def read_two_facts(text: str, scope: Hold, holdings: Holdings) -> tuple[StructureFact, StructureFact] | None:
    """Return the two facts that the halves of a question ask for, None unless there are two halves and two facts."""
    halves = split_questions(text)
    if len(halves) != 2:
        return None
    facts = [read_intent(half, None, scope, holdings)[1] for half in halves]
    if facts[0] in _OF_A_VISIT and _LED_IT.fullmatch(halves[1]):
        facts[1] = StructureFact.LEAD_OR_INSPECTORS
    if facts[0] is None or facts[1] is None or facts[0] is facts[1]:
        return None
    return facts[0], facts[1]


def _means_others(text: str, scope: Hold, holdings: Holdings) -> bool:
    """Say whether a question may mean other findings than those of the letters it is held to.

    "What did the January 2023 inspection find" must not be answered with another visit's findings, nor "what did
    inspectors find in other councils" with one council's, nor "what did the council say" with the inspectors' words.
    """
    inspectors = [letter for letter in scope.letters if letter.voice is Voice.INSPECTORS]
    if asks_what_others_say(text) and len(inspectors) == len(scope.letters):
        return True
    if asks_for_a_turn(text) and len(inspectors) < 2:
        # One letter's summary does not tell how things have come on.
        return True
    is_dated = (speaks_of_a_time(text) or bool(find_times(text))) and not only_compares(text)
    return asks_across(text) or (is_dated and not hold_to_time(text, holdings.held, holdings).all_wishes)
