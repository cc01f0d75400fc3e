"""How a question is worded: comes in: a question, goes out: the buckets its runs of words fall into.

No list of words is kept, only as many weights as there are buckets (feature hashing: Weinberger et al. 2009).
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from index.terms import PLAIN_FORMS

BUCKETS = 1 << 15
LONGEST = 3
START, END = "<", ">"
# Figures differ, that there is one tells: every run of digits is one word.
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[£%?]|\d+")


def find_buckets(question: str) -> NDArray[np.int64]:
    """Return the buckets, from 0, each once and rising, of the runs of one to three words of `question`."""
    words = [START]
    words += ["0" if word[0].isdigit() else word for word in _WORD.findall(question.translate(PLAIN_FORMS).lower())]
    words.append(END)
    runs = {
        " ".join(words[first : first + length])
        for length in range(1, LONGEST + 1)
        for first in range(len(words) - length + 1)
    }
    return np.array(sorted({zlib.crc32(run.encode()) % BUCKETS for run in runs}), dtype=np.int64)
