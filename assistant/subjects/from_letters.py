"""Subjects no list foresaw: comes in: letters and what the vocabulary finds in them, goes out: their frequent phrases.

A phrase is two or three words in a row that keep coming back, in more than one letter where there is more than one,
and that no subject of the vocabulary stands for. It is counted as words, never read as a finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.subjects.matching import SubjectFinder
from assistant.subjects.vocabulary import Subject, subject_of_words
from assistant.understanding.words import FUNCTION_WORDS
from corpus import Letter, Span

MAX_PHRASES = 8
_MIN_SENTENCES = 4
_MIN_LETTERS = 2
# In many letters every phrase of the trade comes back: then a phrase must be in this share of them.
_LETTER_SHARE = 0.1
_COVERED_SHARE = 0.5
_JOINING = frozenset("and of for in on to or".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words that say nothing by themselves, in the language of inspections: people, praise and blame, amounts, time.
_GENERAL = frozenset(
    """able held holds access account achieve achieved across action actions activity actually address addressed
    addressing adult adults age aged agencies agency all allows almost already alternative always appointed
    appropriate appropriately area areas arrangements aware based basis become been began begun benefit best
    better between bring build building care cared carefully carried carers case cases central challenge
    challenges change changes child children clear clearly close common complete completed complex comprehensive
    concern concerned concerns consider considerable consideration considered consistent consistently contact
    continue continued continues council create created current currently daily date day days dear decision
    decisions delay delays deliver delivered demonstrate detailed develop developed developing development
    different difference difficult direct district due during duty early effect effective effectively
    effectiveness embed embedded enable enabled enables engage engaged engagement enough ensure ensured ensures
    ensuring established evaluate evaluation evidence evident example excellent existing experience experiences
    extensive families family far few find finding findings first five focus focused following found four
    frequently full fully further future general generally given good greater group groups growing had help
    helped helpful helping helps her high higher highly his home homes identified identify identifying impact
    important improve improved improvement improvements improving inadequate include included includes including
    inconsistent increase increased increasing individual inform information informed initial inspected
    inspection inspections inspector inspectors insufficient involved issues keep key know known lack large last
    late later lead leader leaders leading leads led level levels life like limited line linked little lives
    living local authority long longer look looked looking low main majority make makes making manage management
    manager managers many meet meeting meetings meets members minority monitor monitored monitoring month months
    more most multi national necessary need needed needs new next not number numbers offer offered offers office
    officer officers often older one ongoing open opportunities opportunity outcome outcomes overall oversight
    part parents particular particularly partners parts past people period person place placed plan planned
    planning plans point poor positive possible practice practitioners present previous previously prior
    priority process processes professional professionals progress progressed prompt promptly protect protection
    provide provided provides providing provision published purposeful put quality quickly range rate rates
    reach read ready receive received recent recently recognise recognised record recorded records reduce
    reduced reducing reflect regular regularly related relationship relationships relevant remain remains report
    reported reports required requires resources respond response responses responsibility responsive result
    results review reviewed reviews right rigorous risk risks robust role routinely safe safeguarding safely
    said scale second secure see seek seen senior sense series service services set several share shared short
    show shows significant significantly similar single six skilled small social sometimes soon specific staff
    standard stated step steps strategic strategy strength strengthen strengthened strengths strong structure
    structures success suitable sufficient sufficiently support supported supporting supportive supports system
    systems take taken taking team teams thematic third three through time timely times timescale timescales
    today together told track two types under understand understanding understood undertake undertaken undertook
    underway unit updated urgent use used useful using usually value valued variable variety views visit visited
    visits vulnerable wait waiting way ways week weeks well wellbeing whole wide wider widescale work worked
    worker workers working world worked would year years young youth yours sincerely copying majesty his ofsted
    letter department education website published bradford city north south east west yorkshire annual subgroup
    page table figure million cent per number january february march april may june july august september
    october november december ambitious creative passionate committed determined dedicated sensitive thorough
    relentless saw sees seeing summarises summarise live living lived becoming become subject looked after act
    section headline circumstances centred term best interests service delivery per""".split()
)


def find_phrases(letters: Sequence[Letter], finder: SubjectFinder) -> tuple[Subject, ...]:
    """Return up to MAX_PHRASES subjects that are words of these letters, those in most sentences first.

    `finder` knows the vocabulary: a phrase it mostly stands for already is left out.
    """
    sentences: dict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
    covered: dict[tuple[str, ...], int] = defaultdict(int)
    unfinished: dict[tuple[str, ...], int] = defaultdict(int)
    names = {word for letter in letters for word in _words_of(letter.council or "")}
    for number, letter in enumerate(letters):
        for _, paragraph in letter.paragraphs():
            for sentence in paragraph.sentences:
                taken = [span for spans in finder.find(letter.text, sentence).values() for span in spans]
                for phrase, span in _phrases_of(letter.text, sentence):
                    if not names.isdisjoint(phrase):
                        continue
                    sentences[phrase].add((number, sentence.start))
                    unfinished[phrase] += _goes_on(letter.text, span, sentence)
                    covered[phrase] += any(span.start < t.end and t.start < span.end for t in taken)
    min_letters = min(len(letters), max(_MIN_LETTERS, round(_LETTER_SHARE * len(letters))))
    frequent = {
        phrase: len(places)
        for phrase, places in sentences.items()
        if len(places) >= _MIN_SENTENCES
        and len({number for number, _ in places}) >= min_letters
        and covered[phrase] <= _COVERED_SHARE * len(places)
        and unfinished[phrase] <= _COVERED_SHARE * len(places)
    }
    best = sorted(_longest(frequent), key=lambda phrase: (-frequent[phrase], phrase))[:MAX_PHRASES]
    return tuple(subject for phrase in best if (subject := subject_of_words(" ".join(phrase))) is not None)


def _phrases_of(text: str, sentence: Span) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield the runs of two and three words that could name a subject, in small letters."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        if run and text[run[-1].end() : match.start()].strip(" \n-"):
            run = []
        run.append(match)
        for length in (2, 3):
            words = run[-length:]
            if len(words) == length and _could_name(lowered := tuple(one.group().lower() for one in words)):
                yield lowered, Span(words[0].start(), words[-1].end())


def _goes_on(text: str, span: Span, sentence: Span) -> bool:
    """Whether the words after a phrase belong to its name: "child sexual" is followed by "exploitation"."""
    following = _WORD.search(text, span.end, sentence.end)
    if following is None or text[span.end : following.start()].strip(" \n-"):
        return False
    return following.group().lower() not in FUNCTION_WORDS


def _words_of(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _could_name(words: tuple[str, ...]) -> bool:
    """A name neither begins nor ends with a small word, and has a word of its own."""
    if any(len(word) < 3 or word.endswith("ly") or word in FUNCTION_WORDS for word in (words[0], words[-1])):
        return False
    if words[-1].endswith(("'s", "’s")):
        return False
    if any(word in FUNCTION_WORDS and word not in _JOINING for word in words):
        return False
    own = [word for word in words if word not in _GENERAL and word not in FUNCTION_WORDS]
    return words[-1] in own and len(own) >= len(words) - 1


def _longest(frequent: dict[tuple[str, ...], int]) -> Iterable[tuple[str, ...]]:
    """Leave out what is mostly part of a longer phrase that is frequent itself."""
    parts: dict[tuple[str, ...], int] = {
        part: count for phrase, count in frequent.items() if len(phrase) == 3 for part in (phrase[:2], phrase[1:])
    }
    return [phrase for phrase in frequent if parts.get(phrase, 0) < _COVERED_SHARE * frequent[phrase]]
