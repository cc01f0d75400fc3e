"""Which words count as a subject: whole words, plurals and stars; never a likeness."""

from __future__ import annotations

import pytest

from assistant.subjects import load_vocabulary
from assistant.subjects.matching import SubjectFinder
from assistant.subjects.vocabulary import Subject, subject_of_words
from corpus import Span


def words_found(sentence: str, *words: str, but_not: tuple[str, ...] = ()) -> list[str]:
    finder = SubjectFinder([Subject("one", "One", "Theme", words, but_not)])
    return [sentence[span.start : span.end] for span in finder.find(sentence, Span(0, len(sentence))).get("one", ())]


@pytest.mark.parametrize(
    ("sentence", "word", "found"),
    [
        ("Plans, plan’s and PLANS, not planning.", "plan", ["Plans", "plan", "PLANS"]),
        ("Recruiting and recruitment of recruits", "recruit*", ["Recruiting", "recruitment", "recruits"]),
        ("They go missing or went missing; records are missing.", "go|went missing", ["go missing", "went missing"]),
        ("A return-home\ninterview", "return home interview", ["return-home\ninterview"]),
        ("The SEND team will send it; Send help.", "SEND", ["SEND"]),
        ("PAs and a PA, pa", "PA", ["PAs", "PA"]),
        ("The child’s plan", "child|children plan", ["child’s plan"]),
        ("child. Plan", "child plan", []),
        ("health, plan", "health plan", []),
        ("unplanned", "plan", []),
        ("Section 47 and s47", "section 47", ["Section 47"]),
    ],
)
def test_a_word_fits_whole_words_only(sentence: str, word: str, found: list[str]) -> None:
    """Plural and possessive fit, a star takes any ending, capitals fit capitals; nothing that is merely alike does."""
    assert words_found(sentence, word) == found


def test_what_looks_alike_and_means_something_else_is_not_counted() -> None:
    """An exception takes away only what it overlaps."""
    sentence = "A supervision order was made after supervision."
    assert words_found(sentence, "supervision", but_not=("supervision order",)) == ["supervision"]


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("The adoption of a new model was slow.", set()),
        ("Children wait too long for adoption.", {"adoption"}),
        ("Some information is missing.", set()),
        ("Children who are missing education are tracked.", {"missing-education"}),
        ("Most young people are in employment, training or education.", set()),
        ("The placement order was granted.", set()),
        ("Inspectors carried out a monitoring visit.", set()),
        ("They will send the plan.", set()),
        ("Leaders return children home.", {"going-home"}),
    ],
)
def test_the_vocabulary_is_precise(sentence: str, subjects: set[str]) -> None:
    """Sentences of the trade that would deceive a looser list are read rightly."""
    finder = SubjectFinder(load_vocabulary().values())
    assert set(finder.find(sentence, Span(0, len(sentence)))) == subjects


def test_the_vocabulary_is_whole() -> None:
    """Every subject has a label and words, related subjects exist, and no subject names a council."""
    known = load_vocabulary()
    assert 40 <= len(known) <= 80
    for subject in known.values():
        assert subject.label
        assert subject.words
        assert set(subject.related) <= set(known) - {subject.id}
        assert "bradford" not in " ".join((subject.label, *subject.words)).lower()


def test_typed_words_are_words_and_not_notation() -> None:
    """A star or a bar that somebody types is no pattern."""
    own = subject_of_words("plan*|review")
    assert own is not None
    assert own.words == ("plan review",)
    assert subject_of_words("*|* ") is None
