"""Adding and removing letters on the page: only where allowed, only from our form, whole or not at all."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant import LetterChanges, Settings, open_assistant
from corpus import SettingsError, UserFacingError
from ui import Site, build_app, make_site
from ui.uploads import MAX_UPLOAD_BYTES, own_name

LETTER = """Ofsted
12 May 2024

Monitoring visit to Newtown children's services

Findings

Zebra crossings near the children's homes are painted each spring. Staff know the children well.
"""
ORIGIN = {"origin": "http://localhost"}
PHRASE = "correct horse battery"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of its own; the encoder that needs no model keeps it quick."""
    return Settings(tmp_path / "home", model="hashing", change_token=PHRASE)


@pytest.fixture
def served(settings: Settings) -> Iterator[TestClient]:
    """The real assistant with changes allowed, asked as a browser on this machine asks."""
    assistant = open_assistant(settings)
    app = build_app(assistant, site=Site(changes=LetterChanges(settings, assistant)))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def form_token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/letters").text)
    assert found is not None
    return found[1]


def send(client: TestClient, *files: tuple[str, bytes], **fields: str) -> Any:
    sent = [("files", (name, content)) for name, content in files]
    return client.post("/changes/add", data={"form_token": form_token(client)} | fields, files=sent, headers=ORIGIN)


def wait_for_end(client: TestClient) -> str:
    for _ in range(600):
        if 'data-running="false"' in (drawn := client.get("/changes/part").text):
            return drawn
        time.sleep(0.1)
    raise AssertionError("the change did not end within a minute")


def test_letters_are_added_searched_and_removed_without_a_restart(served: TestClient, read_page: Any) -> None:
    """A letter sent to the page can be read and found at once; removed, its page says that it is not here."""
    assert send(served, ("newtown.txt", LETTER.encode())).url.path == "/changes"
    assert "1 letter added: newtown" in wait_for_end(served)
    assert "Zebra crossings" in served.get("/letters/newtown").text
    assert "/letters/newtown" in served.get("/letters?q=newtown").text
    question = served.get("/changes/remove/newtown")
    assert "Remove this letter?" in question.text
    assert served.get("/letters/newtown").status_code == 200
    fields = {"form_token": form_token(served), "letter_id": "newtown"}
    served.post("/changes/remove", data=fields, headers=ORIGIN)
    assert "1 letter removed: newtown" in wait_for_end(served)
    assert served.get("/letters/newtown").status_code == 404


def test_each_file_that_cannot_be_read_is_named_with_its_reason(served: TestClient) -> None:
    """Good files are added, each bad one is told in words, and nothing of the server's folders is shown."""
    send(served, ("newtown.txt", LETTER.encode()), ("broken.pdf", b"%PDF-1.4 nonsense"), ("photo.png", b"x"))
    told = wait_for_end(served)
    assert "1 letter added: newtown" in told
    assert "broken.pdf was left out: " in told
    assert "photo.png was left out: " in told
    assert "/tmp" not in told
    send(served, ("bradford-monitoring-visit-letter-2022-03-09.txt", LETTER.replace("Zebra", "No").encode()))
    told = wait_for_end(served)
    assert "already has the name" in told
    assert "corpus/letters" not in told


def test_hostile_file_names_stay_words_and_stay_in_their_folder(served: TestClient, read_page: Any) -> None:
    """Markup in a file's name is shown as words; a path in it leads nowhere."""
    send(served, ('<img src=x onerror="harm()">.png', b"x"), ("../../evil.png", b"x"))
    told = read_page(wait_for_end(served))
    assert not [tag for tag, _ in told.elements if tag == "img"]
    assert own_name("../../etc/passwd.txt") == own_name("C:\\letters\\passwd.txt") == "passwd.txt"
    assert len(own_name("x" * 500 + ".pdf")) < 140
    for sent in ("", "..", "/", "\x00"):
        with pytest.raises(UserFacingError):
            own_name(sent)


@pytest.mark.parametrize(
    ("headers", "token"),
    [({}, None), (ORIGIN, "wrong"), ({"origin": "https://evil.example"}, None), ({"origin": "null"}, None)],
)
def test_a_change_comes_only_from_our_own_form(served: TestClient, headers: dict[str, str], token: str | None) -> None:
    """Without this page's token and origin nothing is changed, whoever's browser sends it."""
    fields = {"form_token": token or form_token(served), "letter_id": "bradford-monitoring-visit-letter-2022-03-09"}
    assert served.post("/changes/remove", data=fields, headers=headers).status_code in (400, 403)
    assert served.get("/letters/bradford-monitoring-visit-letter-2022-03-09").status_code == 200


def test_too_much_is_refused_before_it_is_read(served: TestClient) -> None:
    """An upload has a bound on its size and on its files, and must say its length."""
    headers = {**ORIGIN, "content-length": str(MAX_UPLOAD_BYTES + 1)}
    assert served.post("/changes/add", content=b"x", headers=headers).status_code == 413
    assert served.post("/changes/add", content=iter([b"x" * 70000]), headers=ORIGIN).status_code == 413
    assert send(served, *[(f"{number}.txt", b"x") for number in range(21)]).status_code == 400
    assert send(served, ("one.txt", b"x"), ("one.txt", b"y")).status_code == 400
    assert "No letter has been added" in served.get("/changes").text


def test_without_leave_nothing_can_be_changed(client: TestClient) -> None:
    """By default there is no form, and the addresses of changes do not exist."""
    assert "form_token" not in client.get("/letters").text
    assert client.post("/changes/add", headers=ORIGIN).status_code in (404, 405)
    assert client.get("/changes/remove/visit-2023").status_code == 404


def test_other_machines_need_the_pass_phrase(settings: Settings, tmp_path: Path) -> None:
    """Beyond this machine changes need a pass phrase of some length, and each change must give it."""
    assistant = open_assistant(settings)
    for token in ("", "short"):
        with pytest.raises(SettingsError):
            make_site(Settings(tmp_path, change_token=token), assistant, "0.0.0.0", allow_changes=True)
    assert make_site(settings, assistant, "0.0.0.0").changes is None
    assert make_site(Settings(tmp_path), assistant, "127.0.0.1", allow_changes=True).changes is not None
    site = make_site(settings, assistant, "0.0.0.0", allow_changes=True)
    with TestClient(build_app(assistant, site=site), base_url="http://localhost") as client:
        assert send(client, ("a.txt", LETTER.encode()), pass_phrase="guess").status_code == 400
        assert send(client, ("a.txt", LETTER.encode()), pass_phrase=PHRASE).status_code == 400, "too soon after a guess"
        time.sleep(2.1)
        assert send(client, ("a.txt", LETTER.encode()), pass_phrase=PHRASE).status_code == 200
        assert "1 letter added: a" in wait_for_end(client)


def test_one_change_at_a_time(client: TestClient, assistant: Any, settings: Settings) -> None:
    """A second change is told to wait; how the first ended is not lost, even when it fails."""
    import threading

    go_on = threading.Event()

    class SlowChanges(LetterChanges):
        def add(self, paths: Any, on_progress: Callable[..., None] = lambda *_: None) -> Any:
            on_progress("embedding", 3, 9)
            go_on.wait(20)
            raise RuntimeError("the disk is on fire")

    site = Site(changes=SlowChanges(settings, assistant))
    with TestClient(build_app(assistant, site=site), base_url="http://localhost") as client:
        assert send(client, ("a.txt", b"x")).status_code == 200
        time.sleep(0.2)
        assert "Preparing the letters for searching: 3 of 9." in client.get("/changes").text
        second = send(client, ("b.txt", b"x"))
        assert second.status_code == 400
        assert "Another change of the letters is running." in second.text
        go_on.set()
        told = wait_for_end(client)
    assert "something went wrong" in told
    assert "on fire" not in told
