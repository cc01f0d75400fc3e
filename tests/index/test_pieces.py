"""Promises of splitting: everything is embedded, nothing is cut in silence."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus import Place, Span
from index.hashing_encoder import HashingEncoder
from index.passage import Passage
from index.pieces import embed_text, split_passage, split_text

OFFSET = 100


def make_passage(text: str, context: str = "List | Findings") -> Passage:
    """A passage that starts at character 100 of its letter, a sentence ending at each full stop."""
    sentences = tuple(Span(OFFSET + match.start(), OFFSET + match.end()) for match in re.finditer(r"\S[^.]*\.?", text))
    place = Place("letter-1", "Letter", "Findings", "1")
    return Passage("letter-1#1", place, OFFSET, OFFSET + len(text), text, context, sentences)


def test_short_passage_is_one_piece() -> None:
    """What the model reads whole is embedded whole, as context and text."""
    passage = make_passage("Children wait. Too long.")
    (piece,) = split_passage(passage, HashingEncoder())
    assert piece.text_to_embed == "List | Findings\nChildren wait. Too long."
    assert (piece.passage, piece.start, piece.end) == (passage, passage.start, passage.end)


def test_a_sentence_alone_is_embedded_as_itself() -> None:
    """One sentence under its heading is embedded once, for itself and for its passage; one that hangs from a list's
    lead-in needs it."""
    (alone,) = split_passage(make_passage("Children wait.", context="Findings"), HashingEncoder())
    (item,) = split_passage(make_passage("Children wait.", context="Findings | It is a concern that"), HashingEncoder())
    assert alone.text_to_embed == "Children wait."
    assert item.text_to_embed == "Findings | It is a concern that\nChildren wait."


def test_the_title_is_indexed_with_the_words() -> None:
    """The words of title and heading are searched as words, in front of the text."""
    assert make_passage("Children wait.", context="Findings").text_to_index == "Letter | Findings\nChildren wait."


def test_long_passage_is_cut_at_sentence_borders() -> None:
    """With room for seven words and a context of two, sentences of three and two words make a piece together."""
    passage = make_passage("One two three. Four five. Six seven eight. Nine ten.")
    pieces = split_passage(passage, HashingEncoder(max_tokens=7))
    assert [piece.text_to_embed for piece in pieces] == [
        "List | Findings\nOne two three. Four five. ",
        "List | Findings\nSix seven eight. Nine ten.",
    ]


def test_over_long_sentence_is_cut_at_word_borders() -> None:
    """A sentence longer than the model reads is cut between words, and nothing of it or its neighbours is lost."""
    passage = make_passage("One. " + " ".join(f"w{number}" for number in range(7)) + ". Last.")
    pieces = split_passage(passage, HashingEncoder(max_tokens=5))
    assert [piece.text_to_embed.split("\n")[1].strip() for piece in pieces] == [
        "One.",
        "w0 w1 w2",
        "w3 w4 w5",
        "w6. Last.",
    ]


def test_long_context_is_shortened_before_words_are_lost() -> None:
    """A context that leaves no room is cut to half of what the model reads; the passage's words are all there."""
    passage = make_passage("a b c d e f", context="one two three four five six seven eight nine ten")
    pieces = split_passage(passage, HashingEncoder(max_tokens=8))
    assert {piece.context for piece in pieces} == {"one two three four"}
    assert "".join(piece.text_to_embed.split("\n")[1] for piece in pieces) == passage.text


@given(st.lists(st.sampled_from(["word", "two words.", "a much longer sentence of nine words in all.", "x" * 40, "."])))
def test_pieces_cover_the_passage_and_fit(parts: list[str]) -> None:
    """Whatever the text: the pieces joined are the passage, each fits the model, and none is empty."""
    encoder = HashingEncoder(max_tokens=6)
    passage = make_passage(" ".join(parts))
    pieces = split_passage(passage, encoder)
    assert (
        "".join(piece.text_to_embed.removeprefix(passage.context_to_embed + "\n") for piece in pieces) == passage.text
    )
    assert all(encoder.count_tokens(piece.text_to_embed) <= 6 for piece in pieces)
    assert len(pieces) == 1 or all(piece.start < piece.end for piece in pieces)


def test_text_without_spaces_is_cut_between_characters() -> None:
    """Even one endless word is embedded to its end."""

    class CharacterEncoder(HashingEncoder):
        """Counts characters, as some models nearly do."""

        def count_tokens(self, text: str) -> int:
            return len(text)

    assert split_text("abcdefghij", CharacterEncoder(max_tokens=4)) == ("abcd", "efgh", "ij")


def test_long_question_gets_one_vector_of_all_its_parts() -> None:
    """A question longer than the model reads is embedded to its end: its last words count as well."""
    encoder = HashingEncoder(max_tokens=16)
    words = [f"word{number}" for number in range(30)]
    vector = embed_text(" ".join(words), encoder)
    assert np.isclose(np.linalg.norm(vector), 1.0)
    assert not np.allclose(vector, embed_text(" ".join(words[:-1]), encoder))
    assert np.allclose(embed_text("word1 word2", encoder), encoder.embed(["word1 word2"])[0])
