"""LlamaIndex as it comes: what it finds is handed on as offsets into our letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Letter
from index.hashing_encoder import HashingEncoder
from index.llama_index_default import build_llama_index_default


@pytest.mark.parametrize("piece_tokens", [128, 1024])
def test_found_pieces_are_slices_of_the_letters(make_letter: Callable[..., Letter], piece_tokens: int) -> None:
    """Asked in a letter's own words, it returns pieces best first, at most k, the first one holding those words; pieces
    longer than the model reads raise no error."""
    letters = {letter.id: letter for letter in (make_letter(number, 40) for number in (1, 2))}
    searcher = build_llama_index_default(letters.values(), HashingEncoder(max_tokens=64), piece_tokens)
    words = letters["letter-2"].text[:200]
    found = searcher.find(words, 3)
    assert 0 < len(found) <= 3
    assert [piece.score for piece in found] == sorted((piece.score for piece in found), reverse=True)
    assert (found[0].letter_id, found[0].start) == ("letter-2", 0)
    for piece in found:
        assert 0 <= piece.start < piece.end <= len(letters[piece.letter_id].text)
