"""Plain text files: comes in: bytes, goes out: a Letter."""

from __future__ import annotations

from corpus.apart.bounds import MAX_CHARACTERS
from corpus.apart.process import ReadingFailed, read_blocks_apart
from corpus.apart.worker import TEXT
from corpus.assemble import assemble_letter
from corpus.errors import UnreadableFile
from corpus.letter import Letter

# Word processors on Windows save plain text in this encoding where it is not UTF-8.
_FALLBACK_ENCODING = "cp1252"
_CONTROL_LIMIT = 0.01


def read_plain_text(content: bytes, letter_id: str, source: str) -> Letter:
    """Read text extracted from a printed document; raises UnreadableFile where it is not text or has no paragraphs."""
    text = decode_text(content, source)
    try:
        blocks = read_blocks_apart(TEXT, text.encode("utf-8"))
    except ReadingFailed as failure:
        reason = "far more text than a letter" if failure.reason == "too_much_text" else "text that cannot be read"
        raise UnreadableFile(f"{source}: the file holds {reason}.", "Add only the letter itself.") from failure
    letter = assemble_letter(blocks, letter_id, source)
    if not any(section.paragraphs for section in letter.sections):
        raise UnreadableFile(f"{source}: no paragraphs were found.", "Check that the file holds the letter's text.")
    return letter


def decode_text(content: bytes, source: str) -> str:
    """Return the text of a file in UTF-8 or the Windows encoding; raises UnreadableFile where it is none."""
    if len(content) > MAX_CHARACTERS:
        raise UnreadableFile(f"{source}: the file holds far more text than a letter.", "Add only the letter itself.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(_FALLBACK_ENCODING, errors="replace")
    odd = sum(1 for character in text if character == "\ufffd" or (character < " " and character not in "\t\n\r\f"))
    if odd > _CONTROL_LIMIT * len(text):
        raise UnreadableFile(
            f"{source}: this is not a text file.", "Save the letter as plain text (UTF-8) and add that file."
        )
    return text
