"""Promises of searching: exact, whole, in a settled order, and only in the letters that count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from corpus import IndexUnavailable, Letter
from index.fusion import DEFAULT_WEIGHTS, FusionWeights
from index.hashing_encoder import HashingEncoder
from index.late_interaction import CANDIDATES
from index.lexical import weigh_query
from index.passage import Passage, make_passages
from index.search import SIGNALS, search_passages
from index.search_arrays import SearchArrays, build_search_arrays, passage_sentences
from index.search_types import SearchRequest

QUESTION = "Do care leavers see their pathway adviser?"


@pytest.fixture
def passages(make_letter: Callable[..., Letter]) -> list[Passage]:
    """Forty passages of five letters."""
    return [passage for number in range(1, 6) for passage in make_passages(make_letter(number, 8))]


@pytest.fixture
def encoder() -> HashingEncoder:
    """A fast encoder that reads so little that some passages take several pieces."""
    return HashingEncoder(max_tokens=20)


@pytest.fixture
def arrays(passages: list[Passage], encoder: HashingEncoder) -> SearchArrays:
    """Those passages, indexed."""
    return build_search_arrays(passages, encoder)


def test_scores_are_the_formula_worked_out_plainly(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """The fast search gives what a plain loop over passages and sentences gives."""
    vector = encoder.embed([QUESTION])[0]
    query = weigh_query(QUESTION)
    words, sentence_words = arrays.lexical.score(query), arrays.lexical_sentences.score(query)
    pieces, sentences = arrays.piece_vectors @ vector, arrays.sentence_vectors @ vector
    plain = {name: np.zeros(len(arrays.passages)) for name in SIGNALS}
    for row in range(len(arrays.passages)):
        plain["bm25"][row] = words[row]
        plain["bm25_sentence"][row] = sentence_words[arrays.sentence_owner == row].max()
        plain["paragraph_cosine"][row] = pieces[arrays.piece_owner == row].max()
        plain["sentence_cosine"][row] = sentences[arrays.sentence_owner == row].max()
    stretched = [(part - part.min()) / (part.max() - part.min()) for part in plain.values()]
    weights = FusionWeights(0.1, 0.2, 0.3, 0.4, late=0.0)
    expected = sum(weight * part for weight, part in zip(weights.of_passage, stretched, strict=True))
    result = search_passages(SearchRequest(QUESTION, k=40), arrays, encoder, weights)
    assert len(arrays.piece_owner) > len(arrays.passages)
    assert len(result.hits) == 40
    for hit in result.hits:
        row = arrays.passages.index(hit.passage)
        assert hit.score == pytest.approx(expected[row], abs=2e-6)
        raw = {name: hit.signals[name] for name in SIGNALS}
        assert raw == pytest.approx({name: plain[name][row] for name in SIGNALS}, abs=1e-6)
    assert [hit.score for hit in result.hits] == sorted((hit.score for hit in result.hits), reverse=True)


def test_the_second_look_orders_the_best_passages(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """Only the candidates change places, by the mix; the rest follows as before, and every hit tells its matches."""
    first = search_passages(SearchRequest(QUESTION, k=40), arrays, encoder, FusionWeights(late=0.0)).hits
    second = search_passages(SearchRequest(QUESTION, k=40), arrays, encoder).hits
    candidates = [hit.passage.id for hit in first[:CANDIDATES]]
    assert [hit.passage.id for hit in second[:CANDIDATES]] != candidates
    assert sorted(hit.passage.id for hit in second[:CANDIDATES]) == sorted(candidates)
    assert [hit.passage.id for hit in second[CANDIDATES:]] == [hit.passage.id for hit in first[CANDIDATES:]]
    only_late = search_passages(SearchRequest(QUESTION, k=40), arrays, encoder, FusionWeights(late=1.0)).hits
    values = [hit.signals["late"] for hit in only_late[:CANDIDATES]]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]
    assert all(hit.signals["late_weakest"] <= 1.01 for hit in second)


def test_a_word_for_word_question_matches_wholly(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """A passage that holds every word of the question matches each of them with a cosine of 1."""
    target = arrays.passages[17]
    best = search_passages(SearchRequest(passage_sentences(target)[1], k=1), arrays, encoder).hits[0]
    assert best.passage == target
    assert best.signals["late"] == pytest.approx(1.0, abs=1e-3)
    assert best.signals["late_weakest"] == pytest.approx(1.0, abs=1e-3)


def test_sentence_scores_stand_in_the_sentences_order(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """The best sentence of the best passage is the one asked for word by word, and every sentence has a score."""
    target = arrays.passages[17]
    wanted = passage_sentences(target)[1]
    best = search_passages(SearchRequest(wanted, k=3), arrays, encoder).hits[0]
    assert best.passage == target
    assert len(best.sentence_scores) == len(target.sentences) == 2
    assert best.sentence_scores[1] == pytest.approx(1.0)
    assert best.sentence_scores[0] < 0.9


def test_runners_up_follow_the_hits(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """The ten passages after the k best are told as rejected; together they are what a longer search gives."""
    result = search_passages(SearchRequest(QUESTION, k=4), arrays, encoder)
    longer = search_passages(SearchRequest(QUESTION, k=14), arrays, encoder)
    assert (len(result.hits), len(result.rejected)) == (4, 10)
    assert result.hits + result.rejected == longer.hits
    assert set(result.timings_ms) == {"embed", "lexical", "dense", "fuse", "late"}


@pytest.mark.parametrize("numbers", [{2}, {1, 2}, {1, 4}, {3, 5}, {1, 2, 3, 4, 5}])
def test_only_the_wanted_letters_count(
    passages: list[Passage], arrays: SearchArrays, encoder: HashingEncoder, numbers: set[int]
) -> None:
    """Fixing letters gives all of their passages and no other, with the raw signals of a search over everything."""
    wanted = frozenset(f"letter-{number}" for number in numbers)
    result = search_passages(SearchRequest(QUESTION, k=100, letter_ids=wanted), arrays, encoder)
    everything = search_passages(SearchRequest(QUESTION, k=100), arrays, encoder)
    raw = {hit.passage.id: hit.signals for hit in everything.hits}
    assert sorted(hit.passage.id for hit in result.hits) == sorted(
        passage.id for passage in passages if passage.letter_id in wanted
    )
    for hit in result.hits:
        assert hit.signals == pytest.approx(raw[hit.passage.id], abs=1e-6)
    assert result.hits[0].score > result.hits[-1].score


def test_no_letters_find_nothing(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """An empty set of letters, or letters that are not there, give no hits; None means all."""
    assert search_passages(SearchRequest(QUESTION, letter_ids=frozenset()), arrays, encoder).hits == ()
    assert search_passages(SearchRequest(QUESTION, letter_ids=frozenset({"x"})), arrays, encoder).hits == ()
    assert len(search_passages(SearchRequest(QUESTION), arrays, encoder).hits) == 10


def test_equal_passages_keep_the_letters_order(make_letter: Callable[..., Letter], encoder: HashingEncoder) -> None:
    """Passages that say the same in the same words rank in the order of the letters, every time."""
    passage = make_passages(make_letter(1, 1))[0]
    twins = [
        replace(passage, id=f"twin-{number}#1", place=replace(passage.place, letter_id=f"twin-{number}"))
        for number in range(30)
    ]
    arrays = build_search_arrays(twins, encoder)
    hits = search_passages(SearchRequest(QUESTION, k=30), arrays, encoder).hits
    assert [hit.passage for hit in hits] == twins


def test_thesaurus_terms_reach_the_word_search_only(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """An added term raises BM25 and leaves the cosines as they were."""
    plain = search_passages(SearchRequest("zebra", k=40), arrays, encoder).hits
    added = search_passages(SearchRequest("zebra", k=40, extra_terms=(("caseload", 0.5),)), arrays, encoder).hits
    cosines = {hit.passage.id: hit.signals["paragraph_cosine"] for hit in plain}
    assert all(hit.signals["bm25"] == 0.0 for hit in plain)
    assert added[0].signals["bm25"] > 0.0
    assert {hit.passage.id: hit.signals["paragraph_cosine"] for hit in added} == cosines


def test_weights_decide_what_counts(arrays: SearchArrays, encoder: HashingEncoder) -> None:
    """With all weight on BM25 the ranking is BM25's."""
    only_words = FusionWeights(bm25=1.0, bm25_sentence=0.0, paragraph_cosine=0.0, sentence_cosine=0.0, late=0.0)
    hits = search_passages(SearchRequest(QUESTION, k=40), arrays, encoder, only_words).hits
    values = [hit.signals["bm25"] for hit in hits]
    assert values == sorted(values, reverse=True)
    default = search_passages(SearchRequest(QUESTION, k=40), arrays, encoder, DEFAULT_WEIGHTS).hits
    assert [hit.passage.id for hit in default] != [hit.passage.id for hit in hits]


def test_passage_without_sentences_is_still_found(make_letter: Callable[..., Letter], encoder: HashingEncoder) -> None:
    """A table row that holds no sentence ranks by its paragraph scores and has no sentence scores."""
    first, second = make_passages(make_letter(1, 2))
    row = replace(second, sentences=())
    arrays = build_search_arrays([first, row], encoder)
    hits = search_passages(SearchRequest(row.text), arrays, encoder).hits
    assert [hit.sentence_scores for hit in hits if hit.passage == row] == [()]
    assert len(hits) == 2


def test_another_models_vectors_are_refused(arrays: SearchArrays) -> None:
    """Vectors of two models are never compared."""
    with pytest.raises(IndexUnavailable, match="made with"):
        search_passages(SearchRequest(QUESTION), arrays, HashingEncoder(dimension=64))


def test_parts_that_do_not_belong_together_are_refused(arrays: SearchArrays, passages: list[Passage]) -> None:
    """Arrays of different lengths, wrong owners or scattered letters never make a searchable value."""
    with pytest.raises(ValueError, match="length"):
        replace(arrays, piece_vectors=arrays.piece_vectors[:-1])
    with pytest.raises(ValueError, match="sentence_owner"):
        replace(arrays, sentence_owner=arrays.sentence_owner[::-1])
    with pytest.raises(ValueError, match="piece_owner"):
        replace(arrays, piece_owner=arrays.piece_owner * 0)
    scattered = (passages[-1], *passages[1:-1], passages[0])
    with pytest.raises(ValueError, match="stand together"):
        replace(arrays, passages=scattered)


def test_over_long_sentence_is_embedded_to_its_end(make_letter: Callable[..., Letter]) -> None:
    """A sentence longer than the model reads still has one vector, and its last word changes it."""
    passage = make_passages(make_letter(1, 1))[0]
    changed = replace(passage, text=passage.text[:-5] + "zzzz.")
    small = HashingEncoder(max_tokens=8)
    one, other = (build_search_arrays([version], small).sentence_vectors for version in (passage, changed))
    assert one.shape == other.shape == (2, 512)
    assert np.allclose(np.linalg.norm(one, axis=1), 1.0)
    assert np.allclose(one[0], other[0])
    assert not np.allclose(one[1], other[1])
