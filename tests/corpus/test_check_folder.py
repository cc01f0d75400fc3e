"""The table over a folder, and the real letters where they are at hand."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from corpus import Kind, Letter, Shape
from corpus.check_folder import Checked, check_files, main, write_table, write_totals


def test_every_file_stands_in_the_table(
    tmp_path: Path, focused_visit: Any, inspection_report: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that are read show council, kind and date; one that is not shows why; totals are per kind."""
    (tmp_path / "a.pdf").write_bytes(focused_visit.build())
    (tmp_path / "b.pdf").write_bytes(inspection_report.build())
    (tmp_path / "c.pdf").write_bytes(b"<html>Not found</html>")
    assert main([str(tmp_path)]) == 1
    table = capsys.readouterr().out
    assert re.search(r"^a +Camden +focused_visit +2018-06-08 +\d+$", table, re.MULTILINE)
    assert re.search(r"^b +Torbay +inspection_report +2022-04-01 +\d+$", table, re.MULTILINE)
    assert "c.pdf: NOT READ: c.pdf: this is a web page, not a PDF" in table
    assert "2 of 3 files are whole (66.7%)" in table


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """A file that is read but lacks something says what."""
    (tmp_path / "note.txt").write_text("Somebody wrote this short note about something that is not a letter at all.")
    out = io.StringIO()
    checked = check_files([tmp_path])
    write_table(checked, out)
    write_totals(checked, 1.0, out)
    assert "missing: council, kind, date, 10 paragraphs" in out.getvalue()


@pytest.fixture(scope="module")
def real() -> list[Checked]:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "letters"
    if not folder.is_dir():
        pytest.skip("the shared letters are not here: there is no ../shared/letters beside the repository")
    return check_files([folder])


def letters_of(real: list[Checked]) -> list[tuple[Path, Letter]]:
    return [(one.path, one.letter) for one in real if one.letter is not None]


def test_real_letters_are_read_whole(real: list[Checked]) -> None:
    """At least 99% of the real files give a letter with council, kind, date and ten paragraphs; the rest say why."""
    incomplete = [(one.path.name, one.missing, one.reason) for one in real if one.missing]
    assert len(incomplete) <= 0.01 * len(real), incomplete
    assert all(one.letter is not None or one.reason for one in real)


def test_real_letters_are_what_their_names_say(real: list[Checked]) -> None:
    """Council, kind and date read from the text agree with the file names, which reading never looks at."""
    wrong = []
    for path, letter in letters_of(real):
        place, rest = path.stem.split("--", 1)
        kind = (
            Kind.AREA_SEND if "area-send" in rest else Kind.JOINT_INSPECTION if "joint" in rest
            else Kind.FOCUSED_VISIT if "focused" in rest else Kind.INSPECTION_REPORT
        )  # fmt: skip
        said = re.sub(r"[^a-z]+", "-", (letter.council or "").lower())
        day = path.stem.split("---")[1].lstrip("0")
        dated = letter.letter_date is None or f"{letter.letter_date.day}-{letter.letter_date:%B-%Y}".lower() == day
        same_place = said == place or (said, place) == ("city-of-london", "london-corporation")
        if not (same_place and letter.kind is kind and dated and letter.visit_dates):
            wrong.append((path.name, letter.council, letter.kind, letter.letter_date))
    assert not wrong


def test_real_reports_have_their_grades_and_leads(real: list[Checked]) -> None:
    """Every inspection report has four grades or more and a lead; none after April 2026 has an overall grade."""
    for path, letter in letters_of(real):
        if letter.kind is not Kind.INSPECTION_REPORT:
            assert letter.judgements == (), path.name
            continue
        assert len(letter.judgements) >= 4, path.name
        assert letter.lead_inspector in letter.inspectors, path.name
        overall = any(judgement.area == "Overall effectiveness" for judgement in letter.judgements)
        after_april_2026 = letter.visit_dates[-1].isoformat() >= "2026-04-01"
        assert overall is not after_april_2026, path.name


def test_real_paragraphs_are_whole(real: list[Checked]) -> None:
    """Hardly any paragraph begins in the middle of a sentence or ends without an end, and none is monstrous."""
    prose = [
        (path.name, letter.slice(p))
        for path, letter in letters_of(real)
        for _, p in letter.paragraphs()
        if p.shape is Shape.PROSE
    ]
    begin_small = [one for one in prose if one[1][0].islower()]
    endless = [one for one in prose if not re.search(r"[.!?:;)][\"'”’]*$", one[1])]
    assert len(begin_small) <= 0.001 * len(prose), begin_small[:5]
    assert len(endless) <= 0.03 * len(prose), endless[:5]
    assert not [one for one in prose if len(one[1].split()) > 400]


def test_real_texts_keep_their_printed_numbers_and_lose_no_page(real: list[Checked]) -> None:
    """A printed number is the paragraph's number; pages rise; nothing of furniture is left."""
    for path, letter in letters_of(real):
        numbers = [p.number for _, p in letter.paragraphs()]
        assert len(numbers) == len(set(numbers)), path.name
        pages = [p.page for _, p in letter.paragraphs() if p.page is not None]
        assert pages == sorted(pages), path.name
        for _, paragraph in letter.paragraphs():
            printed = re.search(r"(?<!\S)(\d{1,3})\. $", letter.text[max(0, paragraph.start - 6) : paragraph.start])
            assert printed is None or printed[1] == paragraph.number, path.name
        assert not re.search("[\ufffe\ue000-\uf8ff]", letter.text), path.name
