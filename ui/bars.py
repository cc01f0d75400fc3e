"""Bars and the picture over time: comes in: counts and dates, goes out: SVG, each with its equivalent in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant import OverTime, VoiceSays
from ui.markup import Markup, element, join
from ui.subject_words import VOICE_WORDS
from ui.words import count_words, date_words

_LANE, _BAR, _TOP = 84, 44, 30
_LEFT, _WIDTH = 3.0, 94.0


def bar(value: int, most: int) -> Markup:
    """A bar for sighted readers, beside the number that says the same."""
    share = 100 * value / max(most, 1)
    rect = element("rect", width=f"{share:.1f}%", height="100%")
    return element("svg", rect, class_="bar", aria_hidden="true", focusable="false")


def picture(found: OverTime) -> Markup | None:
    """A bar for each dated letter at its date, a line of them for each voice; None where there is nothing to compare.

    Places along it are percentages, so that words keep their size on a narrow screen. Nothing joins the bars:
    between two letters nothing was counted.
    """
    days = [one.letter.sort_date for voice in found.voices for one in voice.letters if one.letter.sort_date]
    counts = [one.count.sentences for voice in found.voices for one in voice.letters]
    if len(days) < 2 or not any(counts):
        return None
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    height = _LANE * len(found.voices) + 26
    years = [_year(year, first, last, height) for year in range(first.year, last.year + 1)]
    lanes = [_lane(voice, line, first, last, max(counts)) for line, voice in enumerate(found.voices)]
    title = f"{found.subject.label}: sentences in each letter, by date"
    return element(
        "figure",
        element(
            "svg",
            element("title", title),
            element("desc", _in_words(found)),
            *years,
            *lanes,
            class_="over-time",
            role="img",
            aria_label=f"{title}. {_in_words(found)}",
            width="100%",
            height=str(height),
        ),
        element("figcaption", "Sentences that mention the subject, at the date of each letter. 0: not mentioned."),
        class_="picture",
    )


def _in_words(found: OverTime) -> str:
    said = []
    for voice in found.voices:
        counts = [f"{date_words(one.letter)}: {count_words(one.count.sentences, 'sentence')}" for one in voice.letters]
        said.append(f"{VOICE_WORDS[voice.voice]}: {'; '.join(counts)}.")
    return " ".join(said)


def _at(day: date, first: date, last: date) -> str:
    return f"{_LEFT + _WIDTH * (day - first).days / (last - first).days:.2f}%"


def _year(year: int, first: date, last: date, height: int) -> Markup:
    at = _at(date(year, 1, 1), first, last)
    line = element("line", x1=at, x2=at, y1="0", y2=str(height - 22), class_="year")
    # A label for each year would run together over many years.
    step = max(1, (last.year - first.year) // 8 + 1)
    if (year - first.year) % step:
        return line
    return join([line, element("text", str(year), x=at, y=str(height - 6), text_anchor="middle")])


def _lane(voice: VoiceSays, line: int, first: date, last: date, most: int) -> Markup:
    base = line * _LANE + _TOP + _BAR
    name = element("text", VOICE_WORDS[voice.voice], x="0", y=str(line * _LANE + 14), class_="lane")
    ground = element("line", x1="0", x2="100%", y1=str(base), y2=str(base), class_="ground")
    bars: list[Markup] = []
    for one in voice.letters:
        if one.letter.sort_date is not None:
            bars.extend(_one_bar(_at(one.letter.sort_date, first, last), one.count.sentences, base, most))
    return join([name, ground, *bars])


def _one_bar(at: str, count: int, base: int, most: int) -> Sequence[Markup]:
    if not count:
        return (
            element("circle", cx=at, cy=str(base), r="4", class_="silent"),
            element("text", "0", x=at, y=str(base - 8), text_anchor="middle"),
        )
    tall = max(3, round((_BAR - 14) * count / most))
    return (
        element("rect", x=at, y=str(base - tall), width="14", height=str(tall), transform="translate(-7 0)"),
        element("text", str(count), x=at, y=str(base - tall - 5), text_anchor="middle"),
    )
