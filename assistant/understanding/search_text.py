"""What to search for: comes in: a question and the places that only narrow it, goes out: its topic."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.understanding.acronyms import ShortForm
from assistant.understanding.forms import strip_politeness
from assistant.understanding.words import content_stems

_SAYING = re.compile(
    r"^(?:and |but |so )?(?:what|how much|anything|something)? ?(?:do"
    r"|does|did|is|are|was|were|has|have|had|can)?(?: there)? ?(?:the "
    r"|any of the |these |our |all the )?"
    r"(?:letters?|documents?|reports?|evidence|it|they)? ?(?:actually "
    r"|really |ever |also )?(?:say|said|says|tell us|told us|mention(?:ed)?"
    r"|find|found|report(?:ed)?|anything)? ?(?:anything |something |more )?"
    r"(?:about|on|regarding|concerning|with regard to|in relation to|around|as to) ",
    re.I,
)
_IN_LETTERS = re.compile(
    r"\b(?:in|from|according to|across|within|by) (?:any of |all |all of )?(?:the"
    r"|these|those|our|your|this|that) (?:\w+ )?(?:letters?|documents?)\b"
    r"|\b(?:do|does) (?:any of )?the (?:letters?|documents?) (?:say|mention"
    r"|tell us|show|suggest)(?: that| whether| if| anything about)?\b",
    re.I,
)
# What a rewritten follow-up starts with: "Who said that: ...".
_LEAN = re.compile(
    r"^(?:is it still so|has that changed(?: over time)?|says who|(?:by "
    r"|since |for |in |such |like )?(?:who|which|where|when|how|what|whom"
    r"|way|as|example|why)\b[^:?(]{0,40}|any \w+|give [^:?(]{0,20}): ",
    re.I,
)
_CHANGE = re.compile(
    r"^what(?:'s| has| have|s)? (?:has )?(?:changed|improved|different)(?: (?:in"
    r"|on|about|with|for|regarding)\b| (?=\w))|\b(?:then and now|over (?:time"
    r"|the years))\b"
    # "Is any better with disabled children now than in 2021", without the council.
    r"|^(?:is|are|has|have|was|were)(?: (?:it|things|they|we))? (?:got |getting |been )?(?:any|much) (?:better|worse)"
    r" (?:with|at|for|on|about)\b"
    r"|\b(?:now )?(?:than|as (?:much|many|often|high|low|bad|good|long|well|quickly) as)"
    r" (?:it (?:was|did) |they (?:were|did) )?(?:back )?(?:in (?:19|20)\d\d|before|then|last time"
    r"|(?:a few|some|two|three|several) years ago)(?=\W*$)",
    re.I,
)
# "Turnover was going down, wasn't it?"
_TAG = re.compile(
    r",? (?:(?:is|was|are|were|has|have|had|did|do|does|can|could|will|would)n['’]?t (?:it|they|we|there|he|she|you)"
    r"|am i right|is that right|innit)\W*$|, (?:right|correct|yes|no)\W*$",
    re.I,
)
# Whom and what is asked of: "which councils were told...", "which councils' audits are...", "which letters mention...",
# "what is the latest on...".
_FRAME = re.compile(
    r"^(?:(?:list|name|show me) (?:the |all (?:the )?)?(?=councils|authorities))?(?:which |what |the )?"
    r"(?:councils|(?:local )?authorities|(?:(?<=which )|(?<=what ))council(?= (?:was|is|has|had|got)\b)) "
    r"(?:(?:where|that|who)\b ?)?(?:(?:were|was|are|is|have|has|had|got|do|does|did)\b ?)?(?:been )?"
    r"(?:told (?:that )?(?:their )?"
    r"|(?:praised|commended|criticised|criticized) for (?:their )?|found to (?:have|be) |said to (?:have|be) )?"
    r"|^(?:which|what) (?:of the )?(?:(?:councils|authorities)['’](?:s)? )?(?:letters?|reports?|documents?|councils"
    r"|inspectors) (?:says? that|says?|mention|talks? about|speaks? (?:of|about)|tells? (?:of|about)|refers? to"
    r"|criticis|criticiz|prais|raises? concerns about|(?:is|are) (?:critical of|about|on)|warns? (?:about|of))"
    r"(?:e|es|s|ed)? "
    r"|^(?:which|what) (?:councils|authorities)['’](?:s)? "
    r"|^(?:what(?:'?s| is) )?(?:the )?(?:latest|most recent)(?: news| position| picture| word)? (?:on|about|with|for) ",
    re.I,
)
# "Compare Kent and Derby on caseloads", without the councils: "compare and on caseloads".
_COMPARING = re.compile(
    r"^(?:please )?(?:compare|contrast|how (?:do|does|did))\s+(?:compare )?(?:(?:and|with|to|against|vs|versus) )*"
    r"(?:on|in|for|about|regarding|in terms of|when it comes to)\b|^(?:please )?(?:compare|contrast)\b"
    r"(?: (?:and|with|to|against))*",
    re.I,
)
# "The 2020 visit v the 2022 inspection on neglect", without both: "the v the on neglect".
_COMPARED = re.compile(
    r"^(?:(?:the|its|with|and|v|vs|versus|to|against)\s+)+(?=(?:on|in|for|about|regarding)\b)"
    r"|(?:[\s,]*\b(?:and|or|v|vs|versus|compare[ds]?))+(?=[\s?.]*$)",
    re.I,
)
# "What did children say to inspectors?" asks for what letters put as "told inspectors that".
_SAY = re.compile(
    r"^(what (?:do|did|have|has) (?:[\w-]+ ){0,3}?(?:children|kids|youngsters|young people|teenagers|leavers|carers"
    r"|adopters|parents|families|staff|workers|managers|practitioners|teachers|schools|partners)(?: in (?:care|need))?)"
    r" (?:say|said|(?:had|got|have) to say|have said) to (?:(?:the )?inspectors|ofsted)(?=\W*$)",
    re.I,
)
# "Was the police response criticised?" asks what was said of it, either way.
_JUDGED = re.compile(
    r"^(?:was|were|is|are|has|have) (?:(?:we|they|it|you|the council)\b ?)?(?P<topic>(?!been\b).+?)??(?: ?been)? ?"
    r"\b(?:criticised|criticized|praised|commended|told off)(?: for)?(?P<rest>.*)$",
    re.I,
)
_LEFT_OVER = re.compile(
    r"^(?:about|on|that|whether|if|regarding|and|or|but|only|one only|,|:|;|-|\u2013"
    r"|of|to)+\b\s*|[\s,:;-]+$",
    re.I,
)
_JOINED = re.compile(r"\s+([?,.;:])|,\s*(?=[,?])")


def make_search_text(text: str, spans: Iterable[tuple[int, int]], short_forms: Iterable[ShortForm]) -> str:
    """Return `text` without lead-ins and the places in `spans`, each short form followed by its words.

    Where nothing with a topic would be left, the question itself is returned with its short forms spelt out.
    """
    kept = _spell_out(text, short_forms, spans)
    for candidate in (_strip(kept), strip_politeness(kept)):
        if any(content_stems(candidate)):
            return candidate
    # "Inspector letter" names only who speaks: it is searched for as it stands.
    return " ".join((kept if any(character.isalnum() for character in kept) else text).split())


def _spell_out(text: str, short_forms: Iterable[ShortForm], spans: Iterable[tuple[int, int]]) -> str:
    """Put each short form's words behind it, and take out the spans, from the end so that places stay right."""
    taken_out = _merge(spans)
    edits = [
        (one.end, one.end, f" {one.words}")
        for one in short_forms
        if one.words
        and one.words.lower() not in text.lower()
        and not any(start < one.end <= end for start, end in taken_out)
    ]
    edits += [(start, end, " ") for start, end in taken_out]
    for start, end, instead in sorted(edits, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _strip(text: str) -> str:
    text = _FRAME.sub("", strip_politeness(_LEAN.sub("", " ".join(text.split()))))
    text = _TAG.sub("", text)
    text = _CHANGE.sub(" ", _SAYING.sub("", _IN_LETTERS.sub(" ", text), count=1))
    text = strip_politeness(" ".join(text.split()))
    text = _JUDGED.sub(_of_what, _SAY.sub(r"\1 tell inspectors", text))
    text = _COMPARED.sub(" ", _COMPARING.sub(" ", text).strip())
    text = _JOINED.sub(r"\1", text)
    # "Are caseloads high?" and "are caseloads high" are one question: the encoder hears the mark.
    return _LEFT_OVER.sub("", _LEFT_OVER.sub("", text.strip(" ,;:-?")).strip()).strip()


def _of_what(judged: re.Match[str]) -> str:
    """Return what was criticised or praised; "children praised for good work" names who and for what, and stays."""
    topic, rest = (judged[name] or "" for name in ("topic", "rest"))
    return judged[0] if topic and rest.strip(" ?.!") else f"{topic}{rest}"
