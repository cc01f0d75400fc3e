"""One subject, then and now: comes in: an OverTime, goes out: each letter's quotes side by side, oldest first."""

from __future__ import annotations

from collections.abc import Mapping

from assistant import LetterSays, OverTime, Saying, Subject, VoiceSays, quote_link, say_when
from corpus import Letter
from ui.anchors import letter_address, place_address
from ui.bars import picture
from ui.marking import marked
from ui.markup import Markup, element, join
from ui.markup_table import cells_as_table
from ui.subject_links import marked_letter_address, subjects_address
from ui.subject_words import VOICE_WORDS, letter_words, links, note, when_written
from ui.words import count_words

SHOWN_AT_ONCE = 4


def subject_parts(found: OverTime, known: Mapping[str, Subject]) -> Markup:
    """Draw when it was said, the picture, the quotes by voice, how it is counted and where to go next."""
    return join(
        [
            element("ul", *(_when(voice) for voice in found.voices), class_="when"),
            picture(found),
            *(_voice(voice, found.subject) for voice in found.voices),
            note(),
            _found_by(found.subject),
            _related(found, known),
        ]
    )


def _when(voice: VoiceSays) -> Markup:
    return element("li", element("strong", f"{VOICE_WORDS[voice.voice]}: "), say_when(voice))


def _voice(voice: VoiceSays, subject: Subject) -> Markup:
    columns = (_column(one, subject) for one in voice.letters)
    return element(
        "section",
        element("h2", VOICE_WORDS[voice.voice]),
        element("div", *columns, class_="then-and-now"),
        class_="voice-says",
    )


def _column(one: LetterSays, subject: Subject) -> Markup:
    letter = one.letter
    first = one.sayings[0].words[0].start if one.sayings else None
    address = marked_letter_address(letter, subject, first) if one.sayings else letter_address(letter.id)
    shown, more = one.sayings[:SHOWN_AT_ONCE], one.sayings[SHOWN_AT_ONCE:]
    return element(
        "article",
        element("h3", element("a", when_written(letter), href=address)),
        element("p", letter_words(letter), class_="small"),
        element("p", _counted(one), class_="counted-in" if one.sayings else "none"),
        *(_quotation(letter, saying) for saying in shown),
        _more(letter, more) if more else None,
    )


def _counted(one: LetterSays) -> str:
    if not one.count.sentences:
        return "Not mentioned"
    sentences, paragraphs = one.count.sentences, one.count.paragraphs
    return f"{count_words(sentences, 'sentence')} in {count_words(paragraphs, 'paragraph')}"


def _more(letter: Letter, sayings: tuple[Saying, ...]) -> Markup:
    summary = element("summary", f"Show {count_words(len(sayings), 'more quotation')}")
    return element("details", summary, *(_quotation(letter, saying) for saying in sayings))


def _quotation(letter: Letter, saying: Saying) -> Markup:
    """The letter's own words from the quote's first to its last, the subject's words underlined."""
    quote = saying.quote
    words = element("span", marked(letter, quote.start, quote.end, saying.words), class_="quoted")
    where = f"Paragraph {quote.place.paragraph}" if quote.place.paragraph else "In the letter"
    section = element("span", quote.place.section, class_="small") if quote.place.section else None
    return element(
        "figure",
        element("p", quote.lead_in, class_="lead-in") if quote.lead_in else None,
        element("blockquote", element("p", "“", words, "”")),
        cells_as_table(quote.cells, "The row with its column heads") if quote.cells else None,
        element("figcaption", element("a", where, href=quote_link(quote), class_="citation"), section),
        *(
            element(
                "p",
                "The inspectors’ letter says the same: ",
                element("a", str(place), href=place_address(place)),
                ".",
                class_="restated",
            )
            for place in saying.repeats
        ),
        class_="quotation",
    )


def _found_by(subject: Subject) -> Markup:
    words = [word.replace("|", " or ").replace("*", "…") for word in subject.words]
    but_not = [word.replace("|", " or ").replace("*", "…") for word in subject.but_not]
    return element(
        "details",
        element("summary", "Which words are counted"),
        element(
            "p",
            "A sentence is counted when it has one of these words, in the singular or plural. Nothing is guessed: a "
            "sentence that means the same in other words is not counted. Sentences around it are quoted where it "
            "cannot be read without them.",
        ),
        element("ul", *(element("li", word) for word in words), class_="words"),
        element("p", "Not counted: " + "; ".join(but_not) + ".") if but_not else None,
        class_="found-by",
    )


def _related(found: OverTime, known: Mapping[str, Subject]) -> Markup | None:
    near = [known[one] for one in found.subject.related if one in known]
    if not near:
        return None
    addresses = [(one.label, subjects_address(found.council, one.id)) for one in near]
    return element("section", element("h2", "Related subjects"), links(addresses))
