"""LlamaIndex as it comes out of the box: comes in: letters and an encoder, goes out: a searcher to be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus import Letter
from index.encoder import Encoder
from index.pieces import split_text

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex

DEFAULT_TOP_K = 2
DEFAULT_PIECE_TOKENS = 1024
DEFAULT_OVERLAP_TOKENS = 20


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Characters `start` up to `end` of a letter's text, with the cosine that ranked them."""

    letter_id: str
    start: int
    end: int
    score: float


class LlamaIndexDefault:
    """A VectorStoreIndex in memory, asked for its most similar pieces of text."""

    def __init__(self, built: VectorStoreIndex) -> None:
        self._built = built

    def find(self, question: str, k: int = DEFAULT_TOP_K) -> tuple[FoundSpan, ...]:
        """Return the `k` pieces most similar to `question`, best first, as offsets into their letters."""
        found = self._built.as_retriever(similarity_top_k=k).retrieve(question)
        return tuple(
            FoundSpan(hit.node.ref_doc_id, hit.node.start_char_idx, hit.node.end_char_idx, float(hit.score or 0.0))
            for hit in found
        )


def build_llama_index_default(
    letters: Iterable[Letter],
    encoder: Encoder,
    piece_tokens: int = DEFAULT_PIECE_TOKENS,
    overlap_tokens: int = DEFAULT_OVERLAP_TOKENS,
) -> LlamaIndexDefault:
    """Cut the letters with SentenceSplitter and index them, all other things left as LlamaIndex has them.

    The file's name stands in front of the embedded text, as LlamaIndex's own folder reader puts it there. A piece
    longer than the model reads is embedded by its beginning only, as LlamaIndex does without saying so.
    """
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    documents = [Document(id_=letter.id, text=letter.text, metadata={"file_path": letter.source}) for letter in letters]
    splitter = SentenceSplitter(chunk_size=piece_tokens, chunk_overlap=overlap_tokens)
    return LlamaIndexDefault(
        VectorStoreIndex.from_documents(documents, transformations=[splitter], embed_model=_wrap(encoder))
    )


def _wrap(encoder: Encoder) -> Any:
    """Return `encoder` as LlamaIndex's kind of embedding model."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    def embed(texts: Sequence[str]) -> list[list[float]]:
        beginnings = [split_text(text, encoder)[0] for text in texts]
        return [[float(value) for value in vector] for vector in encoder.embed(beginnings)]

    class WrappedEncoder(BaseEmbedding):  # type: ignore[misc]  # LlamaIndex's base has no types here
        """The same model that the index uses."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return embed([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embed(texts)

        def _get_query_embedding(self, query: str) -> list[float]:
            return embed([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embed([query])[0]

    return WrappedEncoder(model_name=encoder.fingerprint)
