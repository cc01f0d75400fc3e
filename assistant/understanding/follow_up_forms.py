"""How follow-ups are worded: comes in: nothing, goes out: the patterns that tell one kind of follow-up from another."""

from __future__ import annotations

import re

FINITE = re.compile(
    r"\b(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will"
    r"|would|should|may|might|must|isn't|aren't|wasn't|weren't|don't|doesn't"
    r"|didn't"
    r"|what|who|whom|why|when|where|which|how|whose|list|show|tell|give"
    r"|name|say|said|says|get|gets|make|makes|need|needs)\b",
    re.I,
)
_THING = r"(?:that|this|it|they|things|those|these|the situation|the picture)"
STILL_SO = re.compile(
    rf"^(?:is|are|was|were|does|do) {_THING} (?:\w+ )?(?:still )?(?:so"
    rf"|the case|true|right|happening|like that|like this|a problem|an issue"
    rf"|apply|stand|current|correct|valid)(?: still| now| today| any ?more)?$"
    rf"|^(?:is|are) {_THING} (?:still |all )?(?:the same|different)(?: now| today| these days)?$"
    rf"|^(?:is|are) {_THING} still$|^still(?: so| true| the case)?$|^is it still the same$|^any change$",
    re.I,
)
CHANGED = re.compile(
    rf"^(?:has|have|had|did|is|are|does|do|was|were) {_THING} (?:\w+ ){{0,2}}?(?:changed?"
    rf"|chang\w+|improv\w+|better|worse|progress\w*|fixed|sorted|resolved"
    rf"|addressed|worsen\w*|declin\w+)(?: \w+){{0,3}}$"
    r"|^has (?:that|this) (?:\w+ )?(?:gone (?:up|down)|increased|decreased|reduced|fallen|risen|dropped|grown)"
    r"(?: \w+){0,3}$"
    r"|^(?:any|has there been any|was there any|have there been any|is there any) (?:"
    r"improvements?|progress|changes?|better|worse)(?: \w+){0,3}$|^how has (?:it"
    r"|that|this) changed(?: \w+){0,3}$",
    re.I,
)
COMPARE = re.compile(
    rf"^(?:(?:can you |please )*compare(?: {_THING})?|how (?:does|do) {_THING} compare|{_THING} compared|compared)"
    r" (?:with|to|against)\b",
    re.I,
)
SOURCE = re.compile(
    rf"^who (?:said|says|wrote|found|told|reported|claims?|thinks|thought"
    rf"|is saying|was saying)(?: \w+)? ?(?:{_THING}|so)?$|^says who$|^where (?:does"
    rf"|do|did|is|was) (?:it|they|that|this)(?: \w+)? ?(?:say|said|written"
    rf"|from|come from)?(?: {_THING}| so)?$"
    rf"|^(?:which|what) (?:letter|document|report|paragraph|visit|one|year"
    rf"|date|source)(?: (?:is|was|says?|said|did)(?: {_THING})?(?: \w+){{0,2}})?$"
    rf"|^what(?:'s| is| was) (?:the|your) source$|^when (?:was|did|is) (?:{_THING}"
    rf"|they say {_THING})(?: \w+){{0,3}}$|^how old is (?:that|this)$",
    re.I,
)
WHY = re.compile(
    rf"^(?:but )?(?:why|how come|why not|what for)(?: (?:is|was|are|were"
    rf"|did|does|do) {_THING}(?: \w+){{0,2}})?$|^what (?:caused|causes"
    rf"|is causing|was behind|is behind|explains) {_THING}$|^(?:for )?what(?: are"
    rf"| is| were)?(?: the)? reasons?(?: for {_THING})?$",
    re.I,
)
MORE = re.compile(
    r"^(?:is there |are there |was there |do they say |did they say |have you "
    r"|got )?(?:any ?(?:thing)? ?(?:more|else|other|further)(?: \w+){0,3}"
    r"|what else(?: \w+){0,3}|(?:tell me |show me |give me )?(?:some )?more(?: details?"
    r"| about (?:that|this|it)| please| examples?| quotes?)?"
    r"|go on|and\??|else|expand|continue|other examples?|in more detail|elaborate|more please|all of (?:it|them))$",
    re.I,
)
DETAIL = re.compile(
    rf"^(?:how (?:many|much|long|often|so|far|bad|good|old)(?: (?:of them"
    rf"|exactly|is that|was that|are there|were there))?|what (?:percentage"
    rf"|proportion|number|share|figure)|by how much|since when|when(?: exactly)?"
    rf"|where(?: exactly)?|who|by (?:when|whom|who)"
    rf"|which ones?|how|in what way|for (?:example|instance)|such as|like what"
    rf"|e\.?g\.?|(?:can you )?give (?:me )?(?:an )?examples?|what does (?:that"
    rf"|it|this) mean|what (?:is|was|are) (?:being|been) done(?: about {_THING})?"
    rf"|what (?:did|do|have) they (?:do|doing|done)(?: about {_THING})?)$",
    re.I,
)
PRONOUN = re.compile(
    r"\b(?:they|them|their|those|these|it|its|that|this|he|she|him|her"
    r"|his)\b(?! (?:is|was) (?:true|clear|right|fair|possible|known|said)\b)",
    re.I,
)
NOT_LEANING = re.compile(
    r"\bis it (?:true|clear|right|fair|possible|known|said|likely|safe"
    r"|ok|easy|hard|worth)\b|\bit (?:take|takes|took|cost|costs)\b|\bthere (?:is"
    r"|are|was|were)\b"
    r"|\b(?:this|that|these|those) (?:council|authority|service|area|city"
    r"|district|letter|report|year|month|team|trust|visit)s?\b",
    re.I,
)
# "How many of them were in care already?": whom it speaks of was said before, however long the question.
OF_THEM = re.compile(
    r"^(?P<lead>(?:how (?:many|much|few)|which|what (?:share|percentage|proportion|number)|any|most|some|all|none"
    r"|are any|were any|is any|was any) of )"
    r"(?:them\b(?! (?:who|that|which|with|in)\b)"
    r"|(?:those|these)(?= (?:is|are|was|were|have|has|had|do|did|went|got)\b|$))",
    re.I,
)
COUNTED_WHO = re.compile(
    r"^how (?:many|much) (?P<who>(?!letters|documents|reports|councils)[\w' -]+?) (?P<what>(?:went|go|are"
    r"|were|is|was|have|has|had|got|came|live|lived"
    r"|need|needed|left|died|wait|waited)\b.+)$",
    re.I,
)
# "Did education attend the board?": who did what only people and agencies do, parted at the verb.
ASKED_OF_ONE = re.compile(
    r"^(?:did|does|do|has|have|had|will|can) (?P<topic>(?:the |our |any(?:one|body) from )?[\w' -]+?)"
    r" (?:(?:ever|always|regularly|actually|really) )?(?=(?:attend(?:ed)?|turn(?:ed)? up|come|came|send|sent"
    r"|join(?:ed)?|miss(?:ed)?|sign(?:ed)?|pay|paid|contribute[ds]?|respond(?:ed)?|reply|replied"
    r"|take part|took part|taken part|complete[ds]?|return(?:ed)?|agree[ds]?)\b)",
    re.I,
)
# "Who else had that problem?", "and other councils?"
WHO_ELSE = re.compile(
    r"^(?:(?:who|where|anyone|anywhere|anybody) else|(?:which |any |what )?other councils?)"
    r"(?: (?:has|had|have|got|get|with|shares?|is|are|was|were|does|do|did|like|the|same|that|this|these|it|problems?"
    r"|issues?|too|as well|found|find|so|struggl\w+))*$",
    re.I,
)
WHEN_WAS_IT = re.compile(
    r"^when was (?:it|that|this|(?:the|that|this) (?:letter|one|visit))"
    r"(?: (?P<written>written|sent|published|dated|issued|signed))?$",
    re.I,
)
# "Who never went?" after a question of who came to the board.
WHO_CAME = re.compile(
    r"^who (?:(?:never|always|ever|else|also|didn't|did not) )*(?:went|came|attended|turned up|missed|go|come|attend"
    r"|turn up|miss)(?: (?:once|at all|most|least|the most|the least|every time|any|one))?$",
    re.I,
)
WHO_WROTE = re.compile(r"^who (?:wrote|signed|was the author of) (?:that|it|this)$", re.I)
YEAR_BESIDE = re.compile(
    r"(?:the )?(?:(?P<before>(?:year|one) before(?: that| it)?|prev(?:ious)? (?:year|yr)|year earlier|prior year)"
    r"|(?P<after>(?:year|one) after(?: that| it)?|following year|year later))",
    re.I,
)
RELATIVE = re.compile(
    r"^(?:what happened |and )?(?:(?P<reach>before|after|since) (?:that"
    r"|then)|earlier|later|previously|afterwards)$",
    re.I,
)
SPEAKING = re.compile(
    r"\b(?:it|they|this|that|he|she) (?:\w+ )?(?:say|says|said|find|found"
    r"|mention|mentioned|report|reported|tell us|think|thought)\b",
    re.I,
)
GROUP = re.compile(
    r"\b(?:(?:the|our|all|any|some|many|most|these|those) )?(?:(?:older"
    r"|younger|young|disabled|vulnerable|exploited|missing|unaccompanied"
    r"|looked[- ]after|newly qualified|senior|frontline|front line|foster"
    r"|connected|kinship|social|first line|team|family) )*"
    r"(?:children(?: in care| in need| looked after)?|kids|youngsters"
    r"|teenagers|teens|adolescents|babies|toddlers|boys|girls|young people"
    r"|care leavers|parents|families|mothers|fathers|carers|adopters|siblings"
    r"|brothers and sisters|grandparents|workers|staff|managers|leaders"
    r"|councillors|members|police|schools|teachers|partners|agencies|practitioners)\b",
    re.I,
)
# "How many board meetings did education go to?": who is asked of, parted at what only people and agencies do.
COUNTED_OF_ONE = re.compile(
    r"^how (?:many|often)\b.*? (?:did|does|do|has|have) (?P<topic>(?!they\b|it\b|we\b|you\b)[\w' -]+?)"
    r" (?=(?:(?:ever|actually|really) )?(?:go|gone|attend|come|turn(?:ed)? up|miss|sen[dt]|join|make it|made it)\b)",
    re.I,
)
ABOUT = re.compile(r"\b(?P<lead>about|regarding|concerning|on the (?:subject|topic) of) (?P<topic>.+)$", re.I)
COUNTED = re.compile(
    r"\b(?P<lead>how many|how much|(?:what|which) (?:percentage|proportion"
    r"|number|share|rate) of|(?:percentage|proportion|number|share|rate) of) (?P<topic>.+?)(?="
    r" (?:is|are|was|were|do|does|did|has|have|had|came|got|went|met|took"
    r"|in|at)\b|$)",
    re.I,
)
