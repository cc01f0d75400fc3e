"""Which councils' letters: comes in: a question and the home council, goes out: the letters it is held to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.councils import (
    CouncilMention,
    asks_across,
    find_councils,
    means_home,
    name_council,
    partial_exclusions,
)
from assistant.understanding.facts import HeldLetter, Holdings
from assistant.understanding.hold import Hold, join_words

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
_ASIDE = re.compile(r"\b(?:outside|out of|away from|beyond|leaving|left)\s+(?:of )?$", re.I)


def hold_to_councils(text: str, holdings: Holdings, home: str | None, fixed: str | None) -> Hold:
    """Hold a question to the councils it names, else to the `fixed` one, else to the `home` council.

    `fixed` "all" and a question about councils in general lift the home council. Letters whose council is
    unknown stay with the home council. A council that is named and not held is said; held councils named
    beside it still answer.
    """
    mentions = find_councils(text)
    wanted = [mention for mention in mentions if not mention.excluded]
    unwanted = {council for mention in mentions if mention.excluded for council in mention.councils}
    spans = council_spans(text)
    if wanted:
        return _hold_to_named(wanted, unwanted, holdings, spans)
    letters = tuple(letter for letter in holdings.held if letter.council not in unwanted)
    said = (f"no letters about {join_words(sorted(unwanted))}",) if unwanted & holdings.councils else ()
    if (fixed is not None and fixed.strip().lower() == "all") or asks_across(text) or unwanted:
        return Hold(
            letters, said, (), spans, per_letter=asks_across(text) and len(holdings.councils) > 1, stated=bool(said)
        )
    return _hold_to_default(text, holdings, home, fixed, spans)


def council_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places that name councils, small words around them included; "outside Bradford" stays a topic."""
    mentions = [mention for mention in find_councils(text) if not _ASIDE.search(text[: mention.start])]
    return (*(_widen(text, mention) for mention in mentions), *(partial_exclusions(text) if mentions else ()))


def _hold_to_named(
    wanted: Sequence[CouncilMention], unwanted: set[str], holdings: Holdings, spans: tuple[tuple[int, int], ...]
) -> Hold:
    meant: set[str] = set()
    missing: list[str] = []
    for mention in wanted:
        held = [council for council in mention.councils if council in holdings.councils and council not in unwanted]
        meant.update(held)
        if not held:
            name = _said_name(mention)
            missing.append(f"We hold no letter about {name}.")
    letters = tuple(letter for letter in holdings.held if letter.council in meant)
    everything = not missing and len(letters) == len(holdings.held)
    held_to = () if everything or not meant else (f"letters about {join_words(sorted(meant))}",)
    several = len({mention.councils for mention in wanted}) > 1
    return Hold(letters, held_to, tuple(dict.fromkeys(missing)), spans, per_letter=several, stated=True)


def _said_name(mention: CouncilMention) -> str:
    council = mention.councils[0]
    written = " ".join(word.capitalize() if word.islower() else word for word in mention.written.split())
    if written.lower() in council.lower() or len(mention.councils) > 1:
        return council if written.lower() == council.lower() else written if len(mention.councils) > 1 else council
    return f"{council} ({written})"


def _hold_to_default(
    text: str, holdings: Holdings, home: str | None, fixed: str | None, spans: tuple[tuple[int, int], ...]
) -> Hold:
    chosen = fixed or home
    if not chosen:
        return Hold(holdings.held, spans=spans, stated=False)
    council = name_council(chosen)
    letters = tuple(letter for letter in holdings.held if _is_about(letter, council, holdings))
    if not any(letter.council == council for letter in letters):
        if fixed or means_home(text):
            return Hold((), (), (f"We hold no letter about {council}.",), spans)
        return Hold(holdings.held, spans=spans, stated=False)
    everything = len(letters) == len(holdings.held)
    return Hold(letters, () if everything else (f"letters about {council}",), (), spans, stated=not everything)


def _is_about(letter: HeldLetter, council: str, holdings: Holdings) -> bool:
    return letter.council == council or (letter.council is None and len(holdings.councils) <= 1)


def _widen(text: str, mention: CouncilMention) -> tuple[int, int]:
    """Take in the small words around a council's name: "in", "'s", "council"."""
    before = _BEFORE.search(text[: mention.start])
    after = _AFTER.match(text[mention.end :])
    return (before.start() if before else mention.start, mention.end + (after.end() if after else 0))
