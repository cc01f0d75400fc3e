"""An answer as plain text: comes in: an Answer, goes out: what a terminal shows and a person can paste."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, AnswerStatus, Quote, Searched
from assistant.speakers import say_month

_LABELS = {
    AnswerStatus.PARTLY_ANSWERED: "Part answer.",
    AnswerStatus.NOT_IN_LETTERS: "The letters do not say.",
    AnswerStatus.UNCLEAR_QUESTION: "The question is not clear.",
    AnswerStatus.REFUSED: "This cannot be answered here.",
}


def answer_as_text(answer: Answer) -> str:
    """Write `answer` as plain text: statements with their numbered quotes, near misses, notes, what was searched."""
    lines: list[str] = []
    if answer.read_as is not None:
        lines += [f"Read as: {answer.read_as}", ""]
    if answer.status in _LABELS:
        lines += [_LABELS[answer.status]]
    for statement in answer.statements:
        lines += ["", f"{statement.text.removesuffix('.')}:" if statement.quote_numbers else statement.text]
        lines += _quote_lines([(answer.quotes[number - 1], str(number)) for number in statement.quote_numbers])
    if answer.notes:
        lines += ["", *answer.notes]
    if answer.near_misses:
        lines += ["", "Closest paragraphs (they do not answer the question):"]
        lines += [_quote_line(quote, "-", with_title=True) for quote in answer.near_misses]
    if answer.searched.letters or answer.searched.chosen:
        lines += ["", searched_as_text(answer.searched)]
    return "\n".join(lines).strip()


def searched_as_text(searched: Searched) -> str:
    """Say what was searched: Searched: 3 documents, March 2020 to August 2023; 2 left out by your choices (...)."""
    noun = "document" if searched.letters == 1 else "documents"
    dates = [say_month(day) for day in dict.fromkeys((searched.first, searched.last)) if day is not None]
    span = f", {' to '.join(dict.fromkeys(dates))}" if dates else ""
    by_choice = f"; {searched.left_out_by_choices or 'none'} left out by your choices" if searched.chosen else ""
    chosen = f" ({'; '.join(searched.chosen)})" if searched.chosen else ""
    held = f" Held to: {'; '.join(searched.held_to)}." if searched.held_to else ""
    left_out = f" {searched.left_out} left out." if searched.left_out else ""
    return f"Searched: {searched.letters or 'no'} {noun}{span}{by_choice}{chosen}.{held}{left_out}"


def _quote_lines(quotes: Sequence[tuple[Quote, str]]) -> list[str]:
    """The quotes of one statement, each with its label; items of one list give the sentence they hang from once."""
    lines, hung_from = [], ""
    for quote, label in quotes:
        lines.append(_quote_line(quote, label, with_lead_in=quote.lead_in != hung_from))
        hung_from = quote.lead_in
    return lines


def _quote_line(quote: Quote, label: str, with_title: bool = False, with_lead_in: bool = True) -> str:
    """One quote with its place; a bullet or table row after the sentence it hangs from, quoted as well."""
    place = str(quote.place) if with_title else str(quote.place).removeprefix(f"{quote.place.letter_title}, ")
    leading = f"“{quote.lead_in}” … " if quote.lead_in and with_lead_in else ""
    cells = "; ".join(f"{head}: {value}" for head, value in quote.cells if head)
    row = f" [{cells}]" if cells else ""
    restated = f" Also in: {'; '.join(str(other) for other in quote.restated_in)}." if quote.restated_in else ""
    mark = label if label == "-" else f"[{label}]"
    return f"  {mark} {leading}“{quote.text}”{row} ({place}){restated}"
