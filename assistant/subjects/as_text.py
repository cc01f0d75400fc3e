"""Subjects as plain text: comes in: results of following subjects, goes out: lines for a terminal or a mail."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from assistant.speakers import introduce_letter
from assistant.subjects.results import NOTE, AcrossCouncils, Count, LetterSays, OverTime, Overview, VoiceSays
from corpus import Letter, Voice, say_date, say_days

_WIDTH = 110
_VOICE_LETTERS = {
    Voice.INSPECTORS: ("inspectors’ letter", "inspectors’ letters"),
    Voice.COUNCIL: ("council report", "council reports"),
    Voice.PARTNERSHIP: ("partnership report", "partnership reports"),
    Voice.OTHER: ("other document", "other documents"),
}


def say_when(voice: VoiceSays) -> str:
    """Say in words of metadata when a voice first and last mentioned a subject, and who has been silent since."""
    total = len(voice.letters)
    mentioning = sum(1 for one in voice.letters if one.count.sentences)
    held = f"{total} {_VOICE_LETTERS[voice.voice][total != 1]}"
    if not mentioning:
        return f"Not mentioned in the {held} held."
    said = f"Mentioned in {mentioning} of the {held} held."
    if voice.first is None or voice.last is None:
        return f"{said} None of those that mention it has a date."
    if voice.first is voice.last:
        said += f" Said only in {say_which(voice.first)}." if mentioning == 1 else f" Said in {say_which(voice.first)}."
    else:
        said += f" First said in {say_which(voice.first)}, last in {say_which(voice.last)}."
    if voice.silent_since:
        later = "; ".join(say_which(letter) for letter in voice.silent_since)
        said += f" Not mentioned since: {later}."
    return said


def say_which(letter: Letter) -> str:
    """Name a letter by its dates: the letter's own and the visit's are told apart."""
    visit = f" (visit of {say_days(letter.visit_dates)})" if letter.visit_dates else ""
    if letter.letter_date is not None:
        return f"that of {say_date(letter.letter_date)}{visit}"
    if letter.visit_dates:
        return f"the undated one on the visit of {say_days(letter.visit_dates)}"
    if letter.period is not None:
        return f"the one that covers {letter.period[0]:%B %Y} to {letter.period[1]:%B %Y}"
    return "an undated one"


def overview_as_text(overview: Overview) -> str:
    """Write a table: a line for each subject, a column for each letter, which are named above it."""
    lines = [f"{number:>4}  {introduce_letter(letter)}" for number, letter in enumerate(overview.letters, start=1)]
    width = max((len(row.subject.label) for row in overview.rows), default=0)
    heads = "".join(f"{number:>6}" for number in range(1, len(overview.letters) + 1))
    lines += ["", "Sentences of each letter that have a subject’s words:", "", f"{'':{width}}{heads}"]
    theme = None
    for row in overview.rows:
        if row.subject.theme != theme:
            theme = row.subject.theme
            lines.append(theme.upper())
        cells = "".join(f"{count.sentences or 'none':>6}" for count in row.counts)
        lines.append(f"{row.subject.label:{width}}{cells}")
    if overview.unmentioned:
        lines += ["", _wrapped(f"Not mentioned: {'; '.join(one.label for one in overview.unmentioned)}.")]
    return "\n".join([*lines, "", _wrapped(NOTE)])


def over_time_as_text(found: OverTime) -> str:
    """Write what each letter says, voice by voice and oldest first, each quote with its place."""
    lines = [found.subject.label, "Found by these words: " + found_by(found.subject.words)]
    for voice in found.voices:
        lines += ["", _wrapped(say_when(voice))]
        for says in voice.letters:
            lines += ["", f"{introduce_letter(says.letter)}: {say_count(says.count)}", *_quotes(says)]
    return "\n".join([*lines, "", _wrapped(NOTE)])


def across_as_text(found: AcrossCouncils) -> str:
    """Write a line for each council: its inspectors' letters, how many mention the subject, first and last."""
    lines = [f"{found.subject.label}: inspectors’ letters of each council", ""]
    for one in found.councils:
        when = f"; first {_day(one.first)}, last {_day(one.last)}" if one.first and one.last else ""
        since = f"; not in the {one.silent_since} since" if one.silent_since else ""
        said = f"in {one.mentioning} of {one.letters} letters, {one.sentences} sentences" if one.mentioning else "none"
        lines.append(f"{one.council or 'No council named'}: {said}{when}{since}")
    return "\n".join([*lines, "", _wrapped(NOTE)])


def say_count(count: Count) -> str:
    """Say a count in words: "3 sentences in 2 paragraphs", "not mentioned"."""
    if not count.sentences:
        return "not mentioned"
    sentences = f"{count.sentences} sentence{'s' * (count.sentences != 1)}"
    return f"{sentences} in {count.paragraphs} paragraph{'s' * (count.paragraphs != 1)}"


def found_by(words: Sequence[str]) -> str:
    """Write the words a subject is found by as a reader would."""
    return ", ".join(word.replace("|", "/").replace("*", "…") for word in words)


def _quotes(says: LetterSays) -> list[str]:
    lines = []
    for saying in says.sayings:
        quote = saying.quote
        lead_in = f"{quote.lead_in} " if quote.lead_in else ""
        lines.append(f"  {lead_in}“{quote.text}” ({quote.place.section}, paragraph {quote.place.paragraph})")
        lines += [f"    The inspectors’ letter says the same: {place}" for place in saying.repeats]
    return lines


def _day(letter: Letter) -> str:
    return say_date(letter.letter_date) if letter.letter_date else say_days(letter.visit_dates) or "undated"


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH)
