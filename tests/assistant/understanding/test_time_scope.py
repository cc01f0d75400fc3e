"""Which letters in time a question is held to, tested both ways: times that name a letter and times that do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.understanding import Order, Understanding, understand
from corpus import Letter

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
        ("22/8/23 letter: audits", {"2023"}),
        ("turnover, MV Feb 22 (themes)", {"2022", "council"}),
        ("audits in the letter of 09/03/22", {"2022"}),
        ("CSE flags at 31/03/20", {"partnership"}),
        ("caseloads in 2022", {"2022", "council"}),
        ("what percentage of meetings were late in 2023?", {"2023"}),
        ("caseloads 2020", {"2020", "partnership"}),
        ("how many board meetings in 2019-20", {"partnership", "2020"}),
        ("how many board meetings in 2019/20?", {"partnership", "2020"}),
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
        ("caseloads between 2022 and now", {"2022", "2023", "council"}),
        ("caseloads from 2022 until today", {"2022", "2023", "council"}),
        ("caseloads from 2022 to the present day", {"2022", "2023", "council"}),
        ("supervision before 2022", {"2020", "partnership"}),
        ("supervision after March 2022", {"2023"}),
        ("supervision up to 2020", {"2020", "partnership"}),
        ("supervision between 2020 and 2022", {"2020", "2022", "council", "partnership"}),
        ("audits in 2020 and 2023", {"2020", "2023", "partnership"}),
        ("what is new in the 2023 letter compared with the 2022 letter", {"2022", "2023"}),
        ("drift between September 2018 and February 2020", {"2020"}),
        ("did inspectors in 2020 and 2022 both criticise oversight?", {"2020", "2022"}),
        ("visit number 7 on turnover", {"2022", "council"}),
        ("what did the seventh visit say about children in care", {"2022", "council"}),
        ("ninth visit children in care", {"2023"}),
        ("were children seen alone at the fourth visit", {"2020"}),
        ("were social workers' caseloads too high at the first visit", {"2023"}),
        ("what was said about families at the first visit", {"2023"}),
        ("first visit: are children seen alone", {"2023"}),
        ("how good was supervision on Ofsted's first visit to children's services", {"2023"}),
        ("what did the first visit to the trust's social workers find", {"2023"}),
        ("what did the last visit say about foster carers", {"2023"}),
        ("what did the February visit find", {"2020", "2022", "council"}),
        ("caseloads before the March letter", {"2020", "council", "partnership"}),
        ("caseloads before the August letter", ALL - {"2023"}),
        ("caseloads since the March letter", {"2022", "2023"}),
        ("caseloads after the March letter", {"2023"}),
        ("what has improved since the February 2022 visit", {"2023"}),
        ("what has improved since the July 2023 visit", {"2023"}),
        ("the letter from March to May 2022 on audits", {"2022"}),
        ("what was wrong before the 2020 visit", {"2020"}),
        ("when did they visit in 2022", {"2022", "council"}),
        ("supervision between 2022 and 2020", {"2020", "2022", "council", "partnership"}),
        ("everything except the 2022 letter on caseloads", ALL - {"2022"}),
        ("caseloads, not the 2022 letter", ALL - {"2022"}),
        ("supervision, excluding 2022", ALL - {"2022", "council"}),
        ("supervision in every letter but the 2020 one", ALL - {"2020", "partnership"}),
        ("has anything got worse but not in 2020", ALL - {"2020", "partnership"}),
        ("caseloads except the fourth visit", ALL - {"2020"}),
        ("supervision apart from in 2022 and 2023", {"2020", "partnership"}),
        ("turnover in 2022, not 2023", {"2022", "council"}),
        ("not the 2020 letter", ALL - {"2020"}),
        ("everything but the letter of 2022 on caseloads", ALL - {"2022"}),
        ("did children go without reports in 2020", {"2020", "partnership"}),
        ("what did they do instead of visits in 2020", {"2020"}),
    ],
)
def test_a_time_that_names_a_letter_holds_the_question(ask: Ask, held: Held, question: str, letters: set[str]) -> None:
    """Letter dates, visit dates, periods, visit numbers and orders all name letters."""
    understood = ask(question)
    assert held(understood) == letters
    assert understood.held_to
    assert not understood.not_held


def test_what_is_not_in_a_letter_is_asked_of_that_letter(ask: Ask, held: Held) -> None:
    """Only words that leave a letter out leave it out; what is left out is said, and that nothing else is held."""
    assert held(ask("what is not in the 2022 letter")) == {"2022"}
    assert ask("caseloads, but not the 2022 letter").held_to == ("all but letters dated 2022",)
    nothing = ask("caseloads in 2023 except the ninth monitoring visit")
    assert nothing.letter_ids == frozenset()
    assert nothing.not_held


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
        "may 16-17 year olds be placed in B&Bs",
        "how many LADO referrals in 2018/19?",
        "what did the last inspection lead to",
        "has anything improved since the last inspection?",
        "last year were there problems?",
        "what is the current position",
        "is turnover worse than in 2020?",
        "are staff leaving as much as they were in 2022",
        "over the year before February 2022 did fewer go missing",
        "when did the director of children's services start in 2019",
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
        ("CSE flags at 31/03/22", "We hold no letter dated 31 March 2022."),
        ("what did the 2021 letter say about caseloads", "We hold no letter dated 2021."),
        ("what did the letter of May 2022 say about audits", "We hold no letter dated May 2022."),
        ("what happened at the visit in June 2021", "We hold no letter about a visit in June 2021."),
        ("second monitoring visit findings", "We hold no letter about a second monitoring visit."),
        ("caseloads since 2024", "We hold no letter dated 2024 or later."),
        ("supervision before 2019", "We hold no letter dated before 2019."),
        ("how many LADO referrals were there in 2020/21?", "We hold no document for 2020-21."),
        ("how many kids did we look after in 2015", "We hold no letter dated 2015."),
        ("how many kids the council looks after in 2015", "We hold no letter dated 2015."),
        ("what did the second visit find", "We hold no letter about a second monitoring visit."),
        ("was the third visit better than the first", "We hold no letter about a third monitoring visit."),
        ("was the third visit better for children than the first", "We hold no letter about a third monitoring visit."),
        ("foster carers second visit", "We hold no letter about a second monitoring visit."),
        ("caseloads before the January visit", "We hold no letter about a visit in January."),
        ("caseloads since the May letter", "We hold no letter dated May."),
        ("what did Ofsted say about services for teenagers in 2018", "We hold no letter dated 2018."),
    ],
)
def test_a_time_that_nothing_is_of_is_said(ask: Ask, question: str, said: str) -> None:
    """A time no letter is of, and that the letters do not speak of, is named as missing."""
    understood = ask(question)
    assert understood.letter_ids == frozenset()
    assert understood.not_held == (said,)


@pytest.mark.parametrize(
    "question",
    [
        "how soon is the first visit to a child after a referral",
        "do social workers visit 2 times a month",
        "do families get visit 2 within a week",
        "is the child seen alone at the first visit",
        "do social workers see children alone on their first visit",
        "how long do families wait for a first visit",
        "is the first visit by a social worker on time",
        "what happens on a social worker's first visit",
        "when do social workers first visit a child",
        "when is the second visit to a foster carer due",
        "is the second visit to the home unannounced",
        "do parents get a second visit if they are out",
        "is a 2nd visit made when parents are out",
        "how quickly after a referral is the first visit made",
        "is the seventh visit to a child as careful as the others",
        "do they know when the last visit to a child was made",
        "who may visit a child in care",
    ],
)
def test_a_visit_to_a_child_names_no_letter(ask: Ask, held: Held, question: str) -> None:
    """A social worker's visit is no inspection: every letter is heard and the visit is searched for."""
    understood = ask(question)
    assert held(understood) == ALL
    assert not understood.held_to
    assert not understood.not_held
    assert "visit" in understood.search_text


def test_a_visit_to_a_child_is_a_topic_of_inspectors_too(ask: Ask, held: Held) -> None:
    """Inspectors may be asked what they say of it: they are heard, and the visit is still searched for."""
    understood = ask("what did inspectors say about the first visit to a child")
    assert held(understood) == {"2020", "2022", "2023"}
    assert understood.search_text == "the first visit to a child"


def test_a_month_gets_the_year_of_its_letter(ask: Ask) -> None:
    """The one letter of a month, or the newest that a reach counts from, is named with its year."""
    assert ask("the August letter on safety plans").held_to == ("letters dated August 2023",)
    assert ask("what did the March letter say").held_to == ("letters dated March",)
    understood = ask("what did inspectors say about caseloads before the March visit")
    assert understood.held_to == ("the inspectors' voice", "letters before March 2022")
    other = ask("what does the council's own report say about wards before the August letter")
    assert other.held_to == ("the council's own report",)
    assert not other.not_held


def test_a_bare_month_is_a_letters_where_inspectors_found_or_came(ask: Ask) -> None:
    """What was published or began in July may be of any year: only what inspectors did then is one letter's."""
    assert ask("what did inspectors find in July?").held_to == ("the inspectors' voice", "letters of July 2023")
    assert "letters of February" in ask("in February, what did inspectors find about safety plans").held_to
    assert ask("did ofsted come in december").not_held == ()
    assert ask("what did inspectors say changed in April").not_held == ()
    assert ask("what did ofsted say about the review published in July").held_to == ("the inspectors' voice",)
    assert ask("what happened in July").held_to == ()


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


@pytest.mark.parametrize(
    ("question", "is_change"),
    [
        ("what are managers doing to improve supervision", False),
        ("what has been done to quickly improve audits", False),
        ("what did the last inspection say had to be improved", False),
        ("what has to change", False),
        ("are leaders focused on improving practice", False),
        ("what have managers done to get better pathway plans", False),
        ("has supervision improved", True),
        ("are things improving", True),
        ("is supervision starting to improve", True),
        ("why have services been slow to get better", True),
        ("has anything been done to improve audits and have they improved", True),
    ],
)
def test_an_aim_is_no_change_over_time(ask: Ask, question: str, is_change: bool) -> None:
    """What is done to improve a thing is asked of today; whether it improved is told from the oldest letter on."""
    understood = ask(question)
    assert understood.per_letter is is_change
    assert understood.order is (Order.OLDEST_FIRST if is_change else Order.NEWEST_FIRST)


def test_the_words_that_only_narrow_are_not_searched_for(ask: Ask) -> None:
    """What holds a question leaves the search text; what belongs to the topic stays in it."""
    assert ask("what did the 2022 letter say about supervision?").search_text == "supervision"
    assert "17/06/2019" in ask("who attended the 17/06/2019 board meeting").search_text
    assert "July 2021" in ask("what was published in July 2021").search_text


def test_what_is_counted_at_a_years_end_is_of_that_year(ask: Ask, held: Held) -> None:
    """ "Looked after as of 31 March 2019" answers for 2018-19, which no document is of; 2016-17 nothing tells of."""
    counted = ask("how many children were looked after in 2018-19?")
    assert (held(counted), counted.not_held) == (ALL, ())
    assert "31 march 2019" in counted.years_spoken_of[0]
    assert ask("how many children were looked after in 2016-17?").not_held == ("We hold no document for 2016-17.",)


def test_a_report_may_be_named_by_the_day_in_its_files_name(many_councils: tuple[Letter, ...]) -> None:
    """A report that bears no date is found by its file's; one that bears another day is not."""
    undated = replace(many_councils[-1], id="torbay-inspection-31-january-2022", letter_date=None)
    dated = replace(many_councils[-1], id="torbay-letter-31-january-2022")
    for letter, names in ((undated, True), (dated, False)):
        understood = understand("what did the Torbay report of 31 January 2022 say of caseloads", (), [letter], None)
        assert (understood.letter_ids is None and not understood.not_held) is names, letter.id
