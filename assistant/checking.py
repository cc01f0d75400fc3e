"""Checking what is quoted: comes in: chosen evidence and what was found, goes out: without what the judge doubts.

The judge reads the best passages before anything is chosen; what is chosen of the others was near in words only ("an
equal split in the count of child deaths" for brothers and sisters who are split up). Those few are read now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.evidence import Evidence
from assistant.judge_reading import read_by_judge
from assistant.judging import ANSWERS, DEFAULT_JUDGING
from assistant.searching import Found
from corpus import Letter
from index import Hit


def without_doubted(chosen: Sequence[Evidence], found: Found, letters: Mapping[str, Letter]) -> list[Evidence]:
    """Return `chosen` but for what stands in passages not read yet that the judge thinks far less likely to answer.

    Far less likely than the likeliest that was read; of each passage its best sentence is read. Where nothing would be
    left all of `chosen` stays, and so does everything without a judge.
    """
    every = [*found.hits, *(hit for hits in found.by_letter.values() for hit in hits)]
    best = max((hit.signals[ANSWERS] for hit in every if ANSWERS in hit.signals), default=0.0)
    if found.hearing is None or not best:
        return list(chosen)
    unread: dict[tuple[str, int], Hit] = {}
    for evidence in chosen:
        hit = next((one for one in every if _holds(one, evidence)), None)
        if hit is not None and ANSWERS not in hit.signals:
            unread.setdefault((hit.passage.letter_id, hit.passage.start), hit)
    doubtful = list(unread.values())[: DEFAULT_JUDGING.checked]
    if not doubtful:
        return list(chosen)
    verdicts = found.hearing([read_by_judge(hit, letters[hit.passage.letter_id], 1)[1] for hit in doubtful])
    least = DEFAULT_JUDGING.doubted * best
    doubted = [hit for hit, verdict in zip(doubtful, verdicts, strict=True) if verdict.answers < least]
    return [one for one in chosen if not any(_holds(hit, one) for hit in doubted)] or list(chosen)


def _holds(hit: Hit, evidence: Evidence) -> bool:
    passage, span = hit.passage, evidence.span
    return passage.letter_id == evidence.letter.id and passage.start <= span.start and span.end <= passage.end
