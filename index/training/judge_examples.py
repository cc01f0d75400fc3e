"""Examples for the judge: comes in: pairs with their neighbours and public sets, goes out: batches of rows to judge."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.training.labelled import Labelled
from index.training.pairs import VOICES, Pair
from index.training.public_sets import Asked

LONGEST = 1100  # Letters of a window: about 190 word pieces.
JUDGED = 3  # Sentences of a passage that are judged when somebody asks.
UNSURE = 0.5  # Weight of "does not answer" where another paragraph may after all.


@dataclass(frozen=True)
class Others:
    """For each paragraph the numbers of others that its questions, or its near misses, are to be judged with."""

    of_questions: Sequence[Sequence[int]]
    of_near_misses: Sequence[Sequence[int]]


@dataclass(frozen=True)
class Example:
    """One question with a window of sentences; `right` are the answering ones among them.

    `group` is shared by examples of one question's paragraph, `weight` counts how sure the labels are. What a teacher
    thinks stands in place of labels: its `chances` for each sentence, and `answers` for the window.
    """

    question: str
    sentences: tuple[str, ...]
    right: frozenset[int]
    group: int
    weight: float = 1.0
    chances: tuple[float, ...] = ()
    answers: float | None = None


class Sizes(NamedTuple):
    """How many paragraphs, public questions and labelled questions make up a batch."""

    paragraphs: int
    public: int
    labelled: int


def cut_window(sentences: Sequence[str], middle: int, chance: random.Random) -> tuple[int, int]:
    """Return the ends of a window that holds `middle`: the whole, two or three sentences round it, or it alone."""
    draw = chance.random()
    size = len(sentences) if draw < 0.3 else chance.choice((1, 2, 2, 3, 3))
    return _place_window(sentences, middle, size, chance.randrange(size))


def _place_window(sentences: Sequence[str], middle: int, size: int, before: int) -> tuple[int, int]:
    """Return the ends of `size` sentences, `before` of them before `middle` where it can be; fewer where long."""
    first = max(0, min(middle - before, len(sentences) - size))
    last = min(len(sentences), first + size)
    while last - first > 1 and sum(map(len, sentences[first:last])) > LONGEST:
        first, last = (first + 1, last) if middle - first > last - 1 - middle else (first, last - 1)
    return first, last


def cut_example(asked: Asked, middle: int | None, chance: random.Random, group: int, weight: float = 1.0) -> Example:
    """Cut a window round sentence `middle` (None: any) and keep the labels inside it."""
    if middle is None:
        middle = chance.randrange(len(asked.sentences))
    return _cut(asked, *cut_window(asked.sentences, middle, chance), group, weight)


def _cut(asked: Asked, first: int, last: int, group: int, weight: float = 1.0) -> Example:
    """Cut the window between these ends and keep the labels inside it."""
    right = frozenset(i - first for i in asked.right if first <= i < last)
    return Example(asked.question, asked.sentences[first:last], right, group, weight)


def without_answer(asked: Asked, chance: random.Random, group: int) -> Example | None:
    """Take the answering sentences out: what is left does not answer, as far as the set says."""
    rest = tuple(s for i, s in enumerate(asked.sentences) if i not in asked.right)
    if not rest:
        return None
    left = Asked(asked.question, rest, frozenset(), None, asked.source)
    return cut_example(left, min(min(asked.right), len(rest) - 1), chance, group, 0.8)


def pair_examples(row: int, pairs: Sequence[Pair], others: Others, chance: random.Random) -> list[Example]:
    """Return the examples of one paragraph: its questions, its near misses, and the questions elsewhere."""
    pair = pairs[row]
    examples: list[Example] = []
    centres = [i for answers in pair.answers for i in answers]
    for voice in range(len(VOICES)):
        asked = Asked(pair.questions[voice], pair.sentences, frozenset(pair.answers[voice]), None, pair.letter)
        examples.append(cut_example(asked, chance.choice(pair.answers[voice]), chance, row))
        if others.of_questions[row]:
            other = pairs[chance.choice(others.of_questions[row])]
            elsewhere = Asked(asked.question, other.sentences, frozenset(), None, other.letter)
            examples.append(cut_example(elsewhere, None, chance, row, UNSURE))
        if chance.random() < 0.5:
            removed = without_answer(asked, chance, row)
            examples += [removed] if removed else []
    for question in pair.near_misses:
        near = Asked(question, pair.sentences, frozenset(), None, pair.letter)
        examples.append(cut_example(near, chance.choice(centres), chance, row))
        if others.of_near_misses[row] and chance.random() < 0.4:
            other = pairs[chance.choice(others.of_near_misses[row])]
            elsewhere = Asked(question, other.sentences, frozenset(), None, "")
            examples.append(cut_example(elsewhere, None, chance, row, UNSURE))
    return examples


def public_example(asked: Asked, chance: random.Random, others: Sequence[Asked]) -> Example:
    """Return one example of a public set: the question with its window, or with its answer taken out."""
    if asked.right:
        if chance.random() < 0.25:
            removed = without_answer(asked, chance, -1)
            if removed:
                return removed
        if not asked.near and chance.random() < 0.15:
            other = chance.choice(others)
            if other.source == asked.source and other.sentences != asked.sentences:
                return cut_example(Asked(asked.question, other.sentences, frozenset(), None, ""), None, chance, -1)
        return cut_example(asked, chance.choice(sorted(asked.right)), chance, -1)
    return cut_example(asked, asked.near, chance, -1)


def labelled_examples(labelled: Labelled, group: int, chance: random.Random) -> list[Example]:
    """Return an example for each passage of a labelled question.

    Half of the windows are cut as passages are judged when somebody asks: round the nearest sentence, wherever the
    answer stands. The others are cut round a sentence that answers, or round the nearest one.
    """
    examples = []
    for passage in labelled.passages:
        asked = Asked(labelled.question, passage.sentences, passage.right, None, "")
        if chance.random() < 0.5:
            examples.append(cut_as_judged(asked, passage.near, group))
        else:
            middle = chance.choice(sorted(passage.right)) if passage.right else passage.near
            examples.append(cut_example(asked, middle, chance, group))
    return examples


def cut_as_judged(asked: Asked, near: int, group: int) -> Example:
    """Cut the three sentences round sentence `near`, or fewer where they are long, and keep the labels inside."""
    return _cut(asked, *_place_window(asked.sentences, near, JUDGED, JUDGED // 2), group)


def epoch_batches(
    pairs: Sequence[Pair],
    others: Others,
    public: Sequence[Asked],
    labelled: Sequence[Labelled],
    sizes: Sizes,
    seed: str,
) -> Iterator[list[Example]]:
    """Deal all pairs of one epoch into batches of `sizes`."""
    chance = random.Random(seed)
    order = list(range(len(pairs)))
    chance.shuffle(order)
    for start in range(0, len(order), sizes.paragraphs):
        batch = [
            e for row in order[start : start + sizes.paragraphs] for e in pair_examples(row, pairs, others, chance)
        ]
        chosen = [chance.randrange(len(public)) for _ in range(sizes.public)] if public else []
        batch += [public_example(public[i], chance, public[max(0, i - 12) : i + 12]) for i in chosen]
        for i in [chance.randrange(len(labelled)) for _ in range(sizes.labelled)] if labelled else []:
            batch += labelled_examples(labelled[i], len(pairs) + i, chance)
        yield batch
