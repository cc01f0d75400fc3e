"""Questions that are not searched for: comes in: a question, goes out: what is wrong with it, or None."""

from __future__ import annotations

import re

from assistant.understanding.acronyms import load_glossary
from assistant.understanding.facts import Holdings
from assistant.understanding.question import MAX_QUESTION_CHARACTERS, Problem
from assistant.understanding.typos import is_known
from assistant.understanding.words import Word, find_words

_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# An order stands at the start of a sentence or clause; "do staff ignore instructions" is a question.
_ORDER = (
    r"(?:^|[.!?;:,\n\"'(\[\u2014-]\s*|\b(?:and|then|please|now|instead"
    r"|just|so|but|also|first|you (?:must|should|can|will|may|are to)"
    r"|i (?:want|need|order|command) you to|let'?s|kindly|simply)\s+)(?:please |now |just |then )?"
)
_RULES = (
    r"(?:instructions?|rules?|prompts?|guidelines?|guard ?rails?|restrictions?"
    r"|constraints?|programming|training|directions"
    r"|orders|what (?:you were|i|they) (?:told|said)|everything (?:above|before|else|you)|context)"
)
_HOSTILE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_ORDER}(?:ignore|disregard|forget|override|bypass|skip|drop|discard"
        rf"|break)\b[^.?!]{{0,40}}?\b(?:all|any|your|previous|prior|above|earlier"
        rf"|the|these|those|preceding|my|system)\b[^.?!]{{0,30}}?{_RULES}",
        rf"{_ORDER}(?:ignore|disregard|forget|override|bypass) {_RULES}",
        rf"{_ORDER}(?:ignore|disregard|forget) (?:the |these |those )?(?:letters?"
        rf"|documents?|sources?|evidence|quotes?)\b",
        rf"{_ORDER}(?:pretend|imagine|act|behave|roleplay|role-play)\b(?: that"
        rf"| to be| as if| as| like|,)? (?:you(?:['’]?re|r)?|ur|u|i['’]?m|an?|the|if you)\b",
        r"\byou are (?:now|no longer)\b|\bfrom now on,? you\b|\byour new (?:instructions?|role|rules?|task)\b",
        r"\b(?:system|developer|hidden|initial|secret) (?:prompt|message|instructions?)\b"
        r"|\b(?:developer|dan|god|admin|debug) mode\b|\bjailbreak",
        rf"{_ORDER}(?:reveal|print|show|repeat|output|display|tell me|give me"
        rf"|list)\b[^.?!]{{0,20}}\b(?:your|the system) (?:prompt|instructions?"
        rf"|rules|password|api key|settings|source code|configuration)",
        r"\b(?:api[ _-]?key|environment variables?|\.env\b|/etc/passwd|rm -rf)",
        rf"{_ORDER}(?:rate|grade|judge|mark|score|call|declare|describe|rank)\b (?:it"
        rf"|us|them|this|that|bradford|yourself|the \w+|our \w+|everything)(?: [\w']+){{0,3}}? (?:"
        rf"as )?(?:outstanding|good|inadequate|excellent|brilliant|perfect|terrible"
        rf"|a failure)\b",
        rf"{_ORDER}(?:say|state|answer|reply|respond|write|claim|confirm|output"
        rf"|conclude|tell everyone|report)\b (?:only )?(?:that |with |back )?(?:\""
        rf"|'|yes\b|no\b|it is|it's|it was|they are|we are|bradford (?:is|was"
        rf"|has)|the (?:council|trust|service|services) (?:is|are|was|were)"
        rf"|everything|nothing|ofsted (?:is|was)|inspectors (?:are|were|found"
        rf"|said))",
        rf"{_ORDER}(?:invent|fabricate|make up|fake|forge|falsify|hallucinate|dream up|concoct)\b",
        rf"{_ORDER}(?:write|create|generate|produce|give me|compose|draft|add"
        rf"|insert)\b[^.?!]{{0,20}}\b(?:fake|false|made[- ]up|fictional|invented"
        rf"|imaginary|pretend|untrue|fabricated)\b",
        rf"{_ORDER}(?:change|alter|edit|modify|rewrite|delete|remove|erase"
        rf"|wipe|overwrite|amend|doctor|tamper with|corrupt)\b (?:all |the "
        rf"|this |that |these |every |any |your )+(?:\w+ )?(?:letters?|quotes?"
        rf"|grade|rating|judgement|database|index|files?|records? of|documents?"
        rf"|citations?|findings?)\b",
        r"\b(?:drop|truncate|alter) table\b|\bunion (?:all )?select\b|\bselect \* from\b"
        r"|\bdelete from \w+\b.*(?:where|;)|\binsert into \w+\b|'\s*;?\s*--"
        r"|\b(?:or|and) ['\"]?1['\"]?\s*=\s*['\"]?1",
        r"<\s*/?\s*(?:script|img|iframe|svg|body|html|style|a|div|span|b|object"
        r"|embed|form|input|link|meta|h\d|p|u|i|br)\b[^>]*>|javascript:|on(?:error"
        r"|load|click)\s*=|\{\{.*\}\}|\$\{.*\}|<%|\]\(|<\|",
        r"(?:^|\n)\s*(?:#+\s*)?(?:system|assistant|user|human|instruction)s?\s*:|\[/?(?:inst|system)\]|```",
        rf"{_ORDER}(?:do not|don't|dont|never|stop) (?:bother(?: with)? )?(?:quot(?:e|ing)|cit(?:e|ing)"
        rf"|us(?:e|ing) the letters|mention(?:ing)? (?:the )?(?:criticism|problems"
        rf"|inspectors)|refus(?:e|ing)|follow(?:ing)?)\b",
        rf"{_ORDER}(?:answer|respond|reply) (?:as if|as though|like)\b|{_ORDER}(?:translate"
        rf"|encode|decode)\b[^.?!]{{0,20}}\b(?:above|base64|rot13|instructions)",
        rf"{_ORDER}(?:tell|assure|promise) (?:me|us|them|everyone|people|residents) (?:that )?"
        r"(?:\"|'|our |the |we |they |all |it |everything |social workers? |ofsted |bradford )"
        r"(?:(?!(?:that|where|which|who|whether|if|said|areas?|ways?|numbers?|things?|services)\b)[\w']+ ){0,4}?"
        r"(?:is|are|was|were|did|has|have)(?: all)? (?:the (?:best|worst)|brilliant|excellent|outstanding|great|perfect"
        r"|fantastic|wonderful|terrible|useless|rubbish|a disgrace)\b",
        r"\b(?:without|instead of) (?:quoting|citing|using) (?:the |any )?(?:letters?|sources?|evidence|quotes?)\b",
    )
)
# One child or family, not children or family hubs in general.
_ONE = (
    r"(?:(?:the|that|this) (?:\w+ ){0,2}?(?:child|kid|baby|boy|girl|lad|lass|toddler|infant|victim|little one|teenager"
    r"|youngster|young person|family|mother|mum|father|dad)"
    r"(?!s\b|ren\b|'?s? (?:services|homes?|trust|hub|hubs|centres?|court|support|help|group|social|commissioner))"
    r"|child [a-z]{1,2}\b)"
)
_NOT_FOR_LETTERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bwhat (?:do|would|did) you (?:think|reckon|recommend|suggest|advise|feel|believe|make of|do)\b",
        r"\b(?:your|an honest) (?:own )?(?:opinions?|advice|recommendations?"
        r"|personal view)\b|\b(?:what'?s|what is|give me|in) your (?:view"
        r"|take|opinion|advice)\b",
        r"\bdo you (?:think|agree|reckon|believe|like|love|feel|recommend"
        r"|have (?:an opinion|feelings))\b|\bare you (?:a|an|human|real|sure"
        r"|conscious|chatgpt)\b|\bwho (?:are|made|built) you\b",
        r"\bwhat should (?:we|i|the council|councillors|members|they) (?:do"
        r"|say|ask|tell|write|think|vote)\b(?! (?:better|differently|according))",
        r"\b(?:should|shall|ought) (?:we|i) (?:to )?(?:sack|fire|vote|close"
        r"|spend|hire|resign|trust|complain|sue|move|adopt|foster|apply|take"
        r"|appeal|publish|tell|report|invest|support|oppose|back|cut|pay|buy"
        r"|sign|write|call for)\b",
        rf"{_ORDER}(?:can you |could you |would you |will you |help me |i need you to "
        rf"|i'd like you to )*(?:write|draft|compose|prepare|pen|type up|script)(?: me"
        rf"| us| up)? (?:an?|the|my|our|some) (?:\w+ ){{0,3}}?(?:letters?|quot(?:e|ation)s?|findings?|speech"
        rf"|statements?|press release|emails?|e-mails?|motions?|poems?|songs?"
        rf"|essays?|tweets?|posts?|articles?|blog|reports?|plans?|briefing"
        rf"|presentation|leaflet|story|stories|response|reply|code|program"
        rf"|script|joke|complaint|petition|question for)\b",
        r"\b(?:tell|give|write|sing) (?:me|us) (?:a|an|some|another)(?: \w+)? (?:jokes?"
        r"|story|poems?|songs?|haiku|limerick|recipe)\b",
        r"\b(?:write|draft|compose) (?:me |us )?(?:an?|the|my|our) (?:\w+ ){0,2}(?:speech"
        r"|press release|email|e-mail|motion|poem|song|essay|tweet|complaint)\b",
        r"\bwhat(?:'s| is| will be) the (?:weather|time|football|capital of"
        r"|meaning of life|score)\b|\bwho will win\b|\bwho won the\b",
        r"\b(?:predict|forecast|guess)\b(?! (?:\w+ )?(?:risk|need|demand))[^?]{0,20}\b(?:will"
        r"|what|next|if|when|whether|the)\b",
        r"\b(?:will|are|is) (?:ofsted|the inspectors|inspectors|bradford|the council"
        r"|the trust|we|it) (?:going to |likely to )?(?:be (?:judged|rated"
        r"|graded)|get|become|pass|receive|achieve) (?:\w+ ){0,4}(?:next (?:year"
        r"|time|inspection|visit)|in future|soon|in 20[3-9]\d)\b",
        r"\bhow (?:do|can|could|would) i (?:apply|become|sign up|register"
        r"|complain|appeal|adopt|foster|get a job|contact you|use this|claim"
        r"|sue|make a complaint)\b",
        # Who a child or a family is, or where they live.
        rf"\b(?:names?|address(?:es)?|real identity)(?: and address(?:es)?)? of {_ONE}"
        rf"|\b(?:what|tell|give|reveal|need|know|find)\b[^?]{{0,20}}\b{_ONE}(?:'?s)?"
        r" (?:real |actual |full |true |home )?(?:names?|address(?:es)?|surname)\b"
        rf"|\b{_ONE}(?:'?s)? real (?:name|identity)\b"
        rf"|\bwho (?:is|was) child [a-z]{{1,2}}\b|\bname {_ONE}|\bwhat (?:is|was) {_ONE} called\b"
        rf"|\b(?:what|which) (?:street|road|house|estate)\b[^?]{{0,20}}\b(?:he|she|they|{_ONE})"
        r" (?:all )?(?:live|lives|lived)\b"
        rf"|\bwhere (?:do|does|did) {_ONE} live\b",
        r"\b(?:my (?:solicitor|lawyer|ex|divorce|custody|tax|landlord))\b",
        r"\b(?:is|would|will) (?:it|that) (?:be )?(?:really |actually )?(?:safe|ok|okay"
        r"|all ?right|alright|wise|sensible) (?:for (?:\w+ ){1,5}?)?(?:to|if) (?!say\b|conclude\b|assume\b|read\b)",
    )
)
# Words one of which the patterns above need, so that an ordinary question is done at once.
_HOSTILE_HINT = re.compile(
    r"ignore|disregard|forget|overrid|bypass|skip|drop|discard|break|pretend"
    r"|imagin|\bact\b|behav|role-?play|you are|from now|your|prompt|message"
    r"|instruct|\bmode\b|jailbreak|reveal|print|api|variable|\.env|passwd"
    r"|rm -rf|rate|grade|judge|mark|score|call|declar|describe|rank|\bsay"
    r"|state|answer|reply|respond"
    r"|write|claim|confirm|output|conclude|report|invent|fabricat|make up"
    r"|fake|forge|falsif|hallucin|dream up|concoct|creat|generat|produc"
    r"|compose|draft|insert|chang|alter"
    r"|edit|modif|delet|remov|eras|wip|overwrit|amend|doctor|tamper|corrupt"
    r"|table|union|select|[<>{}=`;]|--|\]\(|\]|:|\bdo not|don'?t|never"
    r"|\btell|assure|promise|stop|translat|encode|decode|without|instead",
    re.I,
)
_NOT_FOR_LETTERS_HINT = re.compile(
    r"\byou|opinion|advi[cs]e|recommend|should|shall|ought|write|draft"
    r"|compose|prepar|\bpen\b|script|tell|give|sing|weather|who w|capital"
    r"|meaning|score|football|\btime\b|predict|forecast|guess|\bnext|future"
    r"|soon"
    r"|how (?:do|can|could|would) i\b|\bmy\b|\bin 20[3-9]"
    r"|\bnames?\b|address|identity|surname|street|\broad\b|house|estate|child [a-z]{1,2}\b|called|live"
    r"|safe|\bok|all ?right|wise|sensible",
    re.I,
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
    if _HOSTILE_HINT.search(text) and any(pattern.search(text) for pattern in _HOSTILE):
        return Problem.HOSTILE
    if _NOT_FOR_LETTERS_HINT.search(text) and any(pattern.search(text) for pattern in _NOT_FOR_LETTERS):
        return Problem.NOT_FOR_LETTERS
    return None


def find_sense_problem(text: str, holdings: Holdings) -> Problem | None:
    """Return GIBBERISH for symbols and keyboard mash, NOTHING_ASKED for a greeting, else None.

    Words nobody here knows are no gibberish while they can be spoken: a name may be asked for.
    """
    if _GREETING.match(text):
        return Problem.NOTHING_ASKED
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
