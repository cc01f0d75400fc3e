"""The question set: its schema, its gold and its split."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import SHIPPED_LETTERS, Letter, find_letter_files, read_letter
from eval.fields import QuestionFileError
from eval.gold import AnswerKey, GoldNotFound, locate, make_answer_key, plain_words
from eval.overlap import THIRDS, overlap_thirds, shared_words
from eval.question import TYPES, GoldQuote, Question
from eval.questions import QUESTION_FOLDER, load_questions, read_records
from eval.split_questions import choose_splits, split_files, word_runs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, Letter]:
    return {letter.id: letter for letter in map(read_letter, find_letter_files([SHIPPED_LETTERS]))}


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_questions()


@pytest.fixture(scope="module")
def keys(questions: tuple[Question, ...], shipped: Mapping[str, Letter]) -> list[AnswerKey]:
    return [make_answer_key(question, shipped) for question in questions]


def test_the_set_is_large_and_of_every_type(questions: tuple[Question, ...]) -> None:
    """There are at least 200 questions, 40 without an answer, of every type, in both styles and both splits."""
    assert len(questions) >= 200
    assert sum(not question.answerable for question in questions) >= 40
    assert {question.type for question in questions} == set(TYPES)
    for split in ("dev", "test"):
        styles = {question.style for question in questions if question.split == split}
        assert styles == {"member", "staff"}


def test_every_gold_quote_is_in_its_letter(keys: list[AnswerKey]) -> None:
    """Each gold and each forbidden quote stands verbatim in its letter, in whole sentences of one paragraph."""
    for key in keys:
        for places in (*key.gold, *key.must_not):
            assert places
            for place in places:
                assert all(place.paragraph.holds(sentence) for sentence in place.sentences)


def test_a_gold_quote_that_no_letter_holds_is_refused(
    shipped: Mapping[str, Letter], questions: tuple[Question, ...]
) -> None:
    """A quote with one word changed is reported by question, not taken for a near match."""
    question = next(question for question in questions if question.gold)
    changed = GoldQuote(question.gold[0].letter, question.gold[0].quote + " Indeed.")
    with pytest.raises(GoldNotFound, match=question.id):
        make_answer_key(replace(question, gold=(changed,)), shipped)


def test_apostrophes_and_line_breaks_do_not_hide_gold(letters: Mapping[str, Letter]) -> None:
    """A straight apostrophe finds a curly one, and a quote on one line finds words that the letter breaks."""
    letter = letters["a"]
    broken = replace(letter, text=letter.text.replace("Managers know this.", "Manager’s\nnow this."))
    assert len(broken.text) == len(letter.text)
    places = locate(GoldQuote("a", "Manager's now this."), broken)
    assert [place.paragraph.start for place in places] == [letter.text.index("Caseloads")]


def test_both_splits_are_about_half(questions: tuple[Question, ...]) -> None:
    """Neither split has less than 45 in 100 of the questions."""
    counts = Counter(question.split for question in questions)
    assert min(counts.values()) >= 0.45 * len(questions)


def test_no_paragraph_leads_in_both_splits(keys: list[AnswerKey]) -> None:
    """The paragraph of a first gold quote is the first in one split only: nothing is tuned on what it is judged on."""
    paragraphs = {
        split: {key.gold[0][0].paragraph for key in keys if key.gold and key.question.split == split}
        for split in ("dev", "test")
    }
    assert paragraphs["dev"]
    assert not paragraphs["dev"] & paragraphs["test"]


def test_groups_stay_together(questions: tuple[Question, ...]) -> None:
    """All questions of one group are in one split."""
    splits: dict[str, set[str]] = {}
    for question in questions:
        splits.setdefault(question.group_id, set()).add(question.split)
    assert all(len(found) == 1 for found in splits.values())


def test_the_files_hold_the_split_that_the_script_makes(shipped: Mapping[str, Letter], tmp_path: Path) -> None:
    """Splitting the shipped files again changes not one byte, and the order of the lines does not matter."""
    copies = []
    for path in sorted(QUESTION_FOLDER.glob("*.jsonl")):
        copies.append(tmp_path / path.name)
        copies[-1].write_bytes(path.read_bytes())
    split_files(copies, shipped)
    for copy in copies:
        assert copy.read_bytes() == (QUESTION_FOLDER / copy.name).read_bytes()
    records = [record for copy in copies for _, record in read_records(copy)]
    backwards = choose_splits(records[::-1], shipped)
    assert backwards[::-1] == [record["split"] for record in records]


def test_no_question_was_trained_on(questions: tuple[Question, ...]) -> None:
    """None stands, but for capitals and stops, among the questions that the models learnt from."""
    trained: set[str] = set()
    for path in sorted((ROOT / "index" / "training").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            trained |= {" ".join(plain_words(text)) for text in strings_in(json.loads(line))}
    subjects = ROOT / "index" / "training" / "other_subjects.txt"
    trained |= {" ".join(plain_words(line)) for line in subjects.read_text(encoding="utf-8").splitlines()}
    assert len(trained) > 40_000
    assert [question.id for question in questions if " ".join(plain_words(question.question)) in trained] == []


def strings_in(value: object) -> Iterator[str]:
    """Yield every string of a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings_in(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)


def test_no_test_question_is_in_code_readme_or_dev(questions: tuple[Question, ...]) -> None:
    """No run of eight words of a test question stands in the program, its documents or a dev question."""
    known = set().union(*(word_runs(f"{q.question} . {q.standalone or ''}") for q in questions if q.split == "dev"))
    for folder in ("corpus", "index", "assistant", "ui", "eval"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".toml", ".md", ".json", ".js") and QUESTION_FOLDER not in path.parents:
                known |= word_runs(path.read_text(encoding="utf-8"))
    for path in ROOT.glob("*.md"):
        known |= word_runs(path.read_text(encoding="utf-8"))
    for question in questions:
        if question.split == "test":
            for text in (question.question, question.standalone or ""):
                assert not word_runs(text) & known, question.id


def test_most_questions_share_few_words_with_their_gold(keys: list[AnswerKey]) -> None:
    """At least half of the answerable questions share no more than a third of their content words with the gold."""
    shares = [shared_words(key) for key in keys if key.question.answerable]
    assert sum(share <= 1 / 3 for share in shares) >= len(shares) / 2


def test_thirds_are_alike_in_size(keys: list[AnswerKey]) -> None:
    """Answerable questions fall into three equal thirds by shared words; the others into none."""
    thirds = overlap_thirds(keys)
    counts = Counter(thirds[key.question.id] for key in keys if key.question.answerable)
    assert set(counts) == set(THIRDS)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert {thirds[key.question.id] for key in keys if not key.question.answerable} == {"none"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"type": "riddle"}, "'type' must be one of"),
        ({"answerable": "yes"}, "'answerable' must be true or false"),
        ({"question": "  "}, "'question' must be a text"),
        ({"gold": []}, "needs gold"),
        ({"colour": "blue"}, "unknown fields"),
        ({"unanswerable_kind": "other_year"}, "belongs to unanswerable"),
        ({"points": [{"text": "x", "vital": True, "accept": [7]}]}, "by its number"),
        ({"filters": {"voices": ["nobody"]}}, "unknown voices"),
        ({"turns": ["before"]}, "a follow-up has turns"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    """A line that breaks the schema is refused with its file, its number and the field."""
    _, record = next(iter(read_records(QUESTION_FOLDER / "need.jsonl")))
    path = tmp_path / "broken.jsonl"
    path.write_text(f"{json.dumps(record)}\n{json.dumps(record | {'id': 'other'} | change)}\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=complaint) as caught:
        load_questions([path])
    assert "broken.jsonl, line 2" in str(caught.value)


def test_an_id_met_twice_is_named(tmp_path: Path) -> None:
    """Two lines with one id are refused."""
    _, record = next(iter(read_records(QUESTION_FOLDER / "need.jsonl")))
    path = tmp_path / "twice.jsonl"
    path.write_text(f"{json.dumps(record)}\n" * 2, encoding="utf-8")
    with pytest.raises(QuestionFileError, match="stands in"):
        load_questions([path])


def test_words_ignore_case_and_punctuation() -> None:
    """Table rows match on their words alone."""
    assert plain_words("NPS | Y, 17/06/2019") == ["nps", "y", "17", "06", "2019"]
