"""Making the exemplars: comes in: pairs and the tuned encoder, goes out: vectors of questions and answers, an outlook.

Run as `python -m index.training.make_exemplars PAIRS OUT [--more FILE]`. Only the letters that were trained on count,
so that measuring on the others stays honest. The texts stay behind.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.durable import file_sha256
from index.encoder import Vectors
from index.exemplars import ANSWERS, ENCODER, OUTLOOK, QUESTIONS, pack_unit_vectors
from index.load_encoder import EMBEDDED_FULL, load_encoder
from index.training.pairs import VOICES, read_more, read_pairs, split_by_letter

SEED = 0
# Of the shared pairs each paragraph has two questions and one near miss, which counts twice. Our own questions, whose
# near misses are asked just like the others, count less: they tell little about how questions fare.
NEAR_COUNTS, MORE_COUNTS = 2.0, 0.3
STRENGTH = 0.3


def fit_outlook(vectors: Vectors, answered: NDArray[np.bool_], counts: NDArray[np.float64]) -> Vectors:
    """Return the weights of a logistic regression on questions' vectors and, last, its bias."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(vectors, answered, sample_weight=counts)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def main() -> None:
    """Write the file and say how many questions it knows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="question-paragraph pairs, JSON lines")
    parser.add_argument("out", type=Path, help="file to write (safetensors)")
    parser.add_argument("--more", type=Path, help="further pairs, all of them used")
    args = parser.parse_args()
    pairs = read_pairs(args.pairs)
    shared = [pairs[row] for row in split_by_letter(pairs, SEED).train]
    chosen = shared + read_more(args.more)
    asked = [pair.questions[voice] for pair in chosen for voice in range(len(VOICES))]
    answers = [[pair.sentences[n] for n in pair.answers[voice]] for pair in chosen for voice in range(len(VOICES))]
    with tempfile.TemporaryDirectory() as folder:
        encoder = load_encoder(EMBEDDED_FULL, Path(folder))
        questions = encoder.embed(asked)
        sentences = encoder.embed([sentence for own in answers for sentence in own])
        missed = encoder.embed([near for pair in chosen for near in pair.near_misses])
    ends = np.cumsum([len(own) for own in answers])
    means = np.stack([part.mean(axis=0) for part in np.split(sentences, ends[:-1])])
    outlook = fit_outlook(
        np.concatenate([questions, missed]),
        np.arange(len(questions) + len(missed)) < len(questions),
        np.array(
            [1.0 if n < len(shared) else MORE_COUNTS for n in range(len(chosen)) for _ in VOICES]
            + [NEAR_COUNTS if n < len(shared) else MORE_COUNTS for n, p in enumerate(chosen) for _ in p.near_misses]
        ),
    )
    header = {
        ENCODER: encoder.fingerprint,
        "data_sha256": file_sha256(args.pairs),
        "more_sha256": file_sha256(args.more) if args.more else "",
    }
    tensors: dict[str, NDArray[np.generic]] = {
        QUESTIONS: pack_unit_vectors(questions),
        ANSWERS: pack_unit_vectors(means),
        OUTLOOK: outlook,
    }
    save_file(tensors, str(args.out), header)
    sys.stdout.write(f"{len(asked)} questions, SHA-256 {file_sha256(args.out)}\n")


if __name__ == "__main__":
    main()
