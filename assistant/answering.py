"""From question to answer: comes in: a question, its conversation and an index, goes out: one sealed Answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, AnswerStatus
from assistant.asides import without_asides
from assistant.checking import without_doubted
from assistant.choosing import Limits, choose_evidence, choose_for_councils, fits, with_all_they_said
from assistant.comparing import ask_of_each_council
from assistant.direction import without_the_opposite
from assistant.edges import out_of_time_order
from assistant.evidence import Evidence, evidence_in, hits_quotable, merge_restatements, rank_sentences
from assistant.example_questions import ExampleQuestions
from assistant.figures import only_numbers_to_ring
from assistant.judging import without_refuted, without_strangers
from assistant.lists import complete_lists
from assistant.places import only_of_places
from assistant.problems import problem_answer
from assistant.seal import seal_answer
from assistant.searching import HITS, HITS_FOR_COUNCILS, Found, Readers, search_letters, searched_for
from assistant.silence import answer_confidence, is_silent, silence_signals
from assistant.stopwatch import Stopwatch
from assistant.structure import answer_structure_question
from assistant.tables import rows_asked_for, with_rows_asked_for
from assistant.understanding import (
    FACTS_OF_A_LETTER,
    OVERALL_FACTS,
    Intent,
    Order,
    Understanding,
    council_spans,
    held_letters,
)
from assistant.understanding.follow_ups import own_words
from assistant.understanding.forms import asks_who_came
from assistant.understanding.other_times import names_another_time
from assistant.understanding.topics import blank_out
from assistant.understanding.words import tidy
from assistant.writers import Writer
from assistant.writing import be_silent, write_answer
from assistant.years import of_the_year_asked, only_of_years_spoken_of, years_not_told
from corpus import Letter
from index import Hit, LetterIndex

# Heard letter by letter, a letter's best sentence may be weaker beside the best of all than in a plain answer.
LETTER_BY_LETTER_SHARE = 0.9
# What is quoted meets the question's weighty words at most so much worse than the best; a letter that is only heard
# because every letter is to be heard must meet them better.
STRANGER_GAP, STRANGER_GAP_BY_LETTER = 0.3, 0.07


@dataclass(frozen=True, slots=True)
class Desk:
    """What answering works with: the open index, the letters that count, the writer, the limits, the known words,
    what reads the best passages, and questions known by example."""

    index: LetterIndex
    letters: Mapping[str, Letter]
    writer: Writer
    limits: Limits
    known: frozenset[str]
    readers: Readers
    examples: ExampleQuestions


def answer_question(understanding: Understanding, desk: Desk, watch: Stopwatch) -> Answer:
    """Answer a question that has been understood: search, choose evidence or be silent, write, seal."""
    if understanding.problem is not None:
        return _finish(problem_answer(understanding), understanding, desk, watch)
    if (stated := answer_as_stated(understanding, desk, watch)) is not None:
        return _finish(stated, understanding, desk, watch)
    asked = ask_of_each_council(understanding, desk.letters)
    room = replace(desk, limits=desk.limits.among(len(asked)))
    sought = [_seek(one, room, watch) for one in asked]
    surest = max(sought, key=lambda one: one.confidence)
    with watch.timed("write"):
        if any(one.evidence for one in sought):
            evidence = out_of_time_order(
                [quoted for one in sought for quoted in one.evidence],
                oldest_first=understanding.order is Order.OLDEST_FIRST,
            )
            near = frozenset(name for one in sought for name in one.near)
            answer = write_answer(understanding, evidence, near, desk.writer, desk.letters)
            if not all(one.evidence for one in sought):
                answer = replace(answer, status=AnswerStatus.PARTLY_ANSWERED)
        else:
            answer = be_silent(understanding, surest.found, surest.untold, desk.letters)
    answer = replace(answer, confidence=surest.confidence, signals=surest.signals)
    return _finish(answer, understanding, desk, watch, [one.found for one in sought])


def answer_as_stated(understanding: Understanding, desk: Desk, watch: Stopwatch) -> Answer | None:
    """Answer what the letters state of themselves: signatures, days, a paragraph by number; None for anything else."""
    if understanding.intent is not Intent.FIND:
        return answer_structure_question(understanding, desk.letters)
    return _answer_like_examples(understanding, desk, watch)


def _answer_like_examples(understanding: Understanding, desk: Desk, watch: Stopwatch) -> Answer | None:
    """Answer from the letters' structure what is asked like known questions for that; None where nothing fits."""
    held = held_letters(understanding, tuple(desk.letters.values()))
    with watch.timed("understand"):
        typed = tidy(blank_out(understanding.read_as, council_spans(understanding.read_as)))
        wordings = (searched_for(understanding), typed)
        # As it is searched for a question is embedded anyway; a follow-up is known by its own words, without its mark.
        own = [wording if (said := own_words(wording)) == wording else said.rstrip(" ?") for wording in wordings]
        known = desk.examples.nearest(own, desk.known)
    # Likeness does not see whose letter is meant: of several councils' letters none is taken for another's.
    if known is None or (known.problem is None and len({letter.council for letter in held}) > 1):
        return None
    if known.fact in OVERALL_FACTS and own[0] != wordings[0]:
        # "Is it working?" about something asked before is no question for all that works.
        return None
    if known.fact in (*FACTS_OF_A_LETTER, *OVERALL_FACTS) and held and names_another_time(understanding.read_as, held):
        return None
    read_as = known.read_as or understanding.read_as
    asked = replace(
        understanding, intent=Intent.STRUCTURE, structure_fact=known.fact, read_as=read_as, problem=known.problem
    )
    return answer_structure_question(asked, desk.letters) if known.fact is not None else problem_answer(asked)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What was found for a question, how sure it is that it answers, and what is quoted of it: nothing, to be silent.

    `untold` are years asked for that nothing found speaks of, `near` the ids of letters that came close enough.
    """

    found: Found
    confidence: float
    signals: Mapping[str, float]
    untold: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    near: frozenset[str]


def _seek(understanding: Understanding, desk: Desk, watch: Stopwatch) -> _Sought:
    """Search and choose evidence, or none where what was found is not sure enough to answer."""
    councils = understanding.lists_councils
    with watch.timed("search"):
        found = search_letters(understanding, desk.index, desk.readers, HITS_FOR_COUNCILS if councils else HITS)
    with watch.timed("evidence"):
        quotable = without_asides(rank_sentences(found.hits, desk.letters), understanding.read_as)
        # A passage that is beside the point throughout makes nothing surer.
        found = replace(found, hits=hits_quotable(found.hits, quotable))
        likely = without_refuted(found.hits, found.hits)
        heard = evidence_in(without_strangers(likely, likely, STRANGER_GAP), quotable)
        ranked = only_numbers_to_ring(heard, understanding.read_as)
        if councils:
            ranked = without_the_opposite(ranked, understanding.read_as)
        signals = silence_signals(understanding, found, ranked, desk.known)
        ranked, other = only_of_years_spoken_of(understanding, ranked, desk.limits.keep_share)
        ranked, nowhere = only_of_places(understanding, ranked)
        ranked, instead = of_the_year_asked(understanding, ranked)
        untold = years_not_told(understanding, found.hits) or tuple(
            year for year in (other or nowhere or instead,) if year
        )
        unsure = is_silent(signals)
        rows = tuple(rows_asked_for(searched_for(understanding), ranked)) if unsure and not untold else ()
        silent = bool(untold) or not ranked or (unsure and not rows)
        return _Sought(
            found,
            0.0 if untold else answer_confidence(signals),
            signals,
            untold,
            () if silent else rows or _gather(understanding, found, ranked, desk),
            frozenset() if silent else _near_the_best(ranked, desk.limits),
        )


def _gather(understanding: Understanding, found: Found, ranked: Sequence[Evidence], desk: Desk) -> tuple[Evidence, ...]:
    """Choose the evidence in the order it is shown: over all letters, or letter by letter for then and now."""
    councils = understanding.lists_councils
    chosen = choose_for_councils(ranked, understanding.read_as, desk.limits) if councils else []
    if not chosen and understanding.per_letter and len(found.by_letter) > 1:
        per_letter = replace(desk.limits, quotes=2, words=max(40, desk.limits.words // len(found.by_letter)))
        best = max(hits[0].score for hits in found.by_letter.values() if hits)
        heard = [
            [
                evidence
                for evidence in choose_evidence(_ranked_of(hits, understanding, found, desk), per_letter)
                if evidence.score >= desk.limits.keep_share * LETTER_BY_LETTER_SHARE * best
            ]
            for hits in found.by_letter.values()
        ]
        chosen = merge_restatements(_within(heard, desk.limits))
    chosen = without_doubted(chosen or choose_evidence(ranked, desk.limits), found, desk.letters)
    chosen = with_all_they_said(chosen, understanding.read_as, desk.limits)
    chosen = with_rows_asked_for(searched_for(understanding), chosen)
    # Which councils is asked, not which other items a council's list has.
    wants_rows = asks_who_came(understanding.read_as)
    return complete_lists(chosen, understanding.wants_list and not councils, wants_rows)


def _within(heard: Sequence[Sequence[Evidence]], limits: Limits) -> list[Evidence]:
    """Choose of what each letter says, its best first, as much as one answer may quote: each letter once, then twice.

    The best of all is always kept, however long.
    """
    turns = sorted(
        (turn, -evidence.score, number) for number, own in enumerate(heard) for turn, evidence in enumerate(own)
    )
    chosen: list[Evidence] = []
    for turn, _, number in turns:
        candidate = [*chosen, heard[number][turn]]
        if fits(candidate, limits) or not chosen:
            chosen = candidate
    return chosen


def _ranked_of(hits: Sequence[Hit], understanding: Understanding, found: Found, desk: Desk) -> list[Evidence]:
    """Rank the sentences of one letter's hits, measured against the hits of all."""
    heard = without_strangers(without_refuted(hits, found.hits), found.hits, STRANGER_GAP_BY_LETTER)
    ranked = without_asides(rank_sentences(heard, desk.letters), understanding.read_as)
    return without_the_opposite(ranked, understanding.read_as) if understanding.lists_councils else ranked


def _near_the_best(ranked: Sequence[Evidence], limits: Limits) -> frozenset[str]:
    """Return the ids of the letters that would be quoted if nothing limited an answer's length."""
    least = limits.new_letter_share * ranked[0].score
    return frozenset(evidence.letter.id for evidence in ranked if evidence.score >= least)


def _finish(
    answer: Answer, understanding: Understanding, desk: Desk, watch: Stopwatch, found: Sequence[Found] = ()
) -> Answer:
    """Seal the answer and add how the question was read and where the time went."""
    with watch.timed("seal"):
        seal_answer(answer, lambda letter_id: desk.letters[letter_id])
    return replace(
        answer,
        read_as=understanding.read_as if understanding.read_as != understanding.typed else None,
        corpus_version=desk.index.corpus_version,
        timings_ms=watch.total(_together([one.timings_ms for one in found])),
    )


def _together(timings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the sum of each part's milliseconds; a search that found no letter to look in has not all parts."""
    names = dict.fromkeys(name for one in timings for name in one)
    return {name: sum(one.get(name, 0.0) for one in timings) for name in names}
