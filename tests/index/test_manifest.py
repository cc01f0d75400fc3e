"""Promises of the manifest and of the pointer to the current build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import IndexUnavailable
from index.home import IndexHome
from index.manifest import (
    MANIFEST,
    Counts,
    LetterRecord,
    Manifest,
    make_corpus_version,
    make_recipe,
    manifest_from_json,
    manifest_to_json,
    record_files,
    require_recipe,
)
from index.pointer import has_own_manifest, keep_builds, list_builds, publish_build, read_current, start_build

RECORDS = (
    LetterRecord("a", "a.txt", "/somewhere", "1" * 64, "2" * 64),
    LetterRecord("b", "bé.txt", "/somewhere", "3" * 64, "4" * 64),
)


def _publish(home: IndexHome, content: str) -> str:
    partial = start_build(home)
    (partial / MANIFEST).write_text(content, encoding="utf-8")
    return publish_build(home, partial)


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Recipe, counts, letters and file hashes survive the way to disk and back."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"abc")
    recipe = make_recipe("model@1")
    manifest = Manifest(recipe, "v", Counts(2, 3, 4, 5), RECORDS, record_files(tmp_path))
    assert manifest_from_json(manifest_to_json(manifest)) == manifest
    assert [record.path for record in manifest.files] == ["folder/file"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"recipe": {"encoder": 1}}', b"\xff\xfe"])
def test_a_manifest_that_is_none_is_refused(content: bytes) -> None:
    """Bytes that are not a manifest give our own error."""
    with pytest.raises(IndexUnavailable):
        manifest_from_json(content)


def test_the_corpus_version_tells_letters_and_recipes_apart() -> None:
    """The version stays when letters are listed in another order, and changes with a text, an id or the recipe."""
    recipe = make_recipe("model@1")
    version = make_corpus_version(RECORDS, recipe)
    assert make_corpus_version(reversed(RECORDS), recipe) == version
    others = [
        make_corpus_version(RECORDS[:1], recipe),
        make_corpus_version([RECORDS[0], replace(RECORDS[1], text_digest="5" * 64)], recipe),
        make_corpus_version([RECORDS[0], replace(RECORDS[1], letter_id="c")], recipe),
        make_corpus_version(RECORDS, make_recipe("model@2")),
    ]
    assert len({version, *others}) == 5


def test_another_recipe_is_refused_with_the_command_that_rebuilds() -> None:
    """The error names what differs and the command."""
    with pytest.raises(IndexUnavailable, match="the embedding model changed") as caught:
        require_recipe(make_recipe("model@1"), make_recipe("model@2"))
    assert "letters add --rebuild" in str(caught.value)
    wanted = make_recipe("m")
    older = replace(wanted, libraries=(("chromadb", "0.0.1"), *wanted.libraries[1:]))
    with pytest.raises(IndexUnavailable, match="recipe: the library chromadb changed"):
        require_recipe(older, make_recipe("m"))


def test_the_newest_published_build_is_current(home: IndexHome) -> None:
    """Each build published becomes the current one, and builds are listed newest first."""
    assert read_current(home) is None
    ids = [_publish(home, str(number)) for number in range(12)]
    assert read_current(home) == ids[-1]
    assert list_builds(home) == ids[::-1]


def test_a_changed_manifest_no_longer_fits_its_build(home: IndexHome) -> None:
    """One changed byte in the manifest is noticed, and so is its absence."""
    build_id = _publish(home, "content")
    assert has_own_manifest(home, build_id)
    (home.build(build_id) / MANIFEST).write_text("c0ntent", encoding="utf-8")
    assert not has_own_manifest(home, build_id)
    (home.build(build_id) / MANIFEST).unlink()
    assert not has_own_manifest(home, build_id)


def test_only_the_builds_named_are_kept(home: IndexHome) -> None:
    """Clearing removes every other build and leaves no part of one."""
    ids = [_publish(home, str(number)) for number in range(4)]
    keep_builds(home, {ids[3], ids[2]})
    assert sorted(path.name for path in home.builds.iterdir()) == [ids[2], ids[3]]


@pytest.mark.parametrize("content", ["", "\n", "nonsense\n", "../..\n", "00000001-", "\0\0\0"])
def test_a_damaged_pointer_is_refused(home: IndexHome, content: str) -> None:
    """A CURRENT that names no build is an error, never another folder."""
    _publish(home, "content")
    home.current.write_text(content, encoding="ascii")
    with pytest.raises(IndexUnavailable):
        read_current(home)


def test_a_build_that_current_cannot_name_is_taken_back(home: IndexHome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where CURRENT cannot be written at the last step, the old build stays current and the new one is none."""
    old = _publish(home, "old")

    def fail(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.pointer.replace_synced", fail)
    with pytest.raises(OSError, match="No space"):
        _publish(home, "new")
    assert (read_current(home), list_builds(home)) == (old, [old])
