"""Plain text files: comes in: bytes, goes out: a Letter."""

from __future__ import annotations

from corpus.assemble import assemble_letter
from corpus.blocks import make_blocks
from corpus.errors import UnreadableFile
from corpus.letter import Letter
from corpus.lines import read_lines

# Word processors on Windows save plain text in this encoding where it is not UTF-8.
_FALLBACK_ENCODING = "cp1252"
_CONTROL_LIMIT = 0.01


def read_plain_text(content: bytes, letter_id: str, source: str) -> Letter:
    """Read text extracted from a printed document; raises UnreadableFile where it is not text or has no paragraphs."""
    text = decode_text(content, source)
    letter = assemble_letter(make_blocks(read_lines(text)), letter_id, source)
    if not any(section.paragraphs for section in letter.sections):
        raise UnreadableFile(f"{source}: no paragraphs were found.", "Check that the file holds the letter's text.")
    return letter


def decode_text(content: bytes, source: str) -> str:
    """Return the text of a file in UTF-8 or the Windows encoding; raises UnreadableFile where it is no text."""
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
