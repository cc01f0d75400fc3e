"""The headings in force: comes in: one block after the other, goes out: the section each paragraph stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, Role
from corpus.grades import states_grade

# Inside a judged section: the heading in the frame at its head, which ends where the numbered paragraphs begin.
_FRAMED = "Summary"
_INSIDE = re.compile(r"(?:Summary|Inspection findings)$|The graded judge?ment", re.IGNORECASE)
# What stands beside judged sections and never round them, whatever size it is printed in.
_BESIDE = frozenset(["Executive summary", "Recommendations", "Summary for children and young people"])


@dataclass(slots=True)
class Outline:
    """The headings from the outermost to the innermost, and their levels where the file tells (0 the highest).

    `judged` is the level of sections headed by a row of a table: what was judged, and its grade.
    """

    headings: list[str] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    judged: float | None = None

    @property
    def path(self) -> str:
        """The section's name: "3. NEXT STEPS > 3.1 Findings"."""
        return " > ".join(self.headings)

    def take_heading(self, title: str, block: Block, previous: Block | None, repeated: frozenset[str]) -> None:
        """Open the section of a heading, at its own level or, in files that tell none, by the looks of its text."""
        headings = self.headings
        under_heading = previous is not None and previous.role is Role.HEADING and bool(headings)
        if block.level is not None:
            if headings[-1:] != [title]:  # else a frame repeats the heading above it
                self._open(title, self._outside_judged(title, block.level))
        elif block.number is not None:
            level = block.number.rstrip(".").count(".")
            self.headings = [*[h for h in headings if h[0].isdigit()][:level], title]
        elif not headings or (block.text in repeated and not (under_heading and headings[-1] in repeated)):
            self.headings = [title]
        elif under_heading and title != headings[-1] and (headings[-1] in repeated or not block.new_page):
            self.headings = [*headings, title]
        else:
            self.headings = [title] if block.new_page else [*headings[:-1], title]

    def take_paragraph(self, blocks: Sequence[Block], position: int) -> None:
        """Open a section headed by a row of a table, or leave the frame at its head."""
        block = blocks[position]
        if self._heads_section(blocks, position):
            following = blocks[position + 1].level
            own = float("inf") if block.level is None else block.level
            # A row looks like what it heads in some files; it stands above all the same.
            level = min(own, self.judged or own, own if following is None else following - 0.5)
            kept = [step for step in zip(self.headings, self.levels, strict=False) if step[0] not in _BESIDE]
            self.headings, self.levels = [title for title, _ in kept], [rank for _, rank in kept]
            self.judged = level
            self._open(block.cells[0], level)
        elif block.number is not None and len(self.levels) > 1 and self.headings[-1] == _FRAMED:
            self.headings, self.levels = self.headings[:-1], self.levels[:-1]

    def _heads_section(self, blocks: Sequence[Block], position: int) -> bool:
        """Whether a row is what was judged and its grade, alone at the head of its text, as older reports have it.

        The rows of the table on the first page stand together, before any heading.
        """
        block = blocks[position]
        is_judgement = block.role is Role.ROW and len(block.cells) == 2 and states_grade(block.cells[1])
        if not is_judgement or not self.levels or block.cells[0] in self.headings:
            return False
        around = (*blocks[position - 1 : position], *blocks[position + 1 : position + 2])
        return len(around) == 2 and not any(other.role is Role.ROW for other in around)

    def _outside_judged(self, title: str, level: float) -> float:
        """The level of a heading: as high as a judged section's where only the words tell that it is not inside."""
        alike = self.judged is not None and self.judged < level <= self.judged + 0.5
        return self.judged if alike and self.judged is not None and not _INSIDE.match(title) else level

    def _open(self, title: str, level: float) -> None:
        self.levels = [*[other for other in self.levels if other < level], level]
        self.headings = [*self.headings[: len(self.levels) - 1], title]
