"""The same statement twice is known by its words; what contradicts or develops a statement is another one."""

from __future__ import annotations

import pytest

from assistant.restated import find_restatement, words_of


def same(one: str, other: str) -> bool:
    """Whether each is found to restate the other; the answer may not depend on which is asked of."""
    there, back = (find_restatement(words_of(a), [words_of(b)]) for a, b in ((one, other), (other, one)))
    assert there == back
    return there == 0


def test_restatements_are_found_by_their_words() -> None:
    """Capitals, hyphens and a changed word do not hide a repetition; another statement is none."""
    one = "The local authority has continued to coordinate a multi-agency response to exploitation."
    repeated = "the Local Authority has continued to co-ordinate a multi-agency response to exploitation."
    others = [words_of("Children wait."), words_of(one)]
    assert find_restatement(words_of(repeated), others) == 1
    other = "Children who are at risk of radicalisation continue to receive good support."
    assert find_restatement(words_of(other), others) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The RAM is an effective forum attended by a good range of operational partner agencies.",
            "The risk-assessment meeting (RAM) is an effective forum attended by a good range of operational partner agencies.",
        ),
        (
            "Social workers reported that the current organisation and physical location of the social work teams does not support effective team work.",
            "Social workers report that the current organisation and physical location of social work teams do not support effective team work.",
        ),
        (
            "This places an additional burden on the local authority to undertake this task.",
            "This places an additional burden on the local authority to undertake this task themselves.",
        ),
        (
            "The pace of progress has been too slow, for example the early help strategy. (Recommendation)",
            "However, the pace of progress has been too slow, for example the early help strategy.",
        ),
        ("In 2019-20 some 5% of reviews in the city were late.", "In 2019-20 some 5 per cent of reviews in the city were late."),
        (
            "Most of the core groups and most child protection conferences are well attended.",
            "Most core groups and most of the child protection conferences are well attended.",
        ),
        (
            "The RAM has not been attended by a range of operational partner agencies.",
            "The risk-assessment meeting (RAM) has not been attended by a range of operational partner agencies.",
        ),
        ("Workers can’t see who reads the plans of children.", "Workers can't see who reads plans of children."),
    ],
)  # fmt: skip
def test_a_repetition_may_add_a_word_or_change_its_form(one: str, other: str) -> None:
    """An abbreviation spelled out, another tense, a "However" in front, an article more: the statement is the same."""
    assert same(one, other)


ASSESSMENTS = "Assessments are timely, thorough and informed by children’s views"
LONGER = ", and by what families and schools tell the social workers who write them."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{ASSESSMENTS}.", f"{ASSESSMENTS.replace('are', 'are not')}."),
        (f"{ASSESSMENTS}.", f"{ASSESSMENTS.replace('are', 'are never')}."),
        (f"{ASSESSMENTS}{LONGER}", f"{ASSESSMENTS.replace('are', 'aren’t')}{LONGER}"),
        (f"{ASSESSMENTS}.", f"{ASSESSMENTS.replace('are', 'are rarely')}."),
        (f"{ASSESSMENTS}{LONGER}", f"{ASSESSMENTS.replace('are', 'should be')}{LONGER}"),
        (f"{ASSESSMENTS}.", f"Most {ASSESSMENTS.lower()}."),
        (f"{ASSESSMENTS}.", f"{ASSESSMENTS} in 2023."),
        (f"Some {ASSESSMENTS.lower()}.", f"All {ASSESSMENTS.lower()}."),
        (f"Few {ASSESSMENTS.lower()}.", f"Many {ASSESSMENTS.lower()}."),
        *(
            (frame.format(one), frame.format(other))
            for frame, one, other in (
                ("Children {} feel that their social workers listen to them and to those who care for them.", "do", "don’t"),
                ("Workers {} see who reads the plans of children.", "can", "cannot"),
                ("Children are visited {} their parents and the carers who look after them each week.", "with", "without"),
                ("The plans that teams make with care leavers who move to homes of their own are {} in place and used.", "now", "not yet"),
                ("Caseloads in the assessment teams are {} high.", "too", "still too"),
                ("Caseloads of the social workers in the two assessment teams {} high.", "are", "remain"),
                ("Managers in the teams give {} support to staff.", "more", "less"),
                ("The quality of the plans for children in care and for care leavers has {}.", "improved", "declined"),
            )
        ),
    ],
)  # fmt: skip
def test_a_word_that_turns_the_statement_makes_it_another(one: str, other: str) -> None:
    """Not, never, without, most, still, less: a sentence with one contradicts or develops the sentence without."""
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("consistent", "inconsistent"),
        ("adequate", "inadequate"),
        ("effective", "ineffective"),
        ("sufficient", "insufficient"),
        ("safe", "unsafe"),
        ("proportionate", "disproportionate"),
        ("responsible", "irresponsible"),
        ("balanced", "imbalanced"),
        ("harmful", "harmless"),
        ("careful", "careless"),
        ("compliant", "non-compliant"),
        # No beginning or ending tells these.
        ("timely", "delayed"),
        ("outstanding", "inadequate"),
        ("strong", "weak"),
    ],
)
def test_opposites_make_another_statement(one: str, other: str) -> None:
    """A sentence with the opposite in it says the opposite, however many other words it shares."""
    frame = "The oversight that managers give to the work with children in care is {}."
    assert not same(frame.format(one), frame.format(other))


def test_an_opposite_added_is_another_statement() -> None:
    """ "Insufficiently" stands for no word, and takes back the one that follows."""
    assert not same(
        "The plans of the local authority for children in care are robust.",
        "The plans of the local authority for children in care are insufficiently robust.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("45", "54"),
        ("4.5", "5.4"),
        ("12%", "21%"),
        ("five", "six"),
        ("half", "a third"),
        ("January", "March"),
        ("May", "June"),
        ("the first", "the second"),
        ("the 1st", "the 2nd"),
        ("2022", "2023"),
        ("s47", "s20"),
    ],
)
def test_figures_and_dates_make_another_statement(one: str, other: str) -> None:
    """Two figures, two months, two years: two facts, though all else is the same."""
    frame = "The local authority counts the children who were seen in time at {} in its own report to the board."
    assert not same(frame.format(one), frame.format(other))
    assert not same(frame.format(one), frame.replace(" at {}", "").format())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plans for children are timely but they are not thorough.", "Plans for children are not timely but they are thorough."),
        ("Late visits rose to 45, and late reviews fell to 12.", "Late visits rose to 12, and late reviews fell to 45."),
        ("Plans for children improved and reviews for them declined.", "Reviews for children improved and plans for them declined."),
        ("Plans in care are effective and reviews are ineffective.", "Reviews in care are effective and plans are ineffective."),
        ("Named doctor for the safeguarding group Y Y N", "Named doctor for the safeguarding group Y N N"),
    ],
)  # fmt: skip
def test_the_same_words_in_another_order_may_say_another_thing(one: str, other: str) -> None:
    """What "not" denies and what a figure counts is seen from where it stands."""
    assert not same(one, other)


def test_short_sentences_restate_nothing() -> None:
    """Five words are said in every letter; words counted a second time do not make a sentence longer."""
    assert not same("Not all plans are good.", "Not all plans are good.")
    assert same("Not all of the plans are good.", "Not all of the plans are good.")
