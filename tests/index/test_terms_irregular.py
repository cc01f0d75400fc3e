"""Irregular forms in the lexical index."""

from __future__ import annotations

from index.terms import find_terms


def test_irregular_forms_meet() -> None:
    """ "child" finds "children", "taken" finds "take": what a stemmer cannot bring together is brought together."""
    assert find_terms("children") == find_terms("child")
    assert find_terms("were taken") == find_terms("take")
    assert find_terms("people") == find_terms("person")
