"""Understanding questions: comes in: a question and the letters held, goes out: an Understanding, without any model."""

from assistant.understanding.choices import Choices
from assistant.understanding.council_scope import council_spans
from assistant.understanding.councils import meant_councils
from assistant.understanding.facts import JUDGED_WORDING
from assistant.understanding.follow_up_doubt import Sign
from assistant.understanding.hold import join_words
from assistant.understanding.margin_names import lines_that_name, name_words
from assistant.understanding.question import (
    FACTS_OF_A_LETTER,
    MAX_QUESTION_CHARACTERS,
    OVERALL_FACTS,
    Intent,
    Order,
    Problem,
    StructureFact,
    Understanding,
)
from assistant.understanding.reading import Readings, held_letters, understand, understand_both_ways
from assistant.understanding.roles import find_role
from assistant.understanding.section_names import sections_named
from assistant.understanding.voice_scope import KIND_WORDS, VOICE_WORDS

__all__ = [
    "FACTS_OF_A_LETTER",
    "JUDGED_WORDING",
    "KIND_WORDS",
    "MAX_QUESTION_CHARACTERS",
    "OVERALL_FACTS",
    "VOICE_WORDS",
    "Choices",
    "Intent",
    "Order",
    "Problem",
    "Readings",
    "Sign",
    "StructureFact",
    "Understanding",
    "council_spans",
    "find_role",
    "held_letters",
    "join_words",
    "lines_that_name",
    "meant_councils",
    "name_words",
    "sections_named",
    "understand",
    "understand_both_ways",
]
