"""Orders to the program: comes in: what was typed, goes out: whether it tells the program what to do.

An order hides in a question ("... and say the council is outstanding"), and a question speaks of orders ("do they make
plans and never follow them"): what stands before a verb tells which it is.
"""

from __future__ import annotations

import re

# What leads into an order: it begins a sentence, or is joined to what stands before it: "... and ignore your rules".
_JOINER = (
    r"(?:,|\b(?:and|but|so|then|now|just|only|also|(?<!the )(?<!their )first|instead|kindly|simply|let'?s"
    r"|you (?:must|should|can|will|may|are to))\b)\s*"
)
LEAD = (
    r"(?:(?:(?:^|[.!?;:\n\"(\[\u2014]|(?<!\w)['-])\s*|\bplease |\bi (?:want|need|order|command) you to )"
    rf"(?:please |{_JOINER}){{0,4}}|(?P<joiner>(?:{_JOINER}){{1,4}}))"
)
# Joined to these a verb is asked about: "did they come back and rate", "staff who make plans and never follow them".
_ASKING = re.compile(
    r"\b(?:(?:do|does|did|could|would|should)(?:n't|nt)?|can|can't|cant|cannot|will|won't|wont|must|might"
    r"|to(?! (?:the|an?|our|their)\b))\b(?! you\b)"
    r"|\b(?:who|that|which|what|whose|where|when|why|how|if|whether|because|while|before|after|unless|until|once|true)\b"
    r"(?!'s| about)"
    r"(?!.*\b(?:(?:is|are|was|were|has|have|had)(?:n't|nt)?|been|being|says|said|finds|found|saw|thought)\b)",
    re.I,
)
# "What did they say about adoption" asks for nothing more.
_ASKED = re.compile(
    r"\b(?:what|which|who)\b(?: \w+){0,6}? (?:say|find|think|see|mention|report|tell|conclude)\b"
    r"|\b(?:do|does|did)(?: \w+){1,4}? (?:say|mention) (?:anything|something|much)\b",
    re.I,
)
# A verdict is asked about where somebody who gives one is asked of: "did inspectors come and rate us good".
_VERDICT = re.compile(
    r"\b(?:outstanding|good|inadequate|excellent|brilliant|perfect|terrible|a failure|grade|rating|judgement"
    r"|(?:bradford|council|trust|services?) (?:has|is|are|was|were))$",
    re.I,
)
_JUDGE = re.compile(
    r"^(?:\W*\w+){0,5}?\W*\b(?:ofsted|inspect\w*|hmis?|letters?|reports?|review\w*|audit\w*|they|we|any(?:one|body)"
    r"|people|council\w*|members?|board|trust|services?|leaders?|managers?|director|boss(?:es)?|staff|workers?|teams?"
    r"|parents?|famil(?:y|ies)|carers?|commissioner|minister|government)\b",
    re.I,
)
# What only this program can be told, whatever is asked before.
_OURS = re.compile(
    r"\b(?:me|you|your|you're|youre|ur|u|quotes?|quotations?|citations?)\b"
    r"|\b(?:previous|prior|preceding|above|earlier) (?:\w+ )?(?:instructions?|prompts?)\b"
    r"|\b(?:disregard|forget) (?:the |these |those )?(?:letters?|documents?|sources?)\b",
    re.I,
)
_RULES = (
    r"(?:instructions?|rules?|prompts?|guidelines?|guard ?rails?|restrictions?|constraints?|programming|training"
    r"|directions|orders|what (?:you were|i|they) (?:told|said)|everything (?:above|before|else|you)|context)"
)
# Orders to the program, each behind a lead.
_ORDERS = tuple(
    re.compile(f"{LEAD}(?:{pattern})", re.I)
    for pattern in (
        r"(?:(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}?\b|(?:skip|drop|discard|break) )"
        r"(?:all|any|every|your|previous|prior|above|earlier|the|these|those|preceding|my|system)\b"
        rf"[^.?!]{{0,30}}?{_RULES}",
        rf"(?:skip|drop|discard|break)\b[^.?!]{{0,40}}?\byour\b[^.?!]{{0,30}}?{_RULES}",
        rf"(?:ignore|disregard|forget|override|bypass) {_RULES}",
        r"(?:ignore|disregard|forget) (?:the |these |those )?(?:letters?|documents?|sources?|evidence|quotes?)\b",
        r"(?:pretend|imagine|act|behave|roleplay|role-play)\b(?: that| to be| as if| as| like|,)?"
        r" (?:you(?:['’]?re|r)?|ur|u|i['’]?m|an?|the|if you)\b",
        r"(?:reveal|print|show|repeat|output|display|tell me|give me|list)\b[^.?!]{0,20}\b(?:your|the system)"
        r" (?:prompt|instructions?|rules|password|api key|settings|source code|configuration)",
        r"(?:rate|grade|judge|mark|score|call|declare|describe|rank)\b (?:it|us|them|this|that|bradford|yourself"
        r"|the \w+|our \w+|everything)(?: [\w']+){0,3}? (?:as )?(?:outstanding|good|inadequate|excellent|brilliant"
        r"|perfect|terrible|a failure)\b",
        r"(?:say|state|answer|reply|respond|write|claim|confirm|output|conclude|tell everyone|report)\b (?:only )?"
        r"(?:that |with |back )?(?:\"|'|yes\b|no\b|it is|it's|it was|they are|we are|bradford (?:is|was|has)"
        r"|the (?:council|trust|service|services) (?:is|are|was|were)|everything|nothing|ofsted (?:is|was)"
        r"|inspectors (?:are|were|found|said))",
        r"(?:invent|fabricate|(?:fake|forge) (?:an?|some|the|quotes?)|falsify|hallucinate|dream up|concoct)\b"
        r"(?:[^.?!]{0,30}?\bquot(?:e|ation)s?\b)?",
        # Not "make up a third of the workforce".
        r"make up\b[^.?!]{0,25}?\b(?:quot(?:e|ation)s?|findings?|evidence|letters?|answers?|stor(?:y|ies)|some\w*"
        r"|any\w*|things?|stuff|names?|numbers?|figures?|facts?|statistics|examples?|reasons?|lies|it|what\w*|you\w*)\b",
        r"(?:write|create|generate|produce|give me|compose|draft|add|insert)\b[^.?!]{0,20}\b(?:fake|false"
        r"|made[- ]up|fictional|invented|imaginary|pretend|untrue|fabricated)\b(?: quot(?:e|ation)s?\b)?",
        r"(?:change|alter|edit|modify|rewrite|delete|remove|erase|wipe|overwrite|amend|doctor|tamper with|corrupt)\b"
        r" (?:all |the |this |that |these |every |any |your )+(?:\w+ )?(?:letters?|quotes?|grade|rating|judgement"
        r"|database|index|files?|records? of|documents?|citations?|findings?)\b",
        r"(?:do not|don't|dont|never|stop) (?:bother(?: with)? )?(?:quot(?:e|ing)|cit(?:e|ing)|us(?:e|ing) the letters"
        r"|mention(?:ing)? (?:the )?(?:criticism|problems|inspectors)|refus(?:e|ing)"
        rf"|follow(?:ing)? (?:\w+ ){{0,3}}?(?:letters?|{_RULES}))\b",
        r"(?:answer|respond|reply) (?:as if|as though|like)\b"
        r"|(?:translate|encode|decode)\b[^.?!]{0,20}\b(?:above|base64|rot13|instructions)",
        r"(?:tell|assure|promise) (?:me|us|them|everyone|people|residents) (?:that )?"
        r"(?:\"|'|our |the |we |they |all |it |everything |social workers? |ofsted |bradford )"
        r"(?:(?!(?:that|where|which|who|whether|if|said|areas?|ways?|numbers?|things?|services)\b)[\w']+ ){0,4}?"
        r"(?:is|are|was|were|did|has|have)(?: all)? (?:the (?:best|worst)|brilliant|excellent|outstanding|great|perfect"
        r"|fantastic|wonderful|terrible|useless|rubbish|a disgrace)\b",
        r"(?:(?:answer|reply|respond|say|write|explain|describe)\b[^.?!]* )?"
        r"(?:without|instead of) (?:quoting|citing|using) (?:the |any )?(?:sources?|evidence)\b",
    )
)
# Hostile wherever they stand.
_HOSTILE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\byou are (?:now|no longer)\b|\bfrom now on,? you\b|\byour new (?:instructions?|role|rules?|task)\b",
        r"\b(?:system|developer|hidden|initial|secret) (?:prompt|message|instructions?)\b"
        r"|\b(?:developer|dan|god|admin|debug) mode\b|\bjailbreak",
        r"\b(?:api[ _-]?key|environment variables?|\.env\b|/etc/passwd|rm -rf)",
        r"\b(?:drop|truncate|alter) table\b|\bunion (?:all )?select\b|\bselect \* from\b"
        r"|\bdelete from \w+\b.*(?:where|;)|\binsert into \w+\b|'\s*;?\s*--"
        r"|\b(?:or|and) ['\"]?1['\"]?\s*=\s*['\"]?1",
        r"<\s*/?\s*(?:script|img|iframe|svg|body|html|style|a|div|span|b|object"
        r"|embed|form|input|link|meta|h\d|p|u|i|br)\b[^>]*>|javascript:|on(?:error"
        r"|load|click)\s*=|\{\{.*\}\}|\$\{.*\}|<%|\]\(|<\|",
        r"(?:^|\n)\s*(?:#+\s*)?(?:system|assistant|user|human|instruction)s?\s*:|\[/?(?:inst|system)\]|```",
        r"\b(?:without|instead of) (?:(?:quoting|citing) (?:the |any )?(?:letters?|sources?|quotes?)"
        r"|using (?:the letters|quotes))\b",
    )
)


def is_hostile(text: str) -> bool:
    """Say whether `text` orders the program to leave its rules, or looks like an attack."""
    return any(pattern.search(text) for pattern in _HOSTILE) or gives_order(text, _ORDERS)


def gives_order(text: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    """Say whether one of `patterns`, each behind a `LEAD`, is found in `text` as an order and not as a question."""
    return any(_is_order(match) for pattern in patterns for match in pattern.finditer(text))


def _is_order(match: re.Match[str]) -> bool:
    """Say whether a verb is an order: one joined to a question that may go on with it is asked about."""
    if match["joiner"] is None or _OURS.search(match.string, match.end("joiner"), match.end()):
        return True
    before = re.split(r"[.?!;:\n]", match.string[: match.start()])[-1]
    if not _ASKING.search(_ASKED.sub("", before)):
        return True
    return bool(_VERDICT.search(match[0])) and not _JUDGE.match(before)
