"""Receipts: named by their content, kept only when asked, bounded, and compared with the letters as they are today."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant import (
    Asked,
    Assistant,
    Fate,
    Receipt,
    RecordError,
    Scope,
    Settings,
    keep_receipt,
    load_receipt,
    load_stamp,
    make_receipt,
    open_assistant,
    receipt_id,
    recheck,
    write_record,
)
from assistant.cli import main
from assistant.takeaway.receipts import drop_old_receipts, forget_receipt
from assistant.takeaway.record import read_record
from corpus import Letter, read_letter
from index import IndexHome, add_letters, load_encoder, remove_letters

LETTER = """Ofsted

22 August 2023

Monitoring visit to Bradford children's services

Findings

1. Caseloads of social workers are high. They are rising.

2. Safety plans are not robust. Managers know this.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", model="hashing")


@pytest.fixture
def letter_of(tmp_path: Path) -> Callable[[str], dict[str, Letter]]:
    """Reads a text as the one letter held."""

    def read(text: str) -> dict[str, Letter]:
        path = tmp_path / "letter.txt"
        path.write_text(text, encoding="utf-8")
        letter = replace(read_letter(path), id="the-letter")
        return {letter.id: letter}

    return read


@pytest.fixture
def noted(receipt: Receipt, letter_of: Callable[[str], dict[str, Letter]]) -> Receipt:
    """A receipt that quotes "Safety plans are not robust." of paragraph 2."""
    (letter,) = letter_of(LETTER).values()
    words = "Safety plans are not robust."
    start = letter.text.index(words)
    section, paragraph = next((s, p) for s, p in letter.paragraphs() if p.start <= start < p.end)
    quote = replace(
        receipt.quotes[0], text=words, letter_id=letter.id, letter_digest=letter.digest, section=section.heading,
        paragraph=paragraph.number, page=None, start=start, end=start + len(words), lead_in="", cells=(),
    )  # fmt: skip
    return replace(receipt, quotes=(quote,))


def test_the_id_is_a_digest_of_the_content(receipt: Receipt) -> None:
    """Equal receipts have one id, any difference makes another, and the record reads back as the same receipt."""
    record = write_record(receipt)
    assert read_record(record) == receipt
    assert receipt_id(record) == receipt_id(write_record(replace(receipt)))
    assert receipt_id(record) != receipt_id(write_record(replace(receipt, question="another?")))
    assert receipt.answered_at == datetime(2026, 7, 1, 13, 5, 9, tzinfo=UTC)


def test_a_receipt_holds_what_the_answer_depends_on(assistant: Assistant) -> None:
    """Question, earlier turns, choices, settings, recipe, letters' digests and offsets are all there."""
    scope = Scope(letter_ids=tuple(letter.id for letter in assistant.letters[:2]), councils=("all",))
    answer = assistant.ask("safety plans", ("foster carers",), scope)
    receipt = make_receipt(assistant, answer, Asked(("foster carers",), scope))
    assert receipt.history == ("foster carers",)
    assert dict(receipt.choices) == {"letters": ", ".join(scope.letter_ids), "councils": "all"}
    assert (receipt.searched.letters, receipt.searched.left_out_by_choices) == (2, 3)
    assert dict(receipt.making.settings)["model"] == "hashing"
    assert "encoder" in dict(receipt.making.recipe)
    assert receipt.making.corpus_version == assistant.corpus_version
    assert len(receipt.searched.titles) == receipt.searched.letters
    for quote in receipt.quotes:
        letter = assistant.letter(quote.letter_id)
        assert letter.digest == quote.letter_digest
        assert letter.text[quote.start : quote.end] == quote.text


def test_letters_that_changed_meanwhile_get_no_receipt(assistant: Assistant) -> None:
    """An answer of another version of the letters is not vouched for."""
    answer = replace(assistant.ask("safety plans"), corpus_version="another")
    with pytest.raises(RecordError, match="letters changed"):
        make_receipt(assistant, answer, Asked())


def test_keeping_twice_changes_nothing(settings: Settings, receipt: Receipt) -> None:
    """The second time says that it was kept, and the file is the same, readable by its owner only."""
    first, second = keep_receipt(settings, receipt), keep_receipt(settings, receipt)
    assert (first.was_kept, second.was_kept) == (False, True)
    assert (first.id, first.until) == (second.id, second.until)
    assert load_receipt(settings, first.id) == receipt
    (path,) = (settings.home / "receipts").glob("r*.json")
    assert path.stat().st_mode & 0o077 == 0


def test_a_changed_file_is_not_believed(settings: Settings, receipt: Receipt) -> None:
    """A receipt whose file was edited or cut short is refused, not shown."""
    kept = keep_receipt(settings, receipt)
    path = settings.home / "receipts" / f"{kept.id}.json"
    content = path.read_bytes()
    for changed in (content.replace(b"high", b"low!"), content[:-20], content + b" "):
        path.write_bytes(changed)
        with pytest.raises(RecordError, match="was changed"):
            load_receipt(settings, kept.id)


@pytest.mark.parametrize("wanted", ["r", "../settings", "r" * 21, "r0123456789abcdef0123/..", "", "R" + "0" * 20])
def test_only_a_receipt_number_is_looked_for(settings: Settings, wanted: str) -> None:
    """A path or any other text is never used as a file name."""
    with pytest.raises(RecordError, match="not a receipt number"):
        load_receipt(settings, wanted)


def test_receipts_are_bounded_in_number_and_age(settings: Settings, receipt: Receipt) -> None:
    """Beyond the limit the oldest goes; one over age is gone at once, whether or not the file is still there."""
    few = replace(settings, receipt_limit=2)
    kept = []
    for number in range(3):
        kept.append(keep_receipt(few, replace(receipt, question=f"question {number}")).id)
        os.utime(settings.home / "receipts" / f"{kept[-1]}.json", (10**9 * 1.7 + number,) * 2)
        few = replace(few, receipt_days=100_000)
    with pytest.raises(RecordError, match="no receipt"):
        load_receipt(few, kept[0])
    assert load_receipt(few, kept[2]).question == "question 2"
    with pytest.raises(RecordError, match="no receipt"):
        load_receipt(settings, kept[2])
    drop_old_receipts(settings)
    assert not list((settings.home / "receipts").glob("r*.json"))


@pytest.mark.parametrize("field", ["receipt_limit", "receipt_days"])
def test_keeping_can_be_switched_off(settings: Settings, receipt: Receipt, field: str) -> None:
    """With 0 in the settings nothing is kept, and the refusal says so."""
    with pytest.raises(RecordError, match="No receipts are kept"):
        keep_receipt(replace(settings, **{field: 0}), receipt)
    assert not settings.home.exists()


def test_a_receipt_can_be_deleted(settings: Settings, receipt: Receipt) -> None:
    """What somebody asked to be forgotten is gone, and forgetting it again says that there is none."""
    kept = keep_receipt(settings, receipt)
    forget_receipt(settings, kept.id)
    for action in (forget_receipt, load_receipt):
        with pytest.raises(RecordError, match="no receipt"):
            action(settings, kept.id)


def test_a_home_that_cannot_be_written_is_a_plain_error(settings: Settings, receipt: Receipt) -> None:
    """A disk's refusal becomes one line that says what to do."""
    settings.home.mkdir()
    (settings.home / "receipts").write_text("a file where the folder should be")
    with pytest.raises(RecordError, match="Nothing could be kept"):
        keep_receipt(settings, receipt)


def test_many_keep_the_same_receipt_at_once(settings: Settings, receipt: Receipt) -> None:
    """Threads that keep at the same moment leave whole files and no partial ones."""
    receipts = [replace(receipt, question=f"question {number % 4}") for number in range(16)]
    threads = [threading.Thread(target=keep_receipt, args=(settings, one)) for one in receipts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = {path.name for path in (settings.home / "receipts").iterdir()}
    assert names == {"LOCK", *(f"{receipt_id(write_record(one))}.json" for one in receipts)}


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        ("", "", Fate.SAME),
        ("They are rising.", "They are rising fast, and have been for years.", Fate.SAME),
        ("2. Safety", "3. Safety", Fate.MOVED),
        ("robust. Managers", "robust enough. Managers", Fate.CHANGED),
        ("Safety plans are not", "Nobody says that Safety plans are not", Fate.CHANGED),
        ("robust. Managers", "robust, as before, managers", Fate.CHANGED),
        ("plans are not robust", "plans are robust", Fate.CHANGED),
    ],
)
def test_words_are_compared_with_the_letter_of_today(
    noted: Receipt, letter_of: Callable[[str], dict[str, Letter]], before: str, after: str, fate: Fate
) -> None:
    """The same words count only as whole sentences; elsewhere they have moved, in a longer sentence they are gone."""
    (checked,) = (one for one in recheck(noted, letter_of(LETTER.replace(before, after))) if one.quote.n == 1)
    assert checked.fate is fate
    assert (checked.now_at is None) == (fate is Fate.CHANGED)
    if fate is Fate.MOVED:
        assert "paragraph 3" in str(checked)


def test_a_removed_letter_is_said_to_be_removed(noted: Receipt) -> None:
    """Without its letter a quotation is neither confirmed nor called changed."""
    assert [one.fate for one in recheck(noted, {})] == [Fate.REMOVED]


def test_another_row_head_is_another_statement(assistant: Assistant) -> None:
    """A table row counts as the same only under the same heads: "Y" under another date says something else."""
    receipt = make_receipt(assistant, assistant.ask("Board attendance of NPS"), Asked())
    row = next(quote for quote in receipt.quotes if quote.cells)
    assert {one.fate for one in recheck(receipt, assistant.letters_by_id)} == {Fate.SAME}
    other = replace(row, cells=((row.cells[0][0], "other"), *row.cells[1:]))
    assert recheck(replace(receipt, quotes=(other,)), assistant.letters_by_id)[0].fate is Fate.CHANGED


def test_the_command_checks_a_receipt_against_changed_and_removed_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`letters ask --keep-receipt`, then `letters receipt`: same, then changed, then removed, then deleted."""
    home, folder = tmp_path / "home", tmp_path / "letters"
    folder.mkdir()
    home.mkdir()
    (home / "settings.toml").write_text('model = "hashing"\n', encoding="utf-8")
    file = folder / "visit.txt"
    file.write_text(LETTER, encoding="utf-8")
    index, encoder = IndexHome(home), load_encoder("hashing", home / "models")
    add_letters(index, [file], encoder)
    assert main(["--home", str(home), "ask", "safety plans", "--keep-receipt"]) == 0
    said = capsys.readouterr()
    assert "Safety plans are not robust." in said.out
    number = said.err.split("receipt ")[1].split()[0]

    def check() -> str:
        assert main(["--home", str(home), "receipt", number]) == 0
        return capsys.readouterr().out

    assert "Still the same words at the same place" in check()
    file.write_text(LETTER.replace("not robust", "robust"), encoding="utf-8")
    add_letters(index, [file], encoder)
    assert "these words are no longer there" in check()
    (letter,) = open_assistant(Settings(home, model="hashing")).letters
    (folder / "other.txt").write_text(LETTER.replace("2023", "2022"), encoding="utf-8")
    add_letters(index, [folder / "other.txt"], encoder)
    remove_letters(index, [letter.id], encoder)
    assert "The letter was removed since" in check()
    assert main(["--home", str(home), "receipt", number, "--delete"]) == 0
    assert main(["--home", str(home), "receipt", number]) == 1
    assert "There is no receipt" in capsys.readouterr().err


def test_only_the_service_can_stamp_an_answer(settings: Settings, receipt: Receipt) -> None:
    """A record comes back only as it was written; the key outlives the process and is nobody else's to read."""
    record = write_record(receipt)
    stamp = load_stamp(settings.home).make(record)
    assert load_stamp(settings.home).open(record, stamp) == receipt
    forged = record.replace("high", "low")
    for words, mark in ((forged + " ", stamp), (record, stamp[:-1] + "0"), (record, ""), (record, "é")):
        with pytest.raises(RecordError, match="not written by this service"):
            load_stamp(settings.home).open(words, mark if mark != stamp or words != record else "x")
    assert (settings.home / "stamp.key").stat().st_mode & 0o077 == 0


def test_a_home_without_a_key_still_stamps(tmp_path: Path, receipt: Receipt) -> None:
    """Where nothing can be written the stamp lasts as long as the process."""
    (tmp_path / "home").write_text("not a folder")
    stamp = load_stamp(tmp_path / "home")
    record = write_record(receipt)
    assert stamp.open(record, stamp.make(record)) == receipt


def test_many_services_started_at_once_share_one_key(settings: Settings) -> None:
    """Threads that make the key at the same moment all end with the same one."""
    made: list[Any] = []
    threads = [threading.Thread(target=lambda: made.append(load_stamp(settings.home).make("x"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1
