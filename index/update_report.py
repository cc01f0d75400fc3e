"""What an update did: comes in: facts gathered on the way, goes out: one value with a text a person understands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """One file (or letter id) that was left out, why, and what to do about it."""

    path: str
    reason: str
    what_to_do: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason} {self.what_to_do}"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose letter is already there under another file's name."""

    path: str
    same_as: str

    def __str__(self) -> str:
        return f"{self.path}: the same letter as {self.same_as}"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A file that was taken though nothing in it says that it is a letter or a report."""

    path: str
    letter_id: str

    def __str__(self) -> str:
        return (
            f"{self.path}: is this a letter? It names no council, bears no date and is of no known kind. "
            f"It was added; if it is none, run 'letters remove {self.letter_id}'."
        )


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What changed, by letter id, and how much the index now holds. `built` is false where nothing was written."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    paragraphs: int = 0
    seconds: float = 0.0
    built: bool = False
    notice: str = ""

    def __str__(self) -> str:
        return "\n".join(
            [
                *([self.notice] if self.notice else []),
                self._headline(),
                *(f"  skipped {one}" for one in self.skipped),
                *(f"  left out {one}" for one in self.duplicates),
                *(f"  {one}" for one in self.doubtful),
            ]
        )

    def _headline(self) -> str:
        counts = [
            f"{_letters(count)} {word}"
            for word, count in [
                ("new", len(self.new)),
                ("changed", len(self.changed)),
                ("removed", len(self.removed)),
                ("unchanged", len(self.unchanged)),
                ("the same as another", len(self.duplicates)),
                ("skipped", len(self.skipped)),
            ]
            if count
        ]
        what = ", ".join(counts) or "No letters found"
        end = "" if self.built else "Nothing changed. "
        return f"{what}. {end}The index holds {self.paragraphs:,} paragraphs ({self.seconds:.1f} seconds)."


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count:,} letters"
