"""Making the exemplars: comes in: pairs and the tuned encoder, goes out: known questions, their answers, an outlook.

Run as `python -m index.training.make_exemplars PAIRS OUT [--more FILE]`. Only the letters that were trained on count,
so that measuring on the others stays honest. The texts stay behind.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.durable import file_sha256
from index.encoder import Vectors
from index.exemplars import (
    ANSWERS,
    BASIS,
    BIAS,
    ENCODER,
    KNOWN,
    OF_VECTOR,
    OF_WORDING,
    pack_unit_vectors,
)
from index.load_encoder import EMBEDDED_FULL, load_encoder
from index.question_grams import BUCKETS, find_buckets
from index.training.labelled import Labelled, read_labelled
from index.training.pairs import VOICES, Pair, read_more, read_pairs, split_by_letter

OTHER_SUBJECTS = Path(__file__).parent / "other_subjects.txt"
# The directions kept of a question's vector, and how many answered questions are kept, with their answers: more gained
# nothing. Of those that letters do not answer all are kept.
KEPT, ANSWERS_KEPT = 128, 10_000
# Of the shared pairs each paragraph has two questions and one near miss, which counts twice. Our own questions, whose
# first two near misses are asked just like the others, count less: they tell little about how questions fare.
NEAR_COUNTS, MORE_COUNTS, TYPICAL_COUNTS, OTHER_COUNTS = 2.0, 0.3, 1.0, 1.0
MANNERLESS = 2
# How much a question's vector and its wording count beside each other, and how freely both are fitted.
VECTOR_SCALE, WORDING_SCALE, FREEDOM = 3.0, 2.0, 1.0


@dataclass(frozen=True)
class Known:
    """One question: its words, whether letters answer it, how much it counts for the outlook, what answered it."""

    text: str
    is_answered: bool
    counts: float
    answers: tuple[str, ...] = ()


def known_questions(
    shared: Sequence[Pair], more: Sequence[Pair], other: Sequence[str], labelled: Sequence[Labelled] = ()
) -> list[Known]:
    """Return all questions, those that were answered first.

    A near miss that `labelled` knows another letter's passage to answer is one that letters answer.
    """
    answered = [known for pair in shared for known in _asked(pair, 1.0)]
    answered += [known for pair in more for known in _asked(pair, MORE_COUNTS)]
    found = {one.question: _found(one) for one in labelled}
    missed = [Known(near, False, NEAR_COUNTS) for pair in shared for near in pair.near_misses]
    missed += [
        Known(near, False, MORE_COUNTS if number < MANNERLESS else TYPICAL_COUNTS)
        for pair in more
        for number, near in enumerate(pair.near_misses)
    ]
    answered += [Known(k.text, True, k.counts, found[k.text]) for k in missed if found.get(k.text)]
    missed = [known for known in missed if not found.get(known.text)]
    return answered + missed + [Known(question, False, OTHER_COUNTS) for question in other]


def _found(labelled: Labelled) -> tuple[str, ...]:
    """Return the sentences that were found to answer."""
    return tuple(passage.sentences[number] for passage in labelled.passages for number in sorted(passage.right))


def _asked(pair: Pair, counts: float) -> Iterator[Known]:
    for voice in range(len(VOICES)):
        sentences = tuple(pair.sentences[number] for number in pair.answers[voice])
        yield Known(pair.questions[voice], True, counts, sentences)


def fit_outlook(questions: Sequence[Known], vectors: Vectors) -> tuple[Vectors, Vectors, float]:
    """Return the weights of a question's vector, those of its wording, and the bias, of a logistic regression."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    buckets = [find_buckets(question.text) for question in questions]
    rows = np.repeat(np.arange(len(buckets)), [len(own) for own in buckets])
    values = np.concatenate([np.full(len(own), WORDING_SCALE / np.sqrt(len(own))) for own in buckets])
    wording = csr_matrix((values, (rows, np.concatenate(buckets))), shape=(len(buckets), BUCKETS))
    facts = hstack([csr_matrix(vectors * VECTOR_SCALE), wording]).tocsr()
    model = LogisticRegression(C=FREEDOM, max_iter=500).fit(
        facts,
        np.array([question.is_answered for question in questions]),
        sample_weight=np.array([question.counts for question in questions]),
    )
    weights = model.coef_[0].astype(np.float32)
    dimension = vectors.shape[1]
    return weights[:dimension] * VECTOR_SCALE, weights[dimension:] * WORDING_SCALE, float(model.intercept_[0])


def find_basis(vectors: Vectors) -> Vectors:
    """Return the `KEPT` orthonormal directions, as rows, that keep most of `vectors`' lengths."""
    # Of the (dimension, dimension) sums of products: their own directions are the vectors' right singular ones.
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    basis: Vectors = np.ascontiguousarray(directions[:, ::-1][:, :KEPT].T).astype(np.float16).astype(np.float32)
    return basis


def make_exemplars(
    questions: Sequence[Known], embed: Callable[[Sequence[str]], Vectors]
) -> dict[str, NDArray[np.generic]]:
    """Return the file's tensors: all `questions`, the answered ones first, tell of outlook and basis."""
    vectors = embed([question.text for question in questions])
    answers = [question.answers for question in questions if question.is_answered][:ANSWERS_KEPT]
    sentences = embed([sentence for own in answers for sentence in own])
    ends = np.cumsum([len(own) for own in answers])
    of_vector, of_wording, bias = fit_outlook(questions, vectors)
    basis = find_basis(vectors)
    answered = sum(question.is_answered for question in questions)
    kept = np.concatenate((vectors[: len(answers)], vectors[answered:]))
    return {
        BASIS: basis.astype(np.float16),
        KNOWN: pack_unit_vectors(kept @ basis.T),
        ANSWERS: pack_unit_vectors(np.stack([part.mean(axis=0) for part in np.split(sentences, ends[:-1])])),
        OF_VECTOR: of_vector,
        OF_WORDING: of_wording.astype(np.float16),
        BIAS: np.array([bias], dtype=np.float32),
    }


def main() -> None:
    """Write the file and say how many questions it knows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("out", type=Path, help="file to write (safetensors)")
    parser.add_argument("--more", type=Path, help="further pairs, all of them used")
    parser.add_argument("--labels", type=Path, help="which of the passages nearest to a question answer it")
    args = parser.parse_args()
    pairs = read_pairs(args.pairs)
    shared = [pairs[row] for row in split_by_letter(pairs).train]
    other = OTHER_SUBJECTS.read_text(encoding="utf-8").splitlines()
    more = read_more(args.more)
    labelled = read_labelled(args.labels, [*shared, *more]) if args.labels else []
    questions = known_questions(shared, more, other, labelled)
    with tempfile.TemporaryDirectory() as folder:
        encoder = load_encoder(EMBEDDED_FULL, Path(folder))
        tensors = make_exemplars(questions, encoder.embed)
    header = {
        ENCODER: encoder.fingerprint,
        "data_sha256": file_sha256(args.pairs),
        "more_sha256": file_sha256(args.more) if args.more else "",
        "labels_sha256": file_sha256(args.labels) if args.labels else "",
        "other_sha256": file_sha256(OTHER_SUBJECTS),
    }
    save_file(tensors, str(args.out), header)
    sys.stdout.write(f"{len(questions)} questions, SHA-256 {file_sha256(args.out)}\n")


if __name__ == "__main__":
    main()
