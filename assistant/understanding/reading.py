"""Understanding a question: comes in: a question, earlier turns and the letters, goes out: an Understanding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.acronyms import ShortForm, find_short_forms, find_spelt_out, load_glossary
from assistant.understanding.choices import Choices, read_scope_within
from assistant.understanding.councils import asks_across
from assistant.understanding.english import load_english_words
from assistant.understanding.facts import Holdings, read_holdings
from assistant.understanding.follow_up_doubt import Sign, doubt_of
from assistant.understanding.follow_ups import own_words, stand_alone
from assistant.understanding.forms import asks_which_letters, read_form
from assistant.understanding.hold import Hold
from assistant.understanding.idioms import say_plainly
from assistant.understanding.intents import read_intent, read_two_facts
from assistant.understanding.overall_questions import (
    find_overall_fact,
)
from assistant.understanding.phrases import Phrase, find_mentioned, find_phrase
from assistant.understanding.problems import find_intention_problem, find_sense_problem, find_size_problem
from assistant.understanding.question import (
    OVERALL_FACTS,
    Intent,
    Problem,
    StructureFact,
    Understanding,
)
from assistant.understanding.search_text import make_search_text
from assistant.understanding.section_names import names_a_section
from assistant.understanding.thesaurus import find_other_words
from assistant.understanding.topics import blank_out
from assistant.understanding.typos import repair_slips
from assistant.understanding.words import content_stems, tidy
from corpus import Letter, Voice

# A short form for words the question spells out finds the same sentences, and few others.
_SHORT_FORM_WEIGHT = 0.6


def understand(
    question: str,
    history: Sequence[str],
    letters: Sequence[Letter],
    home_council: str | None,
    choices: Choices | None = None,
) -> Understanding:
    """Read a question as a person who knows the letters would, without any model.

    `history` holds the person's earlier turns, oldest first. `home_council` is meant where no council is named.
    `choices` are what the person fixed beside the question; None for nothing. Raises nothing: what cannot be
    searched for comes back with a `problem`.
    """
    typed = _make_ready(question, history, letters)
    return typed if isinstance(typed, Understanding) else _understand_by_rules(typed, home_council, choices)


@dataclass(frozen=True, slots=True)
class Readings:
    """A question after other turns, understood as standing alone and as leaning on them; `sign` weighs the two."""

    alone: Understanding
    leaning: Understanding
    sign: Sign


def understand_both_ways(
    question: str,
    history: Sequence[str],
    letters: Sequence[Letter],
    home_council: str | None,
    choices: Choices | None = None,
) -> Understanding | Readings:
    """Read a question as `understand` does, or both ways where it may stand alone or lean on the turns before it.

    Takes what `understand` takes. What asks for a letter's structure or words is read one way.
    """
    typed = _make_ready(question, history, letters)
    if isinstance(typed, Understanding):
        return typed
    doubt = doubt_of(typed.repaired, typed.turns)
    if doubt is None:
        return _understand_by_rules(typed, home_council, choices)
    leaning = _understand_standing(typed, doubt.leaning, home_council, choices)
    alone = _understand_standing(typed, doubt.alone, home_council, choices)
    if leaning.intent is Intent.STRUCTURE and alone.letter_ids != leaning.letter_ids:
        # A fact of the letters that were spoken of.
        return leaning
    if not alone.intent is leaning.intent is Intent.FIND:
        return _understand_by_rules(typed, home_council, choices)
    return Readings(alone, leaning, doubt.sign) if _asks_something(doubt.alone) else leaning


@dataclass(frozen=True, slots=True)
class _Typed:
    """A question that can be searched for: as typed, tidied, with slips repaired, and the turns that it may lean on."""

    question: str
    tidied: str
    repaired: str
    turns: Sequence[str]
    holdings: Holdings


def _make_ready(question: str, history: Sequence[str], letters: Sequence[Letter]) -> _Typed | Understanding:
    """Return what is read of a question, or an Understanding with a problem where it cannot be searched for."""
    size = find_size_problem(question)
    if size is not None:
        return Understanding(typed=question, problem=size, read_as=question.strip())
    holdings = read_holdings(letters)
    tidied = tidy(question)
    problem = find_intention_problem(tidied) or find_sense_problem(tidied, holdings)
    if problem is not None:
        return Understanding(typed=question, problem=problem, read_as=question)
    return _Typed(question, tidied, repair_slips(tidied, holdings), _usable_turns(history, holdings), holdings)


def _understand_by_rules(typed: _Typed, home_council: str | None, choices: Choices | None) -> Understanding:
    standing = stand_alone(typed.repaired, typed.turns)
    if not _asks_something(standing):
        return Understanding(typed=typed.question, problem=Problem.NOTHING_ASKED, read_as=typed.question)
    return _understand_standing(typed, standing, home_council, choices)


def _usable_turns(history: Sequence[str], holdings: Holdings) -> list[str]:
    """Turns that were not answered (hostile, empty, mashed) leave nothing to lean on."""
    turns = [tidy(turn) for turn in history[-6:] if find_size_problem(turn) is None]
    return [
        repair_slips(turn, holdings)
        for turn in turns
        if find_intention_problem(turn) is None and find_sense_problem(turn, holdings) is None
    ]


def _asks_something(text: str) -> bool:
    """A few words without a topic ("is that still so?") only make sense after an earlier question.

    "How are we doing?" asks for all that is found.
    """
    has_topic = any(content_stems(say_plainly(text))) or find_overall_fact(text, frozenset()) is not None
    return has_topic or len(text.split()) > 5 or any(letter.isdigit() for letter in text)


def _understand_standing(
    typed: _Typed, standing: str, home_council: str | None, choices: Choices | None
) -> Understanding:
    holdings = typed.holdings
    phrase = find_phrase(standing) or _find_mentioned(standing, holdings)
    # Words inside a quoted phrase name no letter: they are only looked for.
    unquoted = standing.replace(phrase.words, " " * len(phrase.words)) if phrase else standing
    scope = read_scope_within(unquoted, holdings, home_council, choices)
    short_forms = find_short_forms(standing, holdings.acronyms, load_english_words())
    form = read_form(standing)
    # "What did they look at (about: who were the inspectors)?" asks for what they looked at.
    own = own_words(unquoted)
    intent, fact, numbers = read_intent(own, phrase, scope, holdings)
    if fact in OVERALL_FACTS and own != unquoted:
        # "What did they say to that?" asks of the earlier subject.
        intent, fact = Intent.FIND, None
    second = None
    if phrase is None and (facts := read_two_facts(own, scope, holdings)):
        intent, (fact, second) = Intent.STRUCTURE, facts
    # What is asked of the letters' structure is not searched for by topic; the whole question is kept as it is.
    topic = make_search_text(standing, scope.spans, short_forms) if intent is Intent.FIND else standing
    # "Recommendations" of inspectors' letters are what is to be improved, of a report what stands under that heading.
    of_a_report = all(letter.voice is not Voice.INSPECTORS for letter in scope.letters)
    may_be_heading = intent is Intent.FIND or (fact is StructureFact.TO_IMPROVE and of_a_report)
    if may_be_heading and phrase is None and own == unquoted:
        # "Recommendations, council report": what is left beside the report's name is a heading of its.
        heading = tidy(blank_out(unquoted, scope.spans))
        if names_a_section(heading, _in_scope(scope, holdings), of_a_report):
            intent, fact, topic = Intent.STRUCTURE, StructureFact.SECTION, heading
    return Understanding(
        typed=typed.question,
        read_as=typed.question if standing == typed.tidied else standing,
        # A heading is looked up as it was typed.
        search_text=topic if fact is StructureFact.SECTION else say_plainly(topic),
        extra_terms=_find_extra_terms(topic, short_forms, holdings),
        letter_ids=_ids(scope, holdings),
        held_to=scope.held_to,
        not_held=scope.not_held,
        chosen=choices.words if choices else (),
        left_out_by_choices=len(holdings.ids - choices.letter_ids) if choices else 0,
        intent=intent,
        phrase=phrase.words if phrase else None,
        paragraph_numbers=numbers,
        structure_fact=fact,
        second_fact=second,
        wants_list=form.wants_list,
        order=form.order,
        per_letter=form.per_letter or scope.per_letter,
        across_councils=asks_across(unquoted),
        lists_councils=asks_across(unquoted) or asks_which_letters(standing),
        years_spoken_of=scope.spoken_of,
        places=scope.places,
    )


def _find_mentioned(text: str, holdings: Holdings) -> Phrase | None:
    """Return the words that letters are asked to mention, where one does."""
    phrase = find_mentioned(text)
    # All texts are made ready for this, which takes its time with many letters.
    return phrase if phrase and any(phrase.words.lower() in one for one in holdings.texts.values()) else None


def _in_scope(scope: Hold, holdings: Holdings) -> list[Letter]:
    ids = {letter.id for letter in scope.letters}
    return [letter for letter in holdings.letters if letter.id in ids]


def _ids(scope: Hold, holdings: Holdings) -> frozenset[str] | None:
    ids = frozenset(letter.id for letter in scope.letters)
    return None if ids == holdings.ids else ids


def _find_extra_terms(
    topic: str, short_forms: Sequence[ShortForm], holdings: Holdings
) -> tuple[tuple[str, float], ...]:
    """Return the letters' words for those of `topic`, as it was typed and in plain words."""
    same_as = load_glossary().same_as
    others = dict(find_other_words(say_plainly(topic))) | dict(find_other_words(topic))
    terms = dict.fromkeys(find_spelt_out(topic, holdings.acronyms), _SHORT_FORM_WEIGHT)
    terms |= {other: _SHORT_FORM_WEIGHT for one in short_forms for other in same_as.get(one.short.lower(), ())}
    present = {word.lower() for word in topic.split()}
    extra = [(word, weight) for word, weight in terms.items() if word.lower() not in present]
    taken = {word.lower() for word, _ in extra}
    return (*extra, *((word, weight) for word, weight in others.items() if word not in taken))


def held_letters(understanding: Understanding, letters: Sequence[Letter]) -> list[Letter]:
    """Return the letters that may answer, in the order they are held."""
    if understanding.letter_ids is None:
        return list(letters)
    return [letter for letter in letters if letter.id in understanding.letter_ids]
