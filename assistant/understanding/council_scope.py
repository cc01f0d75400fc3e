"""Which councils' letters: comes in: a question and the home council, goes out: the letters it is held to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.councils import (
    CouncilMention,
    asks_across,
    find_councils,
    is_about,
    means_home,
    name_council,
    partial_exclusions,
)
from assistant.understanding.facts import HeldLetter
from assistant.understanding.hold import Hold, join_words
from corpus import council_names

_BEFORE = re.compile(
    r"\b(?:in|for|at|of|about|across|within|by|than in|compared with|compared to"
    r"|with)\s+(?:the )?(?:city of )?$",
    re.I,
)
_AFTER = re.compile(
    r"^(?:'s)?(?: (?:city|county|borough|metropolitan|district))*(?: council)?(?: (?:children "
    r"and families|children's(?: services)?) trust)?\b(?:'s)?",
    re.I,
)
_TAKES_THE = re.compile(r"North|South (?:East|West)|East (?:Mid|of)|West Mid|Mid|Black")
_ASIDE = re.compile(r"\b(?:outside|out of|away from|beyond|leaving|left)\s+(?:of )?$", re.I)


def hold_to_councils(text: str, held: tuple[HeldLetter, ...], home: str | None) -> Hold:
    """Hold a question to the councils it names, else to the `home` council where there is one.

    A question about councils in general lifts the home council. Letters whose council is unknown belong to the only
    council held, where there is one. A council that is named and not held is said; held councils named beside it
    still answer.
    """
    mentions = find_councils(text)
    wanted = [mention for mention in mentions if not mention.excluded]
    unwanted = {council for mention in mentions if mention.excluded for council in mention.councils}
    spans = council_spans(text)
    if wanted:
        return _hold_to_named(wanted, unwanted, held, spans)
    councils = _councils(held)
    letters = tuple(letter for letter in held if not is_about(letter.council, unwanted, councils))
    if asks_across(text) or unwanted:
        several = asks_across(text) and len(councils) > 1
        wishes = (f"no letters about {join_words(sorted(unwanted))}",) if unwanted else ()
        said = wishes if unwanted & councils else ()
        return Hold(letters, said, (), spans, per_letter=several, stated=bool(said), wishes=wishes)
    return _hold_to_home(text, held, home, spans)


def _councils(held: Sequence[HeldLetter]) -> frozenset[str]:
    return frozenset(letter.council for letter in held if letter.council)


def council_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places that name councils, small words around them included; "outside Bradford" stays a topic."""
    mentions = [mention for mention in find_councils(text) if not _ASIDE.search(text[: mention.start])]
    return (*(_widen(text, mention) for mention in mentions), *(partial_exclusions(text) if mentions else ()))


def _hold_to_named(
    wanted: Sequence[CouncilMention],
    unwanted: set[str],
    held: tuple[HeldLetter, ...],
    spans: tuple[tuple[int, int], ...],
) -> Hold:
    meant: set[str] = set()
    missing: list[str] = []
    councils = _councils(held)
    for mention in wanted:
        found = [council for council in mention.councils if council in councils and council not in unwanted]
        meant.update(found)
        if not found:
            name = _said_name(mention)
            england = ": the letters are about councils in England" if name in council_names().elsewhere else ""
            missing.append(f"We hold no letter about {name}{england}.")
    letters = tuple(letter for letter in held if is_about(letter.council, meant, councils))
    everything = not missing and len(letters) == len(held)
    named = [
        f"{_count(sum(council in meant for council in mention.councils))} in {_with_article(mention.councils[0])}"
        for mention in wanted
        if mention.is_region
    ]
    single = {council for mention in wanted if not mention.is_region for council in mention.councils} & meant
    wishes = (f"letters about {join_words([*sorted(single), *named])}",) if meant else ()
    several = len({mention.councils for mention in wanted}) > 1
    not_held = tuple(dict.fromkeys(missing))
    return Hold(letters, () if everything else wishes, not_held, spans, per_letter=several, wishes=wishes)


def _count(councils: int) -> str:
    return "1 council" if councils == 1 else f"{councils} councils"


def _with_article(region: str) -> str:
    return f"the {region}" if _TAKES_THE.match(region) else region


def _said_name(mention: CouncilMention) -> str:
    council = mention.councils[0]
    written = " ".join(word.capitalize() if word.islower() else word for word in mention.written.split())
    if written.lower() in council.lower() or len(mention.councils) > 1:
        return council if written.lower() == council.lower() else written if len(mention.councils) > 1 else council
    return f"{council} ({written})"


def _hold_to_home(
    text: str, held: tuple[HeldLetter, ...], home: str | None, spans: tuple[tuple[int, int], ...]
) -> Hold:
    if not home:
        return Hold(held, spans=spans, stated=False)
    council = name_council(home)
    councils = _councils(held)
    if council not in councils:
        if means_home(text):
            return Hold((), (), (f"We hold no letter about {council}.",), spans)
        return Hold(held, spans=spans, stated=False)
    letters = tuple(letter for letter in held if is_about(letter.council, (council,), councils))
    everything = len(letters) == len(held)
    said = (f"letters about {council}",)
    wishes = said if means_home(text) else ()
    return Hold(letters, () if everything else said, (), spans, stated=not everything, wishes=wishes)


def _widen(text: str, mention: CouncilMention) -> tuple[int, int]:
    """Take in the small words around a council's name: "in", "'s", "council"."""
    before = _BEFORE.search(text[: mention.start])
    after = _AFTER.match(text[mention.end :])
    return (before.start() if before else mention.start, mention.end + (after.end() if after else 0))
