"""Choosing documents as HTML: comes in: the letters held and what is chosen, goes out: the part that chooses.

It stays usable with many councils: they are a list to pick from, and single documents are listed once they are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

from assistant import ALL_COUNCILS, EVERYTHING, Scope, chosen_letters
from corpus import Kind, Letter, Voice
from ui.markup import Markup, element, join
from ui.words import count_words, kind_words, voice_words

MOST_LISTED = 40
_DATE_HINT = (
    "A document’s date is the day it bears, else the last day of its visit or inspection, else the end of the period "
    "it covers."
)


def choices_part(letters: Sequence[Letter], scope: Scope, ignored: Sequence[str] = ()) -> Markup:
    """Draw the part as `scope` has it, open where anything is chosen; `ignored` says what a link asked in vain."""
    count = sum(1 for field in fields(scope) if getattr(scope, field.name))
    said = f"{count_words(count, 'choice')} made" if count else ""
    form = element(
        "form",
        element("p", "What you choose holds whatever the question says. Leave a part empty to leave it open."),
        _councils(letters, scope),
        _kinds(letters, scope),
        _voices(letters, scope),
        _dates(letters, scope),
        _documents(letters, scope),
        element("button", "Clear choices", type="button", class_="tool", data_do="clear-choices"),
        id="choices-form",
        action="/",
    )
    return element(
        "details",
        element("summary", "Choose which documents to search ", element("span", said, id="choices-made")),
        _ignored(ignored),
        form,
        id="choices",
        class_="choices",
        open="" if count or ignored else None,
    )


def _ignored(ignored: Sequence[str]) -> Markup | None:
    if not ignored:
        return None
    said = element("ul", *(element("li", words) for words in ignored))
    return element("div", element("p", "Part of the link was left out:"), said, class_="notice")


def _part(legend: str, *children: str | None, id_: str | None = None, many: bool = False) -> Markup:
    return element("fieldset", element("legend", legend), *children, id=id_, data_many="" if many else None)


def _councils(letters: Sequence[Letter], scope: Scope) -> Markup | None:
    held = sorted({letter.council for letter in letters if letter.council})
    if len(held) < 2 and not scope.councils:
        return None
    names = sorted({*held, *scope.named_councils})
    chosen = scope.councils or ("",)
    return _part(
        "Council",
        *(_select(number, names, council) for number, council in enumerate(chosen, start=1)),
        element("button", "Add another council", type="button", class_="tool", data_do="add-council"),
    )


def _select(number: int, names: Sequence[str], chosen: str) -> Markup:
    values = {"": "As the question says", ALL_COUNCILS: "All councils"} | {name: name for name in names}
    options = [
        element("option", words, value=value, selected="" if value == chosen else None)
        for value, words in values.items()
    ]
    label = "Council" if number == 1 else f"Council {number}"
    return element(
        "p",
        element("label", label, for_=f"choice-council-{number}", class_="unseen"),
        element("select", *options, name="council", id=f"choice-council-{number}"),
        class_="council-choice",
    )


def _kinds(letters: Sequence[Letter], scope: Scope) -> Markup | None:
    held = {letter.kind for letter in letters} | set(scope.kinds)
    boxes = [_box("kind", kind, kind_words(kind), kind in scope.kinds) for kind in Kind if kind in held]
    return _part("Type of document", join(boxes)) if len(boxes) > 1 or scope.kinds else None


def _voices(letters: Sequence[Letter], scope: Scope) -> Markup | None:
    held = {letter.voice for letter in letters} | set(scope.voices)
    boxes = [_box("voice", voice, voice_words(voice), voice in scope.voices) for voice in Voice if voice in held]
    return _part("Whose words", join(boxes)) if len(boxes) > 1 or scope.voices else None


def _box(name: str, value: str, words: str, is_chosen: bool) -> Markup:
    id_ = f"choice-{name}-{value}"
    box = element("input", type="checkbox", name=name, value=value, id=id_, checked="" if is_chosen else None)
    return element("p", box, element("label", words, for_=id_), class_="box-choice")


def _dates(letters: Sequence[Letter], scope: Scope) -> Markup:
    return _part(
        "Dates",
        element("p", _DATE_HINT, class_="hint", id="dates-hint"),
        _day("from", "From", scope.first),
        _day("to", "To", scope.last),
    )


def _day(name: str, words: str, day: date | None) -> Markup:
    id_ = f"choice-{name}"
    value = day.isoformat() if day else None
    field = element("input", type="date", name=name, id=id_, value=value, aria_describedby="dates-hint")
    return element("p", element("label", words, for_=id_), " ", field, class_="day-choice")


def _documents(letters: Sequence[Letter], scope: Scope) -> Markup:
    """List the documents about the chosen councils, those that are chosen always among them."""
    about = chosen_letters(replace(EVERYTHING, councils=scope.named_councils), letters)
    few = about if len(about) <= MOST_LISTED else []
    listed = [letter for letter in letters if letter in few or letter.id in scope.letter_ids]
    boxes = [_box("letter", letter.id, _name(letter, letters), letter.id in scope.letter_ids) for letter in listed]
    hint = None
    if len(listed) < len(about):
        hint = f"{count_words(len(about), 'document')}: choose a council to pick single ones."
    return _part(
        "Single documents",
        element("p", hint, class_="hint") if hint else None,
        *boxes,
        id_="single-documents",
        many=len(letters) > MOST_LISTED,
    )


def _name(letter: Letter, letters: Sequence[Letter]) -> str:
    several = len({other.council for other in letters}) > 1
    named = several and letter.council and letter.council not in letter.title
    return f"{letter.title} ({letter.council})" if named else letter.title
