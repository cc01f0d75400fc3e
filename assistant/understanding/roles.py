"""Who holds an office: comes in: a question and where it names councils, goes out: what a line that names one says.

Letters are addressed and copied to the people in charge, by name and office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.understanding.dates import find_times
from assistant.understanding.topics import blank_out

_ASKS = (
    r"\W*(?:(?:and|so|but|ok|well)\W+)*"
    r"(?:who(?:'?s| is| was| are| were)?|(?:what(?:'?s| is| was) )?the name of|name(?: of)?)\b\W*"
    r"(?:(?:the|our|their|its|a|current|present|currently|now|actually)\W+)*"
)
_WHERE = r"(?:\W+(?:of|for|at|in|over|the|our|their|now|today|currently|at the moment|these days|here|then|please))*\W*"
_SERVICES = r"(?:(?:the|our|of|for)\W+)*(?:children'?s (?:services|social care)|children and families)"
_COUNCIL = r"(?:(?:the|our|of|for)\W+)*(?:council|(?:local )?authority)"
_TRUST = r"(?:(?:the|our|of|for)\W+)*(?:(?:children'?s|children and families|families)\W+)*(?:trust|company)"
_RUNS = r"(?:in charge of|runs?|running|heads?(?: up)?|heading(?: up)?|(?:the )?(?:boss|head) of|leads?|leading)\W+"
_DIRECTOR = r"(?:(?:strategic|executive|corporate)\W+)*director|dcs"
# Children's trusts have such names: "Slough Children First", "Together for Children".
_OF_A_TRUST = r".*\b(?:trust|company|first|together)\b"
_OF_HEALTH = r".*\b(?:nhs|healthcare|hospitals?|ccgs?|icb|foundation|(?-i:[A-Z]{2,}FT)|deputy|assistant)\b"
# Sentences tell of people, too: a line that names one has no verb.
_TOLD = r".*\b(?:is|was|has|have|had|were|been|will)\b"
_OF_ANOTHER = (
    r".*\b(?:nursing|public health|adult(?:s|') social|national|regional|ofsted|probation|place|nhs|icb|ccgs?|police"
    r"|finance|resources|deputy|assistant|housing|health)\b"
)
_CHIEF = r"chief exec(?:utive)?(?: officer)?|ceo"


# What asks for the holder of an office, and what a line that names one says.
_ROLES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(f"{_ASKS}(?:{asked}){_WHERE}", re.I), re.compile(line, re.I))
    for asked, line in (
        (
            rf"{_RUNS}{_TRUST}|(?:{_CHIEF})(?:\W+{_TRUST})",
            rf"^(?={_OF_A_TRUST})(?!{_OF_HEALTH})(?!{_TOLD}).*\bchief exec",
        ),
        (
            rf"(?:{_CHIEF})(?:\W+{_COUNCIL})?",
            rf"^(?!{_OF_A_TRUST})(?!{_OF_HEALTH})(?!{_TOLD}).*\bchief exec",
        ),
        (
            rf"(?:{_DIRECTOR})(?:\W+(?:of\W+)?{_SERVICES})?|{_RUNS}{_SERVICES}",
            rf"^(?!{_OF_ANOTHER})(?!{_TOLD}).*\bdirector\b",
        ),
        (
            r"lead member|(?:the )?(?:portfolio holder|cabinet member)(?:\W+(?:for\W+)?children(?:'?s services)?)?",
            r"\blead member|\bportfolio|\bcabinet member",
        ),
    )
)


def find_role(text: str, council_spans: Iterable[tuple[int, int]]) -> re.Pattern[str] | None:
    """Return what a line says that names the holder of the office `text` asks for; None where it asks anything else.

    Councils and times may stand beside it.
    """
    asked_for = blank_out(text, (*council_spans, *((time.start, time.end) for time in find_times(text))))
    return next((line for asked, line in _ROLES if asked.fullmatch(asked_for)), None)
