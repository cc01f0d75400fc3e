"""Which letters in time a question is held to, tested both ways: times that name a letter and times that do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding import Order, Understanding

Ask = Callable[..., Understanding]
Held = Callable[[Understanding], set[str]]
ALL = {"2020", "2022", "2023", "council", "partnership"}


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("what did the 2022 letter say about supervision?", {"2022"}),
        ("in the March 2022 letter, what was said about the RAM", {"2022"}),
        ("the letter of 9 March 2022 on turnover", {"2022"}),
        ("the February 2022 visit - turnover", {"2022", "council"}),
        ("what did the February 2022 letter say about turnover", {"2022"}),
        ("the August letter on safety plans", {"2023"}),
        ("caseloads in 2022", {"2022", "council"}),
        ("what percentage of meetings were late in 2023?", {"2023"}),
        ("caseloads 2020", {"2020", "partnership"}),
        ("how many board meetings in 2019-20", {"partnership"}),
        ("how many board meetings in 2019/20?", {"partnership"}),
        ("how many children were in need at 31 March 2020", {"partnership"}),
        ("the seventh monitoring visit on missing children", {"2022", "council"}),
        ("7th visit turnover", {"2022", "council"}),
        ("first monitoring visit LADO", {"2023"}),
        ("ninth visit caseloads", {"2023"}),
        ("what does the latest letter say about caseloads?", {"2023"}),
        ("most recent Ofsted visit: audits", {"2023"}),
        ("the last two letters on supervision", {"2022", "2023"}),
        ("earliest letter on permanence", {"2020"}),
        ("the previous letter on turnover", {"2022"}),
        ("caseloads since 2022", {"2022", "2023", "council"}),
        ("caseloads from 2023 onwards", {"2023"}),
        ("supervision before 2022", {"2020", "partnership"}),
        ("supervision after March 2022", {"2023"}),
        ("supervision up to 2020", {"2020", "partnership"}),
        ("supervision between 2020 and 2022", {"2020", "2022", "council", "partnership"}),
        ("audits in 2020 and 2023", {"2020", "2023", "partnership"}),
        ("what is new in the 2023 letter compared with the 2022 letter", {"2022", "2023"}),
        ("drift between September 2018 and February 2020", {"2020"}),
        ("did inspectors in 2020 and 2022 both criticise oversight?", {"2020", "2022"}),
    ],
)
def test_a_time_that_names_a_letter_holds_the_question(ask: Ask, held: Held, question: str, letters: set[str]) -> None:
    """Letter dates, visit dates, periods, visit numbers and orders all name letters."""
    understood = ask(question)
    assert held(understood) == letters
    assert understood.held_to
    assert not understood.not_held


@pytest.mark.parametrize(
    "question",
    [
        "what did the 2018 inspection find",
        "when was Bradford judged inadequate in 2018?",
        "what grade did we get in 2018?",
        "since the September 2018 judgement, has the response to exploitation improved?",
        "what was the commissioner required to do by 14 January 2022",
        "who ran the service before 1 April 2023?",
        "which section of the Education Act 1996 was used",
        "is Working Together 2018 mentioned",
        "what was published in July 2021",
        "what direction was issued on 15 September 2021?",
        "in April 2023 who took over children's services",
        "how many LADO referrals in 2018/19?",
        "what did the last inspection lead to",
        "has anything improved since the last inspection?",
        "last year were there problems?",
        "what is the current position",
        "is turnover worse than in 2020?",
    ],
)
def test_a_time_that_belongs_to_the_topic_excludes_nothing(ask: Ask, held: Held, question: str) -> None:
    """An Act's year, an event's date or "the last inspection" is part of what is asked."""
    understood = ask(question)
    assert held(understood) == ALL
    assert not understood.not_held


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("in 2021, were social workers getting supervision?", "We hold no letter dated 2021."),
        ("caseloads in 2021", "We hold no letter dated 2021."),
        ("what did the 2021 letter say about caseloads", "We hold no letter dated 2021."),
        ("what did the letter of May 2022 say about audits", "We hold no letter dated May 2022."),
        ("what happened at the visit in June 2021", "We hold no letter about a visit in June 2021."),
        ("second monitoring visit findings", "We hold no letter about a second monitoring visit."),
        ("caseloads since 2024", "We hold no letter dated 2024 or later."),
        ("supervision before 2019", "We hold no letter dated before 2019."),
        ("how many LADO referrals were there in 2020/21?", "We hold nothing for 2020-21."),
        ("how many kids did we look after in 2015", "We hold no letter dated 2015."),
        ("how many kids the council looks after in 2015", "We hold no letter dated 2015."),
    ],
)
def test_a_time_that_nothing_is_of_is_said(ask: Ask, question: str, said: str) -> None:
    """A time no letter is of, and that the letters do not speak of, is named as missing."""
    understood = ask(question)
    assert understood.letter_ids == frozenset()
    assert understood.not_held == (said,)


def test_a_year_that_letters_only_speak_of_is_kept_with_its_forms(ask: Ask) -> None:
    """No letter is of 2018, but letters speak of it: what answers must do so too."""
    understood = ask("what notice was issued in 2018")
    assert understood.years_spoken_of == (("2018",),)
    assert ask("caseloads in 2022").years_spoken_of == ()
    for compared in (
        "are caseloads lower in 2022 than when we were judged inadequate in 2018",
        "has supervision improved after we were judged inadequate in 2018",
        "compare the 2018 inspection with the 2022 letter on supervision",
    ):
        assert ask(compared).years_spoken_of == (), compared


def test_a_comparison_with_a_missing_year_still_hears_the_letters(ask: Ask, held: Held) -> None:
    """ "Better than in 2015" cannot be compared, which is said, and the held letters still answer."""
    understood = ask("are we any better at supervision than in 2015?")
    assert held(understood) == ALL
    assert understood.not_held == ("We hold no letter dated 2015.",)
    assert understood.per_letter


def test_change_over_time_is_told_oldest_first_letter_by_letter(ask: Ask) -> None:
    """Questions of change hear every letter in the order of time; other questions start with the newest."""
    for question in (
        "how has supervision changed over time?",
        "has management oversight improved?",
        "supervision from 2020 to 2023",
        "then and now on permanence",
    ):
        understood = ask(question)
        assert understood.order is Order.OLDEST_FIRST, question
        assert understood.per_letter, question
    still = ask("are kids still waiting to be adopted?")
    assert still.order is Order.NEWEST_FIRST
    assert still.per_letter
    assert not ask("safety plans").per_letter


def test_the_words_that_only_narrow_are_not_searched_for(ask: Ask) -> None:
    """What holds a question leaves the search text; what belongs to the topic stays in it."""
    assert ask("what did the 2022 letter say about supervision?").search_text == "supervision?"
    assert "17/06/2019" in ask("who attended the 17/06/2019 board meeting").search_text
    assert "July 2021" in ask("what was published in July 2021").search_text
