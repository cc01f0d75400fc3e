"""Word files: comes in: the bytes of a .docx, goes out: a Letter, or an error that says what to do."""

from __future__ import annotations

from corpus.apart.process import ReadingFailed, read_blocks_apart
from corpus.apart.worker import WORD
from corpus.assemble import assemble_letter
from corpus.errors import UnreadableFile, UnsupportedFormat
from corpus.letter import Letter

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_AGAIN = "Open it in Word and save it again, or get it again from where it was published."
_REASONS = {
    "not_whole": "this is not a whole Word file.",
    "damaged": "the file is damaged.",
    "too_large": "the file unpacks to far more than a letter.",
    "too_much_text": "the file holds far more text than a letter.",
    "too_slow": "reading the file took too long and was stopped.",
    "crashed": "the file made the reader of Word files fail.",
}


def read_word(content: bytes, letter_id: str, source: str) -> Letter:
    """Read a .docx; raises UnsupportedFormat where it is something else, UnreadableFile where it is damaged."""
    if content.startswith(_OLD_WORD):
        raise UnsupportedFormat(
            f"{source}: this is an old Word file (.doc) or locked with a password.", "Save it as .docx and add that."
        )
    try:
        blocks = read_blocks_apart(WORD, content)
    except ReadingFailed as failure:
        if failure.reason == "not_word":
            raise UnsupportedFormat(f"{source}: this is not a Word file, whatever its name says.", _AGAIN) from failure
        raise UnreadableFile(f"{source}: {_REASONS.get(failure.reason, _REASONS['damaged'])}", _AGAIN) from failure
    letter = assemble_letter(blocks, letter_id, source)
    if not any(section.paragraphs for section in letter.sections):
        raise UnreadableFile(f"{source}: no paragraphs were found.", "Check that the file holds the letter's text.")
    return letter
