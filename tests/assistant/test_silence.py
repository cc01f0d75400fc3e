"""Promises of silence: what was found is weighed as a whole, and nothing found is never an answer."""

from __future__ import annotations

from math import exp, log

import pytest

from assistant import Assistant
from assistant.evidence import rank_sentences
from assistant.judging import ANSWERS, WEAKEST
from assistant.searching import Found
from assistant.silence import (
    BIAS,
    JUDGED,
    JUDGED_THRESHOLD,
    SIGNALS,
    UNJUDGED,
    answer_confidence,
    is_silent,
    known_stems,
    silence_signals,
    unknown_share,
)
from assistant.understanding import Understanding
from corpus import Letter, Place, Shape, Voice
from index import Hit, Passage

LETTER = "bradford-monitoring-visit-letter-2022-03-09"
COSINES = {"sentence_cosine": 0.4, "paragraph_cosine": 0.3}


def hits_in(letter: Letter, *signals: dict[str, float]) -> list[Hit]:
    """One hit for each of `signals`, on the letter's first paragraphs."""
    hits = []
    for (section, paragraph), own in zip(letter.paragraphs(), signals, strict=False):
        place = Place(letter.id, letter.title, section.heading, paragraph.number)
        words = letter.slice(paragraph)
        passage = Passage(
            f"{letter.id}#{paragraph.start}", place, paragraph.start, paragraph.end, words, "", paragraph.sentences
        )
        hits.append(Hit(passage, 0.5, tuple(0.5 for _ in paragraph.sentences), own))
    return hits


def test_the_signals_are_the_hits_cosines_and_the_verdicts_log_odds(assistant: Assistant) -> None:
    """Chances of 0.1 and 0.9 are log odds of -2.2 and 2.2, nearly: the least chance keeps them finite."""
    letter = assistant.letter(LETTER)
    first = COSINES | {WEAKEST: 0.2, ANSWERS: 0.1}
    hits = hits_in(letter, first, COSINES | {"sentence_cosine": 0.6, ANSWERS: 0.9}, COSINES)
    signals = silence_signals(
        Understanding("x", read_as="x"),
        Found(tuple(hits), asked={"outlook": 0.7, "nearest_miss": 0.3}),
        rank_sentences(hits, {LETTER: letter}),
        (),
    )
    odds = log(0.901 / 0.101)
    assert signals == pytest.approx(
        {
            "sentence_cosine": 0.6,
            "paragraph_cosine": 0.3,
            "worst_met": 0.2,
            "unknown_words": 0.0,
            "figure_missing": 0.0,
            "outlook": 0.7,
            "nearest_miss": 0.6,
            "first_verdict": -odds,
            "best_verdict": odds,
            "mean_verdict": 0.0,
        }
    )


def test_a_figure_asked_for_and_not_printed_is_noticed(assistant: Assistant) -> None:
    """The first sentences print no sum of money."""
    letter = assistant.letter(LETTER)
    hits = hits_in(letter, COSINES)
    asked = Understanding("how much money was spent?", read_as="how much money was spent?")
    signals = silence_signals(asked, Found(tuple(hits)), rank_sentences(hits, {LETTER: letter}), ())
    assert "outlook" not in signals
    assert signals["figure_missing"] == 1.0


def test_the_confidence_is_the_logistic_of_the_weighted_sum() -> None:
    """Worked out by hand for one signal, all others 0."""
    signals = dict.fromkeys(SIGNALS, 0.0) | {"paragraph_cosine": 0.5}
    expected = 1.0 / (1.0 + exp(-(JUDGED[BIAS] + 0.5 * JUDGED["paragraph_cosine"])))
    assert answer_confidence(signals) == pytest.approx(expected)


def test_every_signal_has_a_weight_and_verdicts_count_for_an_answer() -> None:
    """With a judge all signals are weighed, without one all but its verdicts."""
    weighed = {name for name in SIGNALS if name != "unknown_words"}
    assert set(JUDGED) == weighed | {BIAS}
    assert set(UNJUDGED) == {name for name in weighed if not name.endswith("verdict")} | {BIAS}
    assert sum(JUDGED[name] for name in SIGNALS if name.endswith("verdict")) > 0.0


def test_surer_verdicts_end_the_silence() -> None:
    """The same likeness is answered where the judge is sure, and not where it is sure of the contrary."""
    likeness = {"sentence_cosine": 0.5, "paragraph_cosine": 0.5, "worst_met": 0.3, "unknown_words": 0.0}
    verdicts = ("first_verdict", "best_verdict", "mean_verdict")
    unsure, sure = (
        likeness | {"figure_missing": 0.0, "outlook": 0.0, "nearest_miss": 0.7} | dict.fromkeys(verdicts, odds)
        for odds in (log(0.003), log(300.0))
    )
    assert answer_confidence(unsure) < JUDGED_THRESHOLD < answer_confidence(sure)
    assert is_silent(unsure)
    assert not is_silent(sure)


def test_another_encoder_is_judged_by_likeness_alone() -> None:
    """A cosine of 0.4 is half of the way from 0.15 to 0.65; half of the words unknown leave 0.55 of it."""
    signals = {"sentence_cosine": 0.4, "paragraph_cosine": 0.9, "unknown_words": 0.0}
    signals |= {"figure_missing": 0.0}
    assert answer_confidence(signals) == pytest.approx(0.5)
    assert answer_confidence(signals | {"unknown_words": 0.5}) == pytest.approx(0.275)
    assert is_silent(signals | {"figure_missing": 1.0})


def test_a_question_of_unknown_words_only_is_not_answered() -> None:
    """However sure the rest is: of "allotments" the letters say nothing."""
    sure = dict.fromkeys(SIGNALS, 0.0) | {"outlook": 9.0, "unknown_words": 0.9}
    assert not is_silent(sure)
    assert is_silent(sure | {"unknown_words": 1.0})
    assert answer_confidence(sure | {"unknown_words": 1.0}) == 0.0


def test_a_figure_in_a_table_is_not_doubted_for_being_a_figure(assistant: Assistant) -> None:
    """Letters seldom print figures, which counts against a question for one, but not where a table's row comes first."""
    report = next(letter for letter in assistant.letters if letter.voice is Voice.PARTNERSHIP)
    rows = [(section, one) for section, one in report.paragraphs() if one.shape is Shape.ROW]
    prose = [(section, one) for section, one in report.paragraphs() if one.shape is Shape.PROSE]
    asked = Understanding("how many came?", read_as="how many came?")
    for (section, paragraph), outlook in ((rows[0], 0.0), (prose[0], -2.0)):
        place = Place(report.id, report.title, section.heading, paragraph.number)
        words = report.slice(paragraph)
        passage = Passage(
            f"{report.id}#{paragraph.start}", place, paragraph.start, paragraph.end, words, "", paragraph.sentences
        )
        hits = (Hit(passage, 0.5, tuple(0.5 for _ in paragraph.sentences), COSINES),)
        found = Found(hits, asked={"outlook": -2.0})
        assert silence_signals(asked, found, rank_sentences(hits, {report.id: report}), ())["outlook"] == outlook


@pytest.mark.parametrize(
    ("question", "chance", "outlook"),
    [
        ("how many schools completed it?", 0.6, 0.0),
        ("how many schools completed it?", 0.4, -2.0),
        ("how much money was it?", 0.6, -2.0),
        ("did schools complete it?", 0.6, -2.0),
    ],
)
def test_a_figure_that_a_likely_answer_prints_is_not_doubted(
    assistant: Assistant, question: str, chance: float, outlook: float
) -> None:
    """The judge thinks it likelier than not that the passage answers, and its best sentence has such a figure."""
    report = next(letter for letter in assistant.letters if letter.voice is Voice.PARTNERSHIP)
    places = list(report.paragraphs())
    section, paragraph = next(one for one in places if "74% of LA maintained schools" in report.slice(one[1]))
    best = next(i for i, one in enumerate(paragraph.sentences) if "74%" in report.slice(one))
    passage = Passage(
        f"{report.id}#{paragraph.start}",
        Place(report.id, report.title, section.heading, paragraph.number),
        paragraph.start,
        paragraph.end,
        report.slice(paragraph),
        "",
        paragraph.sentences,
    )
    scores = tuple(float(i == best) for i in range(len(paragraph.sentences)))
    hits = (Hit(passage, 0.5, scores, COSINES | {ANSWERS: chance}),)
    asked = Understanding(question, read_as=question)
    found = Found(hits, asked={"outlook": -2.0})
    assert silence_signals(asked, found, rank_sentences(hits, {report.id: report}), ())["outlook"] == outlook


def test_nothing_found_is_silence() -> None:
    """No hits give no signals, no confidence and no answer."""
    assert silence_signals(Understanding("x", read_as="x"), Found(()), [], ()) == {}
    assert answer_confidence({}) == 0.0
    assert is_silent({})


def test_plain_words_for_a_turn_of_phrase_make_no_other_word_known(assistant: Assistant) -> None:
    """ "Bureaucracy" stands in no letter and in no thesaurus: that "red tape" is searched for so does not help it."""
    known = known_stems(assistant.letters)
    assert unknown_share(Understanding("bureaucracy?", search_text="bureaucracy", read_as="bureaucracy?"), known) == 1.0
    asked = Understanding("red tape", search_text="bureaucracy", read_as="red tape")
    assert unknown_share(asked, known) == 0.0
