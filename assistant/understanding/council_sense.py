"""What a name means: comes in: a council's name where it stands in a text, goes out: whether the council is meant.

"Reading scores", "Sarah Kent", "Leeds Road" and "West Yorkshire Police" name no council.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words after a name that make it another body or a place: "West Yorkshire Police", "Leeds Road".
_OTHER_BODY = frozenset(
    "police constabulary nhs ccg hospital hospitals university college road street teaching airport fc station".split()
)
_OTHER_BODIES = (("care", "trust"), ("care", "quality"), ("clinical", "commissioning"))
# After "Reading", "Bury" or "Bath" at the start of a question: the word, not the place.
_OF_THE_WORD = frozenset(
    """the a an this that these those their its and or about out between to at with in into through is was aloud age
    ages score scores skill skills level levels ability attainment progress result results test tests book books
    material difficulty difficulties support help scheme letter letters report reports file files time times water
    room""".split()
)
# What a part of England is to a child who is sent there, and words that make its name that of something else.
_PLACED = re.compile(
    r"\b(?:plac(?:e|ed|ing)|placements?|liv(?:e|es|ed|ing)|mov(?:e|es|ed|ing)|sent|send|sending|housed|based|born|from|to"
    r"|outside|near|trafficked|travel\w*|university|college|school|prison|north|south|east|west|central|inner|outer)\b"
    r"(?: (?:children|kids|them|out|off|away|in|to|from|up|down|as far(?: away)? as))*(?: the)?"
    r"(?: [A-Z]\w+,? (?:and|or))?\s*$",
    re.I,
)
_WITHIN = frozenset(
    """borough team teams area areas locality localities hub hubs service services district sector side ambulance fire
    combined probation living wage agency agencies partners partnership partnerships""".split()
)
_PART_OF_LONGER = frozenset("new greater lord lady sir mr mrs ms miss dr".split())
_LEADS_IN = frozenset("in for about of from with at than near across within versus vs and or not over to by".split())
# "are york any better", all in small letters.
_ASKS = frozenset("are is was were do does did has have had can will how why".split())
_ASKS_WHO = re.compile(r"\W*who", re.I)
_YEAR = re.compile(r"20\d\d")
_COUNCIL_WORDS = frozenset("council councils borough city county trust children authority la district s".split())
_ITS_LETTERS = frozenset("visit visits inspection inspections letter letters report reports jtai ilacs ofsted".split())
_POINTS = frozenset("the that this last latest newest recent first second whole each both 's s".split())
_SENTENCE_START = re.compile(r"(?:^|[.?!:;,]\s*)$")
_SET_APART = re.compile(r"\s*[-:,\u2013](?=\s)")


@dataclass(frozen=True, slots=True)
class Sorts:
    """Sorts of names, in small letters: also words or people (`careful`), everyday words that need a capital letter,
    parts of England and places elsewhere (`wide`), and every word of four letters or more of any name.
    """

    careful: frozenset[str]
    capital_only: frozenset[str]
    wide: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameInText:
    """A name of `length` tokens that begins with token number `position` of `text`."""

    text: str
    tokens: tuple[re.Match[str], ...]
    position: int
    length: int

    @property
    def start(self) -> int:
        """Where the name begins in the text."""
        return self.tokens[self.position].start()

    @property
    def end(self) -> int:
        """Where the name ends in the text."""
        return self.tokens[self.position + self.length - 1].end()

    @property
    def written(self) -> str:
        """The name as it is written."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The word before the name, "" where it comes first."""
        return self.tokens[self.position - 1].group() if self.position else ""

    @property
    def between(self) -> str:
        """What stands between the word before and the name: mostly one space."""
        return self.text[self.tokens[self.position - 1].end() : self.start] if self.position else ""

    @property
    def following(self) -> list[str]:
        """The next three words at most."""
        behind = self.position + self.length
        return [token.group() for token in self.tokens[behind : behind + 3]]

    @property
    def after(self) -> str:
        """The next word in small letters, "" where there is none."""
        return self.following[0].lower() if self.following else ""

    @property
    def ends(self) -> bool:
        """Whether no word follows."""
        return self.position + self.length == len(self.tokens)


def is_meant(name: NameInText, sorts: Sorts) -> bool:
    """Say whether `name` means a council, or a part of England, where it stands."""
    low = name.written.lower()
    if name.before.lower() in _PART_OF_LONGER or _is_other_body(name.following):
        return False
    if low in sorts.wide and _is_no_region(name):
        return False
    if low not in sorts.careful:
        return True
    has_capital = name.written[0].isupper()
    if name.after in _COUNCIL_WORDS:
        return has_capital or (name.after != "s" and low not in sorts.capital_only)
    return _capital_is_meant(name, sorts) if has_capital else _small_is_meant(name, sorts)


def _small_is_meant(name: NameInText, sorts: Sorts) -> bool:
    """ "Are caseloads high in kent", "the kent visit"; not "is it a bath", and seldom "in reading"."""
    before = name.before.lower()
    dated = any(_YEAR.fullmatch(word) for word in name.following[: 2 if name.after == "in" else 1])
    led = (
        name.position == 0
        or before in _LEADS_IN | _ASKS
        or (name.ends and not _ASKS_WHO.match(name.text))
        or dated
        or name.between.strip() != ""
        or (name.after in _ITS_LETTERS and before in _POINTS)
    )
    # "How many children were looked after in reading in 2016", and not "how good are they in reading".
    is_word = name.written.lower() in sorts.capital_only
    return led and (not is_word or (dated and before == "in")) and name.written != "barking"


def _capital_is_meant(name: NameInText, sorts: Sorts) -> bool:
    # "Bath - early help", "Slough supervision": a keyword query may start with its council.
    alone = name.length == len(name.tokens) or bool(_SET_APART.match(name.text, name.end))
    return alone or not (_starts_as_word(name, sorts) or _is_surname(name, sorts) or _is_street(name))


def _starts_as_word(name: NameInText, sorts: Sorts) -> bool:
    """ "Reading scores are low"."""
    starts = bool(_SENTENCE_START.search(name.text[: name.start])) and name.before.lower() not in _LEADS_IN
    return starts and name.written.lower() in sorts.capital_only and name.after in _OF_THE_WORD


def _is_surname(name: NameInText, sorts: Sorts) -> bool:
    """ "Sarah Kent", but "the JTAI Halton report", "Newham, Derby", "the Ofsted Derby report"."""
    before = name.before
    is_name = before[:1].isupper() and not before.isupper() and before.lower() not in sorts.words | {"ofsted"}
    return is_name and before.lower() not in _LEADS_IN and name.position > 1 and name.between == " "


def _is_street(name: NameInText) -> bool:
    """ "Derby Lodge", but "Derby LAC numbers", "Derby compared with Leeds"."""
    is_short_form = len(name.after) > 1 and name.following[0].isupper()
    capital = bool(name.following) and name.following[0][:1].isupper() and not is_short_form
    follows = name.text[name.end : name.end + 1] == " "
    return capital and name.after not in _LEADS_IN | {"compared", "has", "is"} and follows


def _is_no_region(name: NameInText) -> bool:
    """ "London Borough of Camden", "the North East team", children "placed in Wales"."""
    return name.after in _WITHIN or _PLACED.search(name.text[: name.start]) is not None


def _is_other_body(following: list[str]) -> bool:
    """ "West Yorkshire Police", "Bradford City CCG", "Bradford District Care Trust", "Leeds Children's Hospital"."""
    low = [word.lower() for word in following]
    named = low[1:] if low[:1] in (["city"], ["district"]) else low
    is_hospital = low == ["children", "s", "hospital"]
    return is_hospital or any(word in _OTHER_BODY for word in named[:1]) or tuple(named[:2]) in _OTHER_BODIES
