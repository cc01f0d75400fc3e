"""What a letter is: comes in: a file, goes out: a Letter with its sections, paragraphs, sentences and metadata."""

from corpus.council_names import CouncilNames, council_names
from corpus.dates import find_date, find_days, say_date, say_days
from corpus.errors import (
    IndexBusy,
    IndexUnavailable,
    LetterError,
    QuestionError,
    SealBroken,
    SettingsError,
    UnreadableFile,
    UnsupportedFormat,
    UserFacingError,
)
from corpus.letter import (
    Cell,
    Judgement,
    Kind,
    Letter,
    Paragraph,
    Place,
    Section,
    Sentence,
    Shape,
    Span,
    Voice,
    newest_first,
    of_one_table,
)
from corpus.read import SHIPPED_LETTERS, find_letter_files, read_letter
from corpus.short_forms import mine_short_forms

__all__ = [
    "SHIPPED_LETTERS",
    "Cell",
    "CouncilNames",
    "IndexBusy",
    "IndexUnavailable",
    "Judgement",
    "Kind",
    "Letter",
    "LetterError",
    "Paragraph",
    "Place",
    "QuestionError",
    "SealBroken",
    "Section",
    "Sentence",
    "SettingsError",
    "Shape",
    "Span",
    "UnreadableFile",
    "UnsupportedFormat",
    "UserFacingError",
    "Voice",
    "council_names",
    "find_date",
    "find_days",
    "find_letter_files",
    "mine_short_forms",
    "newest_first",
    "of_one_table",
    "read_letter",
    "say_date",
    "say_days",
]
