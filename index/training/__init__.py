"""Training of the encoder: comes in: question-paragraph pairs, goes out: a low-rank adapter and its figures."""
