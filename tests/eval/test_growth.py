"""Promises of the growth measurement: what it builds is what it says, and it measures a process of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import read_letter
from eval.bench_growth import main
from eval.measure_home import measure
from eval.stand_in_encoder import StandInEncoder
from eval.synthetic_letters import PARAGRAPHS_PER_LETTER, write_letters
from index import EMBEDDED, IndexHome, SearchRequest, add_letters, load_encoder, open_index

SENTENCES = [
    f"Children in area {number} wait too long for a plan that {number} agencies agree." for number in range(50)
]


def test_letters_have_as_many_paragraphs_as_asked(tmp_path: Path) -> None:
    """So many paragraphs are written and read back, a full letter first, and a second run writes the same files."""
    files = write_letters(tmp_path / "a", SENTENCES, PARAGRAPHS_PER_LETTER + 7)
    letters = [read_letter(path) for path in sorted((tmp_path / "a").iterdir())]
    bodies = [list(letter.paragraphs()) for letter in letters]
    assert files == 2
    assert [len(body) for body in bodies] == [PARAGRAPHS_PER_LETTER, 7]
    assert [letter.council for letter in letters] != [None, None]
    write_letters(tmp_path / "b", SENTENCES, PARAGRAPHS_PER_LETTER + 7)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_stand_in_vectors_lie_near_real_ones() -> None:
    """A stand-in vector has length 1, is the same for the same text, and is nearer to one real vector than chance."""
    model = load_encoder("hashing", Path("unused"))
    stand_in = StandInEncoder(model, SENTENCES)
    vectors, tokens = stand_in.embed_tokens(["one text", "another text", "one text"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])
    assert float((vectors @ model.embed(SENTENCES).T).max(axis=1).min()) > 0.7
    assert [len(one.ids) for one in tokens] == [1, 2, 1]
    assert tokens[1].vectors.shape == (2, model.dimension)


def test_an_index_of_stand_ins_answers_the_models_questions(tmp_path: Path) -> None:
    """Vectors made without the model stand under its name: an index of them opens with it and finds passages."""
    write_letters(tmp_path / "letters", SENTENCES, 20)
    model = load_encoder("hashing", tmp_path)
    home = IndexHome(tmp_path / "home")
    add_letters(home, [tmp_path / "letters"], StandInEncoder(model, SENTENCES))
    with open_index(home, lambda: model) as index:
        assert len(index.search(SearchRequest("children wait", k=5)).hits) == 5


@pytest.mark.model
def test_a_home_is_measured_from_opening_to_answers(tmp_path: Path) -> None:
    """Every figure is there and above nothing: what is held, the times of opening, answering and bare embedding."""
    write_letters(tmp_path / "letters", SENTENCES, 20)
    home = IndexHome(tmp_path / "home")
    add_letters(home, [tmp_path / "letters"], StandInEncoder(load_encoder(EMBEDDED, home.models), SENTENCES))
    found = measure(home.root, questions_count=2)
    assert (found["letters"], found["paragraphs"] >= 20) == (1, True)
    assert (found["recall_all_letters"], found["recall_one_letter"], found["too_few_hits"]) == (1, 1, 0)
    assert all(value > 0 for name, value in found.items() if name != "too_few_hits")
    assert set(found) >= {"open_ms", "first_ms", "bare_ms", "all_letters_ms", "as_asked_ms", "memory_mb"}


def test_bad_usage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder nothing is measured and the usage is printed."""
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
