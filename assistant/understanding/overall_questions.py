"""Questions for all that a letter finds: comes in: a question, goes out: its headlines, its faults or neither."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from assistant.understanding.question import StructureFact
from assistant.understanding.words import content_stems

_WHO = r"(?:letters?|reports?|documents?|visits?|inspections?|inspectors?|ofsted|hmi|they|it)"
# Tried in order; the first that fits, with no topic of its own, wins.
_PATTERNS: tuple[tuple[StructureFact, re.Pattern[str]], ...] = tuple(
    (fact, re.compile(pattern, re.I))
    for fact, pattern in (
        (
            StructureFact.TO_IMPROVE,
            r"\bwhat (?:still )?needs? (?:to be )?(?:to improve|improving|improved|better|to get better|fixing|fixed"
            r"|sorting|sorted|mending|putting right)\b"
            r"|\bwhat (?:do|does|did|must|should|has|have|was|were|is|are) (?:[\w']+ ){1,5}?"
            r"(?:(?:need|have|had|be told|told|asked|required) to|must|should) (?:improve|do better|get better at"
            r"|put right)\b|\bwhat (?:must|should) (?:[\w']+ ){1,4}?(?:improve|do better|do next|put right)\b"
            r"|\bwhat (?:did|do|does) (?:[\w']+ ){1,3}?(?:tell|ask|want|expect|require) (?:[\w']+ ){1,4}?to (?:improve"
            r"|do better|put right)\b|\bwhat improvements? (?:is|are|was|were) (?:needed|required|recommended)\b"
            r"|\bwhat (?:did|do|does|has|have) (?:[\w']+ ){1,4}?recommend(?:ed)?\b"
            r"|\bwhat (?:did|do|does) (?:[\w']+ ){1,3}?(?:say|said|think|thought) (?:still )?(?:needs?|needed|has|must)"
            r" (?:to )?(?:be )?(?:get better|better|improv(?:e|ing|ed)|fix(?:ed|ing)|sort(?:ed|ing))\b"
            r"|\bareas? for (?:improvement|priority action|development)\b|\bpriority actions?\b|\brecommendations?\b",
        ),
        (
            StructureFact.STRENGTHS,
            r"\b(?:strengths?|good points?)\b(?![^?]*\b(?:weak|fail|bad|problem))|\b(?:going|went|gone) well\b"
            r"|\bwhat(?:'?s| is| was| are| were) (?:good|strong|working well)\b(?! and)",
        ),
        (
            StructureFact.HEADLINE_FINDINGS,
            r"\b(?:main|key|headline|overall|general|big) (?:findings?|points?|messages?|conclusions?|headlines?)\b"
            r"|\b(?:summary|summari[sz]e|overview|headlines|gist|nutshell)\b"
            rf"|\bwhat (?:did|do|does|have|has) (?:[\w']+ ){{0,5}}?{_WHO} (?:(?:of|in|on|to|at) (?:[\w',]+ ){{1,5}}?)?"
            r"(?:actually |really |just )?(?:find|found"
            r"|say|said|conclude|concluded|tell us|report|reported|think|thought|see|saw)\b"
            r"|\bwhat (?:did|does|has) (?:[\w']+ ){0,3}?(?:council|authority|partnership|trust) (?:say|said"
            r"|report|reported)\b"
            r"|\b(?:main|key|big|biggest|worst|greatest) (?:problems?|issues?|concerns?|worries|challenges|strengths?"
            r"|weakness(?:es)?|failings?)\b|\b(?:strengths?|weakness(?:es)?|failings?)\b"
            r"|\bwhat(?:'?s| is| was) (?:good|bad|strong|weak)\b|\b(?:going|went|gone) (?:well|wrong|badly|right)\b"
            r"|\bwhat(?:'?s| has| have) (?:changed|improved|moved on|got better|got worse|happened)"
            r"(?= since (?:the |their |your |our )?last (?:time|visit|inspection|letter|report)\b)"
            r"|\bhow (?:are|is|was|were) (?:we|they|it|things|(?:the )?(?:council|service|services|trust)|[\w']+) "
            r"(?:doing|getting on)\b"
            r"|\bwhat (?:was|were|is|are|came out of) (?:\w+ ){0,4}?(?:findings?|conclusions?|outcomes?|verdict)\b",
        ),
    )
)
# "Has it got better since 2020", of nothing in particular: what each letter finds in all tells it.
_TURN = re.compile(
    r"^\W*(?:and |so |but |ok )?(?:is|are|was|were|has|have|had) (?:[\w']+ ){1,6}?"
    r"(?:better|worse|improv(?:ed|ing)|turned (?:a|the|it|things) (?:corner|round|around))\b"
    r"|^\W*(?:compare|(?:a )?comparison (?:of|between)|how (?:do|does|did) .*\bcompare)\b|\b(?:v|vs|versus|compared)\b",
    re.I,
)
_TURN_TALK = frozenset(
    content_stems(
        "better worse improved improving improve got get getting gotten gone going turned corner round around since"
        " than still now yet actually really anything any all overall thing things everything last then"
        " council service trust department compare compared comparison versus vs v"
    )
)
_PARTNERSHIP = re.compile(r"\bpartnership|\bannual report", re.I)
_NAMED_FAULTS = re.compile(
    r"\b(?:problems?|issues?|concerns?|worries|challenges|strengths?|weakness(?:es)?|failings?)\b", re.I
)
# Words that only name a letter elsewhere are its subject here.
_ON_A_SUBJECT = re.compile(
    r"\b(?:about|on|regarding) (?:the |their |our |its )?(?:send|partnership|visits|reviews?|priority|work|practice)\b"
    r"|\bsays? (?:it|they) (?:will|would|plans?)\b",
    re.I,
)
_OTHERS_SAY = re.compile(
    r"\b(?:council|authority|partnership|trust)(?:'s)?(?: own| annual)? (?:report )?(?:says?|said|find|found|reports?"
    r"|reported)\b",
    re.I,
)
# Times and turns in words that name no letter held may mean another's findings.
_TIME = re.compile(
    r"\d|\b(?:first|second|third|fourth|previous|earlier|next|other) time\b|\bago\b|\byears\b"
    r"|\b(?:this|last|next) (?:year|month|week|quarter|spring|summer|autumn|winter)\b",
    re.I,
)
_HINT = re.compile(
    r"find|found|point|message|conclu|headline|summar|overview|gist|nutshell|say|said|tell|report|think|thought|see\b"
    r"|saw\b|good|bad\b|should|problem|issue|concern|worries|challenge|strength|weak|failing|going|went|gone|changed"
    r"|happened|moved|got|doing|outcome|verdict|improv|better|fix|sort|mend|recommend|priority|right",
    re.I,
)
# Words that may stand beside such a question without giving it a topic.
_TALK = frozenset(
    content_stems(
        """
        main key headline headlines overall general big finding findings find found say said says conclude concluded
        conclusion conclusions point points message messages summary summarise summarize overview gist nutshell brief
        briefly short outcome verdict tell think thought see saw give please us quick thing things need needs needed
        improve improved improving improvement better fixing fixed sorting sorted mending get right put area areas
        priority action actions recommendation recommendations recommend recommended development must should told asked
        still
        letter report document visit inspection inspector ofsted monitoring focused hmi majesty's his her council
        council's own partnership annual executive latest last newest recent recently first earliest oldest previous
        earlier next second third fourth fifth sixth seventh eighth ninth tenth january february march april may june
        july august september october november december date dated year month time
        send jtai ilacs joint targeted area full biggest worst greatest problem problems issue issues concern concerns
        worries challenge challenges strength
        strengths weakness weaknesses failing failings going went gone well wrong badly doing getting moment currently
        now anything good bad strong weak whats according required recommended
        """
    )
)
# Who made them, how many there are, whether they are done: not what they are.
_OF_THEM = re.compile(
    r"^\W*(?:who|whom|whose|how many|why|when|is|are|was|were|have|has|had|did|do|does)\b(?! anything going)"
    r"|\bwhat (?:did|do|does|has|have) [^?]*\bthink of\b",
    re.I,
)
# All that such a letter is about, and who speaks or is asked after: no topic of its own.
_SERVICE = re.compile(
    r"\b(?:changed|improved|moved on|got better|got worse|happened)(?= since (?:\w+ )?last )"
    r"|\bchildren'?s (?:services?|social care)\b|\bin this area of social work practice\b"
    r"|(?<!about )(?<!on )(?<!about the )(?<!on the )\btrust\b(?= (?:says?|said|report(?:ed)?|doing|getting)\b)",
    re.I,
)


def asks_what_others_say(text: str) -> bool:
    """Say whether a council or a partnership is asked for its own words, not the inspectors."""
    return bool(_OTHERS_SAY.search(text))


def speaks_of_a_time(text: str) -> bool:
    """Say whether a question has a time or a turn in it, in whatever words."""
    return bool(_TIME.search(text))


def asks_for_a_turn(text: str) -> bool:
    """Say whether it is asked how things have come on: of two letters each tells how they stood."""
    return bool(_TURN.search(text))


def find_overall_fact(text: str, topics: AbstractSet[str]) -> StructureFact | None:
    """Return which of a letter's own summaries `text` asks for, or None; `topics` are the stems of its words."""
    if asks_for_a_turn(text) and not topics - _TURN_TALK - _TALK:
        return StructureFact.HEADLINE_FINDINGS
    if not _HINT.search(text) or _OF_THEM.search(text) or _ON_A_SUBJECT.search(text):
        return None
    service = {stem for match in _SERVICE.finditer(text) for stem in content_stems(match.group())}
    # "The outcomes for children in children's services" has a topic still.
    elsewhere = set(content_stems(_SERVICE.sub(" ", text)))
    if topics - _TALK - (service - elsewhere):
        return None
    # A partnership's own report tells of challenges in a part of its own.
    asked = _NAMED_FAULTS.sub(" ", text) if _PARTNERSHIP.search(text) else text
    return next((fact for fact, pattern in _PATTERNS if pattern.search(asked)), None)
