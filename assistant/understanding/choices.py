"""A question within a person's choices: comes in: a question, letters and choices, goes out: a Hold that keeps both.

The choices hold whatever the question says. Where the question asks for letters they leave out, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.understanding.councils import find_councils, means_home, name_council
from assistant.understanding.facts import HeldLetter, Holdings
from assistant.understanding.hold import Hold, join_words
from assistant.understanding.scope import read_scope


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose: the letters left, each choice in words, the councils named.

    `lifts_home` where the choice itself says whose letters are meant, so that the home council is not.
    """

    letter_ids: frozenset[str]
    words: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    lifts_home: bool = False


def read_scope_within(text: str, holdings: Holdings, home: str | None, choices: Choices | None) -> Hold:
    """Hold `text` to letters among the chosen ones; "the latest letter" is the latest of those.

    What the question asks for is read once among all letters too: only so can it be said that the choices, and
    not the letters held, are why something is missing.
    """
    if choices is None:
        return read_scope(text, holdings.held, holdings, home)
    chosen = holdings.of(choices.letter_ids)
    if not chosen:
        return _nothing_chosen(text, holdings, choices)
    meant = _meant_home(text, chosen, home, choices)
    asked = read_scope(text, holdings.held, holdings, meant)
    # "All councils" leaves no letter out: reading once is enough.
    hold = asked if len(chosen) == len(holdings.held) else read_scope(text, chosen, holdings, meant)
    # Nor is there anything left out that could be said to have been chosen.
    if choices.words and (not hold.letters or (hold.all_wishes, hold.not_held) != (asked.all_wishes, asked.not_held)):
        hold = _keep_both(text, asked, chosen, choices)
    missing = (said for said in _missing_councils(holdings, choices) if said not in hold.not_held)
    return replace(hold, not_held=(*hold.not_held, *missing))


def _meant_home(text: str, chosen: tuple[HeldLetter, ...], home: str | None, choices: Choices) -> str | None:
    """The home council is meant unless the choices name councils or letters, or leave out all of its own."""
    if not home or choices.lifts_home:
        return None
    council = name_council(home)
    return home if means_home(text) or any(letter.council == council for letter in chosen) else None


def _keep_both(text: str, asked: Hold, chosen: tuple[HeldLetter, ...], choices: Choices) -> Hold:
    """Keep the letters that are both asked for and chosen, and say what the choices leave out of those asked for."""
    both = tuple(letter for letter in asked.letters if letter in chosen)
    left_out = len(asked.letters) - len(both)
    if both and not (left_out and asked.all_wishes):
        return replace(asked, letters=both)
    wanted, chose = join_words(list(asked.all_wishes)), join_words(list(choices.words))
    named = _named_elsewhere(text, choices)
    if both:
        were = "document asked for was" if left_out == 1 else "documents asked for were"
        said = f"The question asks for {wanted}, but you chose {chose}: {left_out} {were} not searched."
        return replace(asked, letters=both, not_held=(said, *asked.not_held))
    if named:
        said = f"The question names {join_words(named)}, but you chose {chose}."
    elif asked.letters:
        said = f"The question asks for {wanted}, but you chose {chose}: no document is both."
    else:
        said = f"You chose {chose}."
    return replace(asked, letters=(), held_to=(), not_held=(said, *asked.not_held))


def _named_elsewhere(text: str, choices: Choices) -> list[str]:
    """The councils the question names, where councils were chosen and it names none of those."""
    mentions = [mention for mention in find_councils(text) if not mention.excluded]
    if not choices.councils or any(set(mention.councils) & set(choices.councils) for mention in mentions):
        return []
    return list(dict.fromkeys(mention.councils[0] for mention in mentions))


def _nothing_chosen(text: str, holdings: Holdings, choices: Choices) -> Hold:
    chose = join_words(list(choices.words))
    missing = _missing_councils(holdings, choices)
    named = _named_elsewhere(text, choices)
    if named:
        return Hold((), (), (f"The question names {join_words(named)}, but you chose {chose}.", *missing))
    if len(missing) == len(choices.councils) > 0:
        return Hold((), (), missing)
    return Hold((), (), (f"You chose {chose}: no document held fits that.",))


def _missing_councils(holdings: Holdings, choices: Choices) -> tuple[str, ...]:
    return tuple(
        f"We hold no letter about {council}." for council in choices.councils if council not in holdings.councils
    )
