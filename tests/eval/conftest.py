"""A small letter, questions on it and scripted assistants for the tests of the evaluation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from assistant import Answer, AnswerStatus, Quote, Searched
from corpus import Kind, Letter, Paragraph, Place, Section, Sentence, Span, Voice
from eval.question import Filters, GoldQuote, Point, Question
from index import Hit, Passage, SearchResult

PARAGRAPHS = (
    "Children are seen alone. Visits are regular.",
    "Caseloads are high. Managers know this.",
    "Plans drift. Reviews are late.",
)


def make_letter(letter_id: str, voice: Voice = Voice.INSPECTORS, paragraphs: Sequence[str] = PARAGRAPHS) -> Letter:
    """A letter whose paragraphs are counted from 1, every sentence ending in a full stop."""
    text = "\n\n".join(paragraphs) + "\n"
    found = [
        Paragraph(
            str(count),
            match.start(),
            match.end(),
            tuple(
                Sentence(match.start() + part.start(), match.start() + part.end())
                for part in re.finditer(r"\S[^.]*\.", match.group())
            ),
        )
        for count, match in enumerate(re.finditer(r"[^\n]+", text), start=1)
    ]
    return Letter(
        id=letter_id,
        title=f"Letter {letter_id}",
        kind=Kind.MONITORING_VISIT,
        voice=voice,
        letter_date=date(2023, 8, 22),
        visit_dates=(),
        visit_number=None,
        council="Testshire",
        inspectors=(),
        lead_inspector=None,
        addressee=None,
        source=f"{letter_id}.txt",
        text=text,
        sections=(Section("Findings", tuple(found)),),
    )


@pytest.fixture
def letters() -> Mapping[str, Letter]:
    """Letter "a" of inspectors and letter "b" of the council, word for word alike."""
    return {"a": make_letter("a"), "b": make_letter("b", Voice.COUNCIL)}


@pytest.fixture
def letter_of() -> Callable[[str, Sequence[str]], Letter]:
    """Makes a letter of an id and paragraphs."""
    return lambda letter_id, paragraphs: make_letter(letter_id, paragraphs=paragraphs)


@pytest.fixture
def make_question() -> Callable[..., Question]:
    """Makes a question on letter "a"; gold is given as quotes, each a vital point unless told otherwise."""

    def make(
        question_id: str,
        gold: Sequence[str] = (),
        vital: Sequence[bool] | None = None,
        must_not: Sequence[GoldQuote] = (),
        filters: Filters = Filters(),  # noqa: B008  frozen
        **changed: object,
    ) -> Question:
        flags = [True] * len(gold) if vital is None else list(vital)
        fields: dict[str, object] = {
            "id": question_id,
            "group_id": question_id,
            "split": "dev",
            "style": "member",
            "type": "fact" if gold else "unanswerable",
            "question": f"what about {question_id}",
            "turns": (),
            "standalone": None,
            "answerable": bool(gold),
            "unanswerable_kind": None if gold else "other_year",
            "gold": tuple(GoldQuote("a", quote) for quote in gold),
            "points": tuple(Point(q, flag, (n,)) for n, (q, flag) in enumerate(zip(gold, flags, strict=True))),
            "must_not": tuple(must_not),
            "filters": filters,
            "notes": "",
        }
        return Question(**(fields | changed))  # type: ignore[arg-type]

    return make


class ScriptedAssistant:
    """Shows the sentences it was told to show for each question; silent on others; an error is raised."""

    corpus_version = "test-1"

    def __init__(self, letters: Sequence[Letter], script: Mapping[str, Sequence[tuple[str, str]] | Exception]) -> None:
        self.letters = letters
        self._script = script
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        told = self._script.get(question, ())
        if isinstance(told, Exception):
            raise told
        quotes = tuple(self._cut(letter_id, words) for letter_id, words in told)
        status = AnswerStatus.ANSWERED if quotes else AnswerStatus.NOT_IN_LETTERS
        confidence = 0.9 if quotes else 0.1
        searched = Searched(len(self.letters), None, None)
        return Answer(question, status, (), quotes, (), searched, confidence=confidence)

    def search(self, question: str, k: int = 10, history: Sequence[str] = ()) -> SearchResult:
        told = self._script.get(question, ())
        if isinstance(told, Exception):
            raise told
        return SearchResult(tuple(self._hit(letter_id, words) for letter_id, words in told)[:k])

    def _find(self, letter_id: str, words: str) -> tuple[Letter, Paragraph, Span]:
        letter = next(letter for letter in self.letters if letter.id == letter_id)
        start = letter.text.index(words)
        paragraph = next(p for _, p in letter.paragraphs() if p.start <= start < p.end)
        return letter, paragraph, Span(start, start + len(words))

    def _cut(self, letter_id: str, words: str) -> Quote:
        letter, paragraph, span = self._find(letter_id, words)
        return Quote.cut(letter, span, Place(letter.id, letter.title, "Findings", paragraph.number))

    def _hit(self, letter_id: str, words: str) -> Hit:
        letter, paragraph, _ = self._find(letter_id, words)
        place = Place(letter.id, letter.title, "Findings", paragraph.number)
        text = letter.slice(paragraph)
        passage = Passage(
            f"{letter.id}#{paragraph.number}", place, paragraph.start, paragraph.end, text, "", paragraph.sentences
        )
        return Hit(passage, 1.0, (1.0,) * len(paragraph.sentences))


@pytest.fixture
def make_assistant(letters: Mapping[str, Letter]) -> Callable[..., ScriptedAssistant]:
    """Makes an assistant that shows what the script says for each question."""

    def make(script: Mapping[str, Sequence[tuple[str, str]] | Exception]) -> ScriptedAssistant:
        return ScriptedAssistant(list(letters.values()), script)

    return make
