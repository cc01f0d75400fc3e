"""Choices beside the question, from words to answers: read, checked, held to, counted and said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant import AnswerStatus, Assistant, Scope, answer_as_json, answer_as_text, chosen_letters, make_scope
from assistant.batch import read_batch
from assistant.cli import main
from corpus import Kind, QuestionError, Voice

LETTER_2020 = "bradford-monitoring-visit-letter-2020-03-19"
LETTER_2022 = "bradford-monitoring-visit-letter-2022-03-09"
COUNCIL_REPORT = "bradford-council-report-on-february-2022-visit"


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(list(argv))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_choices_are_read_as_people_write_them() -> None:
    """Kinds and voices in any spelling; a year or a month is its first or its last day."""
    words = {"kind": ["Monitoring visit", "area-send"], "voice": ["Inspectors"], "from": ["2022"], "to": ["2024-02"]}
    scope = make_scope({**words, "council": [" Hull ", ""], "letter": ["a", "a"]})
    assert scope == Scope(
        ("a",),
        ("Hull",),
        (Kind.MONITORING_VISIT, Kind.AREA_SEND),
        (Voice.INSPECTORS,),
        date(2022, 1, 1),
        date(2024, 2, 29),
    )
    assert make_scope({"from": ["2022-03-09"], "to": ["2022-03-09"]}) == Scope(
        first=date(2022, 3, 9), last=date(2022, 3, 9)
    )
    assert make_scope({}) == Scope()


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ({"kind": ["letter"]}, "monitoring_visit"),
        ({"voice": ["police"]}, "inspectors, council, partnership, other"),
        ({"from": ["yesterday"]}, "2022-03-09"),
        ({"from": ["2022-02-30"]}, "2022-03-09"),
        ({"to": ["2022-13"]}, "2022-03-09"),
        ({"to": ["22"]}, "2022-03-09"),
        ({"to": ["0000"]}, "2022-03-09"),
        ({"to": ["2022-01-02-03"]}, "2022-03-09"),
        ({"to": ["²²²²"]}, "2022-03-09"),
        ({"from": ["2023"], "to": ["2022"]}, "not later than the last"),
    ],
)
def test_a_choice_that_cannot_be_right_says_what_would_be(words: Mapping[str, Sequence[str]], right: str) -> None:
    """A wrong kind, voice or day, and days the wrong way round, are refused with what would be right."""
    with pytest.raises(QuestionError) as refused:
        make_scope(words)
    assert right in refused.value.what_to_do


@pytest.mark.parametrize(
    ("scope", "right"),
    [
        (Scope(councils=("Bradfrod",)), "Did you mean Bradford?"),
        (Scope(councils=("Atlantis",)), "Letters are held about Bradford"),
        (Scope(letter_ids=("no-such-letter",)), "letters list"),
    ],
)
def test_an_unknown_council_or_letter_is_an_error_not_silence(assistant: Assistant, scope: Scope, right: str) -> None:
    """A slip of the pen must not look as if the letters did not say."""
    with pytest.raises(QuestionError, match=r"There is no") as refused:
        assistant.ask("safety plans", (), scope)
    assert right in refused.value.what_to_do
    with pytest.raises(QuestionError):
        assistant.search("safety plans", scope=scope)


def test_every_quote_and_hit_is_from_a_chosen_document(assistant: Assistant) -> None:
    """An answer and a search keep to the choices, and the answer counts what they left out."""
    scope = Scope(voices=(Voice.INSPECTORS,), last=date(2022, 12, 31))
    answer = assistant.ask("supervision of social workers", (), scope)
    assert answer.quotes
    assert {quote.place.letter_id for quote in answer.quotes} <= {LETTER_2020, LETTER_2022}
    hits = assistant.search("supervision of social workers", 10, (), scope).hits
    assert {hit.passage.letter_id for hit in hits} == {LETTER_2020, LETTER_2022}
    assert (answer.searched.letters, answer.searched.left_out_by_choices, answer.searched.left_out) == (2, 3, 0)
    said = "Searched: 2 documents, March 2020 to March 2022; 3 left out by your choices (the inspectors' voice; documents dated 31 December 2022 or earlier)."
    assert said in answer_as_text(answer)
    value = answer_as_json(answer, assistant.letters_by_id)["searched"]
    assert value == {"letters": 2, "from": "2020-03-19", "to": "2022-03-09", "left_out_by_choices": 3}


def test_single_documents_can_be_chosen(assistant: Assistant) -> None:
    """One letter by its id: nothing else is heard."""
    answer = assistant.ask("caseloads", (), Scope(letter_ids=(COUNCIL_REPORT,)))
    assert {quote.place.letter_id for quote in answer.quotes} == {COUNCIL_REPORT}
    assert answer.searched.left_out_by_choices == 4


def test_a_contradiction_is_an_honest_silence(assistant: Assistant) -> None:
    """A question of 2020 within documents since 2022 is not answered from either; the words say why and what to do."""
    answer = assistant.ask("what happened to caseloads in 2020?", (), Scope(first=date(2022, 1, 1)))
    assert answer.status is AnswerStatus.NOT_IN_LETTERS
    assert (answer.quotes, answer.searched.letters) == ((), 0)
    text = answer_as_text(answer)
    assert "asks for letters of 2020, but you chose documents dated 1 January 2022 or later" in text
    assert "2 documents were not searched because of your choices." in text
    assert "Searched: no documents; 2 left out by your choices" in text


def test_silence_says_whether_the_choices_are_why(assistant: Assistant) -> None:
    """Where the letters left out hold an answer that is said, and where they do not, that too."""
    question = "Safety plans are routinely devised with families"
    why = assistant.ask(question, (), Scope(kinds=(Kind.FOCUSED_VISIT,)))
    assert why.notes[-1].endswith("Without your choices there is an answer from other documents: search all documents.")
    neither = assistant.ask("how much did the new swimming pool cost?", (), Scope(first=date(2022, 1, 1)))
    assert neither.status is AnswerStatus.NOT_IN_LETTERS
    assert neither.notes[-1].endswith("Without your choices the letters do not say either.")


def test_answers_do_not_change_where_choices_leave_nothing_out(assistant: Assistant) -> None:
    """Choosing everything is choosing nothing."""
    plain = assistant.ask("safety plans")
    chosen = assistant.ask("safety plans", (), Scope(councils=("Bradford",), first=date(2000, 1, 1)))
    assert chosen.quotes == plain.quotes
    assert chosen.statements == plain.statements


def test_a_document_is_dated_by_its_letter_then_its_visit_then_its_period(assistant: Assistant) -> None:
    """The council's report bears no date: its visit of February 2022 dates it."""
    in_february = chosen_letters(make_scope({"from": ["2022-02"], "to": ["2022-02"]}), assistant.letters)
    assert [letter.id for letter in in_february] == [COUNCIL_REPORT]


def test_options_of_ask_search_and_list(hashing_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same options choose documents in all three verbs; what cannot be right is bad usage with what would be."""
    home = ["--home", str(hashing_home)]
    options = ["--kind", "monitoring-visit", "--from", "2020", "--to", "2022", "--voice", "inspectors"]
    status, out, _ = run(capsys, *home, "ask", "supervision", "--json", *options, "--letter", LETTER_2022)
    assert status == 0
    assert json.loads(out)["searched"]["left_out_by_choices"] == 4
    status, out, _ = run(capsys, *home, "search", "supervision", "--json", *options, "--council", "Bradford")
    assert {hit["letter_id"] for hit in json.loads(out)["hits"]} == {LETTER_2020, LETTER_2022}
    status, out, _ = run(capsys, *home, "list", "--json", *options, "--council", "Bradford", "--council", "Leeds")
    assert [letter["letter_id"] for letter in json.loads(out)] == [LETTER_2022, LETTER_2020]
    status, out, err = run(capsys, *home, "list", "--json", "--kind", "focused_visit")
    assert (status, json.loads(out), err.count("\n")) == (0, [], 1)
    for wrong in (["--kind", "letter"], ["--from", "2023", "--to", "2022"], ["--voice", "police"]):
        for verb in (["ask", "supervision"], ["search", "supervision"], ["list"]):
            status, _, err = run(capsys, *home, *verb, *wrong)
            assert (status, err.count("\n")) == (2, 1)
    status, _, err = run(capsys, *home, "ask", "supervision", "--council", "Bradfrod")
    assert (status, err.count("\n")) == (1, 1)
    assert "Did you mean Bradford?" in err


@pytest.mark.parametrize("verb", ["ask", "search", "list"])
def test_help_teaches_the_choices(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` names every option, what it takes, and over which date --from and --to go."""
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    for words in ("--council NAME", "--kind KIND", "--from DATE", "--to DATE", "--voice VOICE", "--letter LETTER_ID"):
        assert words in told
    assert "monitoring_visit, focused_visit" in told
    assert "the day it bears, else the last day of its visit" in told


def test_batch_lines_choose_for_themselves(
    hashing_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line's own choice of one sort takes the place of the command's; the others stay; "all" lifts the council."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "a", "question": "supervision"},
        {"id": "b", "question": "supervision", "kind": ["monitoring_visit"], "to": "2020-12-31"},
        {"id": "c", "question": "supervision", "council": "all", "voice": "partnership", "from": None},
        {"id": "d", "question": "supervision", "council": "Nowhere"},
        {"id": "e", "question": "supervision in Leeds", "council": "Bradford"},
    ]
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    argv = ["--home", str(hashing_home), "ask", "--batch", str(source), "--out", str(target), "--voice", "inspectors"]
    status, _, err = run(capsys, *argv)
    answers = {line["id"]: line for line in map(json.loads, target.read_text(encoding="utf-8").splitlines())}
    assert status == 1
    assert "1 of 5 questions failed" in err
    assert answers["a"]["searched"]["left_out_by_choices"] == 2
    assert answers["b"]["searched"] == {
        "letters": 1,
        "from": "2020-03-19",
        "to": "2020-03-19",
        "left_out_by_choices": 4,
    }
    assert answers["c"]["searched"]["letters"] == 1
    assert answers["d"]["status"] == "failed"
    assert "There is no council “Nowhere” here." in answers["d"]["error"]
    assert answers["e"]["status"] == "not_in_letters"
    assert "The question names Leeds, but you chose letters about Bradford" in answers["e"]["text"]


@pytest.mark.parametrize(
    "choice",
    [
        '"kind": "letter"',
        '"voice": 3',
        '"council": {}',
        '"letter": [1]',
        '"from": "soon"',
        '"from": "2023", "to": "2022"',
    ],
)
def test_a_bad_choice_in_a_batch_is_named_before_anything_is_answered(tmp_path: Path, choice: str) -> None:
    """The line is refused by its number, with what would be right."""
    source = tmp_path / "in.jsonl"
    source.write_text(f'{{"question": "a"}}\n{{"question": "b", {choice}}}\n', encoding="utf-8")
    with pytest.raises(QuestionError, match="line 2"):
        read_batch(source)
