"""The nouns of understanding: comes in: what the readers found in a question, goes out: one frozen Understanding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_QUESTION_CHARACTERS = 300


class Problem(StrEnum):
    """Why a question is not searched for."""

    EMPTY = "empty"
    OVER_LONG = "over_long"
    GIBBERISH = "gibberish"
    NOTHING_ASKED = "nothing_asked"  # a greeting, or words that point to an earlier question that is not there
    HOSTILE = "hostile"
    NOT_FOR_LETTERS = "not_for_letters"
    ABOUT_THIS_SERVICE = "about_this_service"


class Intent(StrEnum):
    """What kind of answer is wanted."""

    FIND = "find"
    STRUCTURE = "structure"
    EXACT_PHRASE = "exact_phrase"
    PARAGRAPH = "paragraph"


class Order(StrEnum):
    """In which order letters are heard."""

    NEWEST_FIRST = "newest_first"
    OLDEST_FIRST = "oldest_first"


class StructureFact(StrEnum):
    """A fact about a letter itself, read from its structure."""

    LEAD_OR_INSPECTORS = "lead_or_inspectors"
    SIGNED_BY = "signed_by"
    LETTER_DATE = "letter_date"
    LATEST_LETTER = "latest_letter"
    VISIT_DATES = "visit_dates"
    VISIT_NUMBER = "visit_number"
    ADDRESSEE = "addressee"
    COPIED_TO = "copied_to"
    POSTAL_ADDRESS = "postal_address"
    AREAS_COVERED = "areas_covered"
    HEADLINE_FINDINGS = "headline_findings"
    TO_IMPROVE = "to_improve"
    STRENGTHS = "strengths"
    PERIOD = "period"
    COUNCIL = "council"
    LETTER_COUNT_OR_LIST = "letter_count_or_list"
    JUDGEMENTS = "judgements"
    ROLE_HOLDER = "role_holder"
    ATTENDANCE = "attendance"
    HOW_CARRIED_OUT = "how_carried_out"
    EVIDENCE_USED = "evidence_used"
    WHO_TO_RING = "who_to_ring"
    INSPECTORATE_CONTACT = "inspectorate_contact"
    COMPLAINTS = "complaints"
    OTHER_FORMATS = "other_formats"
    WHERE_PUBLISHED = "where_published"
    PREVIOUS_INSPECTION = "previous_inspection"
    NEXT_INSPECTION = "next_inspection"
    NAMED = "named"
    SECTION = "section"


# Facts of one letter or visit: asked for by its year they are of that year's letter alone.
FACTS_OF_A_LETTER = (
    StructureFact.LEAD_OR_INSPECTORS,
    StructureFact.SIGNED_BY,
    StructureFact.LETTER_DATE,
    StructureFact.VISIT_DATES,
    StructureFact.ADDRESSEE,
    StructureFact.COPIED_TO,
    StructureFact.POSTAL_ADDRESS,
    StructureFact.AREAS_COVERED,
    StructureFact.HOW_CARRIED_OUT,
    StructureFact.EVIDENCE_USED,
)

# What a letter finds in all, not a fact about the letter.
OVERALL_FACTS = (StructureFact.HEADLINE_FINDINGS, StructureFact.TO_IMPROVE, StructureFact.STRENGTHS)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question as understood, without any model.

    `read_as` stands on its own (follow-ups rewritten, typing slips repaired) and equals `typed` where nothing
    changed. `letter_ids` is None where every letter may answer, and empty where the question is held to
    something that no letter is; `not_held` then says what is missing. `chosen` are the person's own choices in words,
    and `left_out_by_choices` counts the letters these alone leave out. `across_councils` where a question is asked of
    councils in general, `lists_councils` where it asks which councils, letters or areas something is so of.
    `years_spoken_of` are years asked for that no letter is of but letters speak of, each in the forms in which it may
    be printed; `places` are no councils, and are to be named by what is quoted. `extra_terms` are words the letters may
    use instead, with weights from 0 to 1, for word search only.
    `second_fact` is asked for beside the first: "when were they last inspected and who came?"
    """

    typed: str
    problem: Problem | None = None
    read_as: str = ""
    search_text: str = ""
    extra_terms: tuple[tuple[str, float], ...] = ()
    letter_ids: frozenset[str] | None = None
    held_to: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    left_out_by_choices: int = 0
    intent: Intent = Intent.FIND
    order: Order = Order.NEWEST_FIRST
    per_letter: bool = False
    across_councils: bool = False
    lists_councils: bool = False
    years_spoken_of: tuple[tuple[str, ...], ...] = ()
    places: tuple[str, ...] = ()
    wants_list: bool = False
    phrase: str | None = None
    paragraph_numbers: tuple[str, ...] = ()
    structure_fact: StructureFact | None = None
    second_fact: StructureFact | None = None
