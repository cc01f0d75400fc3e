"""A real index of the shipped letters with the small embedder: no model, fast."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, Settings, open_assistant


@pytest.fixture(scope="session")
def hashing_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose settings name the small embedder."""
    home = tmp_path_factory.mktemp("home")
    (home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def assistant(hashing_home: Path) -> Assistant:
    """An assistant over the five shipped letters, with the small embedder."""
    return open_assistant(Settings(hashing_home, model="hashing"))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the shipped letters with the built-in models."""
    return open_assistant(Settings(tmp_path_factory.mktemp("built-in")))
