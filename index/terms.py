"""Words as the lexical index knows them: comes in: text, goes out: its terms, in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Function words that would match every paragraph. Negations (no, not, nor, never, none, neither, without, cannot)
# and numbers are kept: "not safe" and "safe" must stay apart. "may" is kept because it is a month as well.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about am an and any are as at be been being but by can could did do does doing done for from had has
        have having he her hers him his how i if in into is it its itself me my of on or our ours shall she
        should so than that the their theirs them themselves then there these they this those to us was we were
        what when where which while who whom whose why will with would you your yours""",
    )
)
# Curly apostrophes and typographic hyphens are written plainly; soft hyphens and zero-width marks vanish.
PLAIN_FORMS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2212\ufe63\uff0d\ufffe", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
# "s47", "s.47", "s 47", "section 47", "sections 47": the same terms whatever the spelling.
TOKEN = re.compile(
    r"""(?<![\w'])(?P<statute>s(?:ections?|ecs?|s)?\b\.?\s*|s)(?P<number>\d+[a-z]?)\b
    | (?P<figure>\d+(?:[.,]\d+)+)
    | (?P<word>[^\W_]+(?:['-][^\W_]+)*)""",
    re.VERBOSE,
)
# A stemmer cuts endings; these forms it cannot bring together.
IRREGULAR = dict(
    pair.split(":")
    for pair in """children:child people:person took:take taken:take saw:see seen:see went:go gone:go left:leave
    met:meet kept:keep told:tell said:say ran:run rose:rise risen:rise fell:fall fallen:fall grew:grow grown:grow
    spoke:speak spoken:speak wrote:write written:write found:find made:make gave:give given:give paid:pay spent:spend
    lost:lose brought:bring taught:teach knew:know known:know felt:feel heard:hear held:hold began:begin begun:begin
    understood:understand sought:seek built:build dealt:deal led:lead lives:live women:woman men:man""".split()
)
NEGATED = re.compile(r"(ca|wo|sha|[a-z]+)n't$")
IRREGULAR_NEGATED = {"ca": "can", "wo": "will", "sha": "shall"}
_WORDS_REMEMBERED = 50_000
CLITIC = re.compile(r"'(?:s|re|ve|ll|d|m)?$")


def find_terms(text: str) -> list[str]:
    """Return the terms of `text` in order: lower case, stemmed (Porter 2), without stop words.

    Hyphenated words count joined and apart ("re-referral": rereferral, re, referral); "section 47" and "s47" give
    the same terms; straight and curly apostrophes are equal; accents, bullets and private-use characters do not count.
    """
    from Stemmer import Stemmer

    # A stemmer is not safe to share between threads, and costs a microsecond.
    stemmed: list[str] = Stemmer("english").stemWords(list(_find_words(_plain(text))))
    return stemmed


def _plain(text: str) -> str:
    """Return `text` in lower case with one spelling of every apostrophe, hyphen and accented letter."""
    plain = text.translate(PLAIN_FORMS)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain).translate(PLAIN_FORMS)
        plain = "".join(map(_plain_character, decomposed))
    return plain.lower()


def _plain_character(character: str) -> str:
    """Drop accents; private-use characters (bullets of symbol fonts) part words as a space does."""
    category = unicodedata.category(character)
    return "" if category == "Mn" else " " if category == "Co" else character


def _find_words(plain: str) -> Iterable[str]:
    for match in TOKEN.finditer(plain):
        if match["number"] is not None:
            yield from ("section", match["number"], "s" + match["number"])
        elif match["figure"] is not None:
            # "1,200" is one number, and so is paragraph "3.1.2".
            yield match["figure"].replace(",", "")
        else:
            for word in _spell_apart(match["word"]):
                if word not in STOP_WORDS:
                    yield IRREGULAR.get(word, word)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _spell_apart(word: str) -> tuple[str, ...]:
    """Return a word without its apostrophes, its "not" spelled out, and a hyphenated one joined and in parts."""
    negated = NEGATED.fullmatch(word)
    if negated is not None:
        return IRREGULAR_NEGATED.get(negated[1], negated[1]), "not"
    if word == "cannot":
        return "can", "not"
    parts = [CLITIC.sub("", part).replace("'", "") for part in word.split("-")]
    return ("".join(parts), *parts) if len(parts) > 1 else (parts[0],)
