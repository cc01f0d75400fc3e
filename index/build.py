"""A whole index from letters: comes in: letters and an encoder, goes out: a verified build that CURRENT names."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from index.arrays_store import save_arrays
from index.build_check import check_build, row_ids
from index.choose_build import CHROMA_FOLDER
from index.chroma_store import ChromaStore, StoredRow
from index.durable import require_free_space, sync_path, sync_tree, write_synced
from index.encoder import Encoder, Vectors
from index.home import IndexHome
from index.known_letters import LETTERS_FILE, KnownLetter
from index.letter_store import write_letters
from index.manifest import (
    MANIFEST,
    Counts,
    Manifest,
    make_corpus_version,
    make_recipe,
    manifest_to_json,
    record_files,
)
from index.passage import Passage, make_passages
from index.pointer import publish_build, start_build
from index.progress import Progress, no_progress
from index.search_arrays import Embed, SearchArrays, build_search_arrays
from index.token_vectors import PackedTokens, row_bytes
from index.vector_cache import VectorCache

# Bytes a build takes for each byte of a vector: the plain array and the cache, and for pieces Chroma's copies too.
_PIECE_FACTOR, _SENTENCE_FACTOR = 7, 2
# Letters per content token, and what a token takes: its row and id in the table and in the cache.
_LETTERS_PER_TOKEN, _TOKEN_FACTOR, _TOKEN_ID_BYTES = 8, 2, 4
_PIECES_PER_PASSAGE = 1.3
_BASE_BYTES = 1_000_000
_SAFETY_FACTOR = 3


def build_index(
    home: IndexHome, letters: Sequence[KnownLetter], encoder: Encoder, on_progress: Progress = no_progress
) -> tuple[str, Manifest]:
    """Build, verify and publish an index of `letters`; return the build's id and manifest.

    Only for the holder of the writer lock. Until the last step CURRENT names the old build, and whatever goes
    wrong leaves it so and nothing half-made behind. The order of `letters` does not count.
    Raises IndexUnavailable where the disk is too full or the new build does not pass its own check.
    """
    letters = sorted(letters, key=lambda known: known.letter.id)
    passages = [passage for known in letters for passage in make_passages(known.letter)]
    home.builds.mkdir(parents=True, exist_ok=True)
    require_free_space(home.root, _SAFETY_FACTOR * _expected_bytes(letters, passages, encoder.dimension))
    recipe = make_recipe(encoder.fingerprint)
    partial = start_build(home)
    try:
        arrays = build_search_arrays(passages, encoder, _cached_embedding(home, encoder, on_progress))
        _write_build(partial, letters, arrays, on_progress)
        check_build(partial, [known.letter for known in letters], arrays, on_progress)
        records = tuple(known.record for known in letters)
        manifest = Manifest(
            recipe, make_corpus_version(records, recipe), _count(letters, arrays), records, record_files(partial)
        )
        sync_tree(partial)
        write_synced(partial / MANIFEST, manifest_to_json(manifest))
        sync_path(partial)
        return publish_build(home, partial), manifest
    finally:
        shutil.rmtree(partial, ignore_errors=True)  # gone already where the build was published


def make_rows(arrays: SearchArrays) -> list[StoredRow]:
    """One row of the vector store per piece: the words of its passage and their place."""
    passages = (arrays.passages[owner] for owner in arrays.piece_owner.tolist())
    return [
        StoredRow(row_id, passage.text, passage.letter_id, passage.start, passage.end)
        for row_id, passage in zip(row_ids(arrays), passages, strict=True)
    ]


def _cached_embedding(home: IndexHome, encoder: Encoder, on_progress: Progress) -> Embed:
    cache = VectorCache(home.vector_cache)

    def embed(texts: Sequence[str], sentences: Sequence[str]) -> tuple[Vectors, Vectors, list[PackedTokens]]:
        done = 0

        def hear(newly_done: int) -> None:
            nonlocal done
            done += newly_done
            on_progress("embedding", done, len(texts) + len(sentences))

        # Sentences first: a passage that is one sentence then finds its vector there.
        of_sentences = cache.get_or_embed_tokens(encoder, sentences, hear)
        return cache.get_or_embed(encoder, texts, hear), *of_sentences

    return embed


def _write_build(partial: Path, letters: Sequence[KnownLetter], arrays: SearchArrays, on_progress: Progress) -> None:
    write_letters(partial / LETTERS_FILE, (known.letter for known in letters))
    save_arrays(partial, arrays)
    rows = make_rows(arrays)
    done = 0

    def hear(newly_done: int) -> None:
        nonlocal done
        done += newly_done
        on_progress("storing", done, len(rows))

    with ChromaStore(partial / CHROMA_FOLDER, create=True) as store:
        store.add(rows, arrays.piece_vectors, hear)


def _count(letters: Sequence[KnownLetter], arrays: SearchArrays) -> Counts:
    return Counts(len(letters), len(arrays.passages), len(arrays.piece_owner), len(arrays.sentence_owner))


def _expected_bytes(letters: Sequence[KnownLetter], passages: Sequence[Passage], dimension: int) -> int:
    text_bytes = sum(len(known.letter.text) for known in letters)
    pieces = _PIECES_PER_PASSAGE * len(passages)
    sentences = sum(len(passage.sentences) for passage in passages)
    vector_bytes = 4 * dimension
    rows_bytes = vector_bytes * (_PIECE_FACTOR * pieces + _SENTENCE_FACTOR * sentences)
    tokens_bytes = _TOKEN_FACTOR * (row_bytes(dimension) + _TOKEN_ID_BYTES) * text_bytes / _LETTERS_PER_TOKEN
    return int(_BASE_BYTES + 4 * text_bytes + rows_bytes + tokens_bytes)
