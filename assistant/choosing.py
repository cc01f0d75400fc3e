"""Choosing what is quoted: comes in: ranked evidence, goes out: the fewest whole sentences that answer, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.direction import on_the_side, side_asked_for
from assistant.evidence import Evidence, merge_restatements
from corpus import Letter, Shape

# Sentences that score less than the first share of the best one are left out; a letter that has not spoken yet, unless
# it is the newest, needs a better reason to, as a weak sentence of another year misleads, and must reach the second.
# Where a judge's verdicts are among the scores these part what answers from what does not, and less has to be left out
# by likeness.
LIKENESS_SHARES = 0.72, 0.86
JUDGED_SHARES = 0.68, 0.74
# "What did children tell inspectors?" is answered by all that they told: "They also said ..." goes on with it.
_ASKS_WHAT_WAS_SAID = re.compile(
    r"\b(?:say|said|saying|tell|told|think|thought|feel|felt|views?|complain(?:ed)?)\b", re.I
)
_GOES_ON = re.compile(r"(?:They|Others)\b")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one answer may quote, and how strong a sentence must be beside the best one to be quoted."""

    quotes: int
    words: int
    keep_share: float = LIKENESS_SHARES[0]
    new_letter_share: float = LIKENESS_SHARES[1]

    def among(self, count: int) -> Limits:
        """Return what is left for each of `count` who share one answer."""
        return replace(self, quotes=-(-self.quotes // count), words=self.words // count)


def choose_evidence(ranked: Sequence[Evidence], limits: Limits) -> tuple[Evidence, ...]:
    """Choose from `ranked` sentences, best first, until the next one is too weak or the limits are reached.

    Of a statement made twice the primary source's is kept and the other place noted; neighbouring sentences of
    one paragraph become one quote. The best sentence is always kept, however long. A letter that has not spoken yet
    needs a better reason to, unless it is newer than all that have.
    """
    strong = [evidence for evidence in ranked if evidence.score >= limits.keep_share * ranked[0].score]
    chosen: list[Evidence] = []
    for candidate in merge_restatements(strong):
        welcome = not chosen or any(candidate.letter is one.letter for one in chosen) or _brings_news(candidate, chosen)
        if not welcome and candidate.score < limits.new_letter_share * ranked[0].score:
            continue
        joined = _join_neighbour(chosen, candidate)
        if fits(joined, limits) or not chosen:
            chosen = joined
    return tuple(chosen)


def choose_for_councils(ranked: Sequence[Evidence], question: str, limits: Limits) -> list[Evidence]:
    """Choose the best sentence of each council's newest letter, as far as the limits of an answer leave room.

    All must be as strong as a further letter's sentence has to be. Where praise or faults are listed there is twice
    the room for what is on the side asked for, and what says neither is only chosen if nothing is left otherwise.
    Nothing is chosen where all are about one council.
    """
    if len({one.letter.council for one in ranked}) < 2:
        return []
    if side_asked_for(question) and (told := on_the_side(ranked, question)):
        return _one_of_each_council(told, replace(limits, quotes=2 * limits.quotes, words=2 * limits.words))
    return _one_of_each_council(ranked, limits)


def _one_of_each_council(ranked: Sequence[Evidence], limits: Limits) -> list[Evidence]:
    strong = [one for one in ranked if one.score >= limits.new_letter_share * ranked[0].score]
    of_council: dict[str | None, Evidence] = {}
    for candidate in merge_restatements(strong):
        first = of_council.setdefault(candidate.letter.council, candidate)
        if _is_newer(candidate.letter, first.letter):
            of_council[candidate.letter.council] = candidate
    chosen: list[Evidence] = []
    for evidence in sorted(of_council.values(), key=lambda one: -one.score):
        if fits([*chosen, evidence], limits) or not chosen:
            chosen.append(evidence)
    return chosen


def _is_newer(letter: Letter, other: Letter) -> bool:
    return letter.sort_date is not None and (other.sort_date is None or letter.sort_date > other.sort_date)


def _brings_news(candidate: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether `candidate` is of a newer letter about the council that all of `chosen` are about."""
    day = candidate.letter.sort_date
    return day is not None and all(
        one.letter.council == candidate.letter.council
        and one.letter.sort_date is not None
        and one.letter.sort_date < day
        for one in chosen
    )


def with_all_they_said(chosen: Sequence[Evidence], question: str, limits: Limits) -> list[Evidence]:
    """Return `chosen`, each with the sentences after it that go on with what somebody said, where that is asked for.

    As far as the limits leave room.
    """
    grown = list(chosen)
    if not _ASKS_WHAT_WAS_SAID.search(question):
        return grown
    for evidence in chosen:
        sentences = evidence.paragraph.sentences
        last = evidence.last
        while last + 1 < len(sentences) and _GOES_ON.match(evidence.letter.slice(sentences[last + 1])):
            last += 1
        place = next((i for i, one in enumerate(grown) if one is evidence), None)
        if last == evidence.last or evidence.paragraph.shape is not Shape.PROSE or place is None:
            continue
        rest = [*grown[:place], *grown[place + 1 :]]
        longer = _join_neighbour(rest, replace(evidence, last=last), place)
        grown = longer if fits(longer, limits) else grown
    return grown


def fits(evidence: Sequence[Evidence], limits: Limits) -> bool:
    """Whether all of `evidence` is within what one answer may quote."""
    return len(evidence) <= limits.quotes and sum(one.word_count for one in evidence) <= limits.words


def _join_neighbour(chosen: Sequence[Evidence], candidate: Evidence, at: int | None = None) -> list[Evidence]:
    """Add `candidate`: within a quote of its paragraph that it overlaps or follows, else as a quote of its own.

    What counts is what is shown: the sentences with those they lean on. `chosen` is best first and stays so: a quote of
    its own stands at position `at` (None: last), a joined one where the better of its parts stood.
    """
    at = len(chosen) if at is None else at
    for position, evidence in enumerate(chosen):
        if evidence.paragraph is not candidate.paragraph:
            continue
        one, other = evidence.span, candidate.span
        # Neighbouring sentences are parted by one space.
        if one.start <= other.end + 1 and other.start <= one.end + 1:
            first, last = min(evidence.first, candidate.first), max(evidence.last, candidate.last)
            # Where only one of the sentences stands again the quote as a whole does not.
            places = tuple(place for place in evidence.restated_in if place in candidate.restated_in)
            score = max(evidence.score, candidate.score)
            joined = replace(evidence, first=first, last=last, score=score, restated_in=places)
            # Grown, it may touch another quote.
            return _join_neighbour([*chosen[:position], *chosen[position + 1 :]], joined, min(position, at))
    return [*chosen[:at], candidate, *chosen[at:]]
