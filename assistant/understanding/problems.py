"""Questions that are not searched for: comes in: a question, goes out: what is wrong with it, or None."""

from __future__ import annotations

import re

from assistant.understanding.acronyms import load_glossary
from assistant.understanding.facts import Holdings
from assistant.understanding.orders import LEAD, gives_order, is_hostile
from assistant.understanding.question import MAX_QUESTION_CHARACTERS, Problem
from assistant.understanding.typos import is_known
from assistant.understanding.words import Word, find_words

# One word with two underscores and more is some file's name.
_FILE_NAME = re.compile(r"\S*_\S*_\S*")
_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# One child or family, not children or family hubs in general.
_ONE = (
    r"(?:(?:the|that|this) (?:\w+ ){0,2}?(?:child|kid|baby|boy|girl|lad|lass|toddler|infant|victim|little one|teenager"
    r"|youngster|young person|family|mother|mum|father|dad)"
    r"(?!s\b|ren|'?s? (?:services|homes?|trust|hub|hubs|centres?|court|support|help|group|social|commissioner))"
    r"|child [a-z]{1,2}\b)"
)
_NOT_FOR_LETTERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bwhat (?:do|would|did) you (?:think|reckon|recommend|suggest|advise|feel|believe|make of|do)\b",
        r"\b(?:your|an honest) (?:own )?(?:opinions?|advice|recommendations?|personal view)\b|\b(?:what'?s|what is"
        r"|give me|in) your (?:view|take|opinion|advice)\b",
        r"\bdo you (?:think|agree|reckon|believe|like|love|feel|recommend|have (?:an opinion|feelings))\b"
        r"|\bare you (?:a|an|human|real|sure|conscious|chatgpt)\b|\bwho (?:are|made|built) you\b",
        r"\bwhat should (?:we|i|the council|councillors|members|they) (?:do|say|ask|tell|write|think"
        r"|vote)\b(?! (?:better|differently|according))",
        r"\b(?:should|shall|ought) (?:we|i) (?:to )?(?:sack|fire|vote|close|spend|hire|resign|trust|complain|sue|move"
        r"|adopt|foster|apply|take|appeal|publish|tell|report|invest|support|oppose|back|cut|pay|buy|sign|write"
        r"|call for)\b",
        r"\b(?:tell|give|write|draft|compose|sing) me (?:an?|some|another)(?: \w+){0,2} (?:jokes?|story|poems?|songs?"
        r"|haiku|limerick|recipe|speech|press release|e-?mail|motion|essay|tweet|complaint)\b",
        r"\bwhat(?:'s| is| will be) the (?:(?:weather|football|capital of|meaning of life)\b|(?:time|score)(?: now"
        r"| please)?\W*$)|\bwho will win\b|\bwho won the\b",
        r"\b(?:predict|forecast|guess)\b(?! (?:\w+ )?(?:risk|need|demand))[^?]{0,20}\b(?:will|what|next|if|when"
        r"|whether|the)\b",
        r"\b(?:will|are|is) (?:ofsted|the inspectors|inspectors|bradford|the council|the trust|we|it) (?:going to "
        r"|likely to )?(?:be (?:judged|rated|graded|out of)|get|become|pass|fail|receive|achieve|come out of)"
        r" (?:\w+ ){0,4}(?:next (?:year|time|inspection|visit)|in future|soon|in 20[3-9]\d)\b",
        r"\bhow (?:do|can|could|would) i (?:apply|become|sign up|register|complain|appeal|adopt|foster|get a job"
        r"|contact you|use this|claim|sue|make a complaint)\b",
        # Who a child or a family is, or where they live.
        rf"\b(?:names?|address(?:es)?|real identity)(?: and address(?:es)?)? of {_ONE}"
        rf"|\b(?:what|tell|give|reveal|need|know|find)\b[^?]{{0,20}}\b{_ONE}(?:'?s)?"
        r" (?:real |actual |full |true |home )?(?:names?|address(?:es)?|surname)\b"
        rf"|\b{_ONE}(?:'?s)? real (?:name|identity)\b"
        rf"|\bwho (?:is|was) child [a-z]{{1,2}}\b|\bname {_ONE}|\bwhat (?:is|was) {_ONE} called\b"
        rf"|\b(?:what|which) (?:street|road|house|estate)\b[^?]{{0,20}}\b(?:he|she|they|{_ONE})"
        r" (?:all )?(?:live|lives|lived)\b"
        rf"|\bwhere (?:do|does|did) {_ONE} live\b",
        # Whoever is cross with the program asks nothing of the letters.
        # With a question behind it ("you idiot, is the front door any better?") it is searched for.
        r"(?!.*[,.!?] (?:\w+ ){2,}\w+)"
        r"\byou(?:'?re| are)? (?:\w+ ){0,2}?(?:useless|stupid|daft|thick|dumb|pathetic|hopeless|idiots?|morons?"
        r"|muppets?|clowns?|lump|pile|piece of (?:junk|crap|rubbish|tin))\b",
        r"\b(?:my (?:solicitor|lawyer|ex|divorce|custody|tax|landlord))\b",
        r"\b(?:is|would|will) (?:it|that) (?:be )?(?:really |actually )?(?:safe|ok|okay|all ?right|alright|wise"
        r"|sensible) (?:for (?:\w+ ){1,5}?)?(?:to|if) (?!say\b|conclude\b|assume\b|read\b)",
    )
)
# Texts to write, led in like orders.
_TASKS = tuple(
    re.compile(rf"{LEAD}(?:(?:can|could|would|will) you |help me |i(?: woul|')d like you to )*(?:{pattern})", re.I)
    for pattern in (
        r"(?:write|draft|compose|prepare|pen|type up|script)(?: me| us| up)?"
        r" (?:an?|the|my|our|some) (?:\w+ ){0,3}?(?:letters?|quot(?:e|ation)s?|findings?|speech"
        r"|statements?|press release|emails?|e-mails?|motions?|poems?|songs?"
        r"|essays?|tweets?|posts?|articles?|blog|reports?|plans?|briefing"
        r"|presentation|leaflet|story|stories|response|reply|code|program"
        r"|script|joke|complaint|petition|question for)\b",
        r"(?:tell|give|sing) us (?:an?|some|another)(?: \w+)? (?:jokes?|story|poems?|songs?|haiku|limerick|recipe)\b",
    )
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|thanks?(?: you)?"
    r"|thank you(?: very much)?|cheers|ta|bye|goodbye|ok(?:ay)?"
    r"|help|test|testing|yes|no|please|great|lovely|cool)(?: there| you| all| mate| everyone)?[\s.!?,]*$",
    re.I,
)


def find_size_problem(typed: str) -> Problem | None:
    """Return EMPTY or OVER_LONG, or None."""
    if not typed.strip():
        return Problem.EMPTY
    return Problem.OVER_LONG if len(typed.strip()) > MAX_QUESTION_CHARACTERS else None


def find_intention_problem(text: str) -> Problem | None:
    """Return HOSTILE for orders to the program, NOT_FOR_LETTERS for advice, opinions and writing tasks, else None.

    An order wrapped around a real question is hostile too.
    """
    if is_hostile(text):
        return Problem.HOSTILE
    if any(pattern.search(text) for pattern in _NOT_FOR_LETTERS) or gives_order(text, _TASKS):
        return Problem.NOT_FOR_LETTERS
    return None


def find_sense_problem(text: str, holdings: Holdings) -> Problem | None:
    """Return GIBBERISH for symbols and keyboard mash, NOTHING_ASKED for a greeting, else None.

    Words nobody here knows are no gibberish while they can be spoken: a name may be asked for.
    """
    if _GREETING.match(text):
        return Problem.NOTHING_ASKED
    if _FILE_NAME.fullmatch(text):
        return Problem.GIBBERISH
    words = [word for word in find_words(text) if any(letter.isalpha() for letter in word.text)]
    if not words:
        # A bare year or paragraph number may be a real, if short, question.
        return None if re.search(r"\d", text) and len(re.sub(r"[\d\s./?-]", "", text)) <= 1 else Problem.GIBBERISH
    known = [word for word in words if _is_sense(word.lower, holdings)]
    mashed = [word for word in words if word not in known and _is_mashed(word, text)]
    if mashed and len(known) <= len(mashed) and all(len(word.text) <= 3 for word in known):
        return Problem.GIBBERISH
    return None


def _is_mashed(word: Word, text: str) -> bool:
    """Capitals inside a question are a short form not known here, not mash."""
    return looks_mashed(word.lower) and (text.isupper() or not word.text.isupper() or len(word.text) > 6)


def _is_sense(word: str, holdings: Holdings) -> bool:
    parts = word.split("-")
    if any(part in holdings.acronyms or part in load_glossary().expansions for part in parts):
        return True
    return all(is_known(part, holdings) for part in parts) and not re.fullmatch(r"(.)\1{2,}", word)


def looks_mashed(word: str) -> bool:
    """Say whether a word looks like keys hit at random: no vowel, long runs of consonants, one key or row of keys."""
    low = word.lower()
    if len(low) < 3:
        return False
    if not re.search(r"[aeiouy]", low) or re.search(r"[bcdfghjklmnpqrstvwxz]{5,}", low) or re.search(r"(.)\1{2,}", low):
        return True
    runs = (
        row[i : i + 4] for row in (*_KEYBOARD_ROWS, *(row[::-1] for row in _KEYBOARD_ROWS)) for i in range(len(row) - 3)
    )
    return any(run in low for run in runs) or bool(re.fullmatch(r"(.{1,3})\1{2,}", low))
