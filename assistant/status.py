"""The state of an index: comes in: settings, goes out: plain facts about what it holds and whether it is sound."""

from __future__ import annotations

from assistant.opening import index_home
from assistant.settings import Settings
from corpus import IndexUnavailable
from index import open_index


def describe_status(settings: Settings) -> tuple[dict[str, object], bool]:
    """Return facts by name, and whether questions can be answered.

    Every file of the index is checked against its hash; nothing is changed.
    """
    home = index_home(settings)
    facts: dict[str, object] = {"home": str(settings.home), "model": settings.model}
    facts["home_council"] = settings.home_council or "none"
    if home.is_empty:
        return {**facts, "index": "none yet: the first question builds it from the shipped letters"}, True
    try:
        index = open_index(home, None)
    except IndexUnavailable as problem:
        return {**facts, "index": str(problem)}, False
    dates = sorted(day for letter in index.letters.values() if (day := letter.sort_date) is not None)
    described = {
        **facts,
        "index": index.notice or "sound",
        "corpus_version": index.corpus_version,
        "letters": len(index.letters),
        "paragraphs": sum(sum(1 for _ in letter.paragraphs()) for letter in index.letters.values()),
        "from": dates[0].isoformat() if dates else None,
        "to": dates[-1].isoformat() if dates else None,
    }
    return described, True
