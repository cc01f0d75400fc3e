"""Answering: comes in: a question, goes out: an Answer made of sealed quotes, or an honest silence."""

from assistant.answer import Answer, AnswerStatus, Quote, Searched, Statement
from assistant.answer_json import answer_as_json, letter_as_json, paragraphs_as_json, search_as_json
from assistant.answer_text import answer_as_text, searched_as_text
from assistant.engine import Assistant, open_assistant
from assistant.links import quote_link
from assistant.scope import ALL_COUNCILS, EVERYTHING, Scope, chosen_letters, settle_councils
from assistant.scope_reading import CHOICES, make_scope
from assistant.seal import is_sealed
from assistant.settings import Settings, default_home, load_settings
from assistant.speakers import introduce_letter, name_speaker
from assistant.subjects import (
    NOTE,
    OWN_WORDS,
    AcrossCouncils,
    CouncilSays,
    LetterSays,
    OverTime,
    Overview,
    Saying,
    Subject,
    SubjectRow,
    Subjects,
    VoiceSays,
    say_when,
)
from assistant.understanding import MAX_QUESTION_CHARACTERS

__all__ = [
    "ALL_COUNCILS",
    "CHOICES",
    "EVERYTHING",
    "MAX_QUESTION_CHARACTERS",
    "NOTE",
    "OWN_WORDS",
    "AcrossCouncils",
    "Answer",
    "AnswerStatus",
    "Assistant",
    "CouncilSays",
    "LetterSays",
    "OverTime",
    "Overview",
    "Quote",
    "Saying",
    "Scope",
    "Searched",
    "Settings",
    "Statement",
    "Subject",
    "SubjectRow",
    "Subjects",
    "VoiceSays",
    "answer_as_json",
    "answer_as_text",
    "chosen_letters",
    "default_home",
    "introduce_letter",
    "is_sealed",
    "letter_as_json",
    "load_settings",
    "make_scope",
    "name_speaker",
    "open_assistant",
    "paragraphs_as_json",
    "quote_link",
    "say_when",
    "search_as_json",
    "searched_as_text",
    "settle_councils",
]
