"""What a person fixes beside the question: comes in: councils, kinds, dates, voices, letters, goes out: a Scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from assistant.understanding import KIND_WORDS, VOICE_WORDS, Choices, join_words, meant_councils
from assistant.understanding.councils import is_about, name_council
from corpus import Kind, Letter, QuestionError, Voice, say_date

ALL_COUNCILS = "all"
_MOST_TITLES = 2
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """The person's choices: a document must meet each kind of choice made; what is empty or None is not chosen.

    They hold whatever the question says. `councils` go by any name people call them; "all" lifts the home council.
    `first` and `last` are the earliest and latest day of a document, both included: the day the letter bears, else
    the last day of its visit or inspection, else the end of the period it covers; one with no date is left out.
    Raises QuestionError where `first` is after `last`.
    """

    letter_ids: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    voices: tuple[Voice, ...] = ()
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise QuestionError(
                f"The first day chosen, {say_date(self.first)}, is after the last, {say_date(self.last)}.",
                "Choose a first day that is not later than the last.",
            )

    @property
    def named_councils(self) -> tuple[str, ...]:
        """The councils chosen by name; empty where there are none or "all" is among them."""
        lifted = any(name.strip().lower() == ALL_COUNCILS for name in self.councils)
        return () if lifted else self.councils


EVERYTHING = Scope()


def make_choices(scope: Scope, letters: Mapping[str, Letter]) -> Choices | None:
    """Hold `letters` to `scope`; None where nothing is chosen.

    Raises QuestionError for a letter that is not held and for a council that is neither held nor known.
    """
    if scope == EVERYTHING:
        return None
    councils = _councils(scope.named_councils, letters)
    held = frozenset(map(name_council, {letter.council for letter in letters.values() if letter.council}))
    ids = frozenset(name for name, letter in letters.items() if _fits(letter, scope, councils, held))
    unknown = [name for name in scope.letter_ids if name not in letters]
    if unknown:
        raise QuestionError(f"There is no letter “{unknown[0]}”.", "See which there are: letters list")
    return Choices(
        letter_ids=ids,
        words=_say(scope, councils, letters),
        councils=tuple(councils),
        lifts_home=bool(scope.councils or scope.letter_ids),
    )


def settle_councils(scope: Scope, letters: Sequence[Letter]) -> Scope:
    """Return `scope` with each council by the one name it is known under here; raises QuestionError for an unknown."""
    if not scope.named_councils:
        return replace(scope, councils=(ALL_COUNCILS,) if scope.councils else ())
    return replace(scope, councils=tuple(_councils(scope.councils, {letter.id: letter for letter in letters})))


def chosen_letters(scope: Scope, letters: Sequence[Letter]) -> list[Letter]:
    """Return those of `letters` that `scope` keeps, in order; raises QuestionError as `make_choices` does."""
    choices = make_choices(scope, {letter.id: letter for letter in letters})
    return [letter for letter in letters if choices is None or letter.id in choices.letter_ids]


def _fits(letter: Letter, scope: Scope, councils: Sequence[str], held: Collection[str]) -> bool:
    day = letter.sort_date
    dated = scope.first is None and scope.last is None
    if not dated and day is not None:
        dated = (scope.first is None or scope.first <= day) and (scope.last is None or day <= scope.last)
    return (
        dated
        and (not councils or _is_about(letter, councils, held))
        and (not scope.letter_ids or letter.id in scope.letter_ids)
        and (not scope.kinds or letter.kind in scope.kinds)
        and (not scope.voices or letter.voice in scope.voices)
    )


def _is_about(letter: Letter, wanted: Sequence[str], held: Collection[str]) -> bool:
    """A letter about a former council or a shared trust is about each council that its name means."""
    meant = (meant_councils(letter.council) or (letter.council,)) if letter.council else (None,)
    return any(is_about(council, wanted, held) for council in meant)


def _councils(names: Sequence[str], letters: Mapping[str, Letter]) -> list[str]:
    """Return the councils that `names` mean, by the one name each is known under here.

    Of a name that means several ("Cheshire") those that letters are held about count, else the first.
    """
    held = {letter.council.lower(): letter.council for letter in letters.values() if letter.council}
    found: list[str] = []
    for name in names:
        tidied = " ".join(name.split())
        meant = meant_councils(tidied) or tuple(filter(None, [held.get(tidied.lower())]))
        if not meant:
            raise QuestionError(f"There is no council “{tidied}” here.", _advise(tidied, sorted(held.values())))
        found += [council for council in meant if council.lower() in held] or meant[:1]
    return list(dict.fromkeys(found))


def _advise(name: str, held: Sequence[str]) -> str:
    close = get_close_matches(name.title(), held, n=3)
    if close:
        return f"Did you mean {join_words(close, 'or')}?"
    if 0 < len(held) <= _MOST_NAMED:
        return f"Letters are held about {join_words(list(held))}; “all” means every council."
    return "Name an English council, or “all” for every council; `letters list` says which letters are held."


def _say(scope: Scope, councils: Sequence[str], letters: Mapping[str, Letter]) -> tuple[str, ...]:
    """Say each choice so that it can follow "you chose"."""
    said = [f"letters about {join_words(list(councils))}"] if councils else []
    if scope.kinds:
        said.append(join_words([f"{KIND_WORDS[kind]}s" for kind in dict.fromkeys(scope.kinds)]))
    if scope.voices:
        said.append(join_words([VOICE_WORDS[voice] for voice in dict.fromkeys(scope.voices)]))
    if scope.first is not None and scope.last is not None:
        said.append(f"documents dated {say_date(scope.first)} to {say_date(scope.last)}")
    elif scope.first is not None:
        said.append(f"documents dated {say_date(scope.first)} or later")
    elif scope.last is not None:
        said.append(f"documents dated {say_date(scope.last)} or earlier")
    titles = [letters[name].title for name in dict.fromkeys(scope.letter_ids) if name in letters]
    if titles:
        said.append(join_words(titles) if len(titles) <= _MOST_TITLES else f"{len(titles)} single documents")
    return tuple(said)
