"""Following subjects through the letters: comes in: letters, goes out: counts and quotes, then and now."""

from assistant.subjects.as_json import across_as_json, over_time_as_json, overview_as_json
from assistant.subjects.as_text import across_as_text, over_time_as_text, overview_as_text, say_when
from assistant.subjects.over_time import Subjects
from assistant.subjects.results import (
    NOTE,
    AcrossCouncils,
    CouncilSays,
    Count,
    LetterSays,
    OverTime,
    Overview,
    Saying,
    SubjectRow,
    VoiceSays,
)
from assistant.subjects.vocabulary import OWN_WORDS, Subject, load_vocabulary

__all__ = [
    "NOTE",
    "OWN_WORDS",
    "AcrossCouncils",
    "CouncilSays",
    "Count",
    "LetterSays",
    "OverTime",
    "Overview",
    "Saying",
    "Subject",
    "SubjectRow",
    "Subjects",
    "VoiceSays",
    "across_as_json",
    "across_as_text",
    "load_vocabulary",
    "over_time_as_json",
    "over_time_as_text",
    "overview_as_json",
    "overview_as_text",
    "say_when",
]
