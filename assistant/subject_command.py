"""`letters subjects`: comes in: a subject and a council, goes out: printed counts and quotes, then and now."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from assistant.opening import open_for_reading
from assistant.progress import Bar
from assistant.settings import load_settings
from assistant.subjects import (
    OWN_WORDS,
    Subject,
    Subjects,
    across_as_json,
    across_as_text,
    over_time_as_json,
    over_time_as_text,
    overview_as_json,
    overview_as_text,
)
from corpus import QuestionError


def run_subjects(arguments: Namespace) -> int:
    """Count every subject, or quote one through a council's letters, or compare councils on it."""
    settings = load_settings(arguments.home)
    with Bar() as bar:
        index = open_for_reading(settings, bar.show)
    subjects = Subjects(index.letters.values(), settings.home_council or None)
    council = subjects.choose_council(arguments.council)
    if arguments.subject is None:
        overview = subjects.overview(council)
        _print(arguments.json, overview_as_json(overview), overview_as_text(overview))
        return 0
    subject = _find(subjects, arguments.subject)
    if council is None:
        across = subjects.across_councils(subject)
        _print(arguments.json, across_as_json(across), across_as_text(across))
    else:
        found = subjects.over_time(subject, council)
        _print(arguments.json, over_time_as_json(found), over_time_as_text(found))
    return 0


def _find(subjects: Subjects, asked: str) -> Subject:
    """Return the one subject meant; several or none is said, with what to type instead."""
    found = subjects.find(asked)
    if not found:
        raise QuestionError(
            f"No subject is called “{asked}”.",
            f"See which there are: letters subjects. To count the words: letters subjects '{OWN_WORDS}{asked}'",
        )
    if len(found) > 1:
        sys.stderr.write(f"letters: also {'; '.join(f'{one.label} ({one.id})' for one in found[1:])}.\n")
    return found[0]


def _print(as_json: bool, value: dict[str, object], text: str) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text)
    sys.stdout.write("\n")
