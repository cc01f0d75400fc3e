"""The table of subjects: comes in: an Overview, goes out: a row for each subject, a column for each letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from assistant import Overview, Subject, SubjectRow
from assistant.subjects import Count
from corpus import Letter, Span
from ui.anchors import letter_address
from ui.bars import bar
from ui.markup import Markup, element, join
from ui.subject_links import marked_letter_address, subjects_address
from ui.subject_words import VOICE_WORDS, letter_words, links, note, when_written
from ui.words import count_words

# Where the first sentence about a subject stands in a letter.
FirstSentence = Callable[[Subject, Letter], Span]


def overview_parts(overview: Overview, first_sentence: FirstSentence) -> Markup:
    """Draw the counts of a council's letters, or, for all councils, in how many letters each subject comes up."""
    if not overview.letters:
        return element("p", "No letter is held yet.")
    table = _letters_table(overview, first_sentence) if overview.council is not None else _sums_table(overview)
    return join([_themes(overview), table, note(), _unmentioned(overview)])


def _letters_table(overview: Overview, first_sentence: FirstSentence) -> Markup:
    most = max((count.sentences for row in overview.rows for count in row.counts), default=1)

    def cells(row: SubjectRow) -> Iterator[Markup]:
        for letter, count in zip(overview.letters, row.counts, strict=True):
            yield _cell(row.subject, letter, count, most, first_sentence)

    head = [
        element("tr", element("td", role="cell"), *_voice_heads(overview.letters), role="row"),
        element("tr", _head("Subject"), *(_letter_head(letter) for letter in overview.letters), role="row"),
    ]
    caption = "How many sentences of each letter mention a subject. Choose a number to read them in the letter."
    return _table(caption, head, overview, cells, len(overview.letters) + 1)


def _sums_table(overview: Overview) -> Markup:
    total = len(overview.letters)

    def cells(row: SubjectRow) -> Iterator[Markup]:
        mentioning = sum(1 for count in row.counts if count.sentences)
        sentences = sum(count.sentences for count in row.counts)
        drawn = (bar(mentioning, total), element("span", f"{mentioning:,}", class_="figure"))
        yield element("td", *drawn, role="cell", data_head="Letters")
        yield element("td", f"{sentences:,}", role="cell", data_head="Sentences")

    head = [element("tr", _head("Subject"), _head("Letters that mention it"), _head("Sentences"), role="row")]
    caption = f"In how many of the {count_words(total, 'letter')} each subject comes up"
    return _table(caption, head, overview, cells, 3)


def _table(
    caption: str,
    head: Sequence[Markup],
    overview: Overview,
    cells: Callable[[SubjectRow], Iterator[Markup]],
    width: int,
) -> Markup:
    """Roles are written out: shown as blocks on a phone, a table would otherwise stop being one."""
    bodies = [
        element(
            "tbody",
            _theme_head(theme, width),
            *(
                element("tr", _subject_head(row.subject, overview.council), *cells(row), role="row")
                for row in rows
            ),
            role="rowgroup",
        )
        for theme, rows in groupby(overview.rows, key=lambda row: row.subject.theme)
    ]  # fmt: skip
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", *head, role="rowgroup"),
            *bodies,
            class_="subjects",
            role="table",
        ),
        class_="subjects-frame",
        role="region",
        tabindex="0",
        aria_label="Subjects and letters",
    )


def _theme_head(theme: str, width: int) -> Markup:
    head = element("th", theme, scope="rowgroup", colspan=str(width), role="rowheader", id=_anchor(theme))
    return element("tr", head, class_="theme", role="row")


def _themes(overview: Overview) -> Markup:
    """Ways into a table that is long on a phone."""
    themes = dict.fromkeys(row.subject.theme for row in overview.rows)
    return element("div", links([(theme, f"#{_anchor(theme)}") for theme in themes]), class_="themes")


def _anchor(theme: str) -> str:
    return theme.lower().replace("’", "").replace(" ", "-")


def _head(words: str) -> Markup:
    return element("th", words, scope="col", role="columnheader")


def _voice_heads(letters: Sequence[Letter]) -> Iterator[Markup]:
    for voice, together in groupby(letters, key=lambda letter: letter.voice):
        width = str(len(list(together)))
        yield element("th", VOICE_WORDS[voice], scope="colgroup", colspan=width, role="columnheader", class_="voice")


def _letter_head(letter: Letter) -> Markup:
    return element(
        "th",
        element("a", when_written(letter), href=letter_address(letter.id)),
        element("span", letter_words(letter), class_="small"),
        scope="col",
        role="columnheader",
    )


def _subject_head(subject: Subject, council: str | None) -> Markup:
    link = element("a", subject.label, href=subjects_address(council, subject.id))
    return element("th", link, scope="row", role="rowheader")


def _cell(subject: Subject, letter: Letter, count: Count, most: int, first_sentence: FirstSentence) -> Markup:
    where = f"{VOICE_WORDS[letter.voice]}, {when_written(letter)}"
    if not count.sentences:
        return element("td", element("span", "None", class_="none"), role="cell", data_head=where)
    mentioned = f"{'sentence' if count.sentences == 1 else 'sentences'} about: {subject.label}. {where}"
    link = element(
        "a",
        f"{count.sentences:,}",
        element("span", f" {mentioned}", class_="unseen"),
        href=marked_letter_address(letter, subject, first_sentence(subject, letter).start),
        class_="figure",
    )
    return element("td", bar(count.sentences, most), link, role="cell", data_head=where)


def _unmentioned(overview: Overview) -> Markup | None:
    if not overview.unmentioned:
        return None
    heading = "Subjects that none of these letters mentions"
    addresses = [(one.label, subjects_address(overview.council, one.id)) for one in overview.unmentioned]
    return join([element("h2", heading), links(addresses)])
