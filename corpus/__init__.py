"""What a letter is: comes in: a file, goes out: a Letter with its sections, paragraphs, sentences and metadata."""

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
from corpus.letter import Cell, Judgement, Kind, Letter, Paragraph, Place, Section, Sentence, Shape, Span, Voice
from corpus.read import SHIPPED_LETTERS, find_letter_files, read_letter

__all__ = [
    "SHIPPED_LETTERS",
    "Cell",
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
    "find_letter_files",
    "read_letter",
]
