"""Then and now: counts worked out by hand, quotes sealed, voices apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant import Subjects, is_sealed
from assistant.subjects import Count, load_vocabulary, over_time_as_json, over_time_as_text, overview_as_text, say_when
from corpus import Letter, UserFacingError, Voice

SUPERVISION = load_vocabulary()["supervision"]


def test_counts_are_those_counted_by_hand(leeds: tuple[Letter, ...]) -> None:
    """Letters stand by voice, oldest first; sentences and paragraphs are counted, an order of court is not."""
    overview = Subjects(leeds).overview("Leeds")
    assert [letter.id for letter in overview.letters] == ["first", "second", "third", "report"]
    row = next(row for row in overview.rows if row.subject.id == "supervision")
    assert row.counts == (Count(1, 1), Count(3, 2), Count(0, 0), Count(1, 1))
    assert "adoption" in {subject.id for subject in overview.unmentioned}


def test_quotes_are_whole_sealed_sentences_with_what_they_lean_on(leeds: tuple[Letter, ...]) -> None:
    """Neighbours become one quote; every word marked stands in its quote; the letters are never altered."""
    found = Subjects(leeds).over_time(SUPERVISION, "Leeds")
    letters = {letter.id: letter for letter in leeds}
    sayings = [saying for voice in found.voices for says in voice.letters for saying in says.sayings]
    assert [saying.quote.text for saying in sayings] == [
        "Supervision of social workers is regular across all the teams.",
        "Supervision is irregular. However, supervision has improved.",
        "Staff value supervisory meetings.",
        "Supervision of social workers is regular across all teams.",
    ]
    for saying in sayings:
        letter = letters[saying.quote.place.letter_id]
        assert is_sealed(saying.quote, letter)
        assert saying.words
        for span in saying.words:
            assert saying.quote.start <= span.start < span.end <= saying.quote.end
            assert letter.slice(span).lower().startswith("supervis")


def test_first_last_and_silence_are_said_of_each_voice(leeds: tuple[Letter, ...]) -> None:
    """The council's report neither begins nor ends what inspectors said, and what it repeats is marked."""
    inspectors, council = Subjects(leeds).over_time(SUPERVISION, "Leeds").voices
    assert (inspectors.voice, council.voice) == (Voice.INSPECTORS, Voice.COUNCIL)
    assert inspectors.first is not None
    assert inspectors.last is not None
    assert (inspectors.first.id, inspectors.last.id) == ("first", "second")
    assert [letter.id for letter in inspectors.silent_since] == ["third"]
    assert say_when(inspectors) == (
        "Mentioned in 2 of the 3 inspectors’ letters held. First said in that of 1 January 2019, last in that of "
        "1 January 2020. Not mentioned since: that of 1 January 2021."
    )
    assert [place.letter_id for place in council.letters[0].sayings[0].repeats] == ["first"]
    assert not any(saying.repeats for says in inspectors.letters for saying in says.sayings)


def test_councils_are_kept_apart_and_compared(leeds: tuple[Letter, ...], letter_of: Callable[..., Letter]) -> None:
    """One council's page has no other's letters; across councils only inspectors are counted."""
    other = letter_of("york", date(2022, 1, 1), ("Adoption is quick.",), council="York")
    subjects = Subjects((*leeds, other), "York")
    assert subjects.councils == ("Leeds", "York")
    assert subjects.choose_council() == "York"
    assert subjects.choose_council("leeds") == "Leeds"
    assert subjects.choose_council("all") is None
    assert [letter.id for letter in subjects.overview("York").letters] == ["york"]
    across = subjects.across_councils(SUPERVISION)
    assert [(one.council, one.letters, one.mentioning, one.sentences, one.silent_since) for one in across.councils] == [
        ("Leeds", 3, 2, 4, 1),
        ("York", 1, 0, 0, 0),
    ]
    with pytest.raises(UserFacingError, match="no letter about Kent"):
        subjects.choose_council("Kent")


def test_a_subject_is_found_by_plain_words(leeds: tuple[Letter, ...]) -> None:
    """An id, a label or a councillor's own words lead to the subject; unknown words to none."""
    subjects = Subjects(leeds)
    for asked, wanted in (
        ("children missing from home", "missing"),
        ("supervision", "supervision"),
        ("Adoption", "adoption"),
        ("care leavers", "care-leavers"),
        ("workforce and caseloads", "caseloads"),
    ):
        assert subjects.find(asked)[0].id == wanted
    assert subjects.find("dinosaurs") == ()
    assert subjects.find("words:") == ()
    own = subjects.find("words:Seen alone")[0]
    assert own.is_from_letters
    assert [one.count.sentences for one in subjects.over_time(own, "Leeds").voices[0].letters] == [0, 0, 1]


def test_phrases_no_subject_covers_come_from_the_letters(letter_of: Callable[..., Letter]) -> None:
    """A phrase that keeps coming back in two letters is a subject of theirs; the council's own name is none."""
    sentence = "The contextual gazebo is held in Leeds gazebo."
    letters = [letter_of(str(year), date(year, 1, 1), (sentence, sentence)) for year in (2020, 2021)]
    rows = Subjects(letters).overview("Leeds").rows
    assert [row.subject.label for row in rows if row.subject.is_from_letters] == ["“contextual gazebo”"]


def test_text_and_json_say_the_same(leeds: tuple[Letter, ...]) -> None:
    """Both faces hold every quote, whose words they are, and the honest note."""
    subjects = Subjects(leeds)
    found = subjects.over_time(SUPERVISION, "Leeds")
    text, value = over_time_as_text(found), over_time_as_json(found)
    quotes = [quote for voice in value["voices"] for letter in voice["letters"] for quote in letter["quotes"]]
    assert len(quotes) == 4
    assert all(f"“{quote['text']}”" in text for quote in quotes)
    assert [voice["voice"] for voice in value["voices"]] == ["inspectors", "council"]
    assert value["voices"][0]["not_mentioned_since"] == ["third"]
    table = overview_as_text(subjects.overview("Leeds"))
    assert "Supervision of staff" in table
    assert "none" in table
    assert "not whether inspectors" in " ".join(table.split())
