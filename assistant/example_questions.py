"""Questions known by example: comes in: a question's words, goes out: which fact of a letter's structure it asks for.

Patterns know the usual ways of asking; "whose name is at the top of the 2020 one?" is known by its likeness to such as
are written down in `understanding/data/structure_examples.toml`. When they were first tried, 13 of 690 development
questions were as near as 0.65 to one, all of them rightly; the next nearest were at 0.62.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from assistant.understanding import OVERALL_FACTS, Problem, StructureFact
from assistant.understanding.words import content_stems
from index import LetterIndex

NEAR_ENOUGH = 0.65
# Less near will do where what is asked in like words for something else is further by so much.
FAIRLY_NEAR, CLEARLY_NEARER = 0.58, 0.15
_HALF_NEAR = 0.5
# What is left of a few words without those that hold them to letters may say nothing any more.
_SHORT = 6
_NO_FACT = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """What a question known by example asks for: a fact of a letter's structure, or nothing that is answered.

    Who holds an office is looked for by the office: `read_as` is how the question is read then, else "".
    """

    fact: StructureFact | None = None
    read_as: str = ""
    problem: Problem | None = None


# What is known only where every word is one of its examples': however near, "childline's number" is none of theirs, nor
# does "what needs to improve in fostering" ask for all that is found.
_OF_ITS_OWN_WORDS = frozenset(
    (
        "not_for_letters",
        "about_this_service",
        StructureFact.WHO_TO_RING,
        StructureFact.INSPECTORATE_CONTACT,
        *OVERALL_FACTS,
    )
)
# "How many times did CAFCASS attend" and "first monitoring visit, supervision" are as near to these as their own
# examples: what the letters speak of and no example does is what is asked about.
_OF_DAYS_AND_COUNTS = frozenset(
    (
        StructureFact.LEAD_OR_INSPECTORS,
        StructureFact.LETTER_COUNT_OR_LIST,
        StructureFact.LETTER_DATE,
        StructureFact.VISIT_DATES,
        StructureFact.VISIT_NUMBER,
    )
)
# Ways of counting and of telling one from another, whatever is counted.
_OF_ANY_COUNT = frozenset(
    content_stems(
        """earliest earlier later final third fourth fifth sixth seventh eighth ninth tenth two three four five six
        seven eight total often describe described size duration whole run ran running finish finished end ended using
        used include included set content material current currently previous carry carried part member authority head
        charge care social majesty bad good long short actual exact exactly precise roughly altogether between apart
        gap"""
    )
)
_KNOWN: Mapping[str, Known] = {
    "chief_executive_of_the_trust": Known(StructureFact.ROLE_HOLDER, "who is the chief executive of the trust?"),
    "director_of_childrens_services": Known(StructureFact.ROLE_HOLDER, "who is the director of children's services?"),
    "lead_member": Known(StructureFact.ROLE_HOLDER, "who is the lead member?"),
    "hostile": Known(problem=Problem.HOSTILE),
    "not_for_letters": Known(problem=Problem.NOT_FOR_LETTERS),
    "about_this_service": Known(problem=Problem.ABOUT_THIS_SERVICE),
}


@lru_cache(maxsize=1)
def load_examples() -> Mapping[str, Sequence[str]]:
    """Read the examples once, by the name of the fact they ask for, or "none"."""
    text = files("assistant.understanding").joinpath("data/structure_examples.toml").read_text("utf-8")
    return tomllib.loads(text)


class ExampleQuestions:
    """The examples as the encoder of one index sees them; they are embedded when a question first needs them."""

    def __init__(self, index: LetterIndex) -> None:
        self._index = index
        self._facts = [name for name, questions in load_examples().items() for _ in questions]
        self._others = [place for place, name in enumerate(self._facts) if name == _NO_FACT]
        self._vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]] | None = None

    def nearest(self, wordings: Sequence[str], spoken_of: Collection[str] = frozenset()) -> Known | None:
        """Return what the nearest example asks for, where it is near enough.

        `wordings` are the question as it is searched for, without what holds it to councils and dates, and as it was
        typed; the later ones are looked at where the first comes half near or they are short. `spoken_of` are the stems
        that the letters speak of. None for any encoder but the built-in one.
        """
        if not self._index.knows_questions:
            return None
        encoder = self._index.encoder
        if self._vectors is None:
            every = [one for questions in load_examples().values() for one in questions]
            self._vectors = self._index.embed_remembered(every)
        best, is_other = 0.0, False
        for wording in dict.fromkeys(wordings):
            if wording is not wordings[0] and best < _HALF_NEAR and len(wording.split()) > _SHORT:
                break
            # With its tokens, as the search will want them: what was embedded last is remembered. One dot product a
            # row: BLAS's threads would cost more.
            likeness = np.vecdot(self._vectors, encoder.embed_tokens([wording])[0][0])
            place = int(likeness.argmax())
            best, name = float(likeness[place]), self._facts[place]
            near = best >= NEAR_ENOUGH or (
                best >= FAIRLY_NEAR and best - float(likeness[self._others].max()) >= CLEARLY_NEARER
            )
            strange = name in _OF_ITS_OWN_WORDS and not set(content_stems(wording)) <= _words_of(name)
            strange = strange or (
                name in _OF_DAYS_AND_COUNTS and any(stem in spoken_of for stem in _subjects(wordings[-1]))
            )
            if near and name == _NO_FACT:
                is_other = True
            elif near and not strange:
                known = _KNOWN.get(name) or Known(StructureFact(name))
                # In plain words "who's to blame" is "who is responsible", which asks of other things.
                return None if is_other and known.problem is None else known
        return None


def _subjects(wording: str) -> set[str]:
    """Return the stems of `wording` that no example of days, counts and inspectors has, nor those of several facts."""
    return {stem for stem in content_stems(wording) if not stem[0].isdigit()} - _words_about_letters()


@lru_cache(maxsize=1)
def _words_about_letters() -> frozenset[str]:
    """Return the stems that tell nothing of a question's subject, as they stand in questions for several facts."""
    facts = Counter(stem for name in load_examples() if name != _NO_FACT for stem in _words_of(name))
    of_several = frozenset(stem for stem, count in facts.items() if count > 1)
    return of_several.union(_OF_ANY_COUNT, *map(_words_of, _OF_DAYS_AND_COUNTS))


@lru_cache(maxsize=64)
def _words_of(name: str) -> frozenset[str]:
    """Return the stems of the words of one fact's examples."""
    return frozenset(stem for question in load_examples()[name] for stem in content_stems(question))
