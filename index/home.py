"""Where an index lives: comes in: one folder, goes out: the path of everything kept in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class IndexHome:
    """The one folder that holds an index. Making the value touches nothing on disk.

    builds/<id>/          complete, verified indexes, never written to again
    CURRENT               names the build that answers questions
    LOCK                  held by the one process that may write
    cache/vectors.sqlite  vectors by the hash of their text, so that a rebuild costs seconds
    cache/questions.sqlite  the same for questions that are known by example
    models/               encoder weights prepared for this machine
    sources/              the bytes of every letter's file, named by their hash
    """

    root: Path

    @property
    def builds(self) -> Path:
        """Folder of complete builds (and of at most one `*.partial`)."""
        return self.root / "builds"

    @property
    def current(self) -> Path:
        """File naming the build in use and the hash of its manifest."""
        return self.root / "CURRENT"

    @property
    def lock(self) -> Path:
        """File whose lock the writer holds."""
        return self.root / "LOCK"

    @property
    def vector_cache(self) -> Path:
        """Database of vectors by encoder and text hash."""
        return self.root / "cache" / "vectors.sqlite"

    @property
    def question_cache(self) -> Path:
        """Vectors of questions that are known by example; a small file beside the letters' own."""
        return self.root / "cache" / "questions.sqlite"

    @property
    def models(self) -> Path:
        """Folder for prepared encoder weights."""
        return self.root / "models"

    @property
    def sources(self) -> Path:
        """Folder of content-addressed copies of the letters' files."""
        return self.root / "sources"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever built here."""
        if self.current.exists():
            return False
        return not self.builds.is_dir() or all(path.name.endswith(PARTIAL) for path in self.builds.iterdir())

    def build(self, build_id: str) -> Path:
        """The folder of one build."""
        return self.builds / build_id
