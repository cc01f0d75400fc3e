"""What the assistant must beat: comes in: an index and questions, goes out: runs of plain and of trivial systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import SHIPPED_LETTERS, Letter
from eval.cases import EvaluationRun, Shown
from eval.gold import Region
from eval.judging import CUTS, judge
from eval.metrics.sealing import ShownQuote, all_paragraphs
from eval.retrievers import LlamaIndexRetriever, PieceSearcher, Retriever, WeighedRetriever, whole_sentences
from index import EMBEDDED, IndexHome, LetterIndex, add_letters, load_encoder, open_index

LLAMA_INDEX_SHOWS = 2


@dataclass(frozen=True, slots=True)
class Baseline:
    """A named system, and what it does with a question."""

    name: str
    respond: Callable[[str], Shown]


def open_baseline_index(folder: Path, model: str = EMBEDDED) -> LetterIndex:
    """Open, and the first time build, an index of the shipped letters in `folder` for the plain systems."""
    home = IndexHome(folder)
    add_letters(home, [SHIPPED_LETTERS], load_encoder(model, home.models))
    return open_index(home, lambda: load_encoder(model, home.models))


def plain_baselines(index: LetterIndex) -> tuple[Baseline, ...]:
    """Return BM25 alone, vectors alone and their fusion, all over our paragraphs, each quoting its first paragraph."""
    weights_by_name = {
        "BM25 alone": _weigh(bm25=1.0),
        "paragraph vectors alone": _weigh(paragraph_cosine=1.0),
        "sentence vectors alone": _weigh(sentence_cosine=1.0),
        "BM25 and paragraph vectors": _weigh(bm25=0.5, paragraph_cosine=0.5),
        "all four, question as typed": {},
    }
    return tuple(
        retrieving(name, WeighedRetriever(index, weights), index.letters, shows=1)
        for name, weights in weights_by_name.items()
    )


def _weigh(**shares: float) -> dict[str, float]:
    """Return weights for the scores named, 0 for the others; no second look."""
    names = ("bm25", "bm25_sentence", "paragraph_cosine", "sentence_cosine", "late")
    return {name: shares.get(name, 0.0) for name in names}


def llama_index_baseline(name: str, searcher: PieceSearcher, letters: Mapping[str, Letter]) -> tuple[Baseline, ...]:
    """Return LlamaIndex's answer (its two best pieces, whole), and the same with pieces taken apart into paragraphs."""
    pieces = LlamaIndexRetriever(searcher, letters)
    paragraphs = LlamaIndexRetriever(searcher, letters, by_paragraph=True)
    return (
        retrieving(f"{name}, its pieces", pieces, letters, shows=LLAMA_INDEX_SHOWS),
        retrieving(f"{name}, by paragraph", paragraphs, letters, shows=LLAMA_INDEX_SHOWS),
    )


def trivial_baselines(letters: Mapping[str, Letter]) -> tuple[Baseline, ...]:
    """Return the systems that no figure may flatter: silent, the newest letter's first sentence, and everything."""
    newest = max(letters.values(), key=lambda letter: (str(letter.sort_date or ""), letter.id))
    first = next(s for paragraph in all_paragraphs(newest) for s in paragraph.sentences)
    lead = whole_sentences(Region(newest.id, first.start, first.end), letters)
    everything = tuple(
        quote
        for letter in letters.values()
        for quote in whole_sentences(Region(letter.id, 0, len(letter.text)), letters)
    )
    return (
        Baseline("always silent", lambda question: Shown("not_in_letters", silent=True)),
        Baseline("quotes the newest lead sentence", lambda question: showing(lead, ranked=())),
        Baseline("quotes everything", lambda question: showing(everything, ranked=())),
    )


def retrieving(name: str, retriever: Retriever, letters: Mapping[str, Letter], shows: int) -> Baseline:
    """Make a system that quotes the whole sentences of the first `shows` stretches found, and is never silent."""

    def respond(question: str) -> Shown:
        found = retriever.find(question, max(CUTS))
        quotes = [quote for one in found[:shows] for quote in whole_sentences(one.region, letters)]
        ranked = tuple(one.region for one in found)
        return showing(tuple(dict.fromkeys(quotes)), ranked, found[0].score if found else 0.0)

    return Baseline(name, respond)


def showing(quotes: tuple[ShownQuote, ...], ranked: tuple[Region, ...], confidence: float = 0.0) -> Shown:
    """Return an answer that shows `quotes`."""
    words = sum(len(quote.text.split()) for quote in quotes)
    return Shown("answered", False, quotes, ranked=ranked, words=words, confidence=confidence)


def run_baseline(baseline: Baseline, like: EvaluationRun) -> EvaluationRun:
    """Judge `baseline` on the very questions of the run `like`, follow-ups without their conversation."""
    cases = [
        judge(case.key, case.overlap, baseline.respond(case.question.question), like.letters) for case in like.cases
    ]
    return EvaluationRun(tuple(cases), like.corpus_version, like.letters)
