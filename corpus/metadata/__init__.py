"""What a document says of itself: comes in: its parts, goes out: kind, voice, dates, council, names, title."""

from corpus.metadata.read import Metadata, Parts, read_metadata

__all__ = ["Metadata", "Parts", "read_metadata"]
