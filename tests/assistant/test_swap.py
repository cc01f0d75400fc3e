"""A served assistant while its index changes: it follows a new one, and says so when there is none to follow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant import LetterChanges, Settings, open_assistant
from corpus import IndexUnavailable

LETTER = "Ofsted\n12 May 2024\n\nMonitoring visit to Newtown children's services\n\nFindings\n\nStaff know the children well.\n"


def test_an_assistant_follows_its_index_and_says_when_it_is_gone(tmp_path: Path) -> None:
    """A letter added is there at once; with the index gone, letters stay readable, asking fails, the notice says why."""
    settings = Settings(tmp_path / "home", model="hashing")
    assistant = open_assistant(settings)
    (tmp_path / "newtown.txt").write_text(LETTER, "utf-8")
    LetterChanges(settings, assistant).add([tmp_path / "newtown.txt"])
    assert "newtown" in assistant.letters_by_id
    assert assistant.notice is None
    for build in (settings.home / "builds").iterdir():
        shutil.rmtree(build)
    (settings.home / "CURRENT").write_text("gone", "utf-8")
    assert assistant.letter("newtown").id == "newtown"
    with pytest.raises(IndexUnavailable):
        assistant.ask("Do staff know the children?")
    assert assistant.notice is not None
    assert "cannot be searched" in assistant.notice
