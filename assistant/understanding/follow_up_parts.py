"""Parts of an earlier question: comes in: that question and what is asked now, goes out: it with a part replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.follow_up_forms import ABOUT, ASKED_OF_ONE, COUNTED, COUNTED_OF_ONE, GROUP
from assistant.understanding.scope import ScopeKind, ScopePhrase, find_scope_phrases
from assistant.understanding.search_text import make_search_text
from assistant.understanding.words import find_words

_MOST_TOPIC_WORDS = 14
_ABOUT = re.compile(r"\(about: (.*?)\)\??")


def replace_scope(base: str, phrases: Sequence[ScopePhrase]) -> str:
    """Return the earlier question with the scopes of the kinds in `phrases` replaced by them."""
    kinds = {phrase.kind for phrase in phrases}
    if ScopeKind.VOICE in kinds:
        # Another document has other dates: the earlier question's time would shut it out.
        kinds.add(ScopeKind.TIME)
    stale = [phrase for phrase in find_scope_phrases(base) if phrase.kind in kinds]
    if ScopeKind.TIME in kinds:
        base = re.sub(r",? ?\b(?:in )?(?:last|this) year\b", lambda said: " " * len(said[0]), base, flags=re.I)
    kept = re.sub(r"^(?:about|on|that|whether)\s+", "", without(base, stale), flags=re.I)
    additions = " ".join(phrase.addition for phrase in phrases)
    # "What did inspectors find?" has no subject but who speaks.
    return f"{kept if kept.strip() else 'what did it find'} {additions}?"


def replace_subject(base: str, subject: str) -> str:
    """Return the earlier question asked of `subject` in place of its own."""
    scopes = find_scope_phrases(base)
    tail = " ".join(base[phrase.start : phrase.end].strip() for phrase in scopes if phrase.start > len(base) * 0.4)
    core = without(base, [phrase for phrase in scopes if phrase.start > len(base) * 0.4])
    tail = f" {tail}" if tail else ""
    led = re.match(r"(?P<lead>for|with|to|by|of|from|in|at|about|on) (?P<rest>.+)", subject, re.I)
    plain = led["rest"] if led else subject
    for pattern in (ABOUT, *(() if led else (COUNTED_OF_ONE,)), COUNTED):
        if match := pattern.search(core):
            return f"{core[: match.start('topic')]}{plain}{core[match.end('topic') :]}{tail}"
    if led and (match := re.search(rf"\b{led['lead']} .+$", core, re.I)):
        return f"{core[: match.start()]}{subject}{tail}"
    if GROUP.fullmatch(plain) and (match := GROUP.search(core)):
        return f"{core[: match.start()]}{plain}{core[match.end() :]}{tail}"
    if not led and (match := ASKED_OF_ONE.match(core)):
        return f"{core[: match.start('topic')]}{plain}{core[match.end('topic') :]}{tail}"
    if led and led["lead"].lower() in ("for", "with", "by", "to"):
        return f"{core} {subject}{tail}"
    if match := re.search(r"\bfor .+$", core, re.I):
        return f"{core[: match.start()]}for {plain}{tail}"
    return f"What do the letters say about {plain}{tail}"


def topic_of(base: str) -> str:
    """Return the earlier question's topic, without its scopes and cut to some words."""
    # What an earlier follow-up was about is said once, not within itself, and before what that asked.
    if nested := _ABOUT.search(base):
        base = f"{nested[1]} {base[: nested.start()]}".strip()
    scopes = [(phrase.start, phrase.end) for phrase in find_scope_phrases(base)]
    topic = make_search_text(base, scopes, ())
    words = find_words(topic)
    return topic[: words[_MOST_TOPIC_WORDS - 1].end] if len(words) > _MOST_TOPIC_WORDS else topic


def ask_about(asked: str, base: str) -> str:
    """Return what is `asked` put to the earlier question's topic, held to its letters unless it names its own."""
    scopes = " ".join(phrase.addition for phrase in find_scope_phrases(base))
    about = f"{asked} (about: {topic_of(base)})"
    return f"{about} {scopes}?" if scopes and not find_scope_phrases(asked) else f"{about}?"


def without(text: str, phrases: Sequence[ScopePhrase]) -> str:
    """Return `text` without `phrases`."""
    for phrase in sorted(phrases, key=lambda one: -one.start):
        text = f"{text[: phrase.start]} {text[phrase.end :]}"
    return " ".join(text.split()).strip(" ,")


def without_times(base: str) -> str:
    """Return the earlier question without the times it names."""
    return without(base, scopes_of(base, ScopeKind.TIME))


def scopes_of(base: str, kind: ScopeKind) -> list[ScopePhrase]:
    """Return the parts of the earlier question that hold it to letters in one way, as by the councils it names."""
    return [phrase for phrase in find_scope_phrases(base) if phrase.kind is kind]


def lower_first(text: str) -> str:
    """Return `text` to stand behind a lead: its first letter small, unless that begins a short form or a name."""
    first = text.split(" ")[0]
    return (
        text if (first.isupper() and len(first) > 1) or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
    )
