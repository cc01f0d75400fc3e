"""Promises of judging: the order and the sentences change, what was not judged stays, where nothing was found nothing is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.judge_reading import telling_heading
from assistant.judging import ANSWERS, WEAKEST, judge_hits, order_by_verdicts, without_refuted, without_strangers
from corpus import Letter, Paragraph, Place, Shape
from index import Hit, Passage, Verdict

LETTER = "bradford-monitoring-visit-letter-2022-03-09"


class ScriptedJudge:
    """Gives each passage the chance it was told for its first sentence, else 0.1; remembers what it read.

    A sentence's chance is the one told in `sentences`, else 0.
    """

    def __init__(self, script: dict[str, float], sentences: dict[str, float] | None = None) -> None:
        self._script = script
        self._sentences = sentences or {}
        self.read: list[Sequence[str]] = []

    def __call__(self, passages: Sequence[Sequence[str]]) -> tuple[Verdict, ...]:
        self.read += passages
        return tuple(
            Verdict(self._script.get(passage[0], 0.1), tuple(self._sentences.get(one, 0.0) for one in passage))
            for passage in passages
        )


def make_hit(letter: Letter, paragraph: Paragraph, score: float) -> Hit:
    place = Place(letter.id, letter.title, "", paragraph.number)
    sentences = paragraph.sentences
    passage = Passage(
        f"{letter.id}#{paragraph.start}", place, paragraph.start, paragraph.end, letter.slice(paragraph), "", sentences
    )
    return Hit(passage, score, tuple(score for _ in sentences))


def prose(letter: Letter) -> list[Paragraph]:
    return [p for _, p in letter.paragraphs() if p.shape is Shape.PROSE and len(p.sentences) > 1]


def test_where_nothing_was_found_nothing_is_judged() -> None:
    """No hits: the judge reads nothing."""
    judge = ScriptedJudge({})
    assert judge_hits((), {}, judge) == ()
    assert not judge.read


def test_a_passage_judged_to_answer_rises(assistant: Assistant) -> None:
    """Scores 0.9, 0.8, 0.1 and chances 0.1, 0.9, 0.1: mixed 0.6, 0.925, 0 of the span, so the second comes first."""
    letter = assistant.letter(LETTER)
    hits = [make_hit(letter, p, s) for p, s in zip(prose(letter)[:3], (0.9, 0.8, 0.1), strict=True)]
    start = letter.slice(hits[1].passage.sentences[0])
    judged = judge_hits(hits, {LETTER: letter}, ScriptedJudge({start: 0.9}))
    assert [hit.signals[ANSWERS] for hit in judged] == [0.1, 0.9, 0.1]
    assert [hit.score for hit in judged] == [0.9, 0.8, 0.1]
    ordered = order_by_verdicts(judged)
    assert [hit.passage.id for hit in ordered] == [hits[i].passage.id for i in (1, 0, 2)]
    # 0.6 * (0.7 / 0.8) + 0.4 = 0.925 is the highest, 0.6 * 1 the next: 0.6 / 0.925 of the way from 0.1 to 0.9.
    assert [hit.score for hit in ordered] == pytest.approx([0.9, 0.1 + 0.8 * 0.6 / 0.925, 0.1])


def test_what_was_not_judged_stays_behind(assistant: Assistant) -> None:
    """Three hits are judged; the fourth keeps its place and its score and has no verdict, its sentences count halfway."""
    letter = assistant.letter(LETTER)
    hits = [make_hit(letter, p, 0.9 - 0.1 * n) for n, p in enumerate(prose(letter)[:4])]
    judge = ScriptedJudge({})
    ordered = order_by_verdicts(judge_hits(hits, {LETTER: letter}, judge))
    assert len(judge.read) == 3
    unread = 0.6 * hits[3].score + 0.4 * 0.4
    assert ordered[3] == replace(hits[3], sentence_scores=pytest.approx((unread,) * len(hits[3].sentence_scores)))


def test_a_sentence_is_weighed_with_its_own_verdict(assistant: Assistant) -> None:
    """Of all sentences read the surest counts 1, the least sure 0; those of another hit are measured by the same rod."""
    letter = assistant.letter(LETTER)
    hits = [make_hit(letter, paragraph, 0.5) for paragraph in prose(letter)[:2]]
    first, second = (letter.slice(hit.passage.sentences[0]) for hit in hits)
    judge = ScriptedJudge({}, {first: 0.999, second: 0.5})
    one, other = judge_hits(hits, {LETTER: letter}, judge)
    assert one.sentence_scores[:2] == pytest.approx((0.6 * 0.5 + 0.4, 0.6 * 0.5))
    # Log odds of 0.5 lie halfway between those of 0.999 and 0.001, which stands for 0.
    assert other.sentence_scores[0] == pytest.approx(0.6 * 0.5 + 0.4 * 0.5, abs=0.02)
    assert [one.score, other.score] == [0.5, 0.5]


def test_an_item_of_several_sentences_has_one_verdict(assistant: Assistant) -> None:
    """A bullet is read as one text: each of its sentences has its verdict."""
    letter, paragraph = next(
        (held, p)
        for held in assistant.letters
        for _, p in held.paragraphs()
        if p.shape is Shape.BULLET and p.lead_in and len(p.sentences) > 1
    )
    assert paragraph.lead_in is not None
    whole = f"{letter.slice(paragraph.lead_in)} {letter.slice(paragraph)}"
    plain = assistant.letter(LETTER)
    hits = [make_hit(letter, paragraph, 0.5), make_hit(plain, prose(plain)[0], 0.5)]
    judged = judge_hits(hits, {letter.id: letter, LETTER: plain}, ScriptedJudge({}, {whole: 0.9}))
    assert judged[0].sentence_scores == pytest.approx((0.7,) * len(paragraph.sentences))


def test_long_paragraphs_are_judged_round_their_best_sentence(assistant: Assistant) -> None:
    """At most three sentences are read, the best one among them."""
    letter, paragraph = next(
        (held, p) for held in assistant.letters for _, p in held.paragraphs() if len(p.sentences) > 7
    )
    last = len(paragraph.sentences) - 1
    hit = make_hit(letter, paragraph, 0.5)
    hit = Hit(hit.passage, 0.5, tuple(float(n == last) for n in range(last + 1)))
    judge = ScriptedJudge({})
    judge_hits([hit], {letter.id: letter}, judge)
    assert list(judge.read[0]) == [letter.slice(s) for s in paragraph.sentences[-3:]]


def test_a_bullet_is_judged_whole_with_its_lead_in(assistant: Assistant) -> None:
    """Half an item misleads, and an item without what leads into it says little."""
    letter, paragraph = next(
        (held, p) for held in assistant.letters for _, p in held.paragraphs() if p.shape is Shape.BULLET and p.lead_in
    )
    judge = ScriptedJudge({})
    judge_hits([make_hit(letter, paragraph, 0.5)], {letter.id: letter}, judge)
    assert paragraph.lead_in is not None
    assert list(judge.read[0]) == [f"{letter.slice(paragraph.lead_in)} {letter.slice(paragraph)}"]


def test_a_refuted_passage_is_not_quoted_and_what_was_not_judged_stays(assistant: Assistant) -> None:
    """Of chances 0.9, 0.08 and 0.1 only the second is below a tenth of the best."""
    letter = assistant.letter(LETTER)
    hits = [make_hit(letter, paragraph, 0.5) for paragraph in prose(letter)[:4]]
    chances = [{ANSWERS: 0.9}, {ANSWERS: 0.08}, {ANSWERS: 0.1}, {}]
    judged = [Hit(hit.passage, hit.score, hit.sentence_scores, own) for hit, own in zip(hits, chances, strict=True)]
    assert [hit.passage.id for hit in without_refuted(judged, judged)] == [hits[i].passage.id for i in (0, 2, 3)]
    assert without_refuted(hits, hits) == tuple(hits)
    assert without_refuted(judged[1:], judged) == tuple(judged[2:]), "the best may be another letter's"


def test_a_passage_that_misses_a_weighty_word_is_a_stranger(assistant: Assistant) -> None:
    """The best meets the worst met word with 0.5: 0.2 is 0.3 less and stays, 0.19 goes, what was not scored stays."""
    letter = assistant.letter(LETTER)
    hits = [make_hit(letter, paragraph, 0.5) for paragraph in prose(letter)[:4]]
    scores = [{WEAKEST: 0.5}, {WEAKEST: 0.2}, {WEAKEST: 0.19}, {}]
    scored = [Hit(hit.passage, hit.score, hit.sentence_scores, own) for hit, own in zip(hits, scores, strict=True)]
    assert [hit.passage.id for hit in without_strangers(scored, scored, 0.3)] == [hits[i].passage.id for i in (0, 1, 3)]
    assert without_strangers(scored[1:], scored, 0.1) == (scored[3],)
    vouched = replace(scored[2], signals={**scored[2].signals, ANSWERS: 0.4})
    judged = (replace(scored[0], signals={**scored[0].signals, ANSWERS: 0.7}), scored[1], vouched)
    assert vouched in without_strangers(judged, judged, 0.01), "the judge thinks it likely: its words count no more"


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("Findings and evaluation of progress", ""),
        ("Main findings", ""),
        ("The full report is below", ""),
        ("Focused visit to Derbyshire local authority children's services", ""),
        ("", ""),
        ("Children's homes", "Children's homes"),
        ("What do we know? > Children\u2019s homes (continued)", "Children\u2019s homes"),
        ("What needs to improve", "What needs to improve"),
        ("The experiences and progress of care leavers: good", "The experiences and progress of care leavers: good"),
    ],
)
def test_a_heading_tells_where_it_names_a_subject(section: str, heading: str) -> None:
    """What only says where in a letter something stands is no heading to judge by."""
    assert telling_heading(section) == heading


def test_passages_are_judged_under_their_heading(assistant: Assistant) -> None:
    """A paragraph's first sentence and a bullet stand under the heading; the other sentences stand as they are."""
    letter = assistant.letter(LETTER)
    hit = make_hit(letter, prose(letter)[0], 0.5)
    under = replace(hit, passage=replace(hit.passage, place=replace(hit.passage.place, section="Care > Adoption")))
    judge = ScriptedJudge({})
    judge_hits([hit, under], {LETTER: letter}, judge)
    plain, headed = judge.read
    assert list(headed) == [f"Adoption: {plain[0]}", *plain[1:]]
