"""Questions about the letters themselves: comes in: a question, goes out: which fact of their structure is asked."""

from __future__ import annotations

import re

from assistant.understanding.dates import find_times
from assistant.understanding.grade_questions import (
    GRADE_STEMS,
    asks_for_councils_of_a_grade,
    asks_only_grades,
    asks_whether_graded,
    names_only_a_grade,
)
from assistant.understanding.kind_questions import asks_for_a_kind
from assistant.understanding.overall_questions import find_overall_fact
from assistant.understanding.question import StructureFact
from assistant.understanding.roles import find_role
from assistant.understanding.topics import blank_out, other_topics
from assistant.understanding.words import content_stems

_LETTER = r"(?:letter|report|document|visit|inspection)s?"
_BY = (
    r"(?:ofsted(?:'s)?|inspectors?|hmis?|they|the inspectors?|her majesty's inspectors"
    r"|his majesty's inspectors|the inspectorate)"
)
# Tried in order; the first that fits, with nothing else asked, wins.
_PATTERNS: tuple[tuple[StructureFact, re.Pattern[str]], ...] = tuple(
    (fact, re.compile(pattern, re.I))
    for fact, pattern in (
        (
            StructureFact.COPIED_TO,
            r"\bcopied (?:in )?to\b|\bcopied in\b|\b(?:who|did (?:any|some)(?:one|body)) (?:else )?(?:got sent|got|get"
            r"|gets|received?|was sent|were sent|is sent|has|have) (?:sent )?(?:a )?cop(?:y|ies)\b"
            r"|\bcc'?d?\b|\bwho (?:else )?(?:was|were|is|did) [^?]{0,20}\bcop(?:ied"
            r"|y|ying)\b|\bcopy (?:line|list)\b",
        ),
        (
            StructureFact.ADDRESSEE,
            rf"\bwho(?:m)? (?:is|was|were|are|did|does) (?:the |this |that |each "
            rf"|these )?(?:\w+ ){{0,3}}?(?:{_LETTER} |{_BY} )?(?:addressed|sent"
            rf"|written|write|wrote|address|send|go)(?: (?:the )?{_LETTER})? ?(?:to)?\b(?! by)"
            rf"|\baddressees?\b|\b(?:to )?whom (?:is|was|were|did)\b|\bwho (?:received"
            rf"|got|gets|opened) (?:the |this )?{_LETTER}\b|\baddressed to\b|\bwho (?:did"
            rf"|do) {_BY} write to\b",
        ),
        (
            StructureFact.SIGNED_BY,
            r"\bwho (?:signed|wrote|authored|is the author of|was the author of"
            r"|sent|issued|published)\b|\b(?:written|signed|authored|sent) by (?:who"
            r"|whom)\b|\bsigned (?:off )?by\b|\bauthor of\b|\bwhose (?:name|signature)\b",
        ),
        (
            StructureFact.LEAD_OR_INSPECTORS,
            r"\b(?:who|which (?:hmi|inspector)s?|what inspectors?) (?:inspected"
            r"|visited|carried out|did|conducted|led|undertook|performed|came"
            r"|were|was|are|is)?\b ?(?:the |our |this |that )?(?:\w+ ){0,4}?(?:inspectors?"
            r"|inspection|visits?|inspected|inspecting|hmis?)\b|\b(?:name|names of|list|who were|who are|how many"
            r"|number of) (?:of )?(?:the )?(?:lead )?(?:inspectors?|hmis?)\b|\blead inspector\b"
            r"|\bwhich inspectors?\b|\binspectors?'? names?\b|\binspection team\b"
            r"|\bwho (?:was|were) the (?:\w+ ){0,3}?(?:visit|inspection) (?:led|done|carried out) by\b"
            r"|\bwho (?:inspected|visited|came|came to inspect)\b|\bhow many inspectors\b",
        ),
        (
            StructureFact.JUDGEMENTS,
            r"\b(?:what|which|was|were|how) [^?]*\b(?:grades?|ratings?|rated|graded|judged|overall effectiveness)\b"
            r"|\b(?:grades?|judge?ments?|rating)\b[^?]*\bfor\b|\boverall effectiveness\b"
            r"|\boverall (?:\w+ )?(?:grades?|ratings?|judge?ments?)\b"
            r"|\b(?:19|20)\d\d\b[^?]*\b(?:grades?|ratings?|judge?ments?)\b"
            r"|\b(?:grades?|ratings?|judge?ments?)\b[^?]*\b(?:19|20)\d\d\b"
            r"|\b(?:what|which|was|were|how has) [^?]*\bjudge?ments?\b",
        ),
        (
            StructureFact.VISIT_NUMBER,
            r"\b(?:which|what)(?: number)?(?: of)? (?:the )?(?:ofsted )?(?:monitoring )?visit (?:"
            r"number )?(?:was|is|were|does|did)\b|\bwhat number (?:\w+ ){0,3}visit\b"
            r"|\bhow many (?:ofsted |monitoring |inspection )+visits\b|\bhow many visits (?:have"
            r"|did|has|were|are) (?:there|ofsted|inspectors|the inspectors|we)\b"
            r"|\bnumber of (?:ofsted |monitoring )+visits\b|\bhow (?:many times"
            r"|often) (?:has|have|did|was|were) [^?]{1,40}(?:inspected|visited"
            r"|inspect|visit)\b"
            r"|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
            r"|tenth|how many|which) (?:monitoring )?visit (?:is|was) (?:it|this"
            r"|that)\b|\bvisit number\b",
        ),
        (
            StructureFact.PERIOD,
            r"\b(?:what|which) (?:period|year|years|dates|time|months|timeframe) (?:does"
            r"|do|did|is|are|was) (?:the |this )?(?:\w+ ){0,4}(?:report|review)s? (?:cover"
            r"|about|for|span|relate to|run)\w*\b|\bperiod (?:covered|of) (?:by )?(?:the )?(?:\w+ ){0,3}"
            r"report\b|\breport(?:ing)? period\b",
        ),
        (
            StructureFact.LATEST_LETTER,
            rf"\b(?:what|which|when|how)\b[^?]{{0,12}} (?:is|was|were|did|has|are) (?:the "
            rf"|your |our |{_BY} )?(?:\w+ ){{0,3}}?(?:latest|newest|most recent"
            rf"|last)(?: \w+){{0,2}}? ?(?:{_LETTER}|inspected|visited|visit|inspect"
            rf"|come|came)\b|\bhow (?:recent|old|up to date|current|new) (?:is"
            rf"|are) (?:the |your |this )?(?:\w+ ){{0,2}}(?:{_LETTER}|evidence"
            rf"|information|corpus|data|collection)\b|\bwhen (?:were we|was \w+"
            rf"|were they|were you) last (?:inspected|visited)\b|\bwhich (?:letter"
            rf"|document|report|one) is (?:the )?(?:latest|newest|most recent)\b"
            rf"|^(?:the |your )?(?:latest|newest|most recent) (?:letter|report|document)"
            rf"(?: (?:that )?(?:you|we) (?:hold|have)| held| here)?\W*$",
        ),
        (
            StructureFact.VISIT_DATES,
            r"\b(?:when|what (?:date|dates|day|days)|on (?:which|what) (?:date"
            r"|dates|day|days)|which (?:date|dates|day|days)|how (?:long|many days))\b[^?]{0,40}\b(?"
            r":visit(?:ed|s)?|inspect(?:ed|ion|ions)?|on site|come|came|take place"
            r"|took place|happen|happened)\b|\bdates? of (?:the )?(?:\w+ ){0,3}?(?:visit"
            r"|inspection)s?\b|\bvisit dates?\b",
        ),
        (
            StructureFact.LETTER_DATE,
            rf"\b(?:when|what (?:date|day)|on (?:which|what) (?:date|day)|how (?:old"
            rf"|long ago|recent))\b[^?]{{0,40}}\b(?:{_LETTER})\b(?:[^?]{{0,20}}\b(?:published"
            rf"|written|dated|sent|issued|produced|out|released|from|come out|write))?"
            rf"|\bwhen (?:did|was|were) [^?]{{0,25}}\b(?:published|publish|write"
            rf"|written|dated|sent|issued|findings)\b|\b(?:publication )?dates? (?:of"
            rf"|on) (?:the |each |this )?(?:\w+ ){{0,3}}{_LETTER}\b|\b{_LETTER} dates?\b"
            rf"|\bwhat date\b",
        ),
        (
            StructureFact.AREAS_COVERED,
            rf"\bareas? (?:were |was |that were )?(?:covered|looked at|reviewed"
            rf"|inspected|examined)\b|\bwhat (?:areas|topics|subjects|services"
            rf"|parts|themes)?\s?(?:did|does|do|was|were|is|are) (?:the |this "
            rf"|that |each |{_BY} )?(?:\w+ ){{0,4}}?(?:{_LETTER}|inspectors?|ofsted"
            rf"|they|it)?\s?(?:cover|covered|focus(?:ed|sed)?(?: on)?|look(?:ed)? (?:at"
            rf"|into)|review|reviewed|examine|inspect|concentrate on|deal with)\b"
            rf"|\bwhat (?:is|was|are|were) (?:the |this |that |each )?(?:\w+ ){{0,4}}?{_LETTER} about\b"
            rf"|\b(?:focus|scope|purpose|remit|coverage) of (?:the |this |that "
            rf"|each )?(?:\w+ ){{0,3}}?{_LETTER}\b",
        ),
        (
            StructureFact.COUNCIL,
            r"\bwhich (?:council|local authority|authority|place|area|trust)s? (?:is"
            r"|are|was|were|does|do) (?:the |this |these |that |it |each |they "
            r"|any )?(?:\w+ ){0,2}?(?:letters?|reports?|documents?|about|cover"
            r"|for)\b|\bwhat council\b|\bwhich councils (?:do you|have you|are there"
            r"|can|have (?:letters|reports|documents))\b"
            r"|\b(?:letters|reports|documents) (?:on|about|from) how many councils\b"
            r"|\bhow many councils (?:do|have|are) (?:you|we|there)\b",
        ),
        (
            StructureFact.LETTER_COUNT_OR_LIST,
            r"\bhow many (?:\w+ )?(?:letters|documents|reports|sources|files)\b"
            r"|\b(?:which|what|list|name|show)(?: me| us)?(?: all)?(?: of)?(?: the)? (?:\w+ )?(?:"
            r"letters|documents|reports|sources|files)\b(?: (?:do|are|have|can|did"
            r"|is) (?:you|we|there|i|held|included|loaded|here|in)\b)?|\bwhat (?:do"
            r"|can) you (?:hold|have|know|search|cover|contain)\b|\bwhat(?:'s"
            r"| is) in (?:here|this|the (?:collection|library|corpus|index))\b"
            r"|\bwhat are (?:the|these) (?:\w+ )?(?:letters|documents|sources)\b",
        ),
    )
)

# "Was Kent criticised for anything?", of nothing in particular.
_CRITICISED = re.compile(
    r"\W*(?:(?:was|were|is|are|has|have)\b\W*)(?:(?:we|they|it|the council|you)\b\W*)?(?:been )?"
    r"(?:criticised|criticized|told off)(?: (?:for|about|over) (?:anything|something|what))?(?: by \w+)?\W*",
    re.I,
)
_AND_ASKS = re.compile(
    r"[,;?]? and (?=(?:what|when|who|which|how|by whom)\b)|\? +(?=(?:what|when|who|which|how)\b)", re.I
)
# Words one of which every pattern above needs: most questions have none of them and are done here.
_HINT = re.compile(
    r"letter|report|document|visit|inspect|jtai|joint|send\b|ilacs|\bfvs?\b|hmi|ofsted|cop(?:y|ied)|\bcc"
    r"|whom|addressee?|author|sign|source|file|grade|judg|rat(?:ed|ing)"
    r"|effectiveness|inadequate|outstanding|improvement"
    r"|areas|council|authorit|evidence|information|collection|corpus|data\b|hold|know|search|who|period|you",
    re.I,
)

# Words that may stand beside such a question without making it one about practice.
_MAY_STAND = frozenset(
    stem
    for word in """
    letter report document visit inspection inspector ofsted monitoring hmi majesty council councils bradford
    partnership annual safeguarding executive director strategic lead senior team member name named list number
    date dated day year month time published publish wrote write written sent send addressed address addressee
    sign signed author copied copy cc received receive cover covered covering area focus focused review reviewed
    look looked scope purpose remit topic subject inspect inspected carry carried conduct conducted led undertake
    undertook perform take took place happen happened come came latest last newest recent recently first earliest
    oldest previous hold held count many source file collection library corpus index children's services child
    service authority local trust family grade graded judgement judgment rating rated judged overall effectiveness
    period reporting span relate run current old up-to-date evidence information issue issued site release person
    people signature leader attend attended here new long ago exact exactly formal formally full title called call
    chief officer department education city district metropolitan january february march april may june july
    august september october november december monday tuesday wednesday thursday friday one two three four five
    six seven eight nine ten second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth series
    so-far far concern identified supernumerary majesty's her his each respectively own anybody anyone somebody
    someone else distribution jtai ilacs
    """.split()
    for stem in content_stems(word)
)
# "Which councils do you not have?" is not answered with those that are held.
_HELD = (StructureFact.COUNCIL, StructureFact.LETTER_COUNT_OR_LIST)
_NOT_HELD = re.compile(r"\b(?:not|no|missing|lack\w*)\b|n['’]t\b", re.I)
# "What did the latest report say about the trust" asks for its words, not for its date.
_ITS_WORDS = re.compile(r"\b(?:say|says|said|find|found|tells?|told|conclude[ds]?)\b", re.I)
# Words that turn the same forms into a question about practice: "who inspected the children's homes".
_MAY_NOT_STAND = re.compile(
    r"\bchild\b|\bchildren(?!'?s? (?:and families|services|social))|\b(?:children'?s homes?"
    r"|placed|placements?|improvement board|action plan|improvement plan"
    r"|cqc|police|school|youth offending|probation|youth"
    r"|director (?:of|start|appoint|come|came)|(?:take[ns]?|took|taking|hand(?:ed|ing)?) over|transfer\w*|set up"
    r"|launched|created|established|commissioner|direction|notice|social workers?|how often|frequently)\b",
    re.I,
)


def find_structure_fact(text: str, council_spans: list[tuple[int, int]], overall: bool = True) -> StructureFact | None:
    """Return the fact about a letter itself that `text` asks for, or None.

    It is one only where nothing else is asked: "who visited" is, "who visited the families" is not. Names at
    `council_spans` may stand beside it, and beside judgements the area judged. All that a letter finds is one unless
    `overall` is false: "what did they say?" after another question asks of that one's subject.
    """
    if find_role(text, council_spans) is not None:
        return StructureFact.ROLE_HOLDER
    if not _HINT.search(text):
        return _find_overall(text, council_spans) if overall else None
    if asks_for_a_kind(text, council_spans):
        return StructureFact.LETTER_COUNT_OR_LIST
    others = other_topics(text, council_spans)
    of_a_grade = asks_for_councils_of_a_grade(text, council_spans)
    if of_a_grade is not None:
        return StructureFact.JUDGEMENTS if of_a_grade else None
    if asks_whether_graded(text) and not others - _MAY_STAND - GRADE_STEMS:
        return StructureFact.JUDGEMENTS
    if council_spans and names_only_a_grade(blank_out(text, council_spans)):
        return StructureFact.JUDGEMENTS
    for fact, pattern in _PATTERNS:
        if not pattern.search(text):
            continue
        if fact is StructureFact.JUDGEMENTS:
            if asks_only_grades(text, council_spans):
                return fact
        elif fact is StructureFact.LATEST_LETTER and _ITS_WORDS.search(text):
            continue
        elif fact in _HELD and _NOT_HELD.search(text):
            return None
        elif not _MAY_NOT_STAND.search(text) and not others - _MAY_STAND:
            return fact
    return _find_overall(text, council_spans) if overall and not _MAY_NOT_STAND.search(text) else None


def split_questions(text: str) -> list[str]:
    """Return the questions that `text` asks one after the other: "when were they last inspected" and "who came?"."""
    return _AND_ASKS.split(text)


def _find_overall(text: str, council_spans: list[tuple[int, int]]) -> StructureFact | None:
    if _CRITICISED.fullmatch(blank_out(text, council_spans)):
        return StructureFact.TO_IMPROVE
    times = [(time.start, time.end) for time in find_times(text)]
    return find_overall_fact(text, other_topics(text, [*council_spans, *times]))
