"""Short forms, other words and typing slips."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding import Understanding
from assistant.understanding.acronyms import load_glossary, mine_acronyms
from assistant.understanding.facts import read_holdings
from assistant.understanding.thesaurus import find_other_words, load_thesaurus
from assistant.understanding.typos import repair_slips
from corpus import Letter

Ask = Callable[..., Understanding]


def test_letters_explain_their_own_short_forms() -> None:
    """Short forms in brackets are read from the letters, hyphens, plurals and small joining words included."""
    mined = mine_acronyms(
        [
            "The integrated front door (IFD) and the risk-assessment meeting (RAM).",
            "Police Protection Notices (PPNs); inspection of local authority children\u2019s services (ILACS).",
            "A meeting was held (NOT a short form).",
        ]
    )
    assert mined == {
        "ifd": "integrated front door",
        "ram": "risk-assessment meeting",
        "ppn": "police protection notices",
        "ilacs": "inspection of local authority children's services",
    }


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("CP conference timeliness", "CP child protection conference timeliness"),
        ("RHI", "RHI return home interview"),
        ("rhis for kids in care", "rhis return home interview for kids in care"),
        ("s47 quality", "s47 section 47 child protection enquiry quality"),
        ("is the RAM effective", "is the RAM risk-assessment meeting effective"),
    ],
)
def test_short_forms_are_spelt_out_beside_themselves(ask: Ask, question: str, words: str) -> None:
    """The search sees the short form and its words; the letters' own words win over the glossary's."""
    assert ask(question).search_text == words


def test_spelt_out_words_bring_their_short_form(ask: Ask) -> None:
    """ "Integrated front door" also looks for IFD."""
    assert "IFD" in {word for word, _ in ask("how good is the integrated front door").extra_terms}


def test_small_words_are_no_short_forms(ask: Ask) -> None:
    """Common English words in small letters are not taken for short forms."""
    assert ask("did they ram it home, as in a pa system").search_text == "did they ram it home, as in a pa system"


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("are workers quitting", "turnover"),
        ("grandparents bringing them up", "guardianship"),
        ("do kids run away", "missing"),
        ("are they snowed under", "caseloads"),
        ("bunking off school", "attendance"),
        ("mum and dad there", "parents"),
        ("groomed by gangs", "exploitation"),
        ("is anyone keeping an eye on it", "oversight"),
    ],
)
def test_everyday_words_bring_the_letters_words(question: str, word: str) -> None:
    """Plain words add what the letters say instead, with a weight below the person's own words."""
    weights = dict(find_other_words(question))
    assert 0 < weights[word] < 1


def test_words_of_the_question_are_not_added_again() -> None:
    """Only other words are added, heaviest first, in a bounded number."""
    found = find_other_words("are kids waiting ages and missing school, with staff leaving and bosses quitting")
    assert "missing" not in {word for word, _ in found}
    assert len(found) <= 24
    assert [weight for _, weight in found] == sorted((weight for _, weight in found), reverse=True)


def test_the_hand_made_lists_are_as_large_as_promised() -> None:
    """At least 250 everyday expressions and 120 short forms."""
    assert sum(len(entries) for entries in load_thesaurus().values()) >= 250
    assert len(load_glossary().expansions) >= 120


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("chidren in care", "children in care"),
        ("suprvision of socail workers", "supervision of social workers"),
        ("what did inspecters say about caselods", "what did inspectors say about caseloads"),
        ("retrun home interveiws", "return home interviews"),
        ("what abuot wakefeild", "what about wakefield"),
        ("Bradfrod exploitaton hub", "Bradford exploitation hub"),
        ("turnovr of staff", "turnover of staff"),
    ],
)
def test_sure_slips_are_repaired(shipped: tuple[Letter, ...], typed: str, repaired: str) -> None:
    """One slip in a word, or two in a long one, is repaired towards the letters' and everyday words."""
    assert repair_slips(typed, read_holdings(shipped)) == repaired


@pytest.mark.parametrize(
    "typed",
    [
        "are they bunking off and dithering",
        "is it cosy, with perks and mitigation",
        "Louise Hollick and the Philomena Protocol",
        "Kirkgate and wibble",
        "dont wont wasnt theyre",
        "reunification and homeliness of neurodivergent adoptees",
        "missing form home",
    ],
)
def test_words_that_may_be_meant_are_left(shipped: tuple[Letter, ...], typed: str) -> None:
    """English words, names and words nobody here knows stay as typed: a wrong repair is worse than none."""
    assert repair_slips(typed, read_holdings(shipped)) == typed


def test_a_repair_is_told(ask: Ask) -> None:
    """`read_as` holds the repaired question; it equals the typed one when nothing changed."""
    assert ask("safty plans").read_as == "safety plans"
    assert ask("safety plans").read_as == "safety plans"
    assert ask("  what about  \u201csafety\u201d plans ").read_as == "  what about  \u201csafety\u201d plans "
