"""What the commands share: comes in: settings and values, goes out: an open assistant, held letters, printed JSON."""

from __future__ import annotations

import json
import sys

from assistant.engine import Assistant, open_assistant
from assistant.opening import open_for_reading
from assistant.progress import Bar
from assistant.settings import Settings
from corpus import Letter, newest_first


def open_with_bar(settings: Settings) -> Assistant:
    """Open the assistant, showing progress; what a person must be told about the index goes to standard error."""
    with Bar() as bar:
        assistant = open_assistant(settings, bar.show)
    if assistant.notice:
        sys.stderr.write(f"letters: {assistant.notice}\n")
    return assistant


def held_letters(settings: Settings) -> list[Letter]:
    """Return the letters held, newest first, without loading what only searching needs."""
    with Bar() as bar:
        index = open_for_reading(settings, bar.show)
    return newest_first(index.letters.values())


def print_json(value: object) -> None:
    """Print `value` as indented JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
