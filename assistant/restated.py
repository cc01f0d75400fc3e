"""The same statement twice: comes in: the words of a sentence and of others, goes out: which of them says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.understanding.words import FUNCTION_WORDS

# Restatements in these documents differ by capitals, hyphens and a word or two.
SAME_SHARE = 0.8
_MIN_WORDS = 6
_WORDS_REMEMBERED = 50_000
_TEXTS_REMEMBERED = 2_000

# A word, a figure with its points and commas ("4.5", "1,200"), or a mark that ends a thought; commas come and go.
_TOKEN = re.compile(r"[^\W_]+(?:[.,/]\d+)*|[.;:!?(]")
_ENDING = frozenset(".;:!?(")
_NEGATED = re.compile(r"n['’]t\b|(?<=\bcan)not\b")
_PERCENT = re.compile(r"\s?%|\sper\s+cent\b")
_HYPHENS = str.maketrans("", "", "-\u2010\u2011\u00ad")
# Between a word that decides and its neighbours; no word has one in it.
_NEAR = " "

# Words that turn a statement round, or say how many, how often, how much, when, or whether things moved. Two sentences
# that differ in one of them contradict or develop each other: both are shown.
_DECIDING = frozenset(
    """not no never nor none neither nobody nothing nowhere non without yes y n hardly barely scarcely rather instead
    except unless absent absence poor poorly weak weakly variable patchy good well strong strongly outstanding excellent
    requires
    few fewer fewest little less least lesser some several many much more most mostly majority minority all every each
    any both only almost nearly entirely wholly fully partly partially largely mainly widely broadly generally enough
    sufficient sufficiently too very highly significantly slightly somewhat large larger small smaller high higher low
    lower great greater number
    always often sometimes usually rarely seldom occasionally frequently regularly routinely consistently typically
    yet still now again already currently previously previous recently recent longer long soon before after until once
    early earlier late later last next begun began started stopped ceased become becomes became if
    better best worse worst quicker slower faster shorter over under above below up down against rise rises rising risen
    rose fell fallen grew
    should must could may might can will would shall
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    dozen half halves third thirds quarter quarters twice double doubled single pair couple
    first second fourth fifth sixth seventh eighth ninth tenth eleventh twelfth final
    january february march april june july august september october november december""".split()
)
# Whole families of such words, and the opposites made by a beginning or an ending: inadequate, unsafe, harmless.
_DECIDING_FORMS = re.compile(
    r"""(?:improv|increas|decreas|reduc|declin|deteriorat|worsen|strengthen|weaken|fall|grow|remain|continu|lack|fail
    |limit|prevent|stop|delay)[a-z]*
    | (?:un(?!der|ion|it|iv)|under(?!st|ta|way)|over(?!sight|view|all)|in(?!spect|form|clu|divid|volv|itia|t)
    |im(?!p[al]|port)|ir|il|dis(?!cuss|tri)|non|mis(?!sing))[a-z]{4,}
    | [a-z]{3,}less(?:ly|ness)?""",
    re.VERBOSE,
)


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def words_of(text: str) -> frozenset[str]:
    """Return the words of `text` as they are compared: small letters, hyphens closed up.

    A word that decides what is said ("not", "most", "five", "2018", "ineffective") stands there a second time, with its
    turn among such words and what it is said of: "not timely but safe" and "timely but not safe" have the same words.
    """
    plain = _PERCENT.sub(" percent", _NEGATED.sub(" not", text.lower().translate(_HYPHENS)))
    tokens = _TOKEN.findall(plain)
    deciding: list[str] = []
    for place, token in enumerate(tokens):
        if _decides(token):
            before, after = _nearest(tokens[:place][::-1]), _nearest(tokens[place + 1 :])
            deciding.append(_NEAR.join((str(len(deciding)), before, token, after)))
    return frozenset((*tokens, *deciding)) - _ENDING


def find_restatement(words: frozenset[str], others: Sequence[frozenset[str]]) -> int | None:
    """Return the position of the first of `others` that says what `words` say, None where none does."""
    return next((i for i, other in enumerate(others) if say_the_same(words, other)), None)


def say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences, given as `words_of` them, say the same; too short ones never do.

    Their words are alike (Jaccard similarity), no word that decides differs, and none was put in another's place.
    """
    shorter, longer = sorted((len(one), len(other)))
    # Sets of unlike size cannot be alike enough: most pairs end here.
    if shorter < _MIN_WORDS or shorter < SAME_SHARE * longer:
        return False
    shared, every = one & other, one | other
    if len(shared) < SAME_SHARE * len(every) or any(_NEAR in word for word in one ^ other):
        return False
    # Likeness is one of words alone: what stands there a second time is the same in both by now.
    twice = sum(_NEAR in word for word in shared)
    if shorter - twice < _MIN_WORDS or len(shared) - twice < SAME_SHARE * (len(every) - twice):
        return False
    return not _is_replaced(one - other, other - one)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _decides(word: str) -> bool:
    if word in _DECIDING or any(character.isnumeric() for character in word):
        return True
    return _DECIDING_FORMS.fullmatch(word) is not None


def _nearest(tokens: Sequence[str]) -> str:
    """Return the first word that carries a meaning, none where the thought ends before it."""
    for token in tokens:
        if token in _ENDING:
            break
        if token not in FUNCTION_WORDS:
            return token
    return ""


def _is_replaced(gone: frozenset[str], come: frozenset[str]) -> bool:
    """Whether a word that carries a meaning was put in another's place: no list holds all of "timely" and "delayed"."""
    gone, come = gone - FUNCTION_WORDS, come - FUNCTION_WORDS
    left = {word for word in gone if not any(_is_form_of(word, other) for other in come)}
    right = {word for word in come if not any(_is_form_of(word, other) for other in gone)}
    return bool(left and right)


def _is_form_of(one: str, other: str) -> bool:
    """Whether two words are one in two forms: all but the last two letters of the longer one are alike."""
    alike = max(4, max(len(one), len(other)) - 2)
    return one[:alike] == other[:alike]
