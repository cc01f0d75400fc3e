"""Promises of the word index: which spellings meet, and what a score is."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from corpus import IndexUnavailable
from index.lexical import build_lexical_index, load_lexical_index, weigh_query
from index.terms import find_terms

TEXTS = [
    "Children wait too long for adoption.",
    "Adoption, adoption, adoption.",
    "Section 47 enquiries are not timely.",
    "",
    "CSE risk is well-managed.",
]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Children’s plans", ["child", "plan"]),
        ("Children's plans", ["child", "plan"]),
        ("CSE", ["cse"]),
        ("s47", ["section", "47", "s47"]),
        ("S.47", ["section", "47", "s47"]),
        ("s 47", ["section", "47", "s47"]),
        ("section 47", ["section", "47", "s47"]),
        ("children's 47 cases", ["child", "47", "case"]),
        ("re-referral", ["rereferr", "re", "referr"]),
        ("co\u2011operate", ["cooper", "co", "oper"]),
        ("is not safe", ["not", "safe"]),
        ("isn’t safe", ["not", "safe"]),
        ("cannot, can't and won't", ["not", "not", "not"]),
        ("no, nor, never, none, without", ["no", "nor", "never", "none", "without"]),
        ("1,200 of 95%", ["1200", "95"]),
        ("3.1.2 and 40.", ["3.1.2", "40"]),
        ("\uf0b7 first\uf0b7second • third", ["first", "second", "third"]),
        ("fi\u00adnding a ﬁnding", ["find", "find"]),
        ("Zoë O’Brien", ["zoe", "obrien"]),
        ("what did they say about it", ["say"]),
        ("May 2022", ["may", "2022"]),
        ("", []),
    ],
)
def test_terms_of_a_text(text: str, terms: list[str]) -> None:
    """Spellings a reader takes for the same word are the same term; negations and numbers survive."""
    assert find_terms(text) == terms


def test_scores_are_bm25_worked_by_hand() -> None:
    """The scores are Lucene's BM25 with k1 1.5 and b 0.75: one text holds the term once, one three times."""
    index = build_lexical_index(TEXTS)
    lengths = [len(find_terms(text)) for text in TEXTS]
    mean = sum(lengths) / len(lengths)
    idf = math.log(1 + (5 - 2 + 0.5) / (2 + 0.5))

    def bm25(count: int, length: int) -> float:
        return idf * count / (count + 1.5 * (1 - 0.75 + 0.75 * length / mean))

    expected = [bm25(1, lengths[0]), bm25(3, lengths[1]), 0.0, 0.0, 0.0]
    assert np.allclose(index.score(weigh_query("adoption")), expected, atol=1e-5)


def test_every_text_has_a_score() -> None:
    """One score per text, empty ones included, and zeros for a query that nothing holds."""
    index = build_lexical_index(TEXTS)
    assert index.score(weigh_query("adoption")).shape == (5,)
    assert not index.score(weigh_query("zebra")).any()
    assert not index.score(()).any()
    assert build_lexical_index([]).score(weigh_query("adoption")).shape == (0,)
    assert build_lexical_index(["", "the"]).score(weigh_query("adoption")).tolist() == [0.0, 0.0]


def test_weights_scale_a_terms_part() -> None:
    """Half the weight is half the score, and parts add up."""
    index = build_lexical_index(TEXTS)
    adoption, wait = index.score((("adopt", 1.0),)), index.score((("wait", 1.0),))
    assert np.allclose(index.score((("adopt", 0.5), ("wait", 2.0))), 0.5 * adoption + 2.0 * wait)


def test_spellings_find_each_other() -> None:
    """ "s47" finds "Section 47", "well managed" finds "well-managed", "cse" finds "CSE"."""
    index = build_lexical_index(TEXTS)
    assert index.score(weigh_query("s47")).argmax() == 2
    assert index.score(weigh_query("managed well")).argmax() == 4
    assert index.score(weigh_query("wellmanaged")).argmax() == 4
    assert index.score(weigh_query("cse")).argmax() == 4


def test_added_names_share_their_weight() -> None:
    """A thesaurus name of two words counts as much as one word; the question's own words keep weight 1."""
    assert weigh_query("adoption risk", [("sexual exploitation", 0.5), ("Adopting", 0.2)]) == (
        ("adopt", 1.0),
        ("risk", 1.0),
        ("sexual", 0.25),
        ("exploit", 0.25),
    )


def test_texts_with_a_term_are_counted() -> None:
    """The number of texts that hold a term is known, and is 0 for a strange one."""
    index = build_lexical_index(TEXTS)
    assert (index.count_texts_with("adopt"), index.count_texts_with("zebra")) == (2, 0)


def test_saved_index_is_the_same(tmp_path: Path) -> None:
    """Saving twice writes the same bytes, and what is loaded scores as what was saved."""
    index = build_lexical_index(TEXTS)
    index.save(tmp_path / "one")
    build_lexical_index(TEXTS).save(tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    loaded = load_lexical_index(tmp_path / "one")
    query = weigh_query("adoption not timely")
    assert np.array_equal(loaded.score(query), index.score(query))


@pytest.mark.parametrize("name", ["terms.json", "term_starts.npy", "rows.npy", "weights.npy"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other"])
def test_damaged_index_is_a_plain_error(tmp_path: Path, name: str, damage: str) -> None:
    """A file of the index that is missing, empty, cut or another's is an error, not an index that finds nothing."""
    build_lexical_index(TEXTS).save(tmp_path)
    build_lexical_index(TEXTS[:2]).save(tmp_path / "other")
    file = tmp_path / name
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        other = (tmp_path / "other" / name).read_bytes()
        file.write_bytes({"empty": b"", "cut": content[: len(content) // 2], "other": other}[damage])
    with pytest.raises(IndexUnavailable):
        load_lexical_index(tmp_path)
