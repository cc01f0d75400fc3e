"""What kind of answer a question wants, and what is searched for."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import Intent, StructureFact, Understanding, understand
from assistant.understanding.council_scope import council_spans
from assistant.understanding.structure_questions import find_structure_fact
from corpus import Letter, Voice

Ask = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("who inspected Bradford in 2022?", StructureFact.LEAD_OR_INSPECTORS),
        ("which inspectors came in July 2023?", StructureFact.LEAD_OR_INSPECTORS),
        ("who was the lead inspector in 2020", StructureFact.LEAD_OR_INSPECTORS),
        ("who signed the 2023 letter?", StructureFact.SIGNED_BY),
        ("when was the 2020 letter published?", StructureFact.LETTER_DATE),
        ("when did inspectors visit in 2023?", StructureFact.VISIT_DATES),
        ("when was the seventh monitoring visit", StructureFact.VISIT_DATES),
        ("which monitoring visit was the 2020 letter about?", StructureFact.VISIT_NUMBER),
        ("who is the 2022 letter addressed to?", StructureFact.ADDRESSEE),
        ("who did Ofsted write to in 2020?", StructureFact.ADDRESSEE),
        ("who was the August 2023 letter copied to?", StructureFact.COPIED_TO),
        ("what areas did the 2023 visit cover?", StructureFact.AREAS_COVERED),
        ("what was the February 2022 visit about", StructureFact.AREAS_COVERED),
        ("how many letters do you have", StructureFact.LETTER_COUNT_OR_LIST),
        ("which councils have had a JTAI?", StructureFact.LETTER_COUNT_OR_LIST),
        ("how many focused visits in 2024?", StructureFact.LETTER_COUNT_OR_LIST),
        ("how many reports are about SEND", StructureFact.LETTER_COUNT_OR_LIST),
        ("JTAI list", StructureFact.LETTER_COUNT_OR_LIST),
        ("focused visits to Torbay", StructureFact.LETTER_COUNT_OR_LIST),
        ("was Bradford criticised for anything?", StructureFact.TO_IMPROVE),
        ("how many FVs in Torbay", StructureFact.LETTER_COUNT_OR_LIST),
        ("most recent letter you hold?", StructureFact.LATEST_LETTER),
        ("who is the director now?", StructureFact.ROLE_HOLDER),
        ("who runs the trust?", StructureFact.ROLE_HOLDER),
        ("name of the chief executive of the council", StructureFact.ROLE_HOLDER),
        ("who is the DCS in Torbay", StructureFact.ROLE_HOLDER),
        ("which council are the letters about", StructureFact.COUNCIL),
        ("when was Bradford last inspected?", StructureFact.LATEST_LETTER),
        ("what period does the annual report cover", StructureFact.PERIOD),
        ("are we still inadequate?", StructureFact.JUDGEMENTS),
        ("was Bradford judged inadequate for its provision?", StructureFact.JUDGEMENTS),
        ("has anyone been sent copies of the 2023 letter, who got sent a copy", StructureFact.COPIED_TO),
        ("did anybody else receive a copy of the last letter", StructureFact.COPIED_TO),
        ("What did the inspectors find in July?", StructureFact.HEADLINE_FINDINGS),
        ("summarise the latest letter", StructureFact.HEADLINE_FINDINGS),
        ("what are the main findings of the 2022 letter", StructureFact.HEADLINE_FINDINGS),
        ("what does the council's own report say", StructureFact.HEADLINE_FINDINGS),
        ("what did ofsted say about Bradford", StructureFact.HEADLINE_FINDINGS),
        ("what was the outcome of the last inspection", StructureFact.HEADLINE_FINDINGS),
        ("give me the headlines please", StructureFact.HEADLINE_FINDINGS),
        ("how are we doing?", StructureFact.HEADLINE_FINDINGS),
        ("what's going well", StructureFact.STRENGTHS),
        ("what are the biggest problems at the moment", StructureFact.HEADLINE_FINDINGS),
        ("what did the council say about the last visit", StructureFact.HEADLINE_FINDINGS),
        ("what did ofsted find in feb 2022", StructureFact.HEADLINE_FINDINGS),
        ("what went well in 2023", StructureFact.STRENGTHS),
        ("what has changed since last time", StructureFact.HEADLINE_FINDINGS),
        ("is it better than it was in 2020", StructureFact.HEADLINE_FINDINGS),
        ("has it got better since March 2020", StructureFact.HEADLINE_FINDINGS),
        ("are things getting better or worse?", StructureFact.HEADLINE_FINDINGS),
        ("has Bradford improved", StructureFact.HEADLINE_FINDINGS),
        ("weaknesses in Bradford", StructureFact.HEADLINE_FINDINGS),
        ("what's good in Bradford", StructureFact.STRENGTHS),
        ("what strengths did they find", StructureFact.STRENGTHS),
        ("what are the strengths and weaknesses", StructureFact.HEADLINE_FINDINGS),
        ("what did the July 2023 visit to Bradford find", StructureFact.HEADLINE_FINDINGS),
        ("how does the 2022 letter compare with the 2023 letter", StructureFact.HEADLINE_FINDINGS),
        ("what should Bradford do next", StructureFact.TO_IMPROVE),
        ("what needs to improve?", StructureFact.TO_IMPROVE),
        ("What needs to improve in this area of social work practice?", StructureFact.TO_IMPROVE),
        ("what was the council told to improve", StructureFact.TO_IMPROVE),
        ("what improvements are needed", StructureFact.TO_IMPROVE),
        ("what needs improving in Bradford children's services", StructureFact.TO_IMPROVE),
        ("any recommendations?", StructureFact.TO_IMPROVE),
        ("how many councils do you hold letters on?", StructureFact.COUNCIL),
        ("which councils have letters from 2022", StructureFact.COUNCIL),
        ("what did inspectors recommend in 2022", StructureFact.TO_IMPROVE),
        ("what did ofsted tell the council to put right", StructureFact.TO_IMPROVE),
    ],
)
def test_questions_about_the_letters_themselves(ask: Ask, question: str, fact: StructureFact) -> None:
    """Who, when, to whom and which are answered from a letter's structure."""
    understood = ask(question)
    assert (understood.intent, understood.structure_fact) == (Intent.STRUCTURE, fact)


@pytest.mark.parametrize(
    "question",
    [
        "who inspected the children's homes",
        "who led the improvement board",
        "when did the DCS come into post",
        "who visited the children placed out of area",
        "when was the youth offending service inspected",
        "how often do inspectors visit",
        "who wrote the thematic review",
        "when was the improvement notice issued",
        "which areas of the city are targeted",
        "who chairs the partnership",
        "what are they doing about it",
        "section 47 quality",
        "how many visits does a child get",
        "who led the council",
        "what date did the trust take over?",
        "what grade did Bradford get for care leavers",
        "how many council run homes were rated good in 2022",
        "what were the outcomes for children",
        "What did the council do to improve?",
        "who made the recommendations",
        "how many areas for improvement are there",
        "are the priority actions done",
        "what did they find the first time",
        "what were the key challenges in the partnership's annual report",
        "what has changed since last time for care leavers",
        "what did inspectors say changed in April?",
        "what did they say in the letter of the 9th?",
        "in march 20 what did ofsted find?",
        "what did inspectors find in other councils?",
        "what did they find this year?",
        "what did the council think of what they found?",
        "what did the january 2023 inspection find",
        "how are care leavers doing",
        "main issues with the police",
        "what is going wrong with assessments",
        "what did ofsted say about leaders",
        "what are the recommendations of the serious case review",
        "what do social workers need to improve",
        "what needs to improve in adoption",
        "what did the last ofsted report say about the trust",
        "overview of children in care",
        "headline findings on permanence",
        "what is getting better",
        "has supervision got better since 2020",
        "are they getting better at returning calls",
        "is it better to be placed in the district",
        "are things better for care leavers",
    ],
)
def test_the_same_forms_about_practice_are_searched_for(ask: Ask, question: str) -> None:
    """ "Who visited the children" is no question about the letter."""
    assert ask(question).intent is Intent.FIND


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("what does paragraph 5.1 of the council report say?", "5.1"),
        ("para 12 of the 2022 letter", "12"),
        ("3.1.2 council report", "3.1.2"),
        ("what does 6.4 say", "6.4"),
        ("section 3.2 of the council report", "3.2"),
        ("last paragraph of the 2020 letter", "last"),
    ],
)
def test_paragraphs_are_asked_for_by_number(ask: Ask, question: str, number: str) -> None:
    """Printed and counted numbers are understood."""
    understood = ask(question)
    assert (understood.intent, understood.paragraph_numbers) == (Intent.PARAGRAPH, (number,))


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("paragraphs 3 to 5 of the 2022 letter", ("3", "4", "5")),
        ("paragraph 5.1 and 5.2", ("5.1", "5.2")),
        ("paras 5, 6 and 8 of the 2023 letter", ("5", "6", "8")),
        ("paragraphs 3.1.1-3.1.3, council report", ("3.1.1", "3.1.2", "3.1.3")),
        ("paragraph 5 and 2023 figures", ("5",)),
        ("paragraphs 6 to 5", ("5", "6")),
        ("paragraphs 3.1 to 3", ("3.1", "3.2", "3.3")),
        ("paragraph 12, 9 March 2022", ("12",)),
        ("paragraphs 5, 10 and 12", ("5", "10", "12")),
    ],
)
def test_several_paragraphs_are_asked_for_at_once(ask: Ask, question: str, numbers: tuple[str, ...]) -> None:
    """All that are named are meant, and those between the ends of a range."""
    assert ask(question).paragraph_numbers == numbers


@pytest.mark.parametrize(
    "question",
    [
        "children with 5.7 per 1,000 mortality",
        "section 47",
        "is 4.5% of the total neglect",
        "section 20 delay",
        "is the average caseload still 17.5?",
        "was the vacancy rate 12.5",
    ],
)
def test_figures_and_sections_of_acts_are_no_paragraphs(ask: Ask, question: str) -> None:
    """Rates, percentages and sections of Acts are topics."""
    assert ask(question).paragraph_numbers == ()


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ('does the phrase "stripping the service back to basics" occur?', "stripping the service back to basics"),
        ("which letter says \u201cover optimism\u201d?", "over optimism"),
        ("where does it say 'back to basics'?", "back to basics"),
        ("does the phrase drift and delay appear anywhere", "drift and delay"),
        ("do the letters use the word inadequate?", "inadequate"),
        ('does "in 2021" appear in the letters', "in 2021"),
        ("which letters mention overly optimistic assessments?", "overly optimistic assessments"),
        ("do any reports mention the Philomena Protocol", "the Philomena Protocol"),
    ],
)
def test_exact_wording_is_looked_up(ask: Ask, question: str, phrase: str) -> None:
    """A phrase whose occurrence is asked is looked up as it is, and its words name no letter."""
    understood = ask(question)
    assert (understood.intent, understood.phrase) == (Intent.EXACT_PHRASE, phrase)
    assert not understood.not_held


def test_what_letters_mention_in_other_words_is_searched_for(ask: Ask) -> None:
    """ "Which letters mention kids gone astray" is no phrase where none has those words."""
    understood = ask("which letters mention kids gone astray?")
    assert (understood.intent, understood.phrase) == (Intent.FIND, None)
    assert understood.search_text == "kids gone astray"


def test_a_quoted_phrase_inside_a_question_is_kept(ask: Ask) -> None:
    """Asking what a phrase means is a search that knows the phrase."""
    understood = ask('why did inspectors mention "drift and delay" in adoption')
    assert (understood.intent, understood.phrase) == (Intent.FIND, "drift and delay")


def test_a_list_is_told_from_other_questions(ask: Ask) -> None:
    """Asking for a list is recognised, behind polite lead-ins too."""
    assert ask("which agencies attend").wants_list
    assert ask("please could you tell me which agencies attend").wants_list
    assert not ask("what did they find about audits").wants_list


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Please can you tell me what the letters say about supervision", "supervision"),
        ("hi, do the letters say anything about CSE?", "CSE child sexual exploitation"),
        ("what did inspectors say about return home interviews", "return home interviews"),
        ("safety plans", "safety plans"),
        ("which councils were told that their caseloads are too high?", "caseloads are too high"),
        ("which councils' audits are overly optimistic?", "audits are overly optimistic"),
        ("which letters criticise strategy meetings", "strategy meetings"),
        ("which letters raise concerns about neglect", "neglect"),
        ("which letter talks about safety plans", "safety plans"),
        ("compare the 2022 letter and the 2023 letter on supervision", "supervision"),
        ("supervision in the 2022 letter v the 2023 letter", "supervision"),
        ("what do foster carers say", "what do foster carers say"),
        ("what did children in care say to the inspectors?", "what did children in care tell inspectors"),
        ("what do foster carers say about training", "what do foster carers say about training"),
        ("which children are they in touch with", "which children are they in touch with"),
        ("which councils are praised for their early help", "early help"),
        ("what's the latest on waiting times", "waiting times"),
        ("what council houses are there", "what council houses are there"),
        ("whats the latest on waiting times", "waiting times"),
        ("list the councils where audits are poor", "audits are poor"),
        ("councils praised for early help", "early help"),
        ("was the police response criticised?", "the police response"),
        ("has Bradford been criticised for caseloads", "caseloads"),
        ("are children praised for good work", "are children praised for good work"),
        ("is it any better with disabled children now than in 2020?", "disabled children"),
        ("are staff leaving as much as they were in 2022", "are staff leaving"),
        ("turnover was going down, wasn't it?", "turnover was going down"),
        ("caseloads are fine now, right?", "caseloads are fine now"),
        ("are caseloads right?", "are caseloads right"),
    ],
)
def test_lead_ins_are_not_searched_for(ask: Ask, question: str, searched: str) -> None:
    """Only the topic is left, short forms spelt out; a question mark makes no other question."""
    assert ask(question).search_text == searched
    assert ask(question.rstrip("?")).search_text == searched


@given(st.text(max_size=320), st.lists(st.text(max_size=60), max_size=3))
def test_nothing_a_person_types_breaks_it(shipped: tuple[Letter, ...], question: str, history: list[str]) -> None:
    """Any text gives an Understanding; one without a problem has words to search for."""
    understood = understand(question, history, shipped, "Bradford")
    assert understood.typed == question
    assert understood.problem is not None or understood.search_text.strip()
    ids = {letter.id for letter in shipped}
    assert understood.letter_ids is None or understood.letter_ids <= ids
    assert all(0 < weight < 1 for _, weight in understood.extra_terms)


def test_the_same_question_is_understood_the_same(ask: Ask) -> None:
    """Order is never left to chance: two readings are equal."""
    question = "are kids still waiting ages for the IFD since 2020, and why do staff quit?"
    assert ask(question) == ask(question)
    assert json.dumps(ask(question).extra_terms) == json.dumps(ask(question).extra_terms)


def test_a_question_is_understood_quickly(ask: Ask) -> None:
    """The middle one of 50 questions takes a few thousandths of a second at most, on a slow and shared machine too."""
    questions = [
        f"are kids in care getting {n} visits from their worker, and did that change since 2020?" for n in range(50)
    ]
    ask("warm up")
    taken = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[25] < 0.01


@pytest.mark.parametrize(
    "question",
    ["are care plans still inadequate?", "was supervision outstanding?", "is recording inadequate in Bradford"],
)
def test_something_said_to_be_inadequate_is_no_question_for_the_grade(ask: Ask, question: str) -> None:
    """Only where nothing else is named does the question ask how the service was judged."""
    assert ask(question).structure_fact is None


@pytest.mark.parametrize(
    "question",
    [
        "what was the council judged",
        "how were leaders rated",
        "what grade did they get for adoption",
        "what was Bradford's Ofsted rating?",
        "was Bradford judged inadequate for its provision?",
        "what grade did Bradford get for care leavers",
        "how was help and protection judged in hull",
        "what is the grade for children in care?",
        "what is the judgement for children who need help and protection",
        "how are children looked after rated",
        "which areas were rated inadequate",
        "which councils were judged inadequate",
        "what was the grade for the impact of leaders on social work practice with children and families",
        "what was the judgement on the experiences and progress of care leavers",
        "how is the trust rated",
        "how was the safeguarding children board judged",
        "what is bradfords current ofsted rating",
        "how has the overall judgement changed since 2018",
        "how has the rating changed over time",
        "how many areas were judged good",
        "how many times has the council been rated inadequate",
        "what were we graded at the last full inspection",
        "how good was the overall grade",
        "what overall grade did ofsted give bradford children's services in 2018",
        "what judgement did inspectors reach on adoption in Torbay",
        "overall grade for children in care",
        "what was kids services rated",
        "how is children's social care graded",
        "what are the key judgements",
        "what was the overall effectiveness",
        "how are services for care leavers rated in Bradford",
        "was the council judged good in 2022",
        "were services rated outstanding",
        "which letter says the council was judged inadequate",
        "what grade was the service given after the January inspection",
        "what is ofsteds rating of bradfords services",
        "overall grade then and now",
        "Torbay 2017 v 2019: overall judgement",
        "grades 2014 and 2019",
        "Torbay inadequate 2019 -> 2022 grade?",
        "which councils are outstanding for care leavers",
        "how many councils require improvement",
        "which councils are not good",
        "which councils are below good overall",
        "are any councils inadequate",
        "Torbay grade",
        "Torbay's latest rating",
    ],
)
def test_a_grade_is_asked_of_the_council_or_a_judged_area(question: str) -> None:
    """How the service or one of the areas that reports grade was judged is read from a letter's grades."""
    assert find_structure_fact(question, list(council_spans(question))) is StructureFact.JUDGEMENTS


@pytest.mark.parametrize(
    "question",
    [
        "how well is professional judgement recorded on files",
        "how many audits were graded good",
        "is supervision where judgement is tested recorded",
        "how is judgement used in supervision",
        "what judgements do social workers make about risk",
        "how many files were judged inadequate",
        "how many visits were rated good",
        "which plans were graded good",
        "was the quality of assessments rated good by auditors",
        "how do managers use their judgement about thresholds",
        "what is professional judgement",
        "how is risk rated",
        "which children are rated high risk",
        "how are audits graded",
        "what grades did children in care get in their exams",
        "what grades do children in care get",
        "what grade did the council give itself",
        "what grade is a team manager on",
        "how many were judged good",
        "how were they judged by families",
        "what is management judgement like in supervision",
        "how is management judgement recorded",
        "how do leaders make judgements",
        "why was the council judged inadequate",
        "how were plans rated",
        "was practice judged to be improving",
        "which teams were rated good",
        "how many care leavers are judged to be in suitable accommodation",
        "what proportion of assessments are judged good",
        "were fostering services rated",
        "what did parents rate the service",
        "how is early help rated",
        "how was social work practice with care leavers judged in audits",
        "how often is judgement challenged",
        "what rating did staff give supervision",
        "was poor judgement shown by managers",
        "what happened to children judged at risk",
        "how many homes are rated good",
        "how is the front door rated",
        "which schools are rated inadequate for children in care",
        "are case files graded and what are the grades for supervision",
        "judgement about risk for unborn babies",
        "rating of risk for missing children",
        "who was director when the service was first rated inadequate",
    ],
)
def test_other_judgements_and_grades_are_searched_for(ask: Ask, question: str) -> None:
    """Judging as part of the work, and what others graded, is no question for Ofsted's grade."""
    assert find_structure_fact(question, list(council_spans(question))) is None
    assert ask(question).intent is Intent.FIND


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("who inspected Bradford and what did they find?", ("lead_or_inspectors", "headline_findings")),
        ("when was the last visit and who came", ("latest_letter", "lead_or_inspectors")),
        ("when was the last visit and who led it?", ("latest_letter", "lead_or_inspectors")),
        ("when was the 2020 letter published? who signed it?", ("letter_date", "signed_by")),
        ("who signed the letter and how are caseloads", (None, None)),
        ("what did inspectors say about care leavers and who came", (None, None)),
    ],
)
def test_two_facts_may_be_asked_for_at_once(ask: Ask, question: str, facts: tuple[str | None, str | None]) -> None:
    """Both halves must ask for a fact of the letters; else the question is searched for as a whole."""
    understood = ask(question)
    if facts == (None, None):
        assert understood.second_fact is None
    else:
        assert (understood.structure_fact, understood.second_fact) == facts


@pytest.mark.parametrize(
    "question",
    [
        "which focused visits found poor supervision",
        "what did the JTAI say about neglect",
        "what is a JTAI",
        "which JTAI reports mention neglect",
        "who is the director of nursing",
        "who leads on domestic abuse",
        "who runs the sub groups",
        "did the director know",
        "who is the interim director",
        "which councils do you not have?",
        "which letters don't you have?",
        "who runs the council",
        "which councils have good children in care councils",
        "which councils were good and became inadequate",
        "good judgement",
        "is management judgement good",
    ],
)
def test_a_kind_of_letter_or_an_office_beside_a_topic_is_no_question_for_it(question: str) -> None:
    """Only a question that has nothing else in it asks for a list of letters or for a name."""
    assert find_structure_fact(question, list(council_spans(question))) is None


def test_a_short_form_in_what_names_a_letter_garbles_nothing(ask: Ask) -> None:
    """ "HMI" goes whole with its words, and what is left is the topic."""
    assert ask("What did HMI say about neglect?").search_text == "neglect"


def test_inspectors_do_not_answer_for_a_council_that_wrote_nothing_held(shipped: tuple[Letter, ...]) -> None:
    """Where no letter of the council's own voice is held, its words are searched for, not the inspectors' summary shown."""
    inspectors = [letter for letter in shipped if letter.voice is Voice.INSPECTORS]
    for question in ("what did the council say?", "what does the council's own report say"):
        assert understand(question, (), inspectors, "Bradford").intent is Intent.FIND
        assert understand(question, (), shipped, "Bradford").structure_fact is StructureFact.HEADLINE_FINDINGS


def test_how_things_came_on_is_told_by_two_letters(shipped: tuple[Letter, ...]) -> None:
    """Each letter's summary tells how things stood; where inspectors wrote one alone, what it says of change is looked for."""
    question = "has it got better?"
    assert understand(question, (), shipped, "Bradford").structure_fact is StructureFact.HEADLINE_FINDINGS
    alone = [letter for letter in shipped if letter.id == "bradford-monitoring-visit-letter-2023-08-22"]
    assert understand(question, (), alone, "Bradford").intent is Intent.FIND
