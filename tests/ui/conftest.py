"""Hand-made letters and an assistant whose answers are cut from them: what the page's tests show."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from assistant import (
    Answer,
    AnswerStatus,
    Assistant,
    Quote,
    Scope,
    Searched,
    Settings,
    Statement,
    Subjects,
    chosen_letters,
)
from corpus import Cell, Kind, Letter, Paragraph, Place, QuestionError, Section, Sentence, Shape, Span, Voice
from eval.browser import open_browser, what_is_missing
from ui import build_app, serve

HOSTILE = (
    "<script>window.harmed = 1</script>",
    '<img src=x onerror="window.harmed = 1">',
    "${window.harmed = 1} costs ${fee}",
    "{{7*7}} {{{8*8}}}",
    "[a link](javascript:window.harmed=1) ![i](https://outside.example/i.png)",
    "10. Adoption *is* _not_ `code` & <b>bold</b> \"quoted\" 'single'",
)
SUPERVISION = "Most social workers receive regular supervision."
HOWEVER = "However, the quality of recorded supervision is not consistent."


class LetterMaker:
    """Lays a letter's text down piece by piece and remembers the offsets."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        span = Span(start, len(self.text))
        self.text += "\n\n"
        return span

    def paragraph(self, number: str | None, *sentences: str, shape: Shape = Shape.PROSE) -> Paragraph:
        span = self.add(" ".join(sentences))
        found, at = [], span.start
        for sentence in sentences:
            found.append(Sentence(at, at + len(sentence)))
            at += len(sentence) + 1
        return Paragraph(number, span.start, span.end, tuple(found), shape=shape)

    def row(self, number: str, heads: Sequence[Span], values: Sequence[str], caption: Span) -> Paragraph:
        start, cells = len(self.text), []
        for head, value in zip(heads, values, strict=True):
            cells.append(Cell(head, Span(len(self.text), len(self.text) + len(value))))
            self.text += value + " "
        end = len(self.text) - 1
        self.text += "\n"
        sentences = (Sentence(start, end),)
        return Paragraph(number, start, end, sentences, shape=Shape.ROW, lead_in=caption, cells=tuple(cells))


def make_visit_letter() -> Letter:
    """A monitoring visit letter with a letterhead, bullets and a hostile paragraph for each way to do harm."""
    maker = LetterMaker()
    head = maker.paragraph(None, "Ofsted, Piccadilly Gate")
    first = Section("Headline findings", (maker.paragraph("1", SUPERVISION, HOWEVER),))
    bullets = tuple(maker.paragraph(n, words, shape=Shape.BULLET) for n, words in (("2", "Plans."), ("3", "Reviews.")))
    hostile = tuple(maker.paragraph(str(number), words) for number, words in enumerate(HOSTILE, start=4))
    sections = (first, Section("Findings > Areas looked at", bullets), Section("Findings > Odd words", hostile))
    return Letter(
        id="visit-2023",
        title="Ofsted monitoring visit letter, 22 August 2023",
        kind=Kind.MONITORING_VISIT,
        voice=Voice.INSPECTORS,
        letter_date=date(2023, 8, 22),
        visit_dates=(date(2023, 7, 18), date(2023, 7, 19)),
        visit_number=3,
        council="Bradford",
        inspectors=("Ada One", "Bob Two"),
        lead_inspector="Ada One",
        addressee="The Chief Executive",
        source="visit-2023.txt",
        text=maker.text,
        sections=sections,
        margins=(Section("Letterhead", (head,)),),
    )


def make_report() -> Letter:
    """A council report with printed numbers and a table."""
    maker = LetterMaker()
    printed = maker.paragraph("3.2.1", "The service restated its aims.")
    caption = maker.add("Board attendance")
    heads = (maker.add("Agency"), maker.add("17/06/2019"), maker.add("Rate"))
    rows = tuple(
        maker.row(number, heads, values, caption)
        for number, values in (("7", ("NPS", "Y", "100%")), ("8", ("Police", "N", "66%")))
    )
    return replace(
        make_visit_letter(),
        id="report",
        title="Council report",
        kind=Kind.COUNCIL_REPORT,
        voice=Voice.COUNCIL,
        letter_date=None,
        visit_dates=(),
        visit_number=None,
        inspectors=(),
        lead_inspector=None,
        addressee=None,
        source="report.txt",
        text=maker.text,
        sections=(Section("3. Next steps", (printed,)), Section("Board", rows)),
        margins=(),
    )


def make_letter_of(*paragraphs: str) -> Letter:
    """A letter of nothing but these paragraphs."""
    maker = LetterMaker()
    numbered = tuple(maker.paragraph(str(number), words) for number, words in enumerate(paragraphs, start=1))
    return replace(make_visit_letter(), text=maker.text, sections=(Section("Findings", numbered),), margins=())


def cut(letter: Letter, words: str, restated_in: tuple[Place, ...] = ()) -> Quote:
    """Cut `words` out of `letter`, with the place they stand in."""
    start = letter.text.index(words)
    section, paragraph = next((s, p) for s, p in letter.paragraphs() if p.start <= start < p.end)
    place = Place(letter.id, letter.title, section.heading, paragraph.number, paragraph.page)
    return Quote.cut(letter, Span(start, start + len(words)), place, paragraph, restated_in)


@dataclass
class LetterShelf:
    """An assistant that answers from a table of questions and remembers what it was asked."""

    shelf: tuple[Letter, ...]
    answers: dict[str, Callable[[str], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    notice: str | None = None
    corpus_version: str = "test-1"
    settings: Settings = field(default_factory=lambda: Settings(Path("/dev/null")))
    recipe: Mapping[str, str] = field(default_factory=lambda: {"encoder": "none"})

    @property
    def letters_by_id(self) -> Mapping[str, Letter]:
        return {letter.id: letter for letter in self.shelf}

    @property
    def letters(self) -> Sequence[Letter]:
        return self.shelf

    def subjects(self) -> Subjects:
        return Subjects(self.shelf, "Bradford")

    def refresh(self) -> None:
        """The shelf is always as it is now."""

    def letter(self, letter_id: str) -> Letter:
        for letter in self.shelf:
            if letter.id == letter_id:
                return letter
        raise QuestionError("No such letter.", "Choose another.")

    def ask(self, question: str, history: Sequence[str] = (), scope: Scope = Scope()) -> Answer:  # noqa: B008
        self.asked.append((question, tuple(history)))
        self.scopes.append(scope)
        answer = self.answers.get(question, self.silence)(question)
        chosen = chosen_letters(scope, self.shelf)
        if len(chosen) == len(self.shelf):
            return answer
        searched = Searched(
            len(chosen), None, None, chosen=("some",), left_out_by_choices=len(self.shelf) - len(chosen)
        )
        return replace(self.silence(question) if question == "left out?" else answer, searched=searched)

    def silence(self, question: str) -> Answer:
        return make_answer(question, AnswerStatus.NOT_IN_LETTERS, near_misses=(cut(self.shelf[0], "Reviews."),))


def make_answer(question: str, status: AnswerStatus, quotes: tuple[Quote, ...] = (), **more: object) -> Answer:
    """An answer over two letters; `more` replaces any other field."""
    made = Answer(
        question=question,
        status=status,
        statements=(Statement("Inspectors, letter of 22 August 2023", tuple(range(1, len(quotes) + 1))),)
        if quotes
        else (),
        quotes=quotes,
        near_misses=(),
        searched=Searched(2, date(2020, 3, 19), date(2023, 8, 22)),
        corpus_version="test-1",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _fail(question: str) -> Answer:
    raise RuntimeError("the engine broke")


def _refuse_politely(question: str) -> Answer:
    raise QuestionError("The index is being rebuilt.", "Ask again in a minute.")


@pytest.fixture
def visit() -> Letter:
    return make_visit_letter()


@pytest.fixture
def report() -> Letter:
    return make_report()


def make_shelf(visit: Letter, report: Letter, home: Path) -> LetterShelf:
    """An assistant over both letters with an answer for each state of the page."""
    restated = (Place(report.id, report.title, "3. Next steps", "3.2.1"),)
    supervision = (cut(visit, SUPERVISION, restated), cut(visit, HOWEVER))

    def answered(question: str) -> Answer:
        return make_answer(question, AnswerStatus.ANSWERED, supervision, notes=("From August 2023.",))

    def follow_up(question: str) -> Answer:
        asked = "What about supervision in 2022?"
        return make_answer(question, AnswerStatus.PARTLY_ANSWERED, (cut(report, "NPS Y 100%"),), read_as=asked)

    def hostile(question: str) -> Answer:
        return make_answer(question, AnswerStatus.ANSWERED, tuple(cut(visit, words) for words in HOSTILE))

    terms = make_letter_of("The LADO reads each section 47 enquiry from the MASH.", "A panel (RAM) meets.")

    def short_forms(question: str) -> Answer:
        return make_answer(question, AnswerStatus.ANSWERED, (cut(terms, terms.text.partition("\n")[0]),))

    answers = {
        "short forms?": short_forms,
        "supervision?": answered,
        "and in 2022?": follow_up,
        "odd words?": hostile,
        "break": _fail,
        "rebuild": _refuse_politely,
        "hm": lambda question: make_answer(question, AnswerStatus.UNCLEAR_QUESTION),
        "should we?": lambda question: make_answer(question, AnswerStatus.REFUSED),
    }
    return LetterShelf((visit, report), answers, settings=Settings(home))


@pytest.fixture
def shelf(visit: Letter, report: Letter, tmp_path: Path) -> LetterShelf:
    return make_shelf(visit, report, tmp_path / "home")


@pytest.fixture(scope="session")
def new_shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], LetterShelf]:
    """Makes a shelf of one's own, for tests that share one page."""
    return lambda: make_shelf(make_visit_letter(), make_report(), tmp_path_factory.mktemp("home"))


@pytest.fixture
def assistant(shelf: LetterShelf) -> Assistant:
    return cast(Assistant, shelf)


class ReadPage(HTMLParser):
    """A page as a browser reads it: its elements with their attributes, and the text inside each."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[int] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")
        if tag not in ("meta", "link", "br", "input"):
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()
        assert self.elements[opened][0] == tag, f"</{tag}> closes <{self.elements[opened][0]}>"

    def handle_data(self, data: str) -> None:
        for opened in self._open:
            self.texts[opened] += data

    def words(self, tag: str, class_: str | None = None) -> list[str]:
        """The text of every such element, in order."""
        return [
            text
            for (name, attributes), text in zip(self.elements, self.texts, strict=True)
            if name == tag and (class_ is None or class_ in attributes.get("class", "").split())
        ]

    def attributes(self, tag: str, name: str) -> list[str]:
        return [attributes[name] for found, attributes in self.elements if found == tag and name in attributes]


@pytest.fixture
def read_page() -> type[ReadPage]:
    return ReadPage


@pytest.fixture
def hostile() -> tuple[str, ...]:
    """Words that would do harm as HTML, as a template, as Markdown or as a link."""
    return HOSTILE


@pytest.fixture
def cut_quote() -> Callable[..., Quote]:
    return cut


@pytest.fixture
def letter_of() -> Callable[..., Letter]:
    return make_letter_of


@pytest.fixture
def answer_of() -> Callable[..., Answer]:
    return make_answer


@pytest.fixture
def client(assistant: Assistant) -> Iterator[TestClient]:
    """The whole application, asked as a browser on this machine asks."""
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="session")
def serve_page() -> Callable[..., str]:
    """Serves an assistant's page in a thread that ends with the tests, and returns its address."""

    def start(assistant: Assistant, **options: Any) -> str:
        ready = threading.Event()
        found: list[str] = []

        def on_ready(address: str) -> None:
            found.append(address)
            ready.set()

        arguments = (assistant, "127.0.0.1", 0, on_ready)
        threading.Thread(target=serve, args=arguments, kwargs=options, daemon=True).start()
        assert ready.wait(60), "the page was not served within a minute"
        return found[0]

    return start


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser; without one the tests that need it are left out, and the end of the run says so."""
    missing = what_is_missing()
    if missing:
        pytest.skip(f"browser tests left out: {missing}")
    with open_browser() as browser:
        yield browser


WALKED = pytest.StashKey[list[tuple[str, str, list[str], list[str], list[str], str]]]()


@pytest.fixture
def walked(request: pytest.FixtureRequest) -> list[tuple[str, str, list[str], list[str], list[str], str]]:
    """What the walk over all pages found: state, look, axe violations, outside requests, console errors, overhang."""
    return request.config.stash.setdefault(WALKED, [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the walk's table, and how many tests had no browser and what would bring them back."""
    _print_walk(terminalreporter, config.stash.get(WALKED, []))
    left_out = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and "browser tests left out: " in report.longrepr[2]
    ]
    if left_out:
        why = left_out[0].longrepr[2].partition("browser tests left out: ")[2]
        terminalreporter.section("left out")
        terminalreporter.line(f"{len(left_out)} tests need a browser and were left out: {why}.")


def _print_walk(terminalreporter: Any, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    shown = rows if terminalreporter.verbosity > 0 else [row for row in rows if any(row[2:])]
    terminalreporter.section("accessibility walk")
    terminalreporter.line(f"{'state':<44} {'look':<22} {'axe':>4} {'outside':>8} {'console':>8} {'sideways':>9}")
    for state, look, axe, outside, console, sideways in shown:
        counts = f"{len(axe):>4} {len(outside):>8} {len(console):>8} {sideways or '0':>9}"
        terminalreporter.line(f"{state:<44} {look:<22} {counts}")
    sums = [sum(len(row[column]) for row in rows) for column in (2, 3, 4)]
    wide = sum(1 for row in rows if row[5])
    states = len({row[0] for row in rows})
    terminalreporter.line(
        f"{states} states in {len(rows)} views: {sums[0]} axe violations, {sums[1]} outside requests, "
        f"{sums[2]} console errors, {wide} views that scroll sideways"
    )
