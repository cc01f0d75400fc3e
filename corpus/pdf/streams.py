"""Damage inside a PDF: comes in: the bytes of a file, goes out: nothing, or why its text cannot be trusted to be whole.

A PDF reader leaves out silently what it cannot unpack. Packed parts carry a checksum, so the damage can be seen.
"""

from __future__ import annotations

import re
import zlib

from corpus.apart.refused import Refused

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
# The index of a file: "xref", then lines of a place and "n" (or "f" for a free number).
_INDEX = re.compile(rb"(?<!start)xref\s+(?:\d+ \d+\s+(?:\d{10} \d{5} [nf]\s+)+)+")
_ENTRY = re.compile(rb"(\d{10}) \d{5} n")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj")
_DICTIONARY_BYTES, _STEP_BYTES, _SMALL_STEP = 1024, 1 << 16, 1 << 22


def check_streams(content: bytes) -> None:
    """Raise Refused("damaged") where a packed part other than a picture fails its checksum, "too_large" for a bomb."""
    if b"/Encrypt" in content:
        return
    unpacked = 0
    for match in _STREAM.finditer(content):
        head = content[max(0, match.start() - _DICTIONARY_BYTES) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if not _PACKED.search(head) or re.search(rb"/Subtype\s*/Image", head):
            continue
        unpacked += _unpack(content, match.end(), MAX_UNPACKED_BYTES - unpacked)


def _unpack(content: bytes, position: int, allowed: int) -> int:
    """Unpack one part, throwing the bytes away, and return how many there were."""
    unpacker, size = zlib.decompressobj(), 0
    waiting = b""
    while not unpacker.eof:
        if not waiting:
            waiting = content[position : position + _STEP_BYTES]
            position += _STEP_BYTES
        if not waiting:
            raise Refused("damaged")
        try:
            size += len(unpacker.decompress(waiting, _SMALL_STEP))
        except zlib.error as problem:
            raise Refused("damaged") from problem
        waiting = unpacker.unconsumed_tail
        if size > allowed:
            raise Refused("too_large")
    return size


def check_objects(content: bytes) -> None:
    """Raise Refused("damaged") where some, but not all, of the places the file's index names hold no object.

    A file in which all are wrong was only moved (by a line before its head), and readers find its parts anyway.
    """
    shift = max(0, content.find(b"%PDF-"))
    checked = wrong = 0
    for table in _INDEX.finditer(content):
        for entry in _ENTRY.finditer(table[0]):
            place = int(entry[1]) + shift
            checked += 1
            wrong += not _OBJECT.match(content, place)
    if 0 < wrong < checked:
        raise Refused("damaged")
