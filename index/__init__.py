"""Finding passages: comes in: letters, goes out: an index on disk, updated whole, searched by meaning and words."""

from index.durable import sync_path
from index.encoder import Encoder, TokenVectors
from index.exemplars import NEAREST_MISS, OUTLOOK
from index.fusion import DEFAULT_WEIGHTS
from index.home import IndexHome
from index.judge import Hearing, Judge, Verdict
from index.letter_index import EXACT_ROWS_LIMIT, LetterIndex
from index.load_encoder import EMBEDDED, EMBEDDED_FULL, load_encoder, plain_model_folder
from index.load_judge import load_judge
from index.open import open_index
from index.passage import Passage, make_margin_passages, make_passages
from index.progress import Progress, no_progress
from index.reranker import Reranker, load_reranker
from index.search_types import Hit, SearchRequest, SearchResult
from index.update import add_letters, rebuild, remove_letters
from index.update_report import Duplicate, Skipped, UpdateReport

__all__ = [
    "DEFAULT_WEIGHTS",
    "EMBEDDED",
    "EMBEDDED_FULL",
    "EXACT_ROWS_LIMIT",
    "NEAREST_MISS",
    "OUTLOOK",
    "Duplicate",
    "Encoder",
    "Hearing",
    "Hit",
    "IndexHome",
    "Judge",
    "LetterIndex",
    "Passage",
    "Progress",
    "Reranker",
    "SearchRequest",
    "SearchResult",
    "Skipped",
    "TokenVectors",
    "UpdateReport",
    "Verdict",
    "add_letters",
    "load_encoder",
    "load_judge",
    "load_reranker",
    "make_margin_passages",
    "make_passages",
    "no_progress",
    "open_index",
    "plain_model_folder",
    "rebuild",
    "remove_letters",
    "sync_path",
]
